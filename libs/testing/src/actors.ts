import type { GroupRole, InstitutionRole, Scope } from '@carrel/contracts';
import { SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { testKeys } from './jwks.js';

/** Who makes a request in a test. */
export interface Actor {
  /** What the request carries to say so. */
  headers(): Promise<Record<string, string>>;
}

/** A member of staff of one library, with the ids a test may look for in answers. */
export interface StaffActor extends Actor {
  readonly accountId: string;
  readonly institutionId: string;
  readonly subscriptionGroupId: string;
  readonly name: string;
  /** The sign-in its tokens belong to. */
  readonly signInId: string;
}

/** What is known of the account; everything left out is made up. */
export interface StaffClaims {
  accountId?: string;
  institutionId: string;
  subscriptionGroupId?: string;
  name?: string;
  roles: InstitutionRole[];
  groupRoles?: { groupId: string; role: GroupRole }[];
  operator?: boolean;
  /** The sign-in its tokens belong to. */
  signInId?: string;
  /** Seconds from now until the token expires; negative for one that has. */
  expiresIn?: number;
}

/** A signed-in account, with a token like those admin signs. */
export function staff(claims: StaffClaims): StaffActor {
  const accountId = claims.accountId ?? uuidv7();
  const subscriptionGroupId = claims.subscriptionGroupId ?? uuidv7();
  const name = claims.name ?? 'Robin Reader';
  const session = claims.signInId ?? uuidv7();
  return {
    accountId,
    institutionId: claims.institutionId,
    subscriptionGroupId,
    name,
    signInId: session,
    headers: async () => {
      const token = await signToken(
        {
          inst: claims.institutionId,
          sg: subscriptionGroupId,
          name,
          roles: claims.roles,
          groupRoles: claims.groupRoles ?? [],
          op: claims.operator ?? false,
          sid: session,
        },
        accountId,
        claims.expiresIn,
      );
      return { authorization: `Bearer ${token}` };
    },
  };
}

/** What is known of a service account; everything left out is made up. */
export interface ServiceAccountClaims {
  id?: string;
  owner: { kind: 'institution' | 'group'; id: string };
  subscriptionGroupId?: string;
  scopes: Scope[];
  expiresIn?: number;
}

/** A program that acts for a library or a group, with a token like those admin signs (B33). */
export function serviceAccount(
  claims: ServiceAccountClaims,
): Actor & { id: string; token(): Promise<string> } {
  const { id = uuidv7(), owner, scopes } = claims;
  const sg = claims.subscriptionGroupId ?? (owner.kind === 'group' ? owner.id : uuidv7());
  const token = () =>
    signToken({ client_id: id, scope: scopes.join(' '), owner, sg }, id, claims.expiresIn, {
      type: 'carrel-service+jwt',
      audience: 'carrel-services',
    });
  return { id, token, headers: async () => ({ authorization: `Bearer ${await token()}` }) };
}

/** An access token with exactly these claims, for tests of what a service must refuse. */
export async function signToken(
  claims: Record<string, unknown>,
  subject: string,
  expiresIn = 900,
  { type, audience } = { type: 'at+jwt', audience: 'carrel' },
): Promise<string> {
  const { privateKey, kid } = await testKeys();
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: type, kid })
    .setIssuer('carrel')
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .sign(privateKey);
}

/** A patron, known only by the token that opening a session or asking a question returned. */
export const patron = (token: string): Actor => bearer(token);

/** Whoever holds this token: one that logging in returned, or a broken one. */
export const bearer = (token: string): Actor => ({
  headers: async () => ({ authorization: `Bearer ${token}` }),
});

/** Nobody in particular. */
export const anonymous: Actor = { headers: async () => ({}) };
