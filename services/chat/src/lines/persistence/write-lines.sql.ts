import { shortChat, shortWait } from '@carrel/contracts';
import { settingSql } from '@carrel/directory';

/** What the session's group lets a chat become; looked up only for one that is no short chat any more. */
const mostOf = settingSql('chat-length', 'subscription_group_id');

/** What a waiting patron may write; looked up only for one who has written more than every patron may. */
const mostWaiting = settingSql('chat-waiting', 'subscription_group_id');

/**
 * Writes a batch in one statement: each session is locked and each author judged, lines are numbered and inserted,
 * `last_seq` is raised. What is refused comes back as a row beside the others. A locked session is not waited for: its
 * lines come back as `locked`, to be tried again; so do those after one that met the lock, though it is free by then.
 */
const write = (known: boolean) => `
WITH judged AS MATERIALIZED (
  SELECT m.*, s.last_seq, CASE WHEN gone THEN 'ended' ELSE s.status END AS status, k.*,
    CASE m.author WHEN 'patron' THEN s.patron_name ELSE p.present->>'name' END AS shown_as, clock_timestamp()::timestamptz(3) AS at,
    CASE
      WHEN s.id IS NULL AND EXISTS (SELECT FROM sessions WHERE id = m.session_id) THEN 'locked'
      WHEN s.id IS NULL OR NOT p.party THEN 'no-party'
      WHEN k.known_seq IS NOT NULL THEN 'known'
      WHEN NOT ((s.status = 'active' AND NOT gone) OR (s.status = 'waiting' AND m.author = 'patron')) THEN 'not-open'
      WHEN s.status = 'waiting' AND s.accepted_at IS NULL AND s.last_seq + m.nth > ${shortWait}
        AND s.last_seq + m.nth > (${mostWaiting}->>'lines')::int THEN 'waiting-full'
      WHEN b.most IS NOT NULL AND (s.last_seq + m.nth > (b.most->>'lines')::int
        OR s.text_bytes + m.bytes > (b.most->>'bytes')::int) THEN 'full'
      ELSE 'written'
    END AS verdict, b.most, s.text_bytes
  FROM (
    SELECT session_id, author, who, text, client_id, n, count(*) OVER earlier AS nth,
      sum(octet_length(text)) OVER earlier AS bytes
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
      WITH ORDINALITY AS u (session_id, author, who, text, client_id, n)
    WINDOW earlier AS (PARTITION BY session_id ORDER BY n)) m
  LEFT JOIN LATERAL (
    SELECT id, last_seq, text_bytes, status, token_hash, participants, patron_name, subscription_group_id, accepted_at,
      m.author = 'patron' AND patron_left_at IS NOT NULL AS gone FROM sessions
    WHERE id = m.session_id FOR NO KEY UPDATE SKIP LOCKED) s ON true
  CROSS JOIN LATERAL (
    SELECT CASE WHEN s.last_seq + m.nth > ${shortChat.lines} OR s.text_bytes + m.bytes > ${shortChat.bytes}
      THEN ${mostOf} END AS most) b
  LEFT JOIN LATERAL (
    SELECT seq AS known_seq, author AS known_author, author_id AS known_by, text AS known_text, sent_at AS known_at
    FROM lines WHERE session_id = m.session_id AND client_id = m.client_id) k ON ${known}
  CROSS JOIN LATERAL (
    SELECT CASE m.author WHEN 'patron' THEN s.token_hash = m.who ELSE present IS NOT NULL END, present
    FROM (SELECT CASE m.author WHEN 'librarian' THEN jsonb_path_query_first(s.participants,
      '$[*] ? (@.librarianId == $who && @.leftAt == null)', jsonb_build_object('who', m.who)) END) q (present)) p (party, present)
), numbered AS MATERIALIZED (
  SELECT j.*, last_seq + count(*) FILTER (WHERE verdict = 'written') OVER earlier AS seq,
    verdict = 'written' AND NOT bool_or(verdict = 'locked') OVER earlier AS writes
  FROM judged j
  WINDOW earlier AS (PARTITION BY session_id ORDER BY n)
), written AS (
  INSERT INTO lines (session_id, seq, author, kind, author_id, text, client_id, sent_at)
  SELECT session_id, seq, author, 'text', CASE author WHEN 'librarian' THEN who::uuid END, text, client_id, at
  FROM numbered WHERE writes
), raised AS (
  UPDATE sessions s SET last_seq = w.seq, text_bytes = s.text_bytes + w.bytes, patron_active_at = coalesce(w.patron_at, s.patron_active_at)
  FROM (
    SELECT session_id, max(seq) AS seq, sum(octet_length(text)) AS bytes, max(at) FILTER (WHERE author = 'patron') AS patron_at
    FROM numbered WHERE writes GROUP BY session_id) w
  WHERE s.id = w.session_id
)
SELECT n::int, CASE WHEN verdict = 'written' AND NOT writes THEN 'locked' ELSE verdict END, status, shown_as,
  coalesce(known_seq, seq)::int,
  (extract(epoch FROM coalesce(known_at, at)) * 1000)::float8, known_author, known_by, known_text,
  ((most->>'lines')::int - coalesce(known_seq, seq))::int, ((most->>'bytes')::int - text_bytes - bytes)::int
FROM numbered`;

/** For new lines: a duplicate fails the whole batch, which is then written with `writeChecked`. */
export const writeNew = write(false);

/** Finds lines that are there already; planned each time, for a plan of a small table may pick the wrong index. */
export const writeChecked = write(true);

/** A plan made while the tables were small must not scan them once they are large. */
export const writerSettings = `
SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off; SET jit = off;
SET plan_cache_mode = force_generic_plan; SET lock_timeout = '1s'; SET statement_timeout = '5s'`;
