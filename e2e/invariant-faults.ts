import type { ServiceName } from '../tools/src/index.js';

/** A break of what must hold, made by hand in a database in which a journey has been played. */
export interface Fault {
  readonly of: ServiceName;
  readonly sql: string;
}

const fault = (of: ServiceName, sql: string): Fault => ({ of, sql });
const anId = 'gen_random_uuid()';

const events = (of: ServiceName): Record<string, Fault> => ({
  'Every event that was written has been published': fault(of, 'UPDATE outbox SET sent_at = NULL'),
  'The events of one aggregate are numbered without a gap': fault(
    of,
    'UPDATE outbox SET sequence = sequence + 1 WHERE sequence > 1',
  ),
  'No event was given up': fault(
    of,
    `INSERT INTO dead_letters (event_id, name, envelope, cause, attempts) VALUES (${anId}, 'x', '{}', 'x', 5)`,
  ),
});

/** By the sentence that each makes untrue, for each service. */
export const faults: Readonly<Record<ServiceName, Readonly<Record<string, Fault>>>> = {
  admin: {
    ...events('admin'),
    'A role in a group belongs to an account of one of its active members': fault(
      'admin',
      `UPDATE memberships SET status = 'inactive'; UPDATE institutions SET subscription_group_id = ${anId}`,
    ),
    'Nobody is signed in to an account that is not active': fault(
      'admin',
      'UPDATE accounts SET active = false',
    ),
    ...Object.fromEntries(
      (['chat', 'questions', 'referrals', 'notifications'] as const).flatMap((at) =>
        [
          ['library', 'directory_institutions', 'sequence = sequence - 1'],
          ['group', 'directory_groups', 'sequence = sequence - 1'],
          ['membership', 'directory_memberships', 'sequence = sequence - 1'],
          ['account', 'directory_accounts', 'trained = NOT trained'],
        ].map(([what, copy, other]) => [
          `Every ${what} is known to ${at} as it is`,
          fault(at, `UPDATE ${copy} SET ${other}`),
        ]),
      ),
    ),
  },
  chat: {
    ...events('chat'),
    'The lines of a chat are numbered from 1 without gap or double': fault(
      'chat',
      'DELETE FROM lines WHERE seq = 1',
    ),
    'A chat that is over has an end, and one that is not has none': fault(
      'chat',
      'UPDATE sessions SET ended_at = NULL',
    ),
    'A chat that is ended has its resolution code, and an active one was accepted': fault(
      'chat',
      'UPDATE sessions SET resolution = NULL',
    ),
    'A request that its library did not take in time is offered to the cooperative': fault(
      'chat',
      `UPDATE sessions SET status = 'waiting', offered_to = 'local', release_at = now() - interval '1 hour'`,
    ),
    'A transfer is offered only while its chat is active, and no longer than its time': fault(
      'chat',
      `INSERT INTO transfers (id, session_id, from_librarian_id, from_name, reason, status, offered_at, expires_at,
         declined_by)
       SELECT ${anId}, id, ${anId}, 'x', 'x', 'offered', now(), now(), '{}' FROM sessions`,
    ),
    'Of an erased chat no words are left': fault('chat', 'UPDATE sessions SET erased_at = now()'),
    'Every chat that is over is a question, but for lost calls without an address': fault(
      'questions',
      `UPDATE questions SET session_id = ${anId} WHERE session_id IS NOT NULL`,
    ),
  },
  questions: {
    ...events('questions'),
    'The patron’s library always has a holding': fault('questions', 'DELETE FROM holdings'),
    'Exactly one library has the turn while a question is open': fault(
      'questions',
      `UPDATE holdings SET status = 'pending', waiting_on = 'library'`,
    ),
    'A due date belongs to open questions and to no others': fault(
      'questions',
      'UPDATE questions SET due_at = now()',
    ),
    'What waits in Shared Followup is New and unassigned at home, with no referral open': fault(
      'questions',
      'UPDATE questions SET pooled = true',
    ),
    'Open referrals of a question follow one another, and their senders wait': fault(
      'questions',
      'UPDATE referrals SET outcome = NULL, ended_at = NULL',
    ),
    'The turn is with the last receiver of an open referral': fault(
      'questions',
      'UPDATE referrals SET outcome = NULL, ended_at = NULL',
    ),
    'Waiting for somebody belongs to Pending, and an assignee to a library that lists the question': fault(
      'questions',
      `UPDATE holdings SET waiting_on = 'patron'`,
    ),
    'A question is archived at all its libraries or at none': fault(
      'questions',
      'UPDATE questions SET archived_at = now()',
    ),
    'Every question that is not erased can be found by its words': fault(
      'questions',
      'DELETE FROM question_words',
    ),
    'Of an erased question no words are left': fault('questions', 'UPDATE questions SET erased_at = now()'),
    'Daily counts by source are the sums of what they count': fault(
      'questions',
      `UPDATE statistics_daily SET count = count + 1 WHERE dimension = 'source'`,
    ),
    'Monthly counts are the sums of the daily ones': fault(
      'questions',
      'UPDATE statistics_monthly SET count = count + 1',
    ),
    'Every question made from a chat has its chat': fault('chat', `UPDATE sessions SET id = ${anId}`),
    'Every referral that is open on its question is open': fault(
      'questions',
      'UPDATE referrals SET outcome = NULL, ended_at = NULL',
    ),
  },
  referrals: {
    ...events('referrals'),
    'A referral is decided and not left half made': fault(
      'referrals',
      `UPDATE referrals SET status = 'asked', ended_at = NULL, asked_at = now() - interval '1 day'`,
    ),
    'A referral goes back at its deadline': fault(
      'referrals',
      `UPDATE referrals SET status = 'open', ended_at = NULL, ending = NULL, deadline_at = now() - interval '1 hour'`,
    ),
    'No cover is asked for a duty that is past': fault(
      'referrals',
      `INSERT INTO covers (id, sequence, duty_id, group_id, lane, from_at, to_at, institution_id, asked_by, asked_at,
         reason, rung, climbs_at, swap_for, status)
       VALUES (${anId}, 1, ${anId}, ${anId}, 'x', now() - interval '2 hours', now() - interval '1 hour', ${anId},
         ${anId}, now(), 'x', 'x', '[]', '{}', 'open')`,
    ),
    'Every referral that is open is open on its question': fault(
      'referrals',
      `UPDATE referrals SET status = 'open', ended_at = NULL, ending = NULL`,
    ),
  },
  notifications: {
    ...events('notifications'),
    'A mail that is due has been tried': fault(
      'notifications',
      `UPDATE deliveries SET status = 'queued', content = '{}', queued_at = now() - interval '1 day', next_try_at = NULL,
         trying_since = NULL`,
    ),
    'A mail that was accepted has a time of sending, and its text is not kept': fault(
      'notifications',
      'UPDATE deliveries SET sent_at = NULL',
    ),
    'A mail that came in has been read': fault(
      'notifications',
      `INSERT INTO incoming_mails (id, sequence, fingerprint, door, recipient, size, arrived_at, status)
       VALUES (${anId}, 1, 'x', 'x', 'x', 1, now() - interval '1 day', 'arrived')`,
    ),
    'Every mail that was filed has its question': fault(
      'notifications',
      `INSERT INTO incoming_mails (id, sequence, fingerprint, door, recipient, size, arrived_at, status, question_id)
       VALUES (${anId}, 1, 'x', 'x', 'x', 1, now() - interval '1 day', 'read', ${anId})`,
    ),
  },
};
