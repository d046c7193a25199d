import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { IncomingMail } from '../domain/incoming-mail.js';

const text = (name: string): EntitySchemaColumnOptions => ({ type: 'text', name, nullable: true });
const uuid = (name: string): EntitySchemaColumnOptions => ({ type: 'uuid', name, nullable: true });
const time = (name: string): EntitySchemaColumnOptions => ({ type: 'timestamptz', name, nullable: true });

export const incomingMailSchema = new EntitySchema<IncomingMail>({
  name: 'IncomingMail',
  target: IncomingMail,
  tableName: 'incoming_mails',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'integer' },
    fingerprint: { type: 'text' },
    door: { type: 'text' },
    envelopeSender: text('envelope_sender'),
    recipient: { type: 'text' },
    size: { type: 'integer' },
    arrivedAt: { type: 'timestamptz', name: 'arrived_at' },
    status: { type: 'text' },
    outcome: text('outcome'),
    reason: text('reason'),
    matchedBy: text('matched_by'),
    institutionId: uuid('institution_id'),
    questionId: uuid('question_id'),
    referralId: uuid('referral_id'),
    deliveryId: uuid('delivery_id'),
    messageId: text('message_id'),
    sender: text('sender'),
    senderName: text('sender_name'),
    subject: text('subject'),
    text: text('text'),
    wholeText: text('whole_text'),
    decidedBy: uuid('decided_by'),
    decidedAt: time('decided_at'),
    erasedAt: time('erased_at'),
  },
});
