import type { DomainMetric } from '@carrel/messaging';
import { unfiledChats } from '../unfiled/persistence/unfiled-chats.queries.js';

/** What operators watch of questions. */
export const figures: readonly DomainMetric[] = [
  {
    name: 'carrel_not_filed',
    help: 'Chats that are over and whose question could not be made; in notifications, mails of which nothing has become',
    labels: ['kind'],
    sql: `SELECT 'chat' AS kind, count(*) AS value FROM ${unfiledChats}`,
  },
  {
    name: 'carrel_questions_due',
    help: 'Open questions due within a day (soon), or already (overdue)',
    labels: ['state'],
    sql: `SELECT 'overdue' AS state, count(*) AS value FROM questions
        WHERE due_at <= now() AND due_at IS NOT NULL AND archived_at IS NULL
      UNION ALL SELECT 'soon', count(*) FROM questions
        WHERE due_at > now() AND due_at <= now() + interval '1 day' AND due_at IS NOT NULL AND archived_at IS NULL`,
  },
];
