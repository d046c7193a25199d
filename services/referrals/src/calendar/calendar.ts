import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { Duties, dutyIdOf } from './persistence/duties.repository.js';
import { dutiesIn, type Duty, type Standing } from '../plan/domain/on-duty.js';
import type { Span } from '../plan/domain/slots.js';
import { Rotas } from '../plan/persistence/rotas.repository.js';

/** A duty of a group under its id. */
export interface GroupDuty extends Duty {
  readonly id: string;
  readonly groupId: string;
}
/** Nobody asks about what lies further ahead or back. */
const mostDaysAhead = 100;
const dayMs = 86_400_000;

/** What the rota of a group comes to, with everything that was taken over. */
@Injectable()
export class Calendar {
  constructor(
    private readonly directory: Directory,
    private readonly rotas: Rotas,
    private readonly duties: Duties,
  ) {}

  async standing(groupId: string, { from, to }: Span): Promise<Standing> {
    // A slot that reaches into the span began at most a day and an hour before it.
    const since = new Date(from.getTime() - 2 * dayMs);
    const [group, libraries, versions, takenOver] = await Promise.all([
      this.directory.group(groupId),
      this.directory.librariesOf(groupId),
      this.rotas.versionsSince(groupId, since),
      this.duties.takenOver(groupId, since, to),
    ]);
    if (!group) throw new NotFound('group');
    const open = libraries.filter(({ profileStatus }) => profileStatus !== 'closed');
    return { versions, timeZone: group.timeZone, takenOver, able: new Set(open.map(({ id }) => id)) };
  }

  /** The earliest first. */
  async dutiesOf(groupId: string, span: Span): Promise<GroupDuty[]> {
    return named(groupId, dutiesIn(await this.standing(groupId, span), span));
  }

  /** The duty of one of these groups with this id, if it is not too far from now. */
  async find(id: string, groupIds: readonly string[], now: Date): Promise<GroupDuty | undefined> {
    const at = (days: number) => new Date(now.getTime() + days * dayMs);
    const recorded = (await this.duties.of([id])).get(id);
    // Whatever people act on is nearly always close by.
    const spans = recorded
      ? [recorded]
      : [
          { from: at(-2), to: at(28) },
          { from: at(28), to: at(mostDaysAhead) },
          { from: at(-mostDaysAhead), to: at(-2) },
        ];
    for (const span of spans) {
      for (const groupId of groupIds) {
        const found = (await this.dutiesOf(groupId, span)).find((duty) => duty.id === id);
        if (found) return found;
      }
    }
    return undefined;
  }
}

export const named = (groupId: string, duties: readonly Duty[]): GroupDuty[] =>
  duties.map((duty) => ({ ...duty, groupId, id: dutyIdOf({ ...duty, groupId }) }));
