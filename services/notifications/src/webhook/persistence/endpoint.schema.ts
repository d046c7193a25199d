import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { WebhookEndpoint } from '../domain/endpoint.js';

const time = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'timestamptz',
  precision: 3,
  nullable: true,
});

export const endpointSchema = new EntitySchema<WebhookEndpoint>({
  name: 'WebhookEndpoint',
  target: WebhookEndpoint,
  tableName: 'webhook_endpoints',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'integer' },
    ownerKind: { type: 'text', name: 'owner_kind' },
    ownerId: { type: 'uuid', name: 'owner_id' },
    url: { type: 'text' },
    description: { type: 'text' },
    events: { type: 'text', array: true, nullable: true },
    enabled: { type: 'boolean' },
    disabledBecause: { type: 'text', name: 'disabled_because', nullable: true },
    secret: { type: 'text' },
    previousSecret: { type: 'text', name: 'previous_secret', nullable: true },
    previousUntil: time('previous_until'),
    failures: { type: 'integer' },
    failingSince: time('failing_since'),
    nextTryAt: time('next_try_at'),
    tryingSince: time('trying_since'),
    setBy: { type: 'uuid', name: 'set_by', nullable: true },
    createdAt: { ...time('created_at'), nullable: false },
  },
});
