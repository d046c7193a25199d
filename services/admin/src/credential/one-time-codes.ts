import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashOf } from './tokens.js';

const period = 30;
/** A code is good one step early and one step late: clocks differ (RFC 6238, 5.2). */
const window = 1;
const recoveryCodes = 10;

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** For the app, as QR code or by hand. */
export const totpUri = (secret: string, label: string): string => app(secret, label).toString();

/** The step whose code this is; undefined when it is none of those that are good now. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const delta = app(secret, '').validate({ token: code, timestamp: now.getTime(), window });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta;
}

/** What every app can do: six digits, half a minute, SHA-1. */
const app = (secret: string, label: string): TOTP =>
  new TOTP({
    issuer: 'Carrel',
    label,
    secret: Secret.fromBase32(secret),
    period,
    digits: 6,
    algorithm: 'SHA1',
  });

/** Ten codes of 80 random bits, to be shown once. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: recoveryCodes }, () =>
    randomBytes(10).toString('hex').match(/.{5}/g)!.join('-'),
  );
  return { codes, hashes: codes.map(recoveryHash) };
}

/** As people type it: without case, spaces and dashes. */
export const recoveryHash = (code: string): string => hashOf(code.toLowerCase().replace(/[\s-]/g, ''));
