import { EntitySchema } from 'typeorm';
import { Referral } from '../domain/referral.js';
import { flag, id, json, orNull, text, time, uuid, uuids } from '../../shared/persistence/columns.js';

export const referralSchema = new EntitySchema<Referral>({
  name: 'Referral',
  target: Referral,
  tableName: 'referrals',
  columns: {
    id,
    sequence: { type: 'integer' },
    questionId: uuid('question_id'),
    kind: text('kind'),
    senderInstitutionId: uuid('sender_institution_id'),
    actorId: uuid('actor_id'),
    askedInstitutionId: orNull(uuid('asked_institution_id')),
    receiverInstitutionId: orNull(uuid('receiver_institution_id')),
    groupId: orNull(uuid('group_id')),
    steps: json('steps'),
    unrouted: flag('unrouted'),
    expertId: orNull(uuid('expert_id')),
    expertAccountIds: uuids('expert_account_ids'),
    addressee: orNull(json('addressee')),
    withContact: flag('with_contact'),
    reason: orNull(text('reason')),
    noContactConfirmed: flag('no_contact_confirmed'),
    status: text('status'),
    askedAt: time('asked_at'),
    madeAt: orNull(time('made_at')),
    deadlineHours: { name: 'deadline_hours', type: 'integer', nullable: true },
    deadlineAt: orNull(time('deadline_at')),
    endedAt: orNull(time('ended_at')),
    endedBy: orNull(json('ended_by')),
    endReason: orNull(text('end_reason')),
    ending: orNull(json('ending')),
    refusal: orNull(json('refusal')),
  },
});
