import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { deviceLifetimeSeconds } from '../../credential/device-tokens.js';

const prefix = 'carrel-device-';
/** A browser of a desk that many share holds one for each of its people; more are not looked at. */
const mostTokens = 50;

/** Kept by the browser for the next login with this account, and sent to the login alone. */
export function deviceCookie(accountId: string, token: string, secure: boolean): string {
  const name = prefix + createHash('sha256').update(accountId).digest('hex').slice(0, 16);
  const attributes = `Path=/api/admin/v1/auth/login; Max-Age=${deviceLifetimeSeconds}; HttpOnly; SameSite=Strict`;
  return `${name}=${token}; ${attributes}${secure ? '; Secure' : ''}`;
}

/** What earlier logins left in this browser. */
export const deviceTokensIn = ({ headers }: FastifyRequest): string[] =>
  (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .slice(0, mostTokens)
    .map((pair) => pair.slice(pair.indexOf('=') + 1));

/** What the browser or program says it is, shortened and without control characters. */
export function deviceIn({ headers }: FastifyRequest): string | null {
  const text = (headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').trim();
  return text.slice(0, 300) || null;
}
