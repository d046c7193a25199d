import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount, fromSeed } from '@nats-io/nkeys';

/** Whoever answers NATS's auth callout: the seed is for the notifications service, the key for NATS's configuration. */
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

/**
 * Two accounts: the services' own, which whoever connects without credentials is in (this server listens on
 * 127.0.0.1 alone), and one for integrators, into which only reading from the feed is let through. A reply subject
 * that an integrator chooses stays within that account.
 */
export const accountsFor = (issuer: string): string => `
accounts {
  CARREL {
    jetstream: enabled
    users: [ { user: carrel, password: carrel } ]
    exports: [
      { stream: "feed.>" }
      { service: "$JS.API.CONSUMER.INFO.FEED.*" }
      { service: "$JS.API.CONSUMER.MSG.NEXT.FEED.*", response_type: stream }
      { service: "$JS.ACK.FEED.>" }
    ]
  }
  INTEGRATORS {
    imports: [
      { stream: { account: CARREL, subject: "feed.>" } }
      { service: { account: CARREL, subject: "$JS.API.CONSUMER.INFO.FEED.*" }, to: "FEED.API.CONSUMER.INFO.FEED.*" }
      { service: { account: CARREL, subject: "$JS.API.CONSUMER.MSG.NEXT.FEED.*" }, to: "FEED.API.CONSUMER.MSG.NEXT.FEED.*" }
      { service: { account: CARREL, subject: "$JS.ACK.FEED.>" } }
    ]
  }
}
no_auth_user: carrel
authorization {
  # Notifications looks at the token, and may be busy.
  timeout: 15
  auth_callout { issuer: ${issuer}, account: CARREL, auth_users: [ carrel ] }
}
`;
