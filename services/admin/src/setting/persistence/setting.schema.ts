import { EntitySchema } from 'typeorm';
import { id, json, text, timeOrNull, uuid, uuidOrNull, whole } from '../../shared/persistence/columns.js';
import { Setting } from '../domain/setting.js';

export const settingSchema = new EntitySchema<Setting>({
  name: 'setting',
  target: Setting,
  tableName: 'settings',
  columns: {
    id,
    sequence: whole('sequence'),
    key: text('key'),
    level: text('level'),
    ownerId: uuid('owner_id'),
    value: json('value'),
    version: whole('version'),
    changedBy: uuidOrNull('changed_by'),
    changedAt: timeOrNull('changed_at'),
  },
});
