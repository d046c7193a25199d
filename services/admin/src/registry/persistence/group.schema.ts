import { EntitySchema } from 'typeorm';
import {
  flag,
  id,
  text,
  textOrNull,
  time,
  timeOrNull,
  uuidOrNull,
  whole,
} from '../../shared/persistence/columns.js';
import { Group } from '../domain/group.js';

export const groupSchema = new EntitySchema<Group>({
  name: 'group',
  target: Group,
  tableName: 'groups',
  columns: {
    id,
    sequence: whole('sequence'),
    kind: text('kind'),
    name: text('name'),
    timeZone: text('time_zone'),
    requiresCooperativeMark: flag('requires_cooperative_mark'),
    contactEmail: textOrNull('contact_email'),
    uses: { name: 'uses', type: 'text', array: true },
    madeByInstitutionId: uuidOrNull('made_by_institution_id'),
    deletedAt: timeOrNull('deleted_at'),
    proxyInstitutionId: uuidOrNull('proxy_institution_id'),
    createdAt: time('created_at'),
  },
});
