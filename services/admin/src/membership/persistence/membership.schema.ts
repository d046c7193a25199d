import { EntitySchema } from 'typeorm';
import { id, text, textOrNull, time, uuid, whole } from '../../shared/persistence/columns.js';
import { Membership } from '../domain/membership.js';

export const membershipSchema = new EntitySchema<Membership>({
  name: 'membership',
  target: Membership,
  tableName: 'memberships',
  columns: {
    id,
    sequence: whole('sequence'),
    groupId: uuid('group_id'),
    institutionId: uuid('institution_id'),
    status: text('status'),
    changedBy: uuid('changed_by'),
    changedAt: time('changed_at'),
    inactivatedBy: textOrNull('inactivated_by'),
    note: textOrNull('note'),
  },
});
