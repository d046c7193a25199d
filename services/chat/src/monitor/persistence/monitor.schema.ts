import { EntitySchema } from 'typeorm';
import { Monitor } from '../domain/monitor.js';

export const monitorSchema = new EntitySchema<Monitor>({
  name: 'Monitor',
  target: Monitor,
  tableName: 'monitors',
  columns: {
    accountId: { name: 'account_id', type: 'uuid', primary: true },
    institutionId: { name: 'institution_id', type: 'uuid' },
    subscriptionGroupId: { name: 'subscription_group_id', type: 'uuid' },
    name: { type: 'text' },
    signIn: { name: 'sign_in', type: 'text', nullable: true },
    availability: { type: 'text' },
    queueIds: { name: 'queue_ids', type: 'uuid', array: true },
    personalLimit: { name: 'personal_limit', type: 'int', nullable: true },
    screenName: { name: 'screen_name', type: 'text', nullable: true },
    languages: { type: 'text', array: true },
    startedAt: { name: 'started_at', type: 'timestamptz', precision: 3, nullable: true },
    lastSeenAt: { name: 'last_seen_at', type: 'timestamptz', precision: 3 },
    vanishedAt: { name: 'vanished_at', type: 'timestamptz', precision: 3, nullable: true },
  },
});
