import { readConfig } from '@carrel/web';
import { fromSeed } from '@nats-io/nkeys';
import { makeValidator, str } from 'envalid';

/** Injection token of FeedConfig. */
export const FEED_CONFIG = Symbol('feed config');

export interface FeedConfig {
  /** Where integrators reach NATS. */
  natsUrl: string;
  /** The account seed whose public key NATS's configuration names as the issuer of its auth callout; none, no door. */
  calloutSeed: string | undefined;
}

const accountSeed = makeValidator<string>((value) => {
  if (value === '') return '';
  if (!/^SA/.test(value)) throw new TypeError('expected an account seed, which begins with SA');
  fromSeed(Buffer.from(value));
  return value;
});

/** @throws ConfigError naming every problem at once */
export function feedConfig(env: NodeJS.ProcessEnv = process.env): FeedConfig {
  const read = readConfig(
    {
      NATS_PUBLIC_URL: str({ default: '' }),
      NATS_URL: str({ default: 'nats://127.0.0.1:4222' }),
      NATS_CALLOUT_SEED: accountSeed({ default: '' }),
    },
    env,
  );
  return {
    natsUrl: read.NATS_PUBLIC_URL || read.NATS_URL,
    calloutSeed: read.NATS_CALLOUT_SEED || undefined,
  };
}
