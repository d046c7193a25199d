import { Client } from 'pg';
import type { Place } from '../operator/place.js';
import { eventually } from './client.js';
import { runMode } from '../operator/run-mode.js';

/** A number from 0 to 1 that looks like chance and is the same at every run. */
const chance = (n: string, salt: number) =>
  `((('x' || substr(md5(${n} || '/${salt}'), 1, 8))::bit(32)::bigint % 10000)::float8 / 10000)`;
const oneOf = (values: readonly string[], n: string, salt: number) =>
  `(ARRAY[${values.map((value) => `'${value}'`).join()}])[1 + floor(${chance(n, salt)} * ${values.length})::int]`;

/** As many hours as there is demand: busy at noon and in the early evening, quiet at night and on Sundays. */
const hours = [9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 16, 16, 17, 18, 18, 19, 20, 21];

/**
 * Half a year of questions, chats, transfers, referrals and duties in the libraries that are there, as they are once their
 * words are erased: written where they lie, and counted by the service itself. For reports with something in them.
 */
export async function aPastSeason(place: Place, questions = 900): Promise<void> {
  await within(place.databaseOf('questions', 'owner'), async (sql) => {
    // A system that has just begun gets to know its libraries and people a little later.
    await eventually(async () => {
      const { rows } = await sql.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM directory_institutions i
         WHERE profile_status = 'active' AND NOT portal AND EXISTS (
           SELECT FROM directory_accounts a WHERE a.institution_id = i.id AND a.active AND 'librarian' = ANY(a.roles))`,
      );
      if (rows[0]!.n < 4) throw new Error('the directory is not there yet');
    });
    await sql.query(`
      CREATE TEMPORARY TABLE libraries ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS place, id, time_zone FROM directory_institutions
        WHERE profile_status = 'active' AND NOT portal ORDER BY id LIMIT 6;
      CREATE TEMPORARY TABLE people ON COMMIT DROP AS
        SELECT a.id, a.institution_id FROM directory_accounts a JOIN libraries l ON l.id = a.institution_id
        WHERE a.active AND 'librarian' = ANY(a.roles);
      CREATE TEMPORARY TABLE made ON COMMIT DROP AS
        SELECT n, gen_random_uuid() AS id, home.id AS home, other.id AS other, source, at,
          CASE WHEN source = 'chat' AND ${chance('n', 3)} < 0.35 THEN other.id ELSE home.id END AS chatting,
          CASE WHEN source = 'chat' THEN CASE
            WHEN ${chance('n', 4)} < 0.62 THEN 'answered' WHEN ${chance('n', 4)} < 0.76 THEN 'followup-by-me'
            WHEN ${chance('n', 4)} < 0.92 THEN 'followup-by-patron-library' ELSE 'lost-call' END END AS resolution,
          (SELECT p.id FROM people p WHERE p.institution_id = home.id ORDER BY md5(p.id::text || n) LIMIT 1) AS ours,
          (SELECT p.id FROM people p WHERE p.institution_id =
            CASE WHEN source = 'chat' AND ${chance('n', 3)} < 0.35 THEN other.id ELSE home.id END
            ORDER BY md5(p.id::text || n) LIMIT 1) AS theirs
        FROM (SELECT n::text AS n,
            ${oneOf(['chat', 'chat', 'chat', 'chat', 'web-form', 'mail', 'desk', 'phone'], 'n', 1)} AS source,
            date_trunc('day', now()) - interval '1 day' * floor(175 * ${chance('n', 2)} ^ 1.3)
              AS day, (ARRAY[${hours.join()}])[1 + floor(${chance('n', 8)} * ${hours.length})::int] AS hour
          FROM generate_series(1, ${questions}) n) drawn
        JOIN libraries home ON home.place = floor((SELECT count(*) FROM libraries) * ${chance('drawn.n', 5)} ^ 1.7)
        JOIN libraries other ON other.place = (home.place + 1 + floor(((SELECT count(*) FROM libraries) - 1) * ${chance('drawn.n', 6)})::bigint)
          % (SELECT count(*) FROM libraries)
        CROSS JOIN LATERAL (SELECT ((drawn.day AT TIME ZONE 'UTC')::date::timestamp + make_interval(hours => drawn.hour,
          mins => floor(60 * ${chance('drawn.n', 7)})::int)) AT TIME ZONE home.time_zone AS at) moment
        WHERE at < now() - interval '3 days' AND (extract(isodow FROM drawn.day) < 7 OR ${chance('drawn.n', 9)} < 0.25);

      INSERT INTO questions (id, sequence, number, source, home_institution_id, resolution, practice, no_contact, pooled,
          came_from_pool, created_at, last_activity_at, text, erased_at, topic, codes, read_scale)
        SELECT id, 1, nextval('question_numbers'), source, home, resolution, ${chance('n', 20)} < 0.03, true, false, false,
          at, at, '', at + interval '2 days',
          CASE WHEN ${chance('n', 10)} < 0.7 THEN ${oneOf(['research', 'research', 'circulation', 'circulation', 'policy', 'access-services', 'other'], 'n', 11)} END,
          CASE WHEN ${chance('n', 12)} < 0.6 THEN ARRAY[${oneOf(['local-history', 'law', 'health', 'housing', 'jobs', 'directions'], 'n', 13)}] ELSE '{}' END,
          CASE WHEN ${chance('n', 14)} < 0.8 THEN 1 + floor(6 * ${chance('n', 15)} ^ 2)::int END
        FROM made;
      INSERT INTO holdings (question_id, institution_id, relations, status, updated_at, referred, only_chatted)
        SELECT id, home, CASE WHEN chatting = home AND source = 'chat' THEN '{home,chatting}'::text[] ELSE '{home}' END,
          'closed', at, false, false FROM made
        UNION ALL SELECT id, chatting, '{chatting}', 'closed', at, false, true FROM made WHERE chatting <> home;
      INSERT INTO history (question_id, at, what, actor_id, institution_id, about)
        SELECT id, at, 'created', theirs, chatting, '{}' FROM made;
      INSERT INTO history (question_id, at, what, actor_id, institution_id, about)
        SELECT id, least(at + interval '1 minute' * (5 + 2800 * ${chance('n', 16)} ^ 3), now()), 'answered', ours, home, '{}' FROM made
        WHERE resolution IS DISTINCT FROM 'answered' AND resolution IS DISTINCT FROM 'lost-call' AND ${chance('n', 17)} < 0.9;

      INSERT INTO statistics_chats (session_id, institution_id, at, practice, librarian_id, librarian_institution_id,
          waited_seconds, outcome, length_seconds, first_response_seconds, question_id)
        SELECT gen_random_uuid(), home, at, false, theirs, chatting, 4 + 150 * ${chance('n', 30)} ^ 3,
          CASE WHEN resolution = 'lost-call' THEN 'lost-call' ELSE 'served' END,
          60 + 2600 * ${chance('n', 31)} ^ 2, 10 + 240 * ${chance('n', 30)} ^ 3, id
        FROM made WHERE source = 'chat';
      INSERT INTO statistics_chats (session_id, institution_id, at, practice, waited_seconds, outcome, reason)
        SELECT gen_random_uuid(), home, at + interval '17 minutes', false, 20 + 300 * ${chance('n', 32)},
          CASE WHEN ${chance('n', 33)} < 0.75 THEN 'abandoned' ELSE 'dismissed' END,
          CASE WHEN ${chance('n', 33)} >= 0.75 THEN ${oneOf(['prank', 'test', 'duplicate', 'wrong-service'], 'n', 34)} END
        FROM made WHERE ${chance('n', 35)} < 0.12;
      INSERT INTO statistics_transfers (id, at, institution_id, librarian_id, practice, session_id)
        SELECT gen_random_uuid(), s.at, s.librarian_institution_id, s.librarian_id, false, s.session_id
        FROM statistics_chats s WHERE s.librarian_id IS NOT NULL AND ${chance('s.session_id::text', 40)} < 0.08`);
    const { rows } = await sql.query<{ id: string; home: string; other: string; at: Date; n: string }>(
      `SELECT id, home, other, at, n FROM made WHERE ${chance('n', 50)} < 0.15`,
    );
    await within(place.databaseOf('referrals', 'owner'), (referrals) => referred(referrals, rows));
  });
  await runMode(place, 'questions', ['rebuild', 'statistics'], () => undefined);
}

async function referred(
  sql: Client,
  questions: readonly { id: string; home: string; other: string; at: Date; n: string }[],
): Promise<void> {
  await sql.query(
    `INSERT INTO referrals (id, sequence, question_id, kind, sender_institution_id, actor_id, receiver_institution_id,
       steps, no_contact_confirmed, status, asked_at, made_at, ended_at)
     SELECT gen_random_uuid(), 1, q.id, 'cooperative-partner', q.home, gen_random_uuid(), q.other, '[]', false,
       CASE WHEN ${chance('q.n', 51)} < 0.72 THEN 'answered' WHEN ${chance('q.n', 51)} < 0.9 THEN 'returned'
         ELSE 'withdrawn' END, q.at, q.at, least(now(), q.at + interval '1 hour' * (1 + 60 * ${chance('q.n', 52)} ^ 2))
     FROM jsonb_to_recordset($1::jsonb) AS q (id uuid, home uuid, other uuid, at timestamptz, n text)`,
    [JSON.stringify(questions)],
  );
  await sql.query(`
    INSERT INTO duties (id, sequence, group_id, lane, from_at, to_at, checks)
    SELECT gen_random_uuid(), 1, l.subscription_group_id, NULL, d, d + interval '4 hours', jsonb_build_array(
      jsonb_build_object('point', 1, 'at', d, 'institutionId', l.id, 'accountId', NULL, 'outcome', 'done',
        'byItself', ${chance('d::text', 60)} < 0.3),
      jsonb_build_object('point', 2, 'at', d, 'institutionId', l.id, 'accountId', NULL,
        'outcome', CASE WHEN ${chance('d::text', 61)} < 0.15 THEN 'missed' ELSE 'done' END))
    FROM generate_series(date_trunc('day', now()) - interval '80 days' + interval '15 hours',
      now() - interval '3 days', interval '1 day') d
    JOIN LATERAL (SELECT id, subscription_group_id FROM directory_institutions
      WHERE profile_status = 'active' AND NOT portal ORDER BY md5(id::text || d) LIMIT 1) l ON true`);
}

async function within(url: string, work: (sql: Client) => Promise<void>): Promise<void> {
  const sql = new Client({ connectionString: url });
  await sql.connect();
  try {
    await sql.query('BEGIN');
    await work(sql);
    await sql.query('COMMIT');
  } finally {
    await sql.end();
  }
}
