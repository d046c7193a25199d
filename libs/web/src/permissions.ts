import type { FastifyRequest } from 'fastify';
import type { Capability, Scope } from '@carrel/contracts';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';

const judged = new WeakSet<object>();

/** Whether the guards have let this request in already, before its body was read. */
export const isPermissionChecked = (request: FastifyRequest): boolean => judged.has(request.raw);

export function markPermissionChecked(request: FastifyRequest): void {
  judged.add(request.raw);
}

/** Who may call a handler: anyone, staff with one of the capabilities, or besides them a patron with a token. */
export interface Permission {
  readonly who: 'anyone' | 'staff' | 'patron-or-staff' | 'services';
  /** One of these is enough; none named means any signed-in staff. */
  readonly capabilities: readonly Capability[];
}

export const PERMISSION = 'carrel:permission';
export const SCOPE = 'carrel:scope';
export const OWN_CREDENTIALS = 'carrel:own-credentials';

type Declared = MethodDecorator & ClassDecorator;
const declare = (permission: Permission, ...documented: Declared[]): Declared =>
  applyDecorators(SetMetadata(PERMISSION, permission), ...documented) as Declared;

/** Anyone may call it. Credentials that are sent all the same must be good, and are found with `@Caller()`. */
export const Public = (): Declared => declare({ who: 'anyone', capabilities: [] });

/** Signed-in staff with at least one of the capabilities; without any named, all staff. */
export const Staff = (...capabilities: Capability[]): Declared =>
  declare({ who: 'staff', capabilities }, ApiBearerAuth('staff') as Declared);

/** As `@Staff`, and besides them whoever sends a patron's token; the handler finds out what the token is for. */
export const PatronOrStaff = (...capabilities: Capability[]): Declared =>
  declare(
    { who: 'patron-or-staff', capabilities },
    ApiBearerAuth('staff') as Declared,
    ApiBearerAuth('patron') as Declared,
  );

/**
 * Besides whom `@Staff` or `@PatronOrStaff` lets in, service accounts whose token has this scope (B33). Without it a
 * handler never meets one: 403, and under `@Public` they are anonymous.
 */
export const Services = (scope: Scope): Declared =>
  applyDecorators(SetMetadata(SCOPE, scope), ApiSecurity('service', [scope]) as MethodDecorator) as Declared;

/** Service accounts with this scope and nobody else. */
export const ServicesOnly = (scope: Scope): Declared =>
  applyDecorators(
    declare({ who: 'services', capabilities: [] }) as MethodDecorator,
    Services(scope) as MethodDecorator,
  ) as Declared;

/** The handler looks at the Authorization header itself, as a token endpoint does (RFC 6749, 2.3.1). */
export const OwnCredentials = (): Declared => SetMetadata(OWN_CREDENTIALS, true) as Declared;
