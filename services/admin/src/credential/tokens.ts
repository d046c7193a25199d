import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits with a prefix by which secret scanners recognise a leak; only the hash is stored. */
export function newSecret(prefix: 'rt' | 'inv' | 'cs' | 'sso' | 'sf'): { token: string; hash: string } {
  const token = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
