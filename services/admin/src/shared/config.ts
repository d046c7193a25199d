import { ConfigError, dnsServers, readConfig, secret, secretVariables, type Environment } from '@carrel/web';
import { bool, makeValidator, str, url } from 'envalid';

/** Settings of admin besides those of every service. */
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
  /** For whom passkeys are made (WebAuthn): PASSKEY_RP_ID, and the origins of pages that may ask for them. */
  readonly passkeys: { readonly rpId: string; readonly origins: readonly string[] };
  /** Where mail domains are looked up, `host:port`; none for the machine's own: DNS_SERVERS. */
  readonly dnsServers: readonly string[];
}

/** Injection token. */
export const ADMIN_CONFIG = Symbol('admin config');

const origins = makeValidator<string[]>((value) => {
  const listed = value.split(',').map((origin) => origin.trim());
  if (listed.some((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin))
    throw new TypeError('expected origins like https://desk.example, separated by commas');
  return listed;
});

/** By default pages of the platform itself; a domain above its host lets pages of neighbouring hosts take part. */
function passkeysOf(read: { PUBLIC_URL: string; PASSKEY_RP_ID: string; PASSKEY_ORIGINS: string[] }) {
  const { hostname, origin } = new URL(read.PUBLIC_URL);
  const rpId = read.PASSKEY_RP_ID || hostname;
  const listed = read.PASSKEY_ORIGINS.length > 0 ? read.PASSKEY_ORIGINS : [origin];
  const strange = listed.filter((one) => !`.${new URL(one).hostname}`.endsWith(`.${rpId}`));
  if (strange.length > 0)
    throw new ConfigError([`PASSKEY_RP_ID ${rpId} is no domain of ${strange.join(', ')} (PASSKEY_ORIGINS)`]);
  return { rpId, origins: listed };
}

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
      PASSKEY_RP_ID: str({ default: '' }),
      PASSKEY_ORIGINS: origins({ default: [] }),
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
    passkeys: passkeysOf(read),
    dnsServers: read.DNS_SERVERS,
  };
}
