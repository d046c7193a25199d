import { natsSpecs } from '@carrel/messaging';
import { readConfig } from '@carrel/web';
import { fromSeed } from '@nats-io/nkeys';
import { makeValidator, str } from 'envalid';

/** Injection token of FeedConfig. */
export const FEED_CONFIG = Symbol('feed config');

export interface FeedConfig {
  /** Where integrators reach NATS; `tls://` refuses those who come in the clear. */
  natsUrl: string;
  /** The account seed whose public key NATS's configuration names as the issuer of its auth callout; without one the feed is closed. */
  calloutSeed: string | undefined;
}

const accountSeed = makeValidator<string>((value) => {
  if (!/^SA/.test(value)) throw new TypeError('expected an account seed, which begins with SA');
  fromSeed(Buffer.from(value));
  return value;
});

/** @throws ConfigError naming every problem at once */
export function feedConfig(env: NodeJS.ProcessEnv = process.env): FeedConfig {
  const read = readConfig(
    {
      NATS_PUBLIC_URL: str({ default: '' }),
      NATS_URL: natsSpecs.NATS_URL,
      NATS_CALLOUT_SEED: accountSeed({ default: '' }),
      NODE_ENV: str({ default: 'development' }),
    },
    env,
  );
  return {
    natsUrl: read.NATS_PUBLIC_URL || read.NATS_URL,
    calloutSeed: read.NATS_CALLOUT_SEED || undefined,
  };
}
