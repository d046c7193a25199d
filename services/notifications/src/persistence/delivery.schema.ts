import { EntitySchema } from 'typeorm';
import { Delivery } from '../domain/delivery.js';

export const deliverySchema = new EntitySchema<Delivery>({
  name: 'Delivery',
  target: Delivery,
  tableName: 'deliveries',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'integer' },
    causeId: { type: 'uuid', name: 'cause_id' },
    message: { type: 'text' },
    to: { type: 'text', name: 'recipient', nullable: true },
    toPatron: { type: 'boolean', name: 'to_patron' },
    institutionId: { type: 'uuid', name: 'institution_id', nullable: true },
    questionId: { type: 'uuid', name: 'question_id', nullable: true },
    sessionId: { type: 'uuid', name: 'session_id', nullable: true },
    referralId: { type: 'uuid', name: 'referral_id', nullable: true },
    status: { type: 'text' },
    content: { type: 'jsonb', nullable: true },
    messageId: { type: 'text', name: 'message_id' },
    attempts: { type: 'integer' },
    unclear: { type: 'integer' },
    tryingSince: { type: 'timestamptz', name: 'trying_since', nullable: true },
    nextTryAt: { type: 'timestamptz', name: 'next_try_at', nullable: true },
    lastReply: { type: 'text', name: 'last_reply', nullable: true },
    queuedAt: { type: 'timestamptz', name: 'queued_at' },
    bundle: { type: 'text', nullable: true },
    carriedBy: { type: 'uuid', name: 'carried_by', nullable: true },
    authorId: { type: 'uuid', name: 'author_id', nullable: true },
    resends: { type: 'jsonb' },
    sentAt: { type: 'timestamptz', name: 'sent_at', nullable: true },
  },
});
