import { groupRoles, institutionRoles } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';
import { jwtVerify, type JWTPayload } from 'jose';
import { capabilitiesOfStanding, type StaffIdentity } from './identity.js';
import type { AccessTokenKeys } from './key-set.js';

const accessTokenIssuer = 'carrel';
const accessTokenAudience = 'carrel';

/** A verified token: who it names and when it was issued. */
export interface VerifiedToken {
  readonly identity: StaffIdentity;
  readonly issuedAt: Date;
}

/**
 * The claims of a valid token, with the care of RFC 8725: one algorithm, this type and audience, our issuer, a
 * known key id, an expiry. Undefined for anything less.
 * @throws ServiceUnavailable when the keys cannot be had
 */
export async function verifiedClaims(
  token: string,
  keys: AccessTokenKeys,
  kind: { typ: string; audience: string },
  now: Date,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = kid ? await keys.find(kid) : undefined;
        if (!key) throw new Error('no such key');
        return key;
      },
      {
        algorithms: ['EdDSA', 'Ed25519'],
        ...kind,
        issuer: accessTokenIssuer,
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: 5,
        currentDate: now,
      },
    );
    return payload;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return undefined;
  }
}

/** Verifies a person's access token (`at+jwt`); undefined for anything less. @throws ServiceUnavailable without keys */
export async function verifyAccessToken(
  token: string,
  keys: AccessTokenKeys,
  now: Date,
): Promise<VerifiedToken | undefined> {
  const claims = await verifiedClaims(token, keys, { typ: 'at+jwt', audience: accessTokenAudience }, now);
  const identity = claims && identityOf(claims);
  return identity && { identity, issuedAt: new Date(claims.iat! * 1000) };
}

function identityOf(claims: JWTPayload): StaffIdentity | undefined {
  const { sub, exp, inst, sg, name, roles, groupRoles: ofGroups, op, sid } = claims;
  if (!isText(sub) || !isText(inst) || !isText(sg) || !isText(name) || !isText(sid)) return undefined;
  if (typeof op !== 'boolean' || !Array.isArray(roles) || !Array.isArray(ofGroups)) return undefined;
  if (!roles.every((role) => institutionRoles.includes(role as never))) return undefined;
  if (!ofGroups.every(isGroupRole)) return undefined;
  const standing = { roles, groupRoles: ofGroups, operator: op };
  return {
    kind: 'staff',
    accountId: sub,
    institutionId: inst,
    subscriptionGroupId: sg,
    name,
    ...standing,
    capabilities: capabilitiesOfStanding(standing),
    session: sid,
    expiresAt: new Date(exp! * 1000),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const isGroupRole = (value: unknown): boolean => {
  const { groupId, role } = (value ?? {}) as { groupId?: unknown; role?: unknown };
  return isText(groupId) && groupRoles.includes(role as never);
};
