import { migrateJobs } from '@carrel/messaging';
import { aMigratedDatabase, TestClient, type Actor, type TestDatabase, type TestNats } from '@carrel/testing';
import { createService } from '@carrel/web';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { testKeys } from '../../../testing/src/jwks.js';
import { sampleDataSource, SampleModule } from './sample.module.js';

export interface Sample {
  readonly app: NestFastifyApplication;
  readonly url: string;
  as(actor: Actor): TestClient;
  stop(): Promise<void>;
}

export const aSampleDatabase = (): Promise<TestDatabase> => aMigratedDatabase('web_sample', migrateSample);

export async function migrateSample(ownerUrl: string): Promise<void> {
  const database = await new DataSource(sampleDataSource(ownerUrl)).initialize();
  await database.runMigrations();
  await database.destroy();
  await migrateJobs(ownerUrl);
}

/** One replica of the sample service, in this process. */
export async function startSample(
  database: TestDatabase,
  nats: TestNats,
  env: Record<string, string> = {},
): Promise<Sample> {
  process.env.NATS_URL = nats.url;
  const { jwksUrl } = await testKeys();
  const app = await createService(SampleModule, {
    name: 'sample',
    dataSource: sampleDataSource,
    env: {
      SAMPLE_DATABASE_URL: database.url,
      NATS_URL: nats.url,
      JWKS_URL: jwksUrl,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      ...env,
    },
  });
  await app.startAllMicroservices();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = await app.getUrl();
  return {
    app,
    url,
    as: (actor) => new TestClient(url, '/api/sample', actor),
    stop: () => app.close(),
  };
}
