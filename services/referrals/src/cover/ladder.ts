import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Calendar, type GroupDuty } from '../calendar/calendar.js';
import { librariesIn } from '../plan/domain/plan.js';
import { versionOn } from '../plan/domain/slots.js';
import { dayAfter, dayAt, momentOf } from '@carrel/kernel';
import type { Cover } from './domain/cover.js';
import { rungAt } from './domain/ladder.js';
import { Covers } from './persistence/covers.repository.js';

/** Which libraries stand on which rung around a duty (R91). */
@Injectable()
export class Ladder {
  constructor(
    private readonly calendar: Calendar,
    private readonly covers: Covers,
    private readonly transactions: Transactions,
  ) {}

  /** Libraries on duty the same day; all others of the rota, substitutes in their order; and all that could. */
  async around(
    duty: Pick<GroupDuty, 'groupId' | 'from' | 'to' | 'institutionId'>,
  ): Promise<{ sameDay: Set<string>; ofRota: Set<string>; able: ReadonlySet<string> }> {
    const { versions, timeZone, able } = await this.calendar.standing(duty.groupId, duty);
    const day = dayAt(timeZone, duty.from);
    const span = { from: momentOf(timeZone, day, 0), to: momentOf(timeZone, dayAfter(day), 0) };
    const sameDay = new Set<string>();
    for (const { institutionId } of await this.calendar.dutiesOf(duty.groupId, span)) {
      if (institutionId !== null && institutionId !== duty.institutionId && able.has(institutionId))
        sameDay.add(institutionId);
    }
    const version = versionOn(versions, timeZone, day);
    const named = version ? [...version.substitutes, ...librariesIn(version)] : [];
    const ofRota = new Set(
      named.filter((id) => id !== duty.institutionId && able.has(id) && !sameDay.has(id)),
    );
    return { sameDay, ofRota, able };
  }

  /** Asks the next rung when its time has come. */
  async climb(cover: Cover, now: Date): Promise<void> {
    const rung = rungAt(cover.climbsAt, now);
    if (cover.status !== 'open' || rung === cover.rung) return;
    const { sameDay, ofRota } = await this.around(cover);
    const before = cover.rung === 'same-day' ? [] : [...ofRota];
    const asked = [...ofRota].filter((id) => !before.includes(id) && !sameDay.has(id));
    await this.transactions.run((tx) =>
      this.covers.change(tx, cover.id, (own) => own.climbTo(rung, asked, now)),
    );
  }
}
