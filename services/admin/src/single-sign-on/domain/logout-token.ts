import { LogoutTokenRefused } from './refusals.js';

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** What a logout token says (OpenID Connect Back-Channel Logout 1.0, 2.4). */
export interface LogoutToken {
  readonly jti: string;
  readonly subject: string | null;
  readonly session: string | null;
  readonly expiresAt: Date;
}

interface Claims {
  readonly [claim: string]: unknown;
  readonly jti?: string | undefined;
  readonly exp?: number | undefined;
}

/** Of claims whose signature, issuer, audience and times are good. @throws LogoutTokenRefused */
export function logoutTokenOf(claims: Claims, leewaySeconds: number): LogoutToken {
  const { events } = claims;
  if (typeof events !== 'object' || events === null || !(logoutEvent in events)) {
    throw new LogoutTokenRefused('it names no back-channel logout');
  }
  if ('nonce' in claims) throw new LogoutTokenRefused('it has a nonce');
  const session = typeof claims.sid === 'string' ? claims.sid : null;
  const subject = typeof claims.sub === 'string' ? claims.sub : null;
  if (session === null && subject === null) throw new LogoutTokenRefused('it names nobody');
  return { jti: claims.jti!, subject, session, expiresAt: new Date((claims.exp! + leewaySeconds) * 1000) };
}
