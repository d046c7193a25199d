import { createHash, randomBytes } from 'node:crypto';

/** A new opaque token for a patron, and what to store of it: the hash only. 256 random bits. */
export function newPatronToken(): { token: string; hash: string } {
  const token = `pt_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

/** SHA-256 in hex. The token is random, so a plain hash is enough and can be looked up by index. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export const isPatronToken = (token: string): boolean => /^pt_[A-Za-z0-9_-]{43}$/.test(token);
