import type { Identity, StaffIdentity } from './identity.js';

/** Whose stream it is and what it depends on: it closes when any of this ends. Kept with a ticket as JSON. */
export interface StreamHolder {
  readonly accountId: string;
  /** The sign-in whose token opened it; null for service accounts. */
  readonly signInId: string | null;
  /** When that token expires, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** The roles held when it opened, those in groups with the group's id. */
  readonly roles: readonly string[];
}

/** Undefined for patrons and anonymous readers, whose streams depend on nothing that ends. */
export function streamHolderOf(caller: Identity): StreamHolder | undefined {
  if (caller.kind !== 'staff' && caller.kind !== 'service') return undefined;
  return {
    accountId: caller.accountId,
    signInId: caller.kind === 'staff' ? caller.session : null,
    expiresAt: caller.expiresAt.getTime(),
    roles: rolesIn(caller),
  };
}

/** What streams of one caller are counted by: the account, or the patron's token; undefined for anonymous callers. */
export function personOf(caller: Identity): string | undefined {
  if (caller.kind === 'patron') return caller.tokenHash;
  return caller.kind === 'anonymous' ? undefined : caller.accountId;
}

/** Every role as one word, to compare what was held with what is held. */
export const rolesIn = ({
  roles,
  groupRoles,
  operator,
}: Pick<StaffIdentity, 'roles' | 'groupRoles' | 'operator'>): string[] => [
  ...roles,
  ...groupRoles.map(({ groupId, role }) => `${groupId} ${role}`),
  ...(operator ? ['operator'] : []),
];
