import { EntitySchema } from 'typeorm';
import { Ban } from '../domain/ban.js';

export const banSchema = new EntitySchema<Ban>({
  name: 'Ban',
  target: Ban,
  tableName: 'bans',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'int' },
    institutionId: { name: 'institution_id', type: 'uuid' },
    sessionId: { name: 'session_id', type: 'uuid' },
    by: { name: 'banned_by', type: 'text', array: true },
    marks: { type: 'text', array: true },
    note: { type: 'text', nullable: true },
    madeBy: { name: 'made_by', type: 'uuid' },
    madeByInstitution: { name: 'made_by_institution', type: 'uuid' },
    madeAt: { name: 'made_at', type: 'timestamptz', precision: 3 },
    until: { type: 'timestamptz', precision: 3 },
    liftedAt: { name: 'lifted_at', type: 'timestamptz', precision: 3, nullable: true },
    liftedBy: { name: 'lifted_by', type: 'uuid', nullable: true },
  },
});
