import type { Capability } from '@carrel/contracts';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';

/** Who may call a handler: anyone, staff with one of the capabilities, or besides them a patron with a token. */
export interface Permission {
  readonly who: 'anyone' | 'staff' | 'patron-or-staff';
  /** One of these is enough; none named means any signed-in staff. */
  readonly capabilities: readonly Capability[];
}

export const PERMISSION = 'carrel:permission';

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
