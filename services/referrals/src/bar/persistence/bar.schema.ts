import { EntitySchema } from 'typeorm';
import { Bar } from '../domain/bar.js';
import { id, orNull, text, time, uuid } from '../../shared/persistence/columns.js';

export const barSchema = new EntitySchema<Bar>({
  name: 'Bar',
  target: Bar,
  tableName: 'bars',
  columns: {
    id,
    groupId: uuid('group_id'),
    institutionId: uuid('institution_id'),
    reason: text('reason'),
    redirectToInstitutionId: orNull(uuid('redirect_to_institution_id')),
    barredBy: uuid('barred_by'),
    barredAt: time('barred_at'),
    liftedBy: orNull(uuid('lifted_by')),
    liftedAt: orNull(time('lifted_at')),
  },
});
