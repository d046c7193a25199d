import { EntitySchema } from 'typeorm';
import { flag, id, json, text, time, uuid, whole } from '../../shared/persistence/columns.js';
import { Account } from '../domain/account.js';

export const accountSchema = new EntitySchema<Account>({
  name: 'account',
  target: Account,
  tableName: 'accounts',
  columns: {
    id,
    sequence: whole('sequence'),
    number: text('number'),
    institutionId: uuid('institution_id'),
    email: text('email'),
    name: text('name'),
    roles: { name: 'roles', type: 'text', array: true },
    groupRoles: json('group_roles'),
    deactivatedByOperator: flag('deactivated_by_operator'),
    operator: flag('operator'),
    trained: flag('trained'),
    active: flag('active'),
    createdAt: time('created_at'),
  },
});
