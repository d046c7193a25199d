import type { ServiceName } from '../stack/layout.js';

/** A sentence that holds in a database at any moment, and the statement that finds where it does not. */
export interface Invariant {
  readonly holds: string;
  /**
   * Answers one column, `what`, a row for each place where the sentence does not hold. The session's variable
   * `carrel.settled` is a number of seconds: how long what is under way may take, such as an event on its way.
   */
  readonly sql: string;
}

const before = `now() - make_interval(secs => current_setting('carrel.settled')::int)`;

/** What every service keeps for its events. */
const events: readonly Invariant[] = [
  {
    holds: 'Every event that was written has been published',
    sql: `SELECT name || ' ' || id AS what FROM outbox WHERE sent_at IS NULL AND stored_at < ${before}`,
  },
  {
    holds: 'The events of one aggregate are numbered without a gap',
    sql: `SELECT subject || ' lacks ' || (sequence - 1) AS what FROM (
        SELECT subject, sequence, lag(sequence) OVER (PARTITION BY subject ORDER BY sequence) AS last
        FROM outbox) o
      WHERE sequence > last + 1`,
  },
  {
    holds: 'No event was given up',
    sql: `SELECT name || ' ' || event_id || ': ' || split_part(cause, E'\\n', 1) AS what FROM dead_letters
      WHERE requeued_at IS NULL`,
  },
];

const questions: readonly Invariant[] = [
  {
    holds: 'The patron’s library always has a holding',
    sql: `SELECT q.id AS what FROM questions q WHERE NOT EXISTS (
        SELECT FROM holdings h WHERE h.question_id = q.id AND h.institution_id = q.home_institution_id)`,
  },
  {
    holds: 'Exactly one library has the turn while a question is open',
    sql: `SELECT question_id AS what FROM holdings WHERE status IN ('new', 'pending')
      GROUP BY question_id
      HAVING count(*) FILTER (WHERE status = 'new' OR waiting_on <> 'library') <> 1`,
  },
  {
    holds: 'A due date belongs to open questions and to no others',
    sql: `SELECT q.id AS what FROM questions q WHERE (q.due_at IS NOT NULL) <> EXISTS (
        SELECT FROM holdings h WHERE h.question_id = q.id AND h.status IN ('new', 'pending'))`,
  },
  {
    holds: 'What waits in Shared Followup is New and unassigned at home, with no referral open',
    sql: `SELECT q.id AS what FROM questions q
      LEFT JOIN holdings h ON h.question_id = q.id AND h.institution_id = q.home_institution_id
      WHERE q.pooled AND (h.status IS DISTINCT FROM 'new' OR h.assignee_id IS NOT NULL
        OR EXISTS (SELECT FROM referrals r WHERE r.question_id = q.id AND r.outcome IS NULL))`,
  },
  {
    holds: 'Open referrals of a question follow one another, and their senders wait',
    sql: `SELECT question_id AS what FROM (
        SELECT r.question_id, r.sender_institution_id AS sender, h.status,
          lag(r.receiver_institution_id) OVER w AS last_receiver, row_number() OVER w AS place
        FROM referrals r
        LEFT JOIN holdings h ON h.question_id = r.question_id AND h.institution_id = r.sender_institution_id
        WHERE r.outcome IS NULL WINDOW w AS (PARTITION BY r.question_id ORDER BY r.hop)) open
      WHERE (status IS DISTINCT FROM 'pending' OR place > 1 AND last_receiver IS DISTINCT FROM sender)`,
  },
  {
    holds: 'The turn is with the last receiver of an open referral',
    sql: `SELECT DISTINCT r.question_id AS what FROM (
        SELECT DISTINCT ON (question_id) question_id,
          coalesce(receiver_institution_id, sender_institution_id) AS library
        FROM referrals WHERE outcome IS NULL ORDER BY question_id, hop DESC) r
      LEFT JOIN holdings h ON h.question_id = r.question_id AND h.institution_id = r.library
      WHERE (h.status = 'new' OR h.status = 'pending' AND h.waiting_on <> 'library') IS NOT TRUE`,
  },
  {
    holds: 'Waiting for somebody belongs to Pending, and an assignee to a library that lists the question',
    sql: `SELECT question_id || ' at ' || institution_id AS what FROM holdings
      WHERE ((waiting_on IS NOT NULL) <> (status IS NOT DISTINCT FROM 'pending')
        OR status IS NULL AND assignee_id IS NOT NULL)`,
  },
  {
    holds: 'A question is archived at all its libraries or at none',
    sql: `SELECT DISTINCT q.id AS what FROM questions q JOIN holdings h ON h.question_id = q.id
      WHERE (h.archived_at IS NULL) <> (q.archived_at IS NULL)`,
  },
  {
    holds: 'Every question that is not erased can be found by its words',
    sql: `SELECT q.id AS what FROM questions q WHERE q.erased_at IS NULL AND q.created_at < ${before}
      AND NOT EXISTS (SELECT FROM question_words w WHERE w.question_id = q.id)`,
  },
  {
    holds: 'Of an erased question no words are left',
    sql: `SELECT q.id AS what FROM questions q WHERE q.erased_at IS NOT NULL AND (q.text <> '' OR q.subject IS NOT NULL OR q.patron_email IS NOT NULL
        OR EXISTS (SELECT FROM messages m WHERE m.question_id = q.id AND (m.text <> '' OR m.quoted <> ''))
        OR EXISTS (SELECT FROM transcripts t WHERE t.question_id = q.id)
        OR EXISTS (SELECT FROM drafts d WHERE d.question_id = q.id)
        OR EXISTS (SELECT FROM files f WHERE f.question_id = q.id)
        OR EXISTS (SELECT FROM question_words w WHERE w.question_id = q.id))`,
  },
  {
    holds: 'Daily counts by source are the sums of what they count',
    sql: `SELECT coalesce(c.home, f.home) || ' has ' || coalesce(c.count, 0) || ' counted of ' || coalesce(f.count, 0) AS what
      FROM (SELECT institution_id AS home, sum(count) AS count FROM statistics_daily WHERE dimension = 'source'
        GROUP BY 1) c
      FULL JOIN (SELECT home_institution_id AS home, count(*) AS count FROM statistics_facts
        WHERE apart IS NULL AND source IS NOT NULL GROUP BY 1) f ON f.home = c.home
      WHERE coalesce(c.count, 0) <> coalesce(f.count, 0)`,
  },
  {
    holds: 'Monthly counts are the sums of the daily ones',
    sql: `SELECT coalesce(d.dimension, m.dimension) || ' of ' || coalesce(d.at, m.at) AS what
      FROM (SELECT dimension, date_trunc('month', day)::date AS at, sum(count) AS count FROM statistics_daily
        GROUP BY 1, 2) d
      FULL JOIN (SELECT dimension, month AS at, sum(count) AS count FROM statistics_monthly GROUP BY 1, 2) m
        ON m.dimension = d.dimension AND m.at = d.at
      WHERE coalesce(d.count, 0) <> coalesce(m.count, 0)`,
  },
];

const chat: readonly Invariant[] = [
  {
    holds: 'The lines of a chat are numbered from 1 without gap or double',
    sql: `SELECT s.id AS what FROM sessions s LEFT JOIN (
        SELECT session_id, count(*) AS lines, max(seq) AS last FROM lines GROUP BY session_id) l
        ON l.session_id = s.id
      WHERE (coalesce(l.lines, 0) <> s.last_seq OR coalesce(l.last, 0) <> s.last_seq)`,
  },
  {
    holds: 'A chat that is over has an end, and one that is not has none',
    sql: `SELECT id AS what FROM sessions WHERE (ended_at IS NOT NULL) <> (status IN ('ended', 'abandoned', 'dismissed'))`,
  },
  {
    holds: 'A chat that is ended has its resolution code, and an active one was accepted',
    sql: `SELECT id AS what FROM sessions WHERE (status = 'ended' AND resolution IS NULL OR status = 'active' AND accepted_at IS NULL)`,
  },
  {
    holds: 'A request that its library did not take in time is offered to the cooperative',
    sql: `SELECT id AS what FROM sessions WHERE status = 'waiting' AND offered_to = 'local' AND release_at < ${before}`,
  },
  {
    holds: 'A transfer is offered only while its chat is active, and no longer than its time',
    sql: `SELECT t.id AS what FROM transfers t JOIN sessions s ON s.id = t.session_id
      WHERE t.status = 'offered' AND (s.status <> 'active' OR t.expires_at < ${before})`,
  },
  {
    holds: 'Of an erased chat no words are left',
    sql: `SELECT s.id AS what FROM sessions s WHERE s.erased_at IS NOT NULL AND (s.question <> '' OR s.patron_name <> '' OR s.patron_email IS NOT NULL
        OR EXISTS (SELECT FROM lines l WHERE l.session_id = s.id AND l.text <> '')
        OR EXISTS (SELECT FROM attachments a WHERE a.session_id = s.id))`,
  },
];

const referrals: readonly Invariant[] = [
  {
    holds: 'A referral is decided and not left half made',
    sql: `SELECT id || ' ' || status AS what FROM referrals
      WHERE status = 'asked' AND asked_at < ${before}`,
  },
  {
    holds: 'A referral goes back at its deadline',
    sql: `SELECT id AS what FROM referrals WHERE status = 'open' AND ending IS NULL AND deadline_at < ${before}`,
  },
  {
    holds: 'No cover is asked for a duty that is past',
    sql: `SELECT id AS what FROM covers WHERE status = 'open' AND to_at < ${before}`,
  },
];

const notifications: readonly Invariant[] = [
  {
    holds: 'A mail that is due has been tried',
    sql: `SELECT id || ' ' || status AS what FROM deliveries
      WHERE status IN ('queued', 'retrying') AND carried_by IS NULL
        AND coalesce(next_try_at, queued_at) < ${before} AND coalesce(trying_since, '-infinity') < ${before}`,
  },
  {
    holds: 'A mail that was accepted has a time of sending, and its text is not kept',
    sql: `SELECT id AS what FROM deliveries WHERE status = 'accepted' AND (sent_at IS NULL OR content IS NOT NULL)`,
  },
  {
    holds: 'A mail that came in has been read',
    sql: `SELECT id AS what FROM incoming_mails WHERE status = 'arrived' AND arrived_at < ${before}`,
  },
];

const admin: readonly Invariant[] = [
  {
    holds: 'A role in a group belongs to an account of one of its active members',
    sql: `SELECT a.id || ' is ' || (held->>'role') || ' of ' || (held->>'groupId') AS what
      FROM accounts a, jsonb_array_elements(a.group_roles) AS held
      WHERE NOT EXISTS (SELECT FROM memberships m WHERE m.group_id = (held->>'groupId')::uuid
          AND m.institution_id = a.institution_id AND m.status = 'active')
        AND NOT EXISTS (SELECT FROM institutions i WHERE i.id = a.institution_id
          AND i.subscription_group_id = (held->>'groupId')::uuid)`,
  },
  {
    holds: 'Nobody is signed in to an account that is not active',
    sql: `SELECT s.id AS what FROM sign_ins s JOIN accounts a ON a.id = s.account_id
      WHERE s.ended_at IS NULL AND NOT a.active`,
  },
];

/** What holds within each database. */
export const invariants: Readonly<Record<ServiceName, readonly Invariant[]>> = {
  admin: [...admin, ...events],
  chat: [...chat, ...events],
  questions: [...questions, ...events],
  referrals: [...referrals, ...events],
  notifications: [...notifications, ...events],
};

/** What one service keeps of what another decides: everything of `of` has its counterpart in `at`. */
export interface Agreement {
  readonly holds: string;
  readonly of: ServiceName;
  /** Answers `key`, in any order. */
  readonly sql: string;
  readonly at: ServiceName;
  /** Answers those of `$1`, an array of texts, which have their counterpart, as `key`. */
  readonly found: string;
}

const copied = ['chat', 'questions', 'referrals', 'notifications'] as const;
const asItIs = `id || ' ' || sequence`;
/** By what it is: that somebody was invited or warned counts in admin, and changes nothing that others keep. */
const accountAsItIs = `id || ' ' || concat_ws(' ', institution_id, roles, group_roles, operator, trained, active)`;
const copies: readonly (readonly [what: string, table: string, copy: string, key: string])[] = [
  ['library', 'institutions', 'directory_institutions', asItIs],
  ['group', 'groups', 'directory_groups', asItIs],
  ['membership', 'memberships', 'directory_memberships', asItIs],
  ['account', 'accounts', 'directory_accounts', accountAsItIs],
];

/** What holds between the databases. */
export const agreements: readonly Agreement[] = [
  {
    holds: 'Every chat that is over is a question, but for lost calls without an address',
    of: 'chat',
    sql: `SELECT id::text AS key FROM sessions WHERE erased_at IS NULL AND ended_at < ${before}
        AND (status = 'dismissed' AND resolution IS NULL OR status = 'ended' AND resolution <> 'lost-call'
          OR status = 'abandoned' AND patron_email IS NOT NULL)`,
    at: 'questions',
    found: `SELECT session_id::text AS key FROM questions WHERE session_id = ANY($1::uuid[])`,
  },
  {
    holds: 'Every question made from a chat has its chat',
    of: 'questions',
    sql: `SELECT session_id::text AS key FROM questions WHERE session_id IS NOT NULL`,
    at: 'chat',
    found: `SELECT id::text AS key FROM sessions WHERE id = ANY($1::uuid[])`,
  },
  {
    holds: 'Every referral that is open is open on its question',
    of: 'referrals',
    sql: `SELECT id::text AS key FROM referrals WHERE status = 'open' AND ending IS NULL
        AND kind <> 'shared-followup' AND made_at < ${before}`,
    at: 'questions',
    found: `SELECT id::text AS key FROM referrals WHERE id = ANY($1::uuid[]) AND outcome IS NULL`,
  },
  {
    holds: 'Every referral that is open on its question is open',
    of: 'questions',
    sql: `SELECT id::text AS key FROM referrals WHERE outcome IS NULL AND made_at < ${before}`,
    at: 'referrals',
    found: `SELECT id::text AS key FROM referrals WHERE id = ANY($1::uuid[]) AND status = 'open'`,
  },
  {
    holds: 'Every mail that was filed has its question',
    of: 'notifications',
    sql: `SELECT DISTINCT question_id::text AS key FROM incoming_mails
      WHERE question_id IS NOT NULL AND arrived_at < ${before}`,
    at: 'questions',
    found: `SELECT id::text AS key FROM questions WHERE id = ANY($1::uuid[])`,
  },
  ...copied.flatMap((at) =>
    copies.map(([what, table, copy, key]) => ({
      holds: `Every ${what} is known to ${at} as it is`,
      of: 'admin' as const,
      sql: `SELECT ${key} AS key FROM ${table}`,
      at,
      found: `SELECT ${key} AS key FROM ${copy} WHERE ${key} = ANY($1::text[])`,
    })),
  ),
];
