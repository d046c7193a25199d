export {
  anonymous,
  bearer,
  patron,
  serviceAccount,
  signToken,
  staff,
  type Actor,
  type ServiceAccountClaims,
  type StaffActor,
  type StaffClaims,
} from './actors.js';
export { answer, type Asked } from './answer.js';
export { answerToText, anyText, textsAtCuts, textsOf } from './any-text.js';
export { TestClient, type Answer } from './client.js';
export {
  aDatabase,
  aMigratedDatabase,
  aPostgres,
  serverUrl,
  type TestDatabase,
  type TestPostgres,
} from './database.js';
export { disconnectFrom, emit, listen, type EmitOptions, type Events } from './events.js';
export { allEnded, signInEndsSeen, type SignInEndsProbe } from './sign-in-ends.js';
export { makeJobsDue } from './due-jobs.js';
export { eventually } from './eventually.js';
export type { Rows } from './insert-rows.js';
export { concurrentSessions, type ConcurrentSessions } from './concurrent-sessions.js';
export { upDownUp, type UpDownUp } from './up-down-up.js';
export { aMailbox, type Behaviour, type Mailbox, type ReceivedMail } from './mailbox.js';
export { aDnsServer, type DnsServer } from './dns.js';
export { aNats, aNatsCluster, type TestNats } from './nats.js';
export { freePort } from '@carrel/tools';
export { redeliver } from './redeliver.js';
export { startService, type ServiceOptions, type TestService } from './service.js';
export { fewestStatements, untilQuiet } from './statements.js';
export type { StreamEvent, TestStream } from './stream.js';
export { ClockAhead, TestClock } from './test-clock.js';
