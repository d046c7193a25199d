export { indexConcurrently } from './concurrently.js';
export { Nats } from './connection.js';
export { isDatabaseAway, stateOf } from './database-away.js';
export { DeadLetters, openMessaging, type DeadLetter } from './dead-letters.js';
export { retryOnDeadlock } from './deadlock.js';
export { directUrl } from './direct-database-url.js';
export { Answers, Job, On, Projects, type JobDefinition } from './decorators.js';
export {
  ConfigError,
  natsSpecs,
  postgresUrl,
  readConfig,
  type Environment,
  type Specs,
} from './environment.js';
export type { DomainMetric } from './domain-metrics.js';
export { MessagingHealth, type MessagingStatus } from './health.js';
export { makeIdsBy, newId } from './ids.js';
export { JetStreamServer } from './jetstream-server.js';
export { MessagingModule } from './messaging.module.js';
export { messagingMigrations, migrateJobs } from './migrations.js';
export { Nudges } from './nudges.js';
export type { MessagingOptions } from './options.js';
export { PAGE_BYTES, pageOfBytes } from './page.js';
export { faultsOfNats, faultsOfUse, type NatsFault } from './server-check.js';
export { RepeatedWarning } from './repeated-warning.js';
export { isPrinted, printedIn } from './printed-secrets.js';
export { replaySince } from './replay.js';
export { Requests } from './requests.js';
export { keyOf, noRowSecurity, rowSecurity } from './row-security.js';
export { quoted } from './quoted.js';
export { Statements } from './statements.js';
export { EVENTS } from './event-stream-name.js';
export { begin, SpanKind, startTracing, traced, tracingIsOn } from './tracing.js';
export { TooLarge } from './too-large.js';
export { Transactions, type JobOptions, type Transaction } from './transactions.js';
