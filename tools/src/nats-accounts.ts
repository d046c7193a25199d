import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { natsPermissionsOf, natsServices, type NatsService } from '@carrel/contracts';
import { createAccount, fromSeed } from '@nats-io/nkeys';

/** Keys of NATS's auth callout: the seed is for the notifications service, the key for NATS's configuration. */
export interface CalloutKeys {
  readonly seed: string;
  readonly issuer: string;
}

export function newCalloutKeys(): CalloutKeys {
  const pair = createAccount();
  return { seed: Buffer.from(pair.getSeed()).toString(), issuer: pair.getPublicKey() };
}

/** Made once for this data folder. */
export function calloutKeysOf(dataDir: string): CalloutKeys {
  const file = join(dataDir, 'nats-callout-seed');
  if (!existsSync(file)) writeFileSync(file, newCalloutKeys().seed, { mode: 0o600 });
  const seed = readFileSync(file, 'utf8').trim();
  return { seed, issuer: fromSeed(Buffer.from(seed)).getPublicKey() };
}

/** Users of NATS and their passwords. */
export type NatsPasswords = Record<NatsService, string>;

/** Made once for this data folder, one for each service. */
export function natsPasswordsOf(dataDir: string): NatsPasswords {
  const file = join(dataDir, 'nats-passwords.json');
  if (!existsSync(file)) {
    // A command for a system that is yet to be started comes before its folder.
    mkdirSync(dataDir, { recursive: true });
    const made = natsServices.map((service) => [service, randomBytes(24).toString('hex')]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(made)), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as NatsPasswords;
}

/** The variable in which NATS finds a service's password. */
export const passwordVariable = (service: string): string => `NATS_PASSWORD_${service.toUpperCase()}`;

/** What NATS's own environment must have for the configuration of accounts; in quotes, or digits would be a number. */
export const natsEnvironment = (passwords: NatsPasswords, issuer: string): Record<string, string> => ({
  NATS_CALLOUT_ISSUER: issuer,
  ...Object.fromEntries(
    natsServices.map((service) => [passwordVariable(service), `"${passwords[service]}"`]),
  ),
});

/** A user without limits in the services' account: for tests, which read every stream. */
export interface UnlimitedUser {
  user: string;
  password: string;
  /** The user of connections without credentials. */
  anonymous?: boolean;
}

const list = (subjects: readonly string[], indent: string) =>
  `[\n${subjects.map((subject) => `${indent}  ${JSON.stringify(subject)}\n`).join('')}${indent}]`;

function userOf(service: NatsService): string {
  const { publish, subscribe } = natsPermissionsOf(service);
  const indent = '          ';
  return `      {
        user: ${service}, password: $${passwordVariable(service)}
        permissions {
          publish { allow: ${list(publish, indent)} }
          subscribe { allow: ${list(subscribe, indent)} }
          # One answer to each request it receives.
          allow_responses: { max: 1, expires: "1m" }
        }
      }
`;
}

/**
 * The configuration of accounts that compose, Kubernetes and `npm start` have; its passwords and $NATS_CALLOUT_ISSUER
 * are variables of NATS's environment (natsEnvironment).
 */
export function natsAccounts(unlimited?: UnlimitedUser): string {
  const more = unlimited
    ? `      { user: ${unlimited.user}, password: ${JSON.stringify(unlimited.password)} }\n`
    : '';
  const names = [...natsServices, ...(unlimited ? [unlimited.user] : [])].join(', ');
  return `# Written by npm run nats-accounts. Two accounts: the services' own, where each may use the subjects of its own and
# no other's, and one for integrators, into which only reading from the feed is let through; a reply subject that an
# integrator chooses stays within that account. The same file for compose and npm start.
accounts {
  CARREL {
    jetstream: enabled
    users: [
${natsServices.map(userOf).join('')}${more}    ]
    exports: [
      { service: "$JS.API.CONSUMER.INFO.FEED.*" }
      { service: "$JS.API.CONSUMER.MSG.NEXT.FEED.*", response_type: stream }
      { service: "$JS.ACK.FEED.>" }
    ]
  }
  INTEGRATORS {
    imports: [
      { service: { account: CARREL, subject: "$JS.API.CONSUMER.INFO.FEED.*" }, to: "FEED.API.CONSUMER.INFO.FEED.*" }
      { service: { account: CARREL, subject: "$JS.API.CONSUMER.MSG.NEXT.FEED.*" }, to: "FEED.API.CONSUMER.MSG.NEXT.FEED.*" }
      { service: { account: CARREL, subject: "$JS.ACK.FEED.>" } }
    ]
  }
}
authorization {
  # Notifications looks at the token, and may be busy.
  timeout: 15
  auth_callout { issuer: $NATS_CALLOUT_ISSUER, account: CARREL, auth_users: [ ${names} ] }
}
${unlimited?.anonymous ? `no_auth_user: ${unlimited.user}\n` : ''}`;
}
