import {
  capabilitiesFor,
  type Capability,
  type GroupRole,
  type InstitutionRole,
  type Role,
  type Scope,
} from '@carrel/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** A member of staff, from a verified access token. */
export interface StaffIdentity {
  readonly kind: 'staff';
  readonly accountId: string;
  readonly institutionId: string;
  readonly subscriptionGroupId: string;
  readonly name: string;
  readonly roles: readonly InstitutionRole[];
  readonly groupRoles: readonly { groupId: string; role: GroupRole }[];
  readonly operator: boolean;
  /** The union of what the roles may do, anywhere; whether it holds for this thing is the domain's to say. */
  readonly capabilities: ReadonlySet<Capability>;
  /** The sign-in this token belongs to. */
  readonly session: string;
  readonly expiresAt: Date;
}

/**
 * A program that acts for a library or a group, from a verified token of the client-credentials grant (B33). Only
 * handlers with `@Services` are given one. It reads as its library does and holds no role of a person; for a group
 * it counts as one who leads it, and `institutionId` is nobody's.
 */
export interface ServiceIdentity {
  readonly kind: 'service';
  /** The service account's id, which is also its client id. */
  readonly accountId: string;
  readonly owner: { readonly kind: 'institution' | 'group'; readonly id: string };
  readonly institutionId: string;
  readonly subscriptionGroupId: string;
  readonly roles: readonly [];
  readonly groupRoles: readonly { groupId: string; role: GroupRole }[];
  readonly operator: false;
  readonly capabilities: ReadonlySet<Capability>;
  readonly scopes: ReadonlySet<Scope>;
  readonly expiresAt: Date;
}

/** Whoever holds the token of one session or one question. */
export interface PatronIdentity {
  readonly kind: 'patron';
  /** SHA-256 of the token in hex: compare with what was stored when it was given out. */
  readonly tokenHash: string;
}

export interface Anonymous {
  readonly kind: 'anonymous';
}

export type Identity = StaffIdentity | ServiceIdentity | PatronIdentity | Anonymous;

export const anonymous: Anonymous = Object.freeze({ kind: 'anonymous' });

/** What decides the capabilities of an account. */
export interface Standing {
  readonly active: boolean;
  readonly roles: readonly InstitutionRole[];
  readonly groupRoles: readonly { groupId: string; role: GroupRole }[];
  readonly operator: boolean;
}

export function capabilitiesOfStanding(standing: Omit<Standing, 'active'>): ReadonlySet<Capability> {
  const roles: Role[] = [...standing.roles, ...standing.groupRoles.map(({ role }) => role)];
  if (standing.operator) roles.push('operator');
  return new Set(capabilitiesFor(roles));
}

const callers = new WeakMap<object, Identity>();

/** Who makes this request; anonymous before the guard has run. */
export const callerOf = (request: FastifyRequest): Identity => callers.get(request.raw) ?? anonymous;

export function setCaller(request: FastifyRequest, identity: Identity): void {
  callers.set(request.raw, identity);
}

/** The caller as the guard found it: `@Caller() caller: StaffIdentity` under `@Staff()`, else narrow by `kind`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
