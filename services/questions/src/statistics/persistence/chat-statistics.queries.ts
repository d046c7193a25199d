import { Injectable } from '@nestjs/common';
import { calendar, isOfCalendar, type CalendarUnit, type Span } from '../domain/report.js';
import { ofChats } from './facts.js';
import { StatisticsDatabase } from './statistics-database.js';
import { inCalendar, type Behind, type Sum } from './statistics.queries.js';

/** One chat as a drill-down shows it; ids, codes and times only. */
export interface CountedChat {
  readonly sessionId: string;
  readonly at: Date;
  readonly institutionId: string;
  readonly librarianId: string | null;
  readonly librarianInstitutionId: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly waitedSeconds: number | null;
  readonly firstResponseSeconds: number | null;
  readonly lengthSeconds: number | null;
  readonly questionId: string | null;
}
/** What chats add up to for one key, which is a part of the calendar. */
export interface KeyedSum extends Sum {
  readonly key: string;
}

const chatColumns = `s.session_id AS "sessionId", s.at, s.institution_id AS "institutionId",
  s.librarian_id AS "librarianId", s.librarian_institution_id AS "librarianInstitutionId", s.outcome, s.reason,
  s.waited_seconds AS "waitedSeconds", s.first_response_seconds AS "firstResponseSeconds",
  s.length_seconds AS "lengthSeconds", s.question_id AS "questionId"`;
/** Chats counted one by one, for what no day or month knows, and the chats behind a number. */
@Injectable()
export class ChatStatisticsQueries {
  constructor(private readonly db: StatisticsDatabase) {}

  /** Sums of chats by part of the calendar, counted one by one. */
  byCalendar(
    libraries: readonly string[],
    dimensions: readonly string[],
    unit: CalendarUnit,
    span: Span,
    zone: string,
  ): Promise<KeyedSum[]> {
    const among =
      '(SELECT * FROM statistics_chats WHERE institution_id = ANY($1::uuid[]) AND at >= $3 AND at < $4)';
    return this.db.query(
      `SELECT to_char(c.at AT TIME ZONE $5, '${calendar[unit]}') AS key, c.dimension, c.value, count(*)::integer AS count
       FROM (${ofChats(among)}) c WHERE c.dimension = ANY($2::text[]) AND c.institution_id = ANY($1::uuid[])
       GROUP BY 1, 2, 3 ORDER BY 1`,
      [libraries, dimensions, span.from, span.to, zone],
    );
  }

  /** The chats behind a number, newest first; one more than asked for when there is more. */
  rows(
    libraries: readonly string[],
    behind: Behind | undefined,
    { from, to, timeZone }: Pick<Span, 'from' | 'to'> & { timeZone: string },
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedChat[]> {
    const values: unknown[] = [libraries, from, to, limit];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const own = 's.institution_id = ANY($1::uuid[])';
    const ofNumber = ({ dimension, value }: Behind) => {
      if (isOfCalendar(dimension))
        return `${own} AND NOT s.practice AND ${inCalendar('s.at', dimension, bind, timeZone, value)}`;
      if (dimension === 'librarian')
        return `s.librarian_institution_id = ANY($1::uuid[]) AND NOT s.practice AND s.librarian_id::text = ${bind(value)}`;
      return `EXISTS (SELECT FROM (${ofChats('(SELECT s.*)')}) c WHERE c.institution_id = ANY($1::uuid[])
        AND c.dimension = ${bind(dimension)} ${value === '' ? '' : `AND c.value = ${bind(value)}`})`;
    };
    const where = behind ? ofNumber(behind) : own;
    const page = after ? `AND (s.at, s.session_id) < (${bind(after[0])}, ${bind(after[1])})` : '';
    return this.db.query(
      `SELECT ${chatColumns} FROM statistics_chats s WHERE s.at >= $2 AND s.at < $3 ${page} AND ${where}
       ORDER BY s.at DESC, s.session_id DESC LIMIT $4`,
      values,
    );
  }
}
