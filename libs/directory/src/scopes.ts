import { BadPeriod, isPeriod, isTimeZone, NotFound, UnknownTimeZone, type Period } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { Directory } from './directory.js';

/** A library or group, or one library among those of a group, and a period. */
export interface Asked {
  readonly institutionId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly timeZone?: string | undefined;
}
/** Who asks: of which library, and what he or she leads. */
export interface Asking {
  readonly institutionId: string;
  readonly groupRoles: readonly { readonly groupId: string }[];
}
export interface Scope {
  readonly libraries: readonly string[];
  readonly period: Period;
}

/** The libraries and groups whose numbers a caller may see. */
@Injectable()
export class Scopes {
  constructor(private readonly directory: Directory) {}

  /** A library's own staff, and for a group those who coordinate or administer it; others find nothing. */
  async of(caller: Asking, asked: Asked): Promise<Scope> {
    const { from, to } = asked;
    if (!isPeriod(asked)) throw new BadPeriod();
    if (asked.timeZone !== undefined && !isTimeZone(asked.timeZone)) throw new UnknownTimeZone();
    if (asked.groupId) {
      const group = await this.directory.group(asked.groupId);
      const leads = caller.groupRoles.some(({ groupId }) => groupId === asked.groupId);
      if (!group || !leads) throw new NotFound('group');
      const all = (await this.directory.librariesOf(group.id)).map(({ id }) => id);
      const libraries = asked.institutionId ? all.filter((id) => id === asked.institutionId) : all;
      if (asked.institutionId && libraries.length === 0) throw new NotFound('library');
      return { libraries, period: { from, to, timeZone: asked.timeZone ?? group.timeZone } };
    }
    const library = await this.directory.institution(asked.institutionId ?? caller.institutionId);
    const own = library?.id === caller.institutionId;
    const led = caller.groupRoles.some(({ groupId }) => groupId === library?.subscriptionGroupId);
    if (!library || !(own || led)) throw new NotFound('library');
    return { libraries: [library.id], period: { from, to, timeZone: asked.timeZone ?? library.timeZone } };
  }

  /** Of a library or group for itself, as another service asks for it. */
  async ofOwner(level: 'institution' | 'group', ownerId: string, period: Period): Promise<Scope> {
    const libraries =
      level === 'group' ? (await this.directory.librariesOf(ownerId)).map(({ id }) => id) : [ownerId];
    return { libraries, period };
  }
}
