import { scopeNames, type Capability, type Scope } from '@carrel/contracts';
import type { JWTPayload } from 'jose';
import { verifiedClaims } from './access-tokens.js';
import type { ServiceIdentity } from './identity.js';
import type { AccessTokenKeys } from './key-set.js';

/** Another type and audience than people's tokens have, so that neither is ever taken for the other (RFC 8725, 3.11, 3.12). */
export const serviceTokenType = 'carrel-service+jwt';
export const serviceTokenAudience = 'carrel-services';

const noInstitution = '00000000-0000-0000-0000-000000000000';
const capabilityOf: Partial<Record<Scope, Capability>> = { 'questions:read': 'questions.read' };

/**
 * Verifies the token of a service account as strictly as those of people; undefined for anything less.
 * @throws ServiceUnavailable when the keys cannot be had
 */
export async function verifyServiceToken(
  token: string,
  keys: AccessTokenKeys,
  now: Date,
): Promise<ServiceIdentity | undefined> {
  const kind = { typ: serviceTokenType, audience: serviceTokenAudience };
  const claims = await verifiedClaims(token, keys, kind, now);
  return claims && identityOf(claims);
}

function identityOf({ sub, exp, client_id, scope, owner, sg }: JWTPayload): ServiceIdentity | undefined {
  const { kind, id } = (owner ?? {}) as { kind?: unknown; id?: unknown };
  if (!isText(sub) || client_id !== sub || !isText(id) || !isText(sg) || typeof scope !== 'string')
    return undefined;
  if (kind !== 'institution' && kind !== 'group') return undefined;
  const names = scope.split(' ').filter(Boolean);
  if (!names.every((name): name is Scope => scopeNames.includes(name as Scope))) return undefined;
  return {
    kind: 'service',
    accountId: sub,
    owner: { kind, id },
    institutionId: kind === 'institution' ? id : noInstitution,
    subscriptionGroupId: sg,
    roles: [],
    groupRoles: kind === 'group' ? [{ groupId: id, role: 'coordinator' }] : [],
    operator: false,
    capabilities: new Set(names.flatMap((name) => capabilityOf[name] ?? [])),
    scopes: new Set(names),
    expiresAt: new Date(exp! * 1000),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
