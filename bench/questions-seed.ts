import { settings } from '@carrel/contracts';
import { searchVector, stemmedLanguages } from '@carrel/kernel';
import type pg from 'pg';

/** Ids that both the seed and the load know, from a number: groups 1.., libraries 1.., librarians 1.. */
export const idOf = (kind: 'group' | 'library' | 'librarian', n: number): string =>
  `00000000-000${{ group: 1, library: 2, librarian: 3 }[kind]}-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const librariesPerGroup = 5;
export const librariansPerLibrary = 4;

export interface Seed {
  readonly questions: number;
  readonly libraries: number;
  /** Share of all questions that belong to library 1, so that one list has more than 1,000 pages. */
  readonly biggest: number;
}

const sqlId = (kind: number, n: string) =>
  `('00000000-000${kind}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const group = (n: string) => sqlId(1, n);
const library = (n: string) => sqlId(2, n);
const librarian = (n: string) => sqlId(3, n);

/**
 * Fills the service's own schema: questions over one year, newest in the library's lists, every third chat
 * answered by another library. Indexes that are not unique are built afterwards, as a restore does it.
 */
export async function seed(sql: pg.Pool, { questions, libraries, biggest }: Seed): Promise<void> {
  const client = await sql.connect();
  const run = (text: string) => client.query(text);
  try {
    // The filler is no client of the rules: foreign keys hold by construction.
    await run(`SET session_replication_role = replica; SET synchronous_commit = off`);
    await run(`
      INSERT INTO directory_groups (id, sequence, name, kind, time_zone)
        SELECT ${group('n')}, 1, 'Group ' || n, 'subscription', 'America/Denver'
        FROM generate_series(1, ${Math.ceil(libraries / librariesPerGroup)}) n;
      INSERT INTO directory_groups (id, sequence, name, kind, time_zone)
        VALUES (${group('1048576')}, 1, 'Everybody', 'cooperative', 'America/Denver');
      INSERT INTO directory_institutions (id, sequence, name, subscription_group_id, time_zone, profile_status,
          accepts_referrals, portal)
        SELECT ${library('n')}, 1, 'Library ' || n, ${group(`(n - 1) / ${librariesPerGroup} + 1`)},
          'America/Denver', 'active', true, false FROM generate_series(1, ${libraries}) n;
      INSERT INTO directory_memberships (id, sequence, group_id, institution_id, status)
        SELECT gen_random_uuid(), 1, ${group('1048576')}, ${library('n')}, 'active'
        FROM generate_series(1, ${libraries}) n`);
    const { rows } = await client.query<{ name: string; definition: string }>(`
      SELECT indexname AS name, indexdef AS definition FROM pg_indexes
      WHERE tablename IN ('questions', 'holdings', 'question_words') AND indexdef NOT LIKE 'CREATE UNIQUE%'`);
    for (const { name } of rows) await run(`DROP INDEX ${name}`);
    await run(facts(questions, libraries, Math.round(1 / biggest)));
    await run(`
      INSERT INTO questions (id, sequence, number, source, session_id, home_institution_id, resolution, practice,
          no_contact, pooled, came_from_pool, due_at, due_soon_told_for, overdue_told_for, created_at,
          last_activity_at, handled_by_id, handled_by_institution_id, subject, text, patron_name, patron_email)
        SELECT id, 2, nextval('question_numbers'), source, CASE WHEN source = 'chat' THEN gen_random_uuid() END,
          home, resolution, false, false, status = 'new' AND n % 2 = 0, false,
          due, due, due, at, at, ${librarian('1 + n % 2000')},
          chatting, 'Question ' || n, t.words || ' number ' || n, 'Robin Reader',
          'robin' || n || '@patron.example'
        FROM seeded JOIN texts t ON t.k = n % 5000
          -- Marked as notified long ago, or the service would send a year's notices at once.
          CROSS JOIN LATERAL (SELECT CASE WHEN status = 'new' THEN at + interval '72 hours' END AS due) d`);
    await run(`
      INSERT INTO holdings (question_id, institution_id, relations, status, assignee_id, updated_at, referred,
          only_chatted)
        SELECT id, home, CASE WHEN chatting = home THEN '{home,chatting}'::text[] ELSE '{home}' END, status,
          CASE WHEN status <> 'new' THEN ${librarian('1 + n % 2000')} END, at, false, false FROM seeded
        UNION ALL
        SELECT id, chatting, '{chatting}', 'closed', ${librarian('1 + n % 2000')}, at, false, true
        FROM seeded WHERE chatting <> home`);
    await writeWords(client);
    // They are as a search wants them; the service would gather all of them anew while it is measured.
    await run('DELETE FROM search_renewals');
    for (const { definition } of rows) await run(definition);
    await run('DROP TABLE seeded, texts');
    for (const table of ['questions', 'holdings', 'question_words']) await run(`VACUUM ANALYZE ${table}`);
  } finally {
    await client.query('RESET ALL');
    client.release();
  }
}

/**
 * What a search finds of each question, by the words it is made of: of the few thousand texts once, and of what stands
 * around them once with numbers to be replaced, since a vector for each of millions of questions would take an hour.
 */
async function writeWords(client: pg.PoolClient): Promise<void> {
  const { staff, patrons } = settings.languages.default;
  const languages = stemmedLanguages([...staff, ...patrons]);
  const { rows } = await client.query<{ k: string; words: string }>('SELECT k, words FROM texts');
  await client.query('ALTER TABLE texts ADD COLUMN vector tsvector');
  await client.query(
    `UPDATE texts SET vector = made.vector
     FROM unnest($1::integer[], $2::tsvector[]) made (k, vector) WHERE made.k = texts.k`,
    [rows.map(({ k }) => k), rows.map(({ words }) => searchVector(words, languages))],
  );
  const [number, n] = ['7770001', '7770002'];
  const around = (text: string) =>
    `replace(replace('${searchVector(text, languages).replaceAll("'", "''")}', '${number}', q.number::text), '${n}', s.n::text)::tsvector`;
  await client.query(`
    INSERT INTO question_words (question_id, words)
    SELECT q.id, ${around(`${number} Question ${n}`)} || t.vector || ${around(`number ${n}`)}
    FROM seeded s JOIN questions q ON q.id = s.id JOIN texts t ON t.k = s.n % 5000`);
}

/** What the questions are: one row each, made by the server, the same at every run but for the ids. */
const facts = (questions: number, libraries: number, every: number) => `
  CREATE UNLOGGED TABLE texts AS
    SELECT k, string_agg('word' || (k * 7919 + w * 104729) % 20011, ' ') AS words
    FROM generate_series(0, 4999) k, generate_series(1, 12) w GROUP BY k;
  CREATE UNLOGGED TABLE seeded AS
    SELECT n, uuidv7(at - clock_timestamp()) AS id, at, home, source, status, resolution,
      CASE WHEN source = 'chat' AND n % 3 = 0 THEN other ELSE home END AS chatting
    FROM (
      SELECT n, date_trunc('milliseconds', now() - (${questions} - n) * interval '365 days' / ${questions}) AS at,
        ${library(`CASE WHEN n / 7 % ${every} = 0 THEN 1 ELSE 1 + n % ${libraries} END`)} AS home,
        ${library(`1 + n * 31 % ${libraries}`)} AS other,
        (ARRAY['chat','chat','chat','web-form','mail','desk'])[1 + n % 6] AS source,
        CASE WHEN n % 50 = 0 THEN 'new' WHEN n % 10 = 1 THEN 'answered' ELSE 'closed' END AS status,
        CASE WHEN n % 6 < 3 THEN (ARRAY['answered','followup-by-me','followup-by-patron-library','answered'])
          [1 + n % 4] END AS resolution
      FROM generate_series(1::bigint, ${questions}) n
    ) made`;
