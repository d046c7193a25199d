import { startService, type TestDatabase, type TestNats, type TestService } from '@carrel/testing';
import { sampleDataSource, SampleModule } from './sample.module.js';

/** One replica of the sample service, in this process; the database is its own, or another replica's. */
export const startSample = (
  nats: TestNats,
  options: { database?: TestDatabase; env?: Record<string, string> } = {},
): Promise<TestService> =>
  startService({ name: 'sample', module: SampleModule, dataSource: sampleDataSource, nats, ...options });
