import { type EntitySchemaColumnOptions, EntitySchema } from 'typeorm';
import { Holding } from '../domain/holding.js';
import { Question } from '../domain/question.js';
import { HistoryLine, Message } from '../domain/history.js';
import { Referral } from '../domain/referral.js';

// Columns that every mapping here writes the same way.
const id: EntitySchemaColumnOptions = { type: 'uuid', primary: true };
const uuid = (name: string): EntitySchemaColumnOptions => ({ name, type: 'uuid' });
const text = (name: string): EntitySchemaColumnOptions => ({ name, type: 'text' });
const flag = (name: string): EntitySchemaColumnOptions => ({ name, type: 'boolean' });
const json = (name: string): EntitySchemaColumnOptions => ({ name, type: 'jsonb' });
const time = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'timestamptz',
  precision: 3,
});
const orNull = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  nullable: true,
});

export const questionSchema = new EntitySchema<Question>({
  name: 'Question',
  target: Question,
  tableName: 'questions',
  columns: {
    id,
    sequence: { type: 'integer' },
    number: { type: 'bigint' },
    source: text('source'),
    sessionId: orNull(uuid('session_id')),
    homeInstitutionId: uuid('home_institution_id'),
    resolution: orNull(text('resolution')),
    practice: flag('practice'),
    noContact: flag('no_contact'),
    pooled: flag('pooled'),
    cameFromPool: flag('came_from_pool'),
    dueAt: orNull(time('due_at')),
    createdAt: time('created_at'),
    lastActivityAt: time('last_activity_at'),
    archivedAt: orNull(time('archived_at')),
    answeredByInstitutionId: orNull(uuid('answered_by_institution_id')),
    mark: orNull(text('mark')),
    duplicateOfId: orNull(uuid('duplicate_of_id')),
    topic: orNull(text('topic')),
    codes: { type: 'text', array: true },
    readScale: { name: 'read_scale', type: 'smallint', nullable: true },
    dueSoonNotifiedFor: orNull(time('due_soon_told_for')),
    overdueNotifiedFor: orNull(time('overdue_told_for')),
    archiveWarnedFor: orNull(time('archive_warned_for')),
    erasedAt: orNull(time('erased_at')),
    handledById: orNull(uuid('handled_by_id')),
    handledByInstitutionId: orNull(uuid('handled_by_institution_id')),
    subject: orNull(text('subject')),
    text: text('text'),
    patronName: orNull(text('patron_name')),
    patronEmail: orNull(text('patron_email')),
    tokenHash: orNull(text('token_hash')),
    patronId: orNull(uuid('patron_id')),
    fields: json('fields'),
    language: orNull(text('language')),
    promisedAt: orNull(time('promised_at')),
    importedAt: orNull(time('imported_at')),
  },
});

export const holdingSchema = new EntitySchema<Holding>({
  name: 'Holding',
  target: Holding,
  tableName: 'holdings',
  columns: {
    questionId: { ...uuid('question_id'), primary: true },
    institutionId: { ...uuid('institution_id'), primary: true },
    relations: { type: 'text', array: true },
    status: orNull(text('status')),
    assigneeId: orNull(uuid('assignee_id')),
    waitingOn: orNull(text('waiting_on')),
    updatedAt: time('updated_at'),
    archivedAt: orNull(time('archived_at')),
    referred: flag('referred'),
    onlyChatted: flag('only_chatted'),
  },
});

export const referralSchema = new EntitySchema<Referral>({
  name: 'Referral',
  target: Referral,
  tableName: 'referrals',
  columns: {
    id,
    questionId: uuid('question_id'),
    hop: { type: 'integer' },
    kind: text('kind'),
    senderInstitutionId: uuid('sender_institution_id'),
    receiverInstitutionId: orNull(uuid('receiver_institution_id')),
    receiverAccountId: orNull(uuid('receiver_account_id')),
    receiverAccountIds: { type: 'uuid', array: true, name: 'receiver_account_ids' },
    receiverBefore: orNull(json('receiver_before')),
    madeAt: time('made_at'),
    outcome: orNull(text('outcome')),
    endedAt: orNull(time('ended_at')),
    endedWith: orNull(uuid('ended_with')),
  },
});

export const historySchema = new EntitySchema<HistoryLine>({
  name: 'HistoryLine',
  target: HistoryLine,
  tableName: 'history',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    questionId: uuid('question_id'),
    at: time('at'),
    actorId: orNull(uuid('actor_id')),
    institutionId: orNull(uuid('institution_id')),
    what: text('what'),
    why: orNull(text('why')),
    about: json('about'),
  },
});

export const messageSchema = new EntitySchema<Message>({
  name: 'Message',
  target: Message,
  tableName: 'messages',
  columns: {
    id,
    questionId: uuid('question_id'),
    kind: text('kind'),
    at: time('at'),
    authorId: orNull(uuid('author_id')),
    institutionId: orNull(uuid('institution_id')),
    text: text('text'),
    quoted: text('quoted'),
    deliveredBy: orNull(text('delivered_by')),
  },
});
