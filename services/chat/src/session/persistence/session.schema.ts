import { EntitySchema } from 'typeorm';
import type { Participant } from '../domain/participant.js';
import { Session } from '../domain/session.js';

/** Dates inside JSON come back as text. */
const participants = {
  to: (value: Participant[]) => value,
  from: (value: Participant[]): Participant[] =>
    value.map((p) => ({ ...p, enteredAt: new Date(p.enteredAt), leftAt: p.leftAt && new Date(p.leftAt) })),
};

export const sessionSchema = new EntitySchema<Session>({
  name: 'Session',
  target: Session,
  tableName: 'sessions',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'int' },
    institutionId: { name: 'institution_id', type: 'uuid' },
    subscriptionGroupId: { name: 'subscription_group_id', type: 'uuid' },
    queueIds: { name: 'queue_ids', type: 'uuid', array: true },
    practice: { type: 'boolean' },
    patronName: { name: 'patron_name', type: 'text' },
    patronEmail: { name: 'patron_email', type: 'text', nullable: true },
    tokenHash: { name: 'token_hash', type: 'text' },
    networkMark: { name: 'network_mark', type: 'text', nullable: true },
    question: { type: 'text' },
    fields: { type: 'jsonb' },
    page: { type: 'text', nullable: true },
    language: { type: 'text', nullable: true },
    status: { type: 'text' },
    offeredTo: { name: 'offered_to', type: 'text' },
    releaseAt: { name: 'release_at', type: 'timestamptz', precision: 3, nullable: true },
    requestedAt: { name: 'requested_at', type: 'timestamptz', precision: 3 },
    queuedAt: { name: 'queued_at', type: 'timestamptz', precision: 3 },
    placeAt: { name: 'place_at', type: 'timestamptz', precision: 3 },
    acceptedAt: { name: 'accepted_at', type: 'timestamptz', precision: 3, nullable: true },
    endedAt: { name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true },
    resolution: { type: 'text', nullable: true },
    descriptiveCodes: { name: 'descriptive_codes', type: 'text', array: true },
    promisedAt: { name: 'promised_at', type: 'timestamptz', precision: 3, nullable: true },
    patronLeftAt: { name: 'patron_left_at', type: 'timestamptz', precision: 3, nullable: true },
    dismissReason: { name: 'dismiss_reason', type: 'text', nullable: true },
    // Raised beside the aggregate, by the transcript and by signs of life; read here only.
    patronActiveAt: {
      name: 'patron_active_at',
      type: 'timestamptz',
      nullable: true,
      insert: false,
      update: false,
    },
    patronSeenAt: {
      name: 'patron_seen_at',
      type: 'timestamptz',
      nullable: true,
      insert: false,
      update: false,
    },
    participants: { type: 'jsonb', transformer: participants },
  },
});
