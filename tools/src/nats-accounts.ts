import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount, fromSeed } from '@nats-io/nkeys';
import { root } from './stack/layout.js';

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

/** The configuration of accounts that every installation has; its $NATS_PASSWORD and $NATS_CALLOUT_ISSUER are `env`. */
export function accountsFor(issuer: string): { config: string; env: NodeJS.ProcessEnv } {
  const accounts = readFileSync(join(root, 'k8s/components/nats/accounts.conf'), 'utf8');
  return {
    // Whoever connects without credentials is a service: this server listens on 127.0.0.1 alone.
    config: `${accounts}no_auth_user: carrel\n`,
    env: { NATS_PASSWORD: 'carrel', NATS_CALLOUT_ISSUER: issuer },
  };
}
