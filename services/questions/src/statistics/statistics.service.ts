import type { EventEnvelope } from '@carrel/contracts';
import { Directory, Scopes, type Asked, type Scope } from '@carrel/directory';
import { periodBefore, ServiceUnavailable, type Period } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../question/library-rules.js';
import { isOfCalendar, type Exchange, type Given, type Grouping } from './domain/report.js';
import { timesOf, type Times } from './domain/times.js';
import { DailyCounts } from './persistence/daily-counts.js';
import {
  StatisticsQueries,
  type Behind,
  type CountedRow,
  type CountedTransfer,
  type Sum,
} from './persistence/statistics.queries.js';

export type { Behind, CountedRow, CountedTransfer } from './persistence/statistics.queries.js';

export interface Line {
  readonly value: string;
  readonly count: number;
  /** By librarian: what the count is made of. */
  readonly parts?: Readonly<Record<string, number>>;
}
export interface Report {
  readonly period: Period;
  readonly total: number;
  readonly apart: Readonly<Record<string, number>>;
  readonly response: Times;
  readonly completion: Times;
  readonly lines: readonly Line[];
}
const librarianParts = {
  'chat-librarian': 'chats',
  'taken-librarian': 'taken',
  'answer-librarian': 'answers',
  transfer: 'transfers',
} as const;
const exchanges = ['given-chat', 'given-answer', 'received-chat', 'received-answer'] as const;

/** What was counted, for whom; docs/statistics.md says what each number means. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly counting: DailyCounts,
    private readonly queries: StatisticsQueries,
    private readonly scopes: Scopes,
    private readonly directory: Directory,
  ) {}

  count(questionId: string): Promise<void> {
    return this.counting.question(questionId);
  }

  /** Credited to the librarian who handed the patron on, at his or her own library (R43). */
  async countTransfer({ data, time }: EventEnvelope<'session.transferred.v1'>): Promise<void> {
    const librarian = await this.directory.account(data.fromLibrarianId);
    if (!librarian) throw new ServiceUnavailable('admin');
    const { transferId: id, fromLibrarianId: librarianId, sessionId, practice } = data;
    await this.counting.transfer({
      ...{ id, librarianId, sessionId, practice, at: time },
      institutionId: librarian.institutionId,
    });
  }

  async report(caller: Caller, asked: Asked, by: Grouping): Promise<Report> {
    return this.reportOf(await this.scopes.of(caller, asked), by);
  }

  /** The same numbers of the period before. */
  async reportBefore(caller: Caller, asked: Asked, by: Grouping): Promise<Report> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    return this.reportOf({ libraries, period: periodBefore(period) }, by);
  }

  async reportOf({ libraries, period }: Scope, by: Grouping): Promise<Report> {
    const span = await this.queries.spanOf(period);
    const [whole, lines] = await Promise.all([
      this.queries.sums(libraries, ['all', 'apart', 'response', 'completion'], span),
      this.lines(libraries, by, span, period.timeZone),
    ]);
    const of = (dimension: string) => whole.filter((sum) => sum.dimension === dimension);
    const buckets = (dimension: string) =>
      timesOf(new Map(of(dimension).map(({ value, count }) => [Number(value), count])));
    return {
      period,
      total: of('all')[0]?.count ?? 0,
      apart: Object.fromEntries(of('apart').map(({ value, count }) => [value, count])),
      response: buckets('response'),
      completion: buckets('completion'),
      lines,
    };
  }

  /** What each library gave to others and received from them: for one library by partner, for a group by member. */
  async ledger(caller: Caller, asked: Asked): Promise<{ period: Period; items: Exchange[] }> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    const span = await this.queries.spanOf(period);
    const sums = asked.groupId
      ? await this.queries.sumsByLibrary(libraries, exchanges, span)
      : await this.queries.sums(libraries, exchanges, span);
    const items = [...byValue(sums)].map(([institutionId, counts]) => {
      const of = (dimension: (typeof exchanges)[number]) => counts.get(dimension) ?? 0;
      return {
        institutionId,
        given: { chats: of('given-chat'), answers: of('given-answer') },
        received: { chats: of('received-chat'), answers: of('received-answer') },
      };
    });
    return { period, items };
  }

  /**
   * Who did how much for whom, the most first: of a library what it gave and received, of a group among its members and
   * with others.
   */
  async exchanges(caller: Caller, asked: Asked): Promise<{ period: Period; items: Given[] }> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    const span = await this.queries.spanOf(period);
    const pairs = new Map<string, { -readonly [K in keyof Given]: Given[K] }>();
    const own = new Set(libraries);
    for (const { dimension, value, count } of await this.queries.sumsByLibraryAndValue(
      libraries,
      exchanges,
      span,
    )) {
      const [library = '', other = ''] = value.split('/');
      const [way, what] = dimension.split('-');
      const [giverId, receiverId] = way === 'given' ? [library, other] : [other, library];
      // What one member gave to another is counted at both.
      if (way === 'received' && own.has(giverId)) continue;
      const key = `${giverId}/${receiverId}`;
      const pair = pairs.get(key) ?? { giverId, receiverId, chats: 0, answers: 0 };
      pair[what === 'chat' ? 'chats' : 'answers'] += count;
      pairs.set(key, pair);
    }
    const all = ({ chats, answers }: Given) => chats + answers;
    return { period, items: [...pairs.values()].sort((a, b) => all(b) - all(a)) };
  }

  /** One page of the chats that were handed on, the newest first; of one librarian where that is asked for. */
  async transfers(
    caller: Caller,
    asked: Asked & { readonly librarianId?: string | undefined },
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedTransfer[]> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    const span = await this.queries.spanOf(period);
    return this.queries.transfers(libraries, asked.librarianId, span, after, limit + 1);
  }

  /** One page of the questions behind a number. */
  async rows(
    caller: Caller,
    asked: Asked,
    behind: Behind | undefined,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedRow[]> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    const span = { ...(await this.queries.spanOf(period)), timeZone: period.timeZone };
    return this.queries.rows(libraries, behind, span, after, limit + 1);
  }

  /** All of them, a thousand at a time, so that a reader that is slow holds nothing up. */
  async *all(caller: Caller, asked: Asked, behind: Behind | undefined): AsyncGenerator<CountedRow[]> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    const span = { ...(await this.queries.spanOf(period)), timeZone: period.timeZone };
    for (let after: readonly [string, string] | undefined; ;) {
      const rows = await this.queries.rows(libraries, behind, span, after, 1000);
      yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < 1000) return;
      after = [last.at.toISOString(), last.questionId];
    }
  }

  private async lines(
    libraries: readonly string[],
    by: Grouping,
    span: Awaited<ReturnType<StatisticsQueries['spanOf']>>,
    zone: string,
  ): Promise<Line[]> {
    if (by === 'day' || by === 'week' || by === 'month')
      return plain(await this.queries.byCalendar(libraries, by, span, zone));
    if (isOfCalendar(by)) return plain(await this.queries.byHours(libraries, by, span, zone));
    if (by === 'library') return plain(await this.queries.sumsByLibrary(libraries, ['all'], span));
    if (by === 'topic') return topicsIn(await this.queries.sums(libraries, ['all', 'topic'], span));
    if (by !== 'librarian') return plain(await this.queries.sums(libraries, [by], span));
    const sums = await this.queries.sums(libraries, Object.keys(librarianParts), span);
    return [...byValue(sums)].map(([value, counts]) => {
      const parts = Object.fromEntries(
        Object.entries(librarianParts).map(([dimension, name]) => [name, counts.get(dimension) ?? 0]),
      );
      return { value, count: parts['chats']! + parts['taken']! + parts['answers']!, parts };
    });
  }
}

const plain = (sums: readonly Sum[]): Line[] => sums.map(({ value, count }) => ({ value, count }));

/** Most first; those without a topic are the rest of all, so that the lines add up to the total. */
function topicsIn(sums: readonly Sum[]): Line[] {
  const topics = plain(sums.filter(({ dimension }) => dimension === 'topic'));
  const all = sums.find(({ dimension }) => dimension === 'all')?.count ?? 0;
  const none = topics.reduce((rest, { count }) => rest - count, all);
  const lines = none > 0 ? [...topics, { value: 'none', count: none }] : topics;
  return lines.sort((one, other) => other.count - one.count);
}

/** Counts by dimension, of each value; a thousand libraries or librarians are looked through once. */
function byValue(sums: readonly Sum[]): Map<string, Map<string, number>> {
  const values = new Map<string, Map<string, number>>();
  for (const { value, dimension, count } of sums) {
    const counts = values.get(value) ?? new Map<string, number>();
    values.set(value, counts.set(dimension, count));
  }
  return values;
}
