import { EntitySchema } from 'typeorm';
import type { Check } from '../domain/check-points.js';
import { DutyRecord } from '../domain/duty.js';

/** Times inside JSON come back as text. */
const checks = {
  to: (own: Check[]) => own,
  from: (stored: (Omit<Check, 'at'> & { at: string })[]): Check[] =>
    stored.map((check) => ({ ...check, at: new Date(check.at) })),
};

export const dutySchema = new EntitySchema<DutyRecord>({
  name: 'Duty',
  target: DutyRecord,
  tableName: 'duties',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'integer' },
    groupId: { type: 'uuid', name: 'group_id' },
    lane: { type: 'text', nullable: true },
    from: { type: 'timestamptz', name: 'from_at', precision: 3 },
    to: { type: 'timestamptz', name: 'to_at', precision: 3 },
    checks: { type: 'jsonb', transformer: checks },
    takenOver: { type: 'jsonb', name: 'taken_over', nullable: true },
    startedAt: { type: 'timestamptz', name: 'started_at', precision: 3, nullable: true },
    gapNotifiedAt: { type: 'timestamptz', name: 'gap_told_at', precision: 3, nullable: true },
  },
});
