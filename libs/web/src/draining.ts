import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Whether this service is on its way out: not ready any more, finishing what it has. */
@Injectable()
export class Draining implements OnModuleDestroy {
  private on = false;

  get begun(): boolean {
    return this.on;
  }

  begin(): void {
    this.on = true;
  }

  onModuleDestroy(): void {
    this.begin();
  }
}
