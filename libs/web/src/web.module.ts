import { Clock } from '@carrel/kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { AccountEvents } from './account-events.js';
import { AuthGuard } from './auth.guard.js';
import { BodyGate } from './body-gate.js';
import { DatabaseClock } from './database-clock.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { EveryHandlerDeclares } from './declared-permissions.js';
import { Draining } from './draining.js';
import { HealthController } from './health.js';
import { FileBodyParsers } from './file-bodies.js';
import { IdempotencyCleaning } from './idempotency.js';
import { Identities } from './identities.js';
import { MetricsController } from './metrics.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimitCleaning, RateLimitGuard } from './rate-limit.js';
import { Streams } from './streams.js';
import { WEB_OPTIONS, type WebOptions } from './tokens.js';

/** Everything around a service's controllers: who may call, problems, idempotency, limits, health, metrics. */
@Module({})
export class WebModule {
  static forRoot(options: WebOptions): DynamicModule {
    return {
      module: WebModule,
      global: true,
      imports: [DiscoveryModule, TerminusModule.forRoot({ logger: false })],
      controllers: [DeadLettersController, HealthController, MetricsController],
      providers: [
        { provide: WEB_OPTIONS, useValue: options },
        DatabaseClock,
        // Of its own, so that a test can move the time of rules and not that of tokens and limits.
        {
          provide: Clock,
          useFactory: (database: DatabaseClock): Clock => ({ now: () => database.now() }),
          inject: [DatabaseClock],
        },
        EveryHandlerDeclares,
        AccountEvents,
        Identities,
        Draining,
        FileBodyParsers,
        Streams,
        RateLimitCleaning,
        IdempotencyCleaning,
        { provide: APP_FILTER, useClass: ProblemFilter },
        AuthGuard,
        RateLimitGuard,
        BodyGate,
        { provide: APP_GUARD, useExisting: AuthGuard },
        { provide: APP_GUARD, useExisting: RateLimitGuard },
      ],
      exports: [WEB_OPTIONS, Clock, DatabaseClock, Identities, Streams, Draining, FileBodyParsers],
    };
  }
}
