import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { RequestServer } from './request-server.js';
import { Nats } from './connection.js';
import { Consumption } from './consumption.js';
import { DeadLetters } from './dead-letters.js';
import { DomainMetrics } from './domain-metrics.js';
import { Handling } from './handling.js';
import { MessagingHealth } from './health.js';
import { JetStreamServer } from './jetstream-server.js';
import { Jobs } from './jobs.js';
import { Leadership } from './leadership.js';
import { Nudges } from './nudges.js';
import { settingsFrom, SETTINGS, type MessagingOptions } from './options.js';
import { Relay } from './relay.js';
import { Replicas } from './replicas.js';
import { Requests } from './requests.js';
import { EventStream } from './stream.js';
import { Transactions } from './transactions.js';
import { EventAttempts } from './event-attempts.js';
import { Statements } from './statements.js';
import { Upkeep } from './upkeep.js';

/** Outbox, inbox, events, requests, nudges and jobs of one service. */
@Module({})
export class MessagingModule {
  /** Global; uses the default TypeORM DataSource. */
  static forRoot(options: MessagingOptions): DynamicModule {
    const offered = [
      Nats,
      Transactions,
      Statements,
      Requests,
      Nudges,
      DeadLetters,
      MessagingHealth,
      JetStreamServer,
    ];
    return {
      module: MessagingModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: SETTINGS, useFactory: () => settingsFrom(options) },
        ...offered,
        EventStream,
        Relay,
        Consumption,
        Leadership,
        Handling,
        Replicas,
        EventAttempts,
        DomainMetrics,
        RequestServer,
        Jobs,
        Upkeep,
      ],
      exports: offered,
    };
  }
}
