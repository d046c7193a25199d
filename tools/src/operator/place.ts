import { join } from 'node:path';
import { natsPasswordsOf } from '../nats-accounts.js';
import { superuserPassword } from '../postgres.js';
import { provisionedUrl } from '../provision.js';
import { environmentOf, natsUserOf, secretOf } from '../stack/environment.js';
import { portsFrom, root, services, type ServiceName } from '../stack/layout.js';
import { Refused } from '../stack/refused.js';

/** The system a command is for. */
export interface Place {
  /** A description, for the operator. */
  readonly where: string;
  /** What the service's own main is given. */
  envOf(service: ServiceName): NodeJS.ProcessEnv;
  /** The service's database, by the application's role or the owner's. */
  databaseOf(service: ServiceName, role: 'app' | 'owner'): string;
  /** A role that may make roles and databases; undefined where the environment names none. */
  readonly serverUrl: string | undefined;
  readonly secret: string;
}

/** The system the environment names by DATABASE_URL or <SERVICE>_DATABASE_URL, else the one of `npm start`. */
export function placeOf(env: NodeJS.ProcessEnv = process.env): Place {
  const named = env.DATABASE_URL || services.some((service) => env[`${service.toUpperCase()}_DATABASE_URL`]);
  return named ? namedPlace(env) : localPlace(env);
}

function namedPlace(env: NodeJS.ProcessEnv): Place {
  const databaseOf = (service: ServiceName, role: 'app' | 'owner'): string => {
    const prefix = service.toUpperCase();
    // A backup is one long transaction a database under locks of its session: nothing for a pooler.
    const own =
      (role === 'owner' && env[`${prefix}_DATABASE_OWNER_URL`]) ||
      env[`${prefix}_DATABASE_DIRECT_URL`] ||
      env[`${prefix}_DATABASE_URL`];
    if (own) return own;
    const server = env.DATABASE_DIRECT_URL || env.DATABASE_URL;
    if (!server) throw new Refused(`${prefix}_DATABASE_URL is missing, and so is DATABASE_URL.`);
    return Object.assign(new URL(server), { pathname: `/carrel_${service}` }).href;
  };
  return {
    where: 'the system the environment names',
    envOf: () => env,
    databaseOf,
    serverUrl: env.DATABASE_DIRECT_URL || env.DATABASE_URL,
    secret: env.CARREL_SECRET ?? '',
  };
}

/** What `npm start` keeps in its data folder, found as it finds it. */
function localPlace(env: NodeJS.ProcessEnv): Place {
  const dataDir = env.CARREL_DATA || join(root, '.data');
  const ports = portsFrom(Number(env.CARREL_PORT || 8080));
  const password = superuserPassword(join(dataDir, 'postgres'));
  if (password === undefined) {
    throw new Refused(
      `Which system? Name its databases (DATABASE_URL, or ADMIN_DATABASE_URL and so on), or run npm start first: ` +
        `there is none in ${dataDir}.`,
    );
  }
  const serverUrl = `postgres://postgres:${password}@127.0.0.1:${ports.postgres}`;
  const secret = secretOf(dataDir, env);
  const local = '127.0.0.1';
  const natsPasswords = env.NATS_URL ? undefined : natsPasswordsOf(dataDir);
  const common = environmentOf(
    env,
    ports,
    {
      natsUrl: env.NATS_URL ?? `nats://${local}:${ports.nats}`,
      natsMonitorUrl: `http://${local}:${ports.natsMonitor}`,
      calloutSeed: '',
      natsPasswords,
      smtpUrl: env.SMTP_URL ?? `smtp://${local}:${ports.smtp}`,
    },
    { secret, demo: false },
  );
  const databaseOf = (service: ServiceName, role: 'app' | 'owner') =>
    provisionedUrl(serverUrl, service, secret, role);
  return {
    where: `npm start's system in ${dataDir}`,
    envOf: (service) => ({
      LOG_LEVEL: 'error',
      ...common,
      ...natsUserOf(service, { natsPasswords }),
      [`${service.toUpperCase()}_DATABASE_URL`]: databaseOf(service, 'app'),
      [`${service.toUpperCase()}_DATABASE_OWNER_URL`]: databaseOf(service, 'owner'),
    }),
    databaseOf,
    serverUrl,
    secret,
  };
}
