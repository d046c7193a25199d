import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Whether this service is shutting down: not ready, finishing running requests. */
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
