import { EntitySchema } from 'typeorm';
import { id, json, text, timeOrNull, uuid, uuidOrNull, whole } from '../../shared/persistence/columns.js';
import { PolicyPage } from '../domain/policy-page.js';

export const policyPageSchema = new EntitySchema<PolicyPage>({
  name: 'policy_page',
  target: PolicyPage,
  tableName: 'policy_pages',
  columns: {
    id,
    sequence: whole('sequence'),
    institutionId: uuid('institution_id'),
    status: text('status'),
    texts: json('texts'),
    version: whole('version'),
    changedBy: uuidOrNull('changed_by'),
    changedAt: timeOrNull('changed_at'),
    submittedAt: timeOrNull('submitted_at'),
    acceptedAt: timeOrNull('accepted_at'),
    queueId: uuidOrNull('queue_id'),
  },
});
