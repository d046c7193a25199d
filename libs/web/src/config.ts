import { makeValidator, bool, num, str, url } from 'envalid';
import {
  ConfigError,
  directUrl,
  natsSpecs,
  postgresUrl,
  readConfig,
  type Environment,
  type Specs,
} from '@carrel/messaging';

/** Addresses of name servers, `host:port`, separated by commas. */
export const dnsServers = makeValidator<string[]>((value) => {
  const servers = value.split(',').map((server) => server.trim());
  if (servers.some((server) => !/^[\w.[\]:]+$/.test(server)))
    throw new TypeError('expected addresses like 192.0.2.53:53, separated by commas');
  return servers;
});

export { ConfigError, readConfig, type Environment } from '@carrel/messaging';

/** A mode of a service's main was given something it cannot take; nothing was done, and the exit code is 2. */
export class UsageError extends Error {}

/** What a mode was rightly asked for cannot be done as things stand; the exit code is 1. */
export class CannotBeDone extends Error {}

/** What every service reads from its environment. */
export interface ServiceConfig {
  readonly service: string;
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly jwksUrl: string;
  readonly publicUrl: string;
  readonly logLevel: string;
  /** Which proxies' `X-Forwarded-For` is believed: addresses, ranges or proxy-addr names, comma separated. */
  readonly trustProxy: string[] | false;
  /** Milliseconds between turning not-ready and closing the listener, for balancers to notice. */
  readonly drainDelayMs: number;
  /** For so long equal questions and session requests of one sender are one without a key; 0: never. */
  readonly equalPostsSeconds: number;
  /** Streams that one account, or one patron's token, may have open on one replica. */
  readonly streamsPerPerson: number;
  /** The same for one network: an IPv4 address or an IPv6 /64. */
  readonly streamsPerNetwork: number;
}

/** @throws ConfigError naming every problem at once */
export function serviceConfig(service: string, env: Environment = process.env): ServiceConfig {
  const own = `${service.toUpperCase()}_DATABASE_URL`;
  const hasOwn = Boolean(env[own]);
  const read = readConfig(
    {
      NODE_ENV: str({ choices: ['production', 'development', 'test'], default: 'development' }),
      HOST: str({ default: '127.0.0.1' }),
      PORT: num({ default: 8080 }),
      DATABASE_URL: postgresUrl(
        hasOwn ? { default: undefined } : { desc: `the PostgreSQL server, or ${own}` },
      ),
      [own]: postgresUrl({ default: undefined }),
      ...natsSpecs,
      JWKS_URL: url({ default: 'http://127.0.0.1:8081/api/admin/.well-known/jwks.json' }),
      PUBLIC_URL: url({ default: 'http://localhost:8080' }),
      LOG_LEVEL: str({
        choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        default: 'info',
      }),
      TRUST_PROXY: str({ default: 'loopback' }),
      DRAIN_DELAY_MS: num({ default: 0 }),
      EQUAL_POSTS_SECONDS: num({ default: 10 }),
      STREAMS_PER_PERSON: num({ default: 40 }),
      STREAMS_PER_NETWORK: num({ default: 1000 }),
      CARREL_DEMO: bool({ default: false }),
    } as Specs<Record<string, never>>,
    env,
  ) as Record<string, unknown>;
  if (read['CARREL_DEMO'] && read['NODE_ENV'] === 'production') {
    throw new ConfigError(['CARREL_DEMO is refused: demonstration accounts never run in production']);
  }
  return {
    service,
    production: read['NODE_ENV'] === 'production',
    host: read['HOST'] as string,
    port: read['PORT'] as number,
    databaseUrl: databaseUrl(service, 'app', env),
    jwksUrl: read['JWKS_URL'] as string,
    publicUrl: (read['PUBLIC_URL'] as string).replace(/\/$/, ''),
    logLevel: read['LOG_LEVEL'] as string,
    trustProxy: proxies(read['TRUST_PROXY'] as string),
    drainDelayMs: read['DRAIN_DELAY_MS'] as number,
    equalPostsSeconds: read['EQUAL_POSTS_SECONDS'] as number,
    streamsPerPerson: read['STREAMS_PER_PERSON'] as number,
    streamsPerNetwork: read['STREAMS_PER_NETWORK'] as number,
  };
}

/**
 * The address of a service's own database `carrel_<service>` (B22). `owner` is for migrations and is the
 * application's address unless `<SERVICE>_DATABASE_OWNER_URL` is set.
 * @throws ConfigError when neither DATABASE_URL nor the service's own is set
 */
export function databaseUrl(service: string, role: 'app' | 'owner', env: Environment = process.env): string {
  const prefix = service.toUpperCase();
  // Migrations lock for their session, which a pooler does not keep.
  const owners =
    role === 'owner' ? env[`${prefix}_DATABASE_OWNER_URL`] || directUrl(service, env) : undefined;
  const own = owners || env[`${prefix}_DATABASE_URL`];
  if (own) return own;
  const server = env['DATABASE_URL'];
  if (!server) throw new ConfigError([`DATABASE_URL is missing (or ${prefix}_DATABASE_URL)`]);
  const address = new URL(server);
  address.pathname = `/carrel_${service}`;
  return address.href;
}

function proxies(value: string): string[] | false {
  const names = value.split(',').map((name) => name.trim());
  return value === '' || value === 'false' ? false : names.filter(Boolean);
}
