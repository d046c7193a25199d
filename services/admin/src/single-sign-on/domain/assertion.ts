import { domainKey } from '@carrel/kernel';
import type { RoleRule } from './single-sign-on.js';

/** What a provider has said about a person, in an ID token that was verified. */
export interface Assertion {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  /** Null when the provider does not say. */
  readonly emailVerified: boolean | null;
  readonly name: string | null;
  readonly groups: readonly string[];
  /** The provider's own session, which its back-channel logout names. */
  readonly session: string | null;
  /** Whether the provider says that it has asked for more than one factor (RFC 8176, `mfa`). */
  readonly manyFactors: boolean;
}

/** @param groupsClaim the claim that lists groups: an array of texts or one text */
export function assertionOf(claims: Readonly<Record<string, unknown>>, groupsClaim: string): Assertion {
  const { iss, sub, email, email_verified: verified, name, sid, amr } = claims;
  const groups = claims[groupsClaim];
  return {
    issuer: String(iss),
    subject: String(sub),
    email: textOrNull(email),
    emailVerified: typeof verified === 'boolean' ? verified : null,
    name: textOrNull(name),
    groups: [groups].flat().filter((group): group is string => typeof group === 'string'),
    session: textOrNull(sid),
    manyFactors: Array.isArray(amr) && amr.includes('mfa'),
  };
}

/** What all rules that hold give together. An address counts only when the provider has verified it. */
export function rolesBy<R>(
  rules: readonly (Omit<RoleRule, 'roles'> & { readonly roles: readonly R[] })[],
  said: Assertion,
): R[] {
  const domain = said.email !== null && said.emailVerified === true ? domainOf(said.email) : null;
  const holding = rules.filter(
    ({ claim, emailDomain }) =>
      (claim !== null || emailDomain !== null) &&
      (claim === null || said.groups.includes(claim)) &&
      (emailDomain === null || (domain !== null && domainKey(emailDomain) === domain)),
  );
  return [...new Set(holding.flatMap(({ roles }) => roles))];
}

const domainOf = (address: string): string => domainKey(address.slice(address.lastIndexOf('@') + 1));
const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;
