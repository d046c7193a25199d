import { librariesSql, settingSql } from '@carrel/directory';
import { Statements } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QuestionRow } from '../../question/domain/row.js';

/** Which holdings a list shows, newest activity first. */
export interface ListOf {
  institutionId: string;
  statuses: readonly string[];
  referred: boolean;
  assigneeId?: string | undefined;
  /** A tsquery as `searchQuery` makes it. */
  words?: string | undefined;
  /** Service History instead of the lists (R68). */
  archived?: boolean;
  filter?: Filter | undefined;
  patron?: PatronLike | undefined;
  /** By due time, the first one due first, shows only what is due. */
  sort?: 'updated' | 'due';
}
/** A patron by words of the name, as a tsquery, or by the spellings of the whole address. */
export type PatronLike =
  | { readonly words: string; readonly spellings?: undefined }
  | { readonly spellings: readonly string[]; readonly words?: undefined };
export interface Filter {
  readonly source?: string | undefined;
  readonly topic?: string | undefined;
  readonly code?: string | undefined;
  /** Due by this moment. */
  readonly dueBefore?: Date | undefined;
}
export interface EarlierOf {
  readonly patronId: string;
  readonly institutionId: string;
  /** The question beside which they stand. */
  readonly except: string;
  readonly since: Date;
}
export interface Window {
  /** The last row of the page before. */
  after?: readonly [time: string, id: string] | undefined;
  limit: number;
}

const columns = `q.id, q.number, q.subject, q.source, q.session_id AS "sessionId", q.resolution, q.practice,
  q.no_contact AS "noContact", q.home_institution_id AS "patronInstitutionId", q.due_at AS "dueAt",
  q.mark, q.topic, q.codes, q.created_at AS "createdAt", q.imported_at AS "importedAt", q.handled_by_id AS "handledById",
  q.handled_by_institution_id AS "handledByInstitutionId"`;

/** Chats that the library only lent a librarian to are left out by its setting (R128). */
const chatsShown = `CASE WHEN (${settingSql('exclude-transcripts', '$2::uuid')}->>'enabled')::boolean
  THEN '{false}' ELSE '{false,true}' END::boolean[]`;

/**
 * So many questions that a search finds are looked up one by one, whatever their status; a word of more of them is looked
 * for down each status' list, where enough of them come soon.
 */
const FEW = 2_000;

/**
 * The question lists. Each status is read from its own place in the index and the few rows are merged, so a
 * page costs the same however many questions there are and however far down the list it lies.
 */
@Injectable()
export class ListsQueries {
  constructor(
    private readonly db: DataSource,
    private readonly statements: Statements,
  ) {}

  /** One row more than asked for when there is more. */
  async page(list: ListOf, { after, limit }: Window): Promise<QuestionRow[]> {
    const values: unknown[] = [list.statuses, list.institutionId, limit + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const byDue = list.sort === 'due';
    const place = byDue ? 'q.due_at' : 'h.updated_at';
    const order = (at: string) => (byDue ? `${at}, h.question_id` : `${at} DESC, h.question_id DESC`);
    const merged = order(byDue ? 'h.due_at' : 'h.updated_at');
    const ofQuestion = [
      ...(byDue ? ['q.due_at IS NOT NULL'] : []),
      ...filtersOf(list.filter ?? {}, bind),
      ...(list.patron ? [ofPatron(list.patron, bind)] : []),
    ];
    const where = [
      'h.institution_id = $2',
      `h.archived_at IS ${list.archived ? 'NOT NULL' : 'NULL'}`,
      ...(list.assigneeId ? [`h.assignee_id = ${bind(list.assigneeId)}`] : []),
      ...(list.referred ? ['h.referred'] : []),
      ...(after
        ? [`(${place}, h.question_id) ${byDue ? '>' : '<'} (${bind(after[0])}, ${bind(after[1])})`]
        : []),
      ...ofQuestion,
    ];
    const words = list.words && bind(list.words);
    const joined = ofQuestion.length ? 'JOIN questions q ON q.id = h.question_id' : '';
    const sorted = `ORDER BY ${order(place)} LIMIT $3`;
    const byStatus = (further = 'true') => `
      SELECT h.* FROM unnest($1::text[]) AS one (status), unnest(${chatsShown}) AS part (only_chatted),
      LATERAL (
        SELECT h.*${byDue ? ', q.due_at' : ''} FROM holdings h ${joined} ${words ? found('h.question_id', words) : ''}
        WHERE h.status = one.status AND h.only_chatted = part.only_chatted AND ${where.join(' AND ')} AND ${further}
        ${sorted}
      ) h
      ORDER BY ${merged} LIMIT $3`;
    const rows = (holdings: string) => `
      SELECT ${columns}, h.status, h.assignee_id AS "assigneeId", h.waiting_on AS "waitingOn",
        h.updated_at AS "updatedAt"
      FROM (${holdings}) h JOIN questions q ON q.id = h.question_id ORDER BY ${merged} LIMIT $3`;
    const candidates = words
      ? `SELECT w.question_id AS id FROM question_words w WHERE w.words @@ ${words}::tsquery`
      : list.patron && patronsQuestions(list.patron, bind);
    if (!candidates) return this.statements.read<QuestionRow>(rows(byStatus()), values);
    // By key, at most so many times, whatever is guessed of how many there are.
    const few = `SELECT h.*${byDue ? ', q.due_at' : ''} FROM few CROSS JOIN LATERAL (
        SELECT * FROM holdings WHERE question_id = few.id AND institution_id = $2 OFFSET 0) h
      ${joined}
      WHERE (SELECT small FROM size) AND h.status = ANY($1::text[]) AND h.only_chatted = ANY(${chatsShown})
        AND ${where.join(' AND ')} ${sorted}`;
    // How rare the words are decides the plan, so this is planned anew each time.
    return this.db.query<QuestionRow[]>(
      `WITH few (id) AS MATERIALIZED (${candidates} LIMIT ${FEW + 1}),
         size AS MATERIALIZED (SELECT count(*) <= ${FEW} AS small FROM few)
       ${rows(`(${few}) UNION ALL (${byStatus('NOT (SELECT small FROM size)')})`)}`,
      values,
    );
  }

  /** Other questions of the patron at his or her library that were active since then, newest activity first. */
  ofPatron(
    { patronId, institutionId, except, since }: EarlierOf,
    { after, limit }: Window,
  ): Promise<QuestionRow[]> {
    return this.statements.read(
      `SELECT ${columns}, h.status, h.assignee_id AS "assigneeId", h.waiting_on AS "waitingOn",
         q.last_activity_at AS "updatedAt"
       FROM questions q JOIN holdings h ON h.question_id = q.id AND h.institution_id = q.home_institution_id
       WHERE q.patron_id = $1 AND q.home_institution_id = $2 AND q.id <> $3 AND q.erased_at IS NULL
         AND q.last_activity_at >= $4
         AND ($5::timestamptz IS NULL OR (q.last_activity_at, q.id) < ($5, $6::uuid))
       ORDER BY q.last_activity_at DESC, q.id DESC LIMIT $7`,
      [patronId, institutionId, except, since, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  /** Shared Followup of a group, as one of its libraries sees it; nothing while it is off (R66). */
  async pool(
    subscriptionGroupId: string,
    reader: string,
    words: string | undefined,
    patron: PatronLike | undefined,
    { after, limit }: Window,
  ): Promise<QuestionRow[]> {
    const values: unknown[] = [subscriptionGroupId, reader, limit + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const where = [
      'q.home_institution_id = library.id AND q.pooled AND q.archived_at IS NULL',
      ...(after ? [`(q.last_activity_at, q.id) < (${bind(after[0])}, ${bind(after[1])})`] : []),
      ...(patron ? [`q.id IN (${patronsQuestions(patron, bind)})`] : []),
    ];
    const searched = words ? found('q.id', bind(words)) : '';
    const read = (sql: string) =>
      words || patron
        ? this.db.query<QuestionRow[]>(sql, values)
        : this.statements.read<QuestionRow>(sql, values);
    return read(
      `SELECT ${columns}, coalesce(h.status, 'new') AS status, h.assignee_id AS "assigneeId",
         h.waiting_on AS "waitingOn", q.last_activity_at AS "updatedAt"
       FROM (
         SELECT q.* FROM (${librariesSql('$1::uuid')}
           AND (${settingSql('shared-followup', '$1::uuid')}->>'enabled')::boolean) AS library, LATERAL (
           SELECT q.* FROM questions q ${searched} WHERE ${where.join(' AND ')}
           ORDER BY q.last_activity_at DESC, q.id DESC LIMIT $3
         ) q
         ORDER BY q.last_activity_at DESC, q.id DESC LIMIT $3
       ) q
       LEFT JOIN holdings h ON h.question_id = q.id AND h.institution_id = $2
       ORDER BY q.last_activity_at DESC, q.id DESC`,
    );
  }
}

const patronsQuestions = ({ words, spellings }: PatronLike, bind: (value: unknown) => string): string =>
  words === undefined
    ? `SELECT a.id FROM questions a WHERE a.patron_email IS NOT NULL AND lower(a.patron_email) = ANY(${bind(spellings)}::text[])`
    : `SELECT w.question_id AS id FROM patron_words w WHERE w.words @@ ${bind(words)}::tsquery`;

/**
 * By name only where the library sees the patron's contact, which is while it has something to do. Whoever knows the whole
 * address finds all of that patron's questions at the patron's own library besides.
 */
function ofPatron(patron: PatronLike, bind: (value: unknown) => string): string {
  const seen = `h.status IN ('new', 'pending')`;
  const found = `h.question_id IN (${patronsQuestions(patron, bind)})`;
  return patron.words === undefined
    ? `${found} AND (${seen} OR q.home_institution_id = h.institution_id)`
    : `${found} AND ${seen}`;
}

/** Joins what a search finds in all that was asked, said and written, by the reader's rights to the whole question. */
const found = (id: string, words: string): string =>
  `JOIN question_words w ON w.question_id = ${id} AND w.words @@ ${words}::tsquery`;

function filtersOf(filter: Filter, bind: (value: unknown) => string): string[] {
  const { source, topic, code, dueBefore } = filter;
  return [
    ...(source ? [`q.source = ${bind(source)}`] : []),
    ...(topic ? [`q.topic = ${bind(topic)}`] : []),
    ...(code ? [`q.codes @> ARRAY[${bind(code)}]`] : []),
    ...(dueBefore ? [`q.due_at <= ${bind(dueBefore)}`] : []),
  ];
}
