import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { MessagingHealth, type MessagingStatus } from '@carrel/messaging';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import pTimeout from 'p-timeout';
import { Draining } from './draining.js';
import { Public } from './permissions.js';

/** Seconds an event may wait for the relay before readiness says so. */
const lagging = 60;
const waitMs = 2000;

/** `/health/live`: the process answers. `/health/ready`: it can work; else 503 with what is missing by name. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  private readonly seenUp = new Set<string>(['relay']);

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
    const database = await this.answers();
    const messaging = database ? await within(this.messaging.status()) : undefined;
    try {
      return await this.health.check([
        () => this.must('service', this.draining.begun ? 'draining' : undefined),
        () => this.must('database', database ? undefined : 'does not answer'),
        ...(messaging ? this.parts(messaging) : []),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.status(503);
      return error.getResponse();
    }
  }

  private parts(status: MessagingStatus): (() => HealthIndicatorResult)[] {
    const lag = status.relayLagSeconds ?? 0;
    return [
      () => this.should('nats', status.nats ? undefined : (status.refusal ?? 'does not answer')),
      () => this.should('consumer', status.consumer ? undefined : 'hears no events'),
      () =>
        this.should('relay', lag < lagging ? undefined : `the oldest event waits for ${Math.round(lag)} s`),
      () => this.must('jobs', status.jobs ? undefined : 'no jobs are run'),
    ];
  }

  /** Without it nothing works: not ready. */
  private must(name: string, fault: string | undefined): HealthIndicatorResult {
    const indicator = this.indicators.check(name);
    return fault === undefined ? indicator.up() : indicator.down(fault);
  }

  /** Needed to start; when it goes away later, writes go on and it is told of as degraded (promises 7 and 27). */
  private should(name: string, fault: string | undefined): HealthIndicatorResult {
    if (fault === undefined) {
      this.seenUp.add(name);
      return this.indicators.check(name).up();
    }
    return this.seenUp.has(name) ? this.indicators.check(name).degraded(fault) : this.must(name, fault);
  }

  private async answers(): Promise<boolean> {
    return (await within(this.dataSource.query('SELECT 1'))) !== undefined;
  }
}

/** Undefined when it fails or takes too long. */
function within<T>(asked: Promise<T>): Promise<T | undefined> {
  return pTimeout(asked, { milliseconds: waitMs }).catch(() => undefined);
}
