import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { MessagingHealth } from '@carrel/messaging';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Draining } from './draining.js';
import { Public } from './permissions.js';

/** `/health/live`: the process answers. `/health/ready`: it can work; else 503 with what is missing by name. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly dataSource: DataSource,
    private readonly messaging: MessagingHealth,
    private readonly draining: Draining,
  ) {}

  @Public()
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Public()
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    try {
      return await this.health.check([
        () => this.look('service', async () => (this.draining.begun ? 'draining' : undefined)),
        () => this.look('database', () => this.database()),
        ...this.parts().map(
          ([name, look]) =>
            () =>
              this.look(name, look),
        ),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.status(503);
      return error.getResponse();
    }
  }

  private async look(name: string, fault: () => Promise<string | undefined>): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    const said = await fault();
    return said === undefined ? indicator.up() : indicator.down(said);
  }

  private async database(): Promise<string | undefined> {
    const deadline = new Promise<string>((resolve) => setTimeout(resolve, 2000, 'does not answer').unref());
    const asked = this.dataSource.query('SELECT 1').then(
      () => undefined,
      () => 'does not answer',
    );
    return Promise.race([asked, deadline]);
  }

  private parts(): [string, () => Promise<string | undefined>][] {
    return [];
  }
}
