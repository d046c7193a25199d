import { readConfig, secretsOf } from '@carrel/web';
import { makeValidator, num } from 'envalid';
import ipaddr from 'ipaddr.js';

/** Injection token of WebhookConfig. */
export const WEBHOOK_CONFIG = Symbol('webhook config');

export interface WebhookConfig {
  /** The first seals the endpoints' secrets in the database, those it has replaced open them still. */
  readonly secrets: readonly [string, ...string[]];
  /** Private networks that webhooks may be sent to, such as 10.0.0.0/8; none by default. */
  readonly allowedNetworks: readonly string[];
  /** Single places that webhooks may be sent to as well, `host:port`, on this machine too; none by default. */
  readonly allowedHosts: readonly string[];
  /** Milliseconds a receiver has for its whole answer. */
  readonly timeoutMs: number;
}

const networks = makeValidator<string[]>((value) => {
  const names = value.split(',').map((name) => name.trim());
  const given = names.filter(Boolean);
  for (const name of given) {
    if (!ipaddr.isValidCIDR(name))
      throw new TypeError('expected networks like 10.0.0.0/8, separated by commas');
  }
  return given;
});

const hosts = makeValidator<string[]>((value) => {
  const given = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const place of given) {
    if (!/^(\[[\da-f:.]+\]|[\w.-]+):\d{1,5}$/i.test(place))
      throw new TypeError('expected places like 127.0.0.1:9797, separated by commas');
  }
  return given;
});

/** @throws ConfigError naming every problem at once */
export function webhookConfig(env: NodeJS.ProcessEnv = process.env): WebhookConfig {
  const read = readConfig(
    {
      WEBHOOK_ALLOWED_NETWORKS: networks({ default: [] }),
      WEBHOOK_ALLOWED_HOSTS: hosts({ default: [] }),
      WEBHOOK_TIMEOUT_SECONDS: num({ default: 15 }),
    },
    env,
  );
  return {
    secrets: secretsOf(env),
    allowedNetworks: read.WEBHOOK_ALLOWED_NETWORKS,
    allowedHosts: read.WEBHOOK_ALLOWED_HOSTS,
    timeoutMs: read.WEBHOOK_TIMEOUT_SECONDS * 1000,
  };
}
