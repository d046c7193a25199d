import { EntitySchema } from 'typeorm';
import { Cover } from '../domain/cover.js';
import type { Rung } from '../domain/ladder.js';

const climbs = {
  to: (own: Record<Rung, Date>) => own,
  from: (stored: Record<Rung, string>): Record<Rung, Date> => ({
    'same-day': new Date(stored['same-day']),
    rota: new Date(stored.rota),
    coordinators: new Date(stored.coordinators),
  }),
};
const time = (name: string) => ({ type: 'timestamptz', name, precision: 3 }) as const;

export const coverSchema = new EntitySchema<Cover>({
  name: 'Cover',
  target: Cover,
  tableName: 'covers',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'integer' },
    dutyId: { type: 'uuid', name: 'duty_id' },
    groupId: { type: 'uuid', name: 'group_id' },
    lane: { type: 'text', nullable: true },
    from: time('from_at'),
    to: time('to_at'),
    institutionId: { type: 'uuid', name: 'institution_id' },
    askedBy: { type: 'uuid', name: 'asked_by' },
    askedAt: time('asked_at'),
    reason: { type: 'text', nullable: true },
    swapFor: { type: 'uuid', name: 'swap_for', array: true },
    rung: { type: 'text' },
    climbsAt: { type: 'jsonb', name: 'climbs_at', transformer: climbs },
    status: { type: 'text' },
    takenByInstitutionId: { type: 'uuid', name: 'taken_by_institution_id', nullable: true },
    takenBy: { type: 'uuid', name: 'taken_by', nullable: true },
    endedAt: { ...time('ended_at'), nullable: true },
    exchangedDutyId: { type: 'uuid', name: 'exchanged_duty_id', nullable: true },
  },
});
