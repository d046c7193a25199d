import { bounds, chatBounds } from '../domain/times.js';

// One row per question, from the question itself, so that counting it again always gives the same row. It
// names libraries and librarians by id and nobody else, and stays when the question's words are erased.
export const factColumns = `question_id, number, at, home_institution_id, source, resolution, topic, read, codes, apart,
  chat_institution_id, chat_librarian_id, taken_librarian_id, answer_institution_id, answer_librarian_id,
  response_seconds, completion_seconds`;

export const factsOf = (where: string): string => `
  SELECT q.id, q.number, q.created_at, q.home_institution_id, q.source, q.resolution, q.topic,
    q.read_scale, q.codes,
    CASE WHEN q.imported_at IS NOT NULL THEN 'imported' WHEN q.practice THEN 'practice' WHEN q.resolution = 'lost-call' THEN 'lost-call' ELSE q.mark END,
    chat.institution_id, CASE WHEN q.source = 'chat' THEN made.actor_id END,
    CASE WHEN q.source <> 'chat' THEN made.actor_id END, first.institution_id, first.actor_id,
    extract(epoch FROM first.at - q.created_at)::integer,
    CASE WHEN NOT EXISTS (SELECT FROM holdings h WHERE h.question_id = q.id AND h.status IN ('new', 'pending'))
      THEN extract(epoch FROM coalesce(last.at, q.created_at) - q.created_at)::integer END
  FROM questions q
  LEFT JOIN holdings chat ON chat.question_id = q.id AND 'chatting' = ANY(chat.relations)
  LEFT JOIN LATERAL (SELECT actor_id FROM history WHERE question_id = q.id AND what = 'created'
    ORDER BY id LIMIT 1) made ON true
  LEFT JOIN LATERAL (SELECT at, actor_id, institution_id FROM history WHERE question_id = q.id AND what = 'answered'
    ORDER BY id LIMIT 1) first ON true
  LEFT JOIN LATERAL (SELECT at FROM history WHERE question_id = q.id AND what IN ('answered', 'closed')
    ORDER BY id DESC LIMIT 1) last ON true
  WHERE ${where}`;

const bucket = (seconds: string, upTo: readonly number[] = bounds) =>
  `width_bucket(${seconds}, '{${upTo.join()}}'::integer[])::text`;
const chatBucket = (seconds: string) => bucket(seconds, chatBounds);
const ifOther = (institution: string) =>
  `CASE WHEN ${institution} <> f.home_institution_id THEN ${institution} END`;

/**
 * Everything that a question, a transfer or a chat adds one to: (institution_id, at, dimension, value). The one
 * place that says what is counted; daily counts and the edges of a period are both read from it.
 */
export const contributions = (facts: string, transfers: string, chats?: string): string =>
  chats === undefined
    ? ofQuestions(facts, transfers)
    : `${ofQuestions(facts, transfers)} UNION ALL ${ofChats(chats)}`;

const ofQuestions = (facts: string, transfers: string): string => `
  SELECT c.institution_id, f.at, c.dimension, c.value FROM ${facts} f CROSS JOIN LATERAL (
    SELECT f.home_institution_id AS institution_id, 'apart' AS dimension, f.apart AS value
    WHERE f.apart IS NOT NULL
    UNION ALL SELECT f.home_institution_id, 'code', code FROM unnest(f.codes) code WHERE f.apart IS NULL
    UNION ALL SELECT v.institution_id, v.dimension, v.value FROM (VALUES
      (f.home_institution_id, 'all', ''),
      (f.home_institution_id, 'source', f.source),
      (f.home_institution_id, 'resolution', coalesce(f.resolution, 'none')),
      (f.home_institution_id, 'topic', f.topic),
      (f.home_institution_id, 'read', f.read::text),
      (f.home_institution_id, 'received-chat', (${ifOther('f.chat_institution_id')})::text),
      (f.home_institution_id, 'received-answer', (${ifOther('f.answer_institution_id')})::text),
      (${ifOther('f.chat_institution_id')}, 'given-chat', f.home_institution_id::text),
      (${ifOther('f.answer_institution_id')}, 'given-answer', f.home_institution_id::text),
      (f.chat_institution_id, 'chat-librarian', f.chat_librarian_id::text),
      (f.home_institution_id, 'taken-librarian', f.taken_librarian_id::text),
      (f.answer_institution_id, 'answer-librarian', f.answer_librarian_id::text),
      (f.home_institution_id, 'response', ${bucket('f.response_seconds')}),
      (f.home_institution_id, 'completion', ${bucket('f.completion_seconds')})
    ) v (institution_id, dimension, value)
    WHERE f.apart IS NULL AND v.institution_id IS NOT NULL AND v.value IS NOT NULL
  ) c
  UNION ALL
  SELECT t.institution_id, t.at, 'transfer', t.librarian_id::text FROM ${transfers} t WHERE NOT t.practice`;

/** Those of the first version, each with a table of its own; an earlier migration makes them. */
export const dimensions = [
  ...['all', 'apart', 'code', 'source', 'resolution', 'topic', 'read', 'received-chat', 'received-answer'],
  ...['given-chat', 'given-answer', 'chat-librarian', 'taken-librarian', 'answer-librarian'],
  ...['response', 'completion', 'transfer'],
] as const;

const missed = `CASE WHEN s.outcome = 'abandoned' THEN 'abandoned' WHEN s.outcome = 'dismissed' THEN s.reason
  WHEN s.outcome = 'lost-call' THEN coalesce(s.reason, 'lost-call') END`;
const ofLibrarian = (seconds: string) => `s.librarian_id || '/' || ${chatBucket(seconds)}`;

/** Practice counts nowhere. What a librarian did counts at his or her own library, the rest at the patron's. */
export const ofChats = (chats: string): string => `
  SELECT c.institution_id, s.at, c.dimension, c.value FROM ${chats} s CROSS JOIN LATERAL (VALUES
    (s.institution_id, 'chat-requested', ''),
    (s.institution_id, 'chat-missed', ${missed}),
    (s.institution_id, 'chat-waited',
      CASE WHEN s.librarian_id IS NOT NULL THEN ${chatBucket('s.waited_seconds')} END),
    (s.institution_id, 'chat-abandoned',
      CASE WHEN s.outcome = 'abandoned' THEN ${chatBucket('s.waited_seconds')} END),
    (s.institution_id, 'chat-length', ${chatBucket('s.length_seconds')}),
    (s.institution_id, 'chat-first-response', ${chatBucket('s.first_response_seconds')}),
    (s.librarian_institution_id, 'librarian-waited', ${ofLibrarian('s.waited_seconds')}),
    (s.librarian_institution_id, 'librarian-length', ${ofLibrarian('s.length_seconds')}),
    (s.librarian_institution_id, 'librarian-first-response', ${ofLibrarian('s.first_response_seconds')})
  ) c (institution_id, dimension, value)
  WHERE NOT s.practice AND c.institution_id IS NOT NULL AND c.value IS NOT NULL`;
