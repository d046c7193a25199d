import type { Account } from '../../registry/domain/account.js';
import type { Assertion } from './assertion.js';
import { EntryRefused } from './refusals.js';

/**
 * Whether an account that was there before may be signed in to by an assertion of its library's provider from now on.
 * Whoever runs that provider could then become the account, so it must be of this very library, the address verified,
 * and no role reach beyond those for whom the provider speaks.
 * @param providerGroupId the group whose provider it is; null for the library's own
 */
export function mustLink(
  account: Account,
  said: Assertion,
  at: { institutionId: string; linkByEmail: boolean; providerGroupId: string | null },
): void {
  const ofLibrary = account.institutionId === at.institutionId && !account.operator;
  const reaches = account.groupRoles.some(({ groupId }) => groupId !== at.providerGroupId);
  if (!ofLibrary || !at.linkByEmail || said.emailVerified !== true || reaches)
    throw new EntryRefused('email-taken');
}

/** Whether an account may be made: only for people to whom the rules give a role: otherwise every student would get one. */
export function mustCreate(said: Assertion, wanted: { createAccounts: boolean; roles: readonly unknown[] }) {
  if (!wanted.createAccounts) throw new EntryRefused('no-account');
  if (wanted.roles.length === 0) throw new EntryRefused('no-role');
  if (said.email === null || said.emailVerified === false) throw new EntryRefused('no-email');
  return { email: said.email, name: nameOf(said.name ?? said.email) };
}

/** On one line, as names of accounts are. */
const nameOf = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
