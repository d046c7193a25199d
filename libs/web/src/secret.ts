import { makeValidator, str } from 'envalid';
import { readConfig, type Environment } from './config.js';

const long = (value: string): string => {
  if (Buffer.byteLength(value) < 32)
    throw new TypeError('expected at least 32 bytes; openssl rand -base64 32 makes one');
  return value;
};
/** A secret that keys are derived from: 32 bytes or more. */
export const secret = makeValidator<string>(long);
const secrets = makeValidator<string[]>((value) =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map(long),
);

/** The two variables, for configurations that read others with them and name every problem at once. */
export const secretVariables = {
  CARREL_SECRET: secret({ devDefault: 'development only, never for production' }),
  CARREL_SECRET_PREVIOUS: secrets({ default: [] }),
};

/**
 * CARREL_SECRET, which every key of ours is derived from, the same for all services and replicas (B35); after it, newest
 * first, those of CARREL_SECRET_PREVIOUS that it has replaced. The first makes, any of them reads.
 * @throws ConfigError when it is missing in production, or one is shorter than 32 bytes
 */
export function secretsOf(env: Environment = process.env): readonly [string, ...string[]] {
  const read = readConfig({ ...secretVariables, NODE_ENV: str({ default: 'development' }) }, env);
  return [read.CARREL_SECRET, ...read.CARREL_SECRET_PREVIOUS];
}
