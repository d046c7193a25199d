import { makeValidator, str } from 'envalid';
import { readConfig, type Environment } from './config.js';

/** A secret that keys are derived from: 32 bytes or more. */
export const secret = makeValidator<string>((value) => {
  if (Buffer.byteLength(value) < 32)
    throw new TypeError('expected at least 32 bytes; openssl rand -base64 32 makes one');
  return value;
});

/**
 * CARREL_SECRET, which every key of ours is derived from; the same for all services and replicas (B35).
 * @throws ConfigError when it is missing in production or shorter than 32 bytes
 */
export const secretOf = (env: Environment = process.env): string =>
  readConfig(
    {
      CARREL_SECRET: secret({ devDefault: 'development only, never for production' }),
      NODE_ENV: str({ default: 'development' }),
    },
    env,
  ).CARREL_SECRET;
