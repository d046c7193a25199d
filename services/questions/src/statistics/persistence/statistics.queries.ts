import type { Period } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { calendar, isOfCalendar, type CalendarUnit, type Span } from '../domain/report.js';
import { contributions } from './facts.js';
import { StatisticsDatabase } from './statistics-database.js';

export interface Sum {
  readonly dimension: string;
  readonly value: string;
  readonly count: number;
}
/** One question as a number's drill-down shows it; ids and codes only. */
export interface CountedRow {
  readonly questionId: string;
  readonly number: string;
  readonly at: Date;
  readonly institutionId: string;
  readonly source: string;
  readonly resolution: string | null;
  readonly topic: string | null;
  readonly read: number | null;
  readonly codes: string[];
  readonly apart: string | null;
  readonly chatInstitutionId: string | null;
  readonly chatLibrarianId: string | null;
  readonly answerInstitutionId: string | null;
  readonly answerLibrarianId: string | null;
  readonly responseSeconds: number | null;
  readonly completionSeconds: number | null;
}
/** A chat that a librarian handed on; ids and times only. */
export interface CountedTransfer {
  readonly transferId: string;
  readonly at: Date;
  /** Who handed it on, and of which library. */
  readonly librarianId: string;
  readonly institutionId: string;
  /** null of those from before this was noted */
  readonly sessionId: string | null;
  readonly questionId: string | null;
}
export interface Behind {
  readonly dimension: string;
  readonly value: string;
}
const rowColumns = `f.question_id AS "questionId", f.number, f.at, f.home_institution_id AS "institutionId",
  f.source, f.resolution, f.topic, f.read, f.codes, f.apart, f.chat_institution_id AS "chatInstitutionId",
  f.chat_librarian_id AS "chatLibrarianId", f.answer_institution_id AS "answerInstitutionId",
  f.answer_librarian_id AS "answerLibrarianId", f.response_seconds AS "responseSeconds",
  f.completion_seconds AS "completionSeconds"`;

/**
 * Sums over any period in any time zone, exactly: whole months come from the monthly counts, whole UTC days beside
 * them from the daily counts, and what lies between those and the period's two ends is counted from the facts.
 */
@Injectable()
export class StatisticsQueries {
  constructor(private readonly db: StatisticsDatabase) {}

  async spanOf({ from, to, timeZone }: Period): Promise<Span> {
    const [span] = await this.db.query<Span[]>(
      `SELECT a::text AS from, z::text AS to,
         ((a AT TIME ZONE 'UTC') + interval '1 day' - interval '1 microsecond')::date::text AS "firstDay",
         (z AT TIME ZONE 'UTC')::date::text AS "afterLastDay"
       FROM (SELECT $1::date::timestamp AT TIME ZONE $3 AS a,
         ($2::date + 1)::timestamp AT TIME ZONE $3 AS z) period`,
      [from, to, timeZone],
    );
    return span!;
  }

  /** Sums of these dimensions by value. */
  sums(libraries: readonly string[], dimensions: readonly string[], span: Span): Promise<Sum[]> {
    return this.summed(libraries, dimensions, span, 'c.value');
  }

  /** Sums of these dimensions, all values together, by library. */
  sumsByLibrary(libraries: readonly string[], dimensions: readonly string[], span: Span): Promise<Sum[]> {
    return this.summed(libraries, dimensions, span, 'c.institution_id::text');
  }

  /**
   * Counted questions by day, week or month of the period's own zone: from whole UTC days, but for those days in which
   * a day, week or month of the zone begins, which are counted one by one.
   */
  byCalendar(
    libraries: readonly string[],
    unit: 'day' | 'week' | 'month',
    span: Span,
    zone: string,
  ): Promise<Sum[]> {
    const form = calendar[unit];
    return this.db.query(
      `WITH split AS MATERIALIZED (
         SELECT DISTINCT (begins AT TIME ZONE 'UTC')::date AS day FROM (
           SELECT (generate_series(date_trunc('${unit}', $2::timestamptz AT TIME ZONE $4),
             $3::timestamptz AT TIME ZONE $4, interval '1 ${unit}') AT TIME ZONE $4) AS begins
           UNION ALL VALUES ($2::timestamptz), ($3::timestamptz)) b
         WHERE (begins AT TIME ZONE 'UTC')::time <> '00:00')
       SELECT 'all' AS dimension, to_char(unit, '${form}') AS value, sum(count)::integer AS count FROM (
         SELECT date_trunc('${unit}', day) AS unit, sum(count) AS count FROM statistics_daily
         WHERE dimension = 'all' AND institution_id = ANY($1::uuid[]) AND day >= $5::date AND day < $6::date
           AND day NOT IN (SELECT day FROM split) GROUP BY 1
         UNION ALL
         SELECT date_trunc('${unit}', f.at AT TIME ZONE $4), count(*) FROM split
         JOIN statistics_facts f ON f.at >= (split.day::timestamp AT TIME ZONE 'UTC')
           AND f.at < ((split.day + 1)::timestamp AT TIME ZONE 'UTC')
         WHERE f.home_institution_id = ANY($1::uuid[]) AND f.apart IS NULL AND f.at >= $2 AND f.at < $3 GROUP BY 1
       ) units GROUP BY 2 HAVING sum(count) <> 0 ORDER BY 2`,
      [libraries, span.from, span.to, zone, span.firstDay, span.afterLastDay],
    );
  }

  /** By hour or day of the week, which no count of whole days holds: one by one, from an index alone. */
  byHours(libraries: readonly string[], unit: CalendarUnit, span: Span, zone: string): Promise<Sum[]> {
    return this.db.query(
      `SELECT 'all' AS dimension, to_char(f.at AT TIME ZONE $4, '${calendar[unit]}') AS value, count(*)::integer AS count
       FROM statistics_facts f WHERE f.home_institution_id = ANY($1::uuid[]) AND f.apart IS NULL
         AND f.at >= $2 AND f.at < $3 GROUP BY 2 ORDER BY 2`,
      [libraries, span.from, span.to, zone],
    );
  }

  /** Sums of these dimensions by library and value, which stand together as `library/value`. */
  sumsByLibraryAndValue(
    libraries: readonly string[],
    dimensions: readonly string[],
    span: Span,
  ): Promise<Sum[]> {
    return this.summed(libraries, dimensions, span, `c.institution_id || '/' || c.value`);
  }

  /** The questions behind a number, newest first; one more than asked for when there is more. */
  rows(
    libraries: readonly string[],
    behind: Behind | undefined,
    span: Pick<Span, 'from' | 'to'> & { timeZone: string },
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedRow[]> {
    const values: unknown[] = [libraries, span.from, span.to, limit];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const facts = '(SELECT f.*)';
    const own = 'f.home_institution_id = ANY($1::uuid[])';
    const ofNumber = ({ dimension, value }: Behind) =>
      isOfCalendar(dimension)
        ? `${own} AND f.apart IS NULL AND ${inCalendar('f.at', dimension, bind, span.timeZone, value)}`
        : ofCount({ dimension, value });
    const ofCount = ({ dimension, value }: Behind) =>
      // No contribution, since the counts kept from before have none of it: the rest of all questions.
      dimension === 'topic' && value === 'none'
        ? `${own} AND f.apart IS NULL AND f.topic IS NULL`
        : `EXISTS (SELECT FROM (${contributions(facts, noTransfers)}) c WHERE c.institution_id = ANY($1::uuid[])
             AND c.dimension = ${bind(dimension)} AND c.value = ${bind(value)})`;
    const where = behind ? ofNumber(behind) : own;
    const from = after ? `AND (f.at, f.question_id) < (${bind(after[0])}, ${bind(after[1])})` : '';
    return this.db.query(
      `SELECT ${rowColumns} FROM statistics_facts f
       WHERE f.at >= $2 AND f.at < $3 ${from} AND ${where}
       ORDER BY f.at DESC, f.question_id DESC LIMIT $4`,
      values,
    );
  }

  /** Transfers one by one, the newest first; one more than asked for when there is more. */
  transfers(
    libraries: readonly string[],
    librarianId: string | undefined,
    { from, to }: Pick<Span, 'from' | 'to'>,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedTransfer[]> {
    const values: unknown[] = [libraries, from, to, limit];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const own = librarianId ? `AND t.librarian_id = ${bind(librarianId)}` : '';
    const page = after ? `AND (t.at, t.id) < (${bind(after[0])}, ${bind(after[1])})` : '';
    return this.db.query(
      `SELECT t.id AS "transferId", t.at, t.librarian_id AS "librarianId", t.institution_id AS "institutionId",
         t.session_id AS "sessionId", s.question_id AS "questionId"
       FROM statistics_transfers t LEFT JOIN statistics_chats s ON s.session_id = t.session_id
       WHERE t.institution_id = ANY($1::uuid[]) AND NOT t.practice AND t.at >= $2 AND t.at < $3 ${own} ${page}
       ORDER BY t.at DESC, t.id DESC LIMIT $4`,
      values,
    );
  }

  private summed(
    libraries: readonly string[],
    dimensions: readonly string[],
    { from, to, firstDay, afterLastDay }: Span,
    key: 'c.value' | 'c.institution_id::text' | `c.institution_id || '/' || c.value`,
  ): Promise<Sum[]> {
    const within = 'institution_id = ANY($1::uuid[]) AND dimension = ANY($2::text[])';
    const slice = (a: string, z: string) => `
      SELECT c.dimension, ${key} AS value, count(*)::integer FROM (${contributions(
        `(SELECT * FROM statistics_facts WHERE at >= ${a} AND at < ${z})`,
        `(SELECT * FROM statistics_transfers WHERE at >= ${a} AND at < ${z})`,
        `(SELECT * FROM statistics_chats WHERE at >= ${a} AND at < ${z})`,
      )}) c WHERE ${within} GROUP BY 1, 2`;
    const midnight = (day: string) => `(${day}::date::timestamp AT TIME ZONE 'UTC')`;
    const firstMonth = `(date_trunc('month', $5::date - 1) + interval '1 month')::date`;
    const afterLastMonth = `date_trunc('month', $6::date)::date`;
    const days = (a: string, z: string) => `
      SELECT c.dimension, ${key} AS value, sum(c.count) AS count FROM statistics_daily c
      WHERE ${within} AND c.day >= ${a} AND c.day < ${z} GROUP BY 1, 2`;
    return this.db.query(
      `SELECT dimension, value, sum(count)::integer AS count FROM (
         SELECT c.dimension, ${key} AS value, sum(c.count) AS count FROM statistics_monthly c
         WHERE ${within} AND c.month >= ${firstMonth} AND c.month < ${afterLastMonth} GROUP BY 1, 2
         UNION ALL ${days('$5::date', `least(${firstMonth}, $6::date)`)}
         UNION ALL ${days(`greatest(${afterLastMonth}, ${firstMonth})`, '$6::date')}
         UNION ALL ${slice('$3::timestamptz', `least(${midnight('$5')}, $4::timestamptz)`)}
         UNION ALL ${slice(`greatest(${midnight('$6')}, ${midnight('$5')})`, '$4::timestamptz')}
       ) parts GROUP BY 1, 2 HAVING sum(count) <> 0 ORDER BY 3 DESC, 2`,
      [libraries, dimensions, from, to, firstDay, afterLastDay],
    );
  }
}

/** That a moment falls into an hour, a day and so on of the zone. */
export const inCalendar = (
  at: string,
  unit: CalendarUnit,
  bind: (value: unknown) => string,
  zone: string,
  value: string,
): string => `to_char(${at} AT TIME ZONE ${bind(zone)}, '${calendar[unit]}') = ${bind(value)}`;

const noTransfers = '(SELECT * FROM statistics_transfers WHERE false)';
