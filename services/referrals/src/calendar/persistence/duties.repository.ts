import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { v5 as uuidv5 } from 'uuid';
import type { TakenOver } from '../../plan/domain/on-duty.js';
import { keyOf } from '../../plan/domain/slots.js';
import { DutyRecord } from '../domain/duty.js';

/** A slot of a group, by what identifies it. */
export interface Place {
  readonly groupId: string;
  readonly lane: string | null;
  readonly from: Date;
  readonly to: Date;
}

/** The duty's id follows from group, lane and start, so that a duty has it before anything happened to it. */
export const dutyIdOf = (place: Pick<Place, 'groupId' | 'lane' | 'from'>): string =>
  uuidv5(keyOf(place), place.groupId);

@Injectable()
export class Duties {
  constructor(private readonly db: DataSource) {}

  /** Locks the duty's record, creating it if needed, and lets it decide. */
  async change<T>(tx: Transaction, place: Place, decide: (duty: DutyRecord) => T): Promise<T> {
    const id = dutyIdOf(place);
    await tx.manager
      .createQueryBuilder()
      .insert()
      .into(DutyRecord)
      .values(DutyRecord.of(id, place.groupId, place))
      .orIgnore()
      .execute();
    const duty = await tx.manager.findOneOrFail(DutyRecord, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    const result = decide(duty);
    await tx.manager.save(duty);
    await tx.publish(duty);
    return result;
  }

  /** The records of these duties; a duty without any event has none. */
  async of(ids: readonly string[]): Promise<Map<string, DutyRecord>> {
    const found = ids.length > 0 ? await this.db.manager.findBy(DutyRecord, { id: In([...ids]) }) : [];
    return new Map(found.map((duty) => [duty.id, duty]));
  }

  /** Who took over what in the group, of slots that begin in the span; by `keyOf` the slot. */
  async takenOver(groupId: string, from: Date, to: Date): Promise<Map<string, TakenOver>> {
    const rows = await this.db.query<{ lane: string | null; from: Date; takenOver: TakenOver }[]>(
      `SELECT lane, from_at AS "from", taken_over AS "takenOver" FROM duties
       WHERE group_id = $1 AND from_at >= $2 AND from_at < $3 AND taken_over IS NOT NULL`,
      [groupId, from, to],
    );
    return new Map(rows.map((row) => [keyOf(row), row.takenOver]));
  }
}
