import { EntitySchema } from 'typeorm';
import {
  flag,
  id,
  text,
  textOrNull,
  time,
  timeOrNull,
  uuid,
  uuidOrNull,
  whole,
} from '../../shared/persistence/columns.js';
import { ServiceAccount } from '../domain/service-account.js';

export const serviceAccountSchema = new EntitySchema<ServiceAccount>({
  name: 'service-account',
  target: ServiceAccount,
  tableName: 'service_accounts',
  columns: {
    id,
    sequence: whole('sequence'),
    name: text('name'),
    ownerKind: text('owner_kind'),
    ownerId: uuid('owner_id'),
    scopes: { name: 'scopes', type: 'text', array: true },
    secretHash: textOrNull('secret_hash'),
    previousHash: textOrNull('previous_hash'),
    previousUntil: timeOrNull('previous_until'),
    secretBy: uuidOrNull('secret_by'),
    previousBy: uuidOrNull('previous_by'),
    active: flag('active'),
    createdAt: time('created_at'),
    createdBy: uuid('created_by'),
    rotatedAt: timeOrNull('rotated_at'),
    revokedAt: timeOrNull('revoked_at'),
  },
});
