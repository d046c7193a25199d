import { ConfigError, dnsServers, readConfig, secret, secretVariables, type Environment } from '@carrel/web';
import { bool, str, url } from 'envalid';

/** What admin reads besides what every service does. */
export interface AdminConfig {
  /** The first seals the signing keys in the database, those it has replaced open them still (B35). */
  readonly secrets: readonly [string, ...string[]];
  /** Whether an empty database is filled with the demonstration. */
  readonly demonstration: boolean;
  readonly publicUrl: string;
  /** Where a front end shows patrons' forms, if there is one: FORMS_URL. */
  readonly formsUrl: string | null;
  /** Whether a viewport may be checked on loopback and private addresses: for tests and the demonstration. */
  readonly privateViewports: boolean;
  /** Whether providers of single sign-on may be on loopback and private addresses: SINGLE_SIGN_ON_PRIVATE. */
  readonly privateProviders: boolean;
  /** Where mail domains are looked up, `host:port`; none for the machine's own: DNS_SERVERS. */
  readonly dnsServers: readonly string[];
}

/** Injection token. */
export const ADMIN_CONFIG = Symbol('admin config');

/** @throws ConfigError naming every problem at once */
export function adminConfig(env: Environment = process.env): AdminConfig {
  const read = readConfig(
    {
      ...secretVariables,
      CARREL_SECRET: secret({ desc: 'seals the signing keys; openssl rand -base64 32 makes one' }),
      CARREL_DEMO: bool({ default: false }),
      PUBLIC_URL: url({ default: 'http://localhost:8080' }),
      FORMS_URL: url({ default: '' }),
      VIEWPORT_PRIVATE: bool({ default: false }),
      SINGLE_SIGN_ON_PRIVATE: bool({ default: false }),
      DNS_SERVERS: dnsServers({ default: [] }),
      NODE_ENV: str({ default: 'development' }),
    },
    env,
  );
  if (read.CARREL_DEMO && read.NODE_ENV === 'production')
    throw new ConfigError(['CARREL_DEMO is refused: demonstration accounts never run in production']);
  return {
    secrets: [read.CARREL_SECRET, ...read.CARREL_SECRET_PREVIOUS],
    demonstration: read.CARREL_DEMO,
    publicUrl: read.PUBLIC_URL.replace(/\/$/, ''),
    formsUrl: read.FORMS_URL.replace(/\/$/, '') || null,
    privateViewports: read.VIEWPORT_PRIVATE,
    privateProviders: read.SINGLE_SIGN_ON_PRIVATE,
    dnsServers: read.DNS_SERVERS,
  };
}
