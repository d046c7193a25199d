import type { NatsPasswords, UnlimitedUser } from '../nats-accounts.js';
import type { Replica, ServiceName } from './layout.js';

/** How to start the stack. */
export interface StackOptions {
  /** Where data, logs, the secret and process ids are kept; made when missing. */
  dataDir: string;
  /** The gateway's port; the others follow (layout.ts). */
  basePort: number;
  /** Make the demonstration data on an empty database. */
  demo?: boolean;
  /** Services that have a second replica behind the same gateway. */
  twoOf?: readonly ServiceName[];
  /** Of a server that NATS_URL names: the services' own passwords, where NATS_USER and NATS_PASSWORD are not for all. */
  natsPasswords?: NatsPasswords;
  /** Where a pooler listens: services go through it, but for what needs the server itself. */
  poolerPort?: number;
  /** Another clone whose built code a service runs, looked up at each start; the tables are this one's. */
  codeOf?: Partial<Record<ServiceName, string>>;
  /** For tests: what one replica alone finds in its environment. */
  envOf?: Partial<Record<Replica, NodeJS.ProcessEnv>>;
  /** For tests: flags of Node for our programs. */
  nodeFlags?: readonly string[];
  /** How long each service has to be ready, where a machine has other work: milliseconds, 90,000 unless said. */
  readyWithinMs?: number;
  /** For tests: somebody who may look into every stream; the address of NATS then has the credentials. */
  natsInspector?: UnlimitedUser;
  /** Say nothing on the console. */
  quiet?: boolean;
  /** Receives progress lines instead of the console. */
  say?: (line: string) => void;
  /** Whose DATABASE_URL, NATS_URL, SMTP_URL, CARREL_SECRET, LOG_LEVEL and MAIL_FROM count; default: process.env. */
  env?: NodeJS.ProcessEnv;
}
