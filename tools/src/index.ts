export { downloadDebianProgram, type DebianProgram } from './debian-package.js';
export { cacheFolder, findNatsServer } from './nats-server.js';
export { breaksIn, type Direction, type Schema } from './compatible.js';
export { breaksOfDocument } from './compatible-openapi.js';
export { faultsOfMigration, type Migration } from './migrations.js';
export {
  natsAccounts,
  natsEnvironment,
  newCalloutKeys,
  passwordVariable,
  type CalloutKeys,
  type NatsPasswords,
  type UnlimitedUser,
} from './nats-accounts.js';
export { startNats, type Nats, type NatsAccounts, type NatsOptions } from './nats.js';
export { startNatsCluster, type NatsCluster, type NatsNode } from './nats-cluster.js';
export { startPgBouncer, type PgBouncer } from './pgbouncer.js';
export { freePort, freePorts, isFree } from './ports.js';
export { settingsOfLog, startPostgres, type Postgres, type PostgresOptions } from './postgres.js';
export { commandOf, endLeftover, isAlive, startProgram, untilReady, type Program } from './program.js';
export {
  databaseOf,
  dropDatabase,
  provision,
  provisionedUrl,
  withClient,
  type Provisioned,
} from './provision.js';
export { watchStatements, type WatchedStatements } from './resilience/statements.js';
export { services, type PartName, type ServiceName } from './stack/layout.js';
export type { StackOptions } from './stack/options.js';
export { inWords, Refused } from './stack/refused.js';
export { startStack, type Stack } from './stack/stack.js';
