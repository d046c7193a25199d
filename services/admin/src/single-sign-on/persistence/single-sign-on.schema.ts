import { EntitySchema } from 'typeorm';
import {
  id,
  json,
  text,
  textOrNull,
  timeOrNull,
  uuid,
  uuidOrNull,
  whole,
} from '../../shared/persistence/columns.js';
import { SingleSignOn } from '../domain/single-sign-on.js';

export const singleSignOnSchema = new EntitySchema<SingleSignOn>({
  name: 'single-sign-on',
  target: SingleSignOn,
  tableName: 'single_sign_ons',
  columns: {
    id,
    sequence: whole('sequence'),
    ownerKind: text('owner_kind'),
    ownerId: uuid('owner_id'),
    choices: json('choices'),
    sealedSecret: textOrNull('sealed_secret'),
    version: whole('version'),
    changedBy: uuidOrNull('changed_by'),
    changedAt: timeOrNull('changed_at'),
  },
});
