import { EntitySchema } from 'typeorm';
import { Expert } from '../domain/expert.js';
import { flag, id, orNull, text, time, uuid, uuids } from '../../shared/persistence/columns.js';

export const expertSchema = new EntitySchema<Expert>({
  name: 'Expert',
  target: Expert,
  tableName: 'experts',
  columns: {
    id,
    institutionId: orNull(uuid('institution_id')),
    groupId: orNull(uuid('group_id')),
    name: text('name'),
    accountIds: uuids('account_ids'),
    address: orNull(text('address')),
    expertise: { ...text('expertise'), array: true },
    qualityControl: flag('quality_control'),
    retiredAt: orNull(time('retired_at')),
  },
});
