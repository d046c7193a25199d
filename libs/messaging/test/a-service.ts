import { ConsoleLogger, type LoggerService, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import {
  DeadLetters,
  JetStreamServer,
  MessagingHealth,
  MessagingModule,
  Nudges,
  Requests,
  Transactions,
  type MessagingOptions,
} from '../src/index.js';

/** One replica of a service with nothing in it but messaging and the given classes, in this process. */
export interface Replica {
  readonly transactions: Transactions;
  readonly requests: Requests;
  readonly nudges: Nudges;
  readonly deadLetters: DeadLetters;
  readonly health: MessagingHealth;
  readonly db: DataSource;
  stop(): Promise<void>;
}

export interface ReplicaOptions extends Partial<MessagingOptions> {
  service: string;
  url: string;
  nats: { url: string; monitorUrl: string };
  controllers?: Type[];
  providers?: Type[];
}

const nothing = () => undefined;
const silent: LoggerService = { log: nothing, warn: nothing, error: nothing };

/** Starts it as `runService` would. */
export async function aReplica(options: ReplicaOptions): Promise<Replica> {
  const { url, nats, controllers = [], providers = [], ...messaging } = options;
  const module = await Test.createTestingModule({
    imports: [
      TypeOrmModule.forRoot({ type: 'postgres', url, connectTimeoutMS: 3_000 }),
      MessagingModule.forRoot({ natsUrl: nats.url, natsMonitorUrl: nats.monitorUrl, ...messaging }),
    ],
    controllers,
    providers,
  })
    .setLogger(process.env.LOG ? new ConsoleLogger() : silent)
    .compile();
  const app = module.createNestMicroservice({ strategy: module.get(JetStreamServer) });
  try {
    await app.listen();
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    transactions: module.get(Transactions),
    requests: module.get(Requests),
    nudges: module.get(Nudges),
    deadLetters: module.get(DeadLetters),
    health: module.get(MessagingHealth),
    db: module.get(DataSource),
    stop: () => app.close(),
  };
}
