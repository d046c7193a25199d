import { EntitySchema } from 'typeorm';
import { Referral } from '../domain/referral.js';

export const referralSchema = new EntitySchema<Referral>({
  name: 'Referral',
  target: Referral,
  tableName: 'referrals',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'integer' },
    questionId: { type: 'uuid', name: 'question_id' },
    kind: { type: 'text' },
    senderInstitutionId: { type: 'uuid', name: 'sender_institution_id' },
    actorId: { type: 'uuid', name: 'actor_id' },
    askedInstitutionId: { type: 'uuid', name: 'asked_institution_id', nullable: true },
    receiverInstitutionId: { type: 'uuid', name: 'receiver_institution_id', nullable: true },
    groupId: { type: 'uuid', name: 'group_id', nullable: true },
    steps: { type: 'jsonb' },
    reason: { type: 'text', nullable: true },
    noContactConfirmed: { type: 'boolean', name: 'no_contact_confirmed' },
    status: { type: 'text' },
    askedAt: { type: 'timestamptz', name: 'asked_at' },
    madeAt: { type: 'timestamptz', name: 'made_at', nullable: true },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    endReason: { type: 'text', name: 'end_reason', nullable: true },
    ending: { type: 'jsonb', nullable: true },
    refusal: { type: 'jsonb', nullable: true },
  },
});
