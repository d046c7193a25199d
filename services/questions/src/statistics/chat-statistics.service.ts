import type { EventEnvelope } from '@carrel/contracts';
import { Scopes, type Asked, type Scope } from '@carrel/directory';
import { periodBefore, type Period } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../question/library-rules.js';
import {
  chatNumbersByKey,
  chatNumbersOf,
  numbersOfChats,
  numbersOfLibrarians,
  type ChatCount,
  type ChatGrouping,
  type ChatNumbers,
} from './domain/chat-report.js';
import { ChatStatisticsQueries, type CountedChat } from './persistence/chat-statistics.queries.js';
import { DailyCounts } from './persistence/daily-counts.js';
import { StatisticsQueries, type Behind, type Sum } from './persistence/statistics.queries.js';

export type { CountedChat } from './persistence/chat-statistics.queries.js';

export interface ChatReport extends ChatNumbers {
  readonly period: Period;
  readonly lines: readonly (ChatNumbers & { readonly value: string })[];
}

/** Chats as chat publishes them, counted by the day of the request, and the reports made of them. */
@Injectable()
export class ChatStatisticsService {
  constructor(
    private readonly counting: DailyCounts,
    private readonly queries: StatisticsQueries,
    private readonly chats: ChatStatisticsQueries,
    private readonly scopes: Scopes,
  ) {}

  requested({ data, time }: EventEnvelope<'session.requested.v1'>): Promise<void> {
    return this.counting.chat({ ...data, requestedAt: new Date(time) });
  }

  accepted({ data, time }: EventEnvelope<'session.accepted.v1'>): Promise<void> {
    const { librarianId, librarianInstitutionId } = data;
    return this.counting.chat({ ...data, ...waited(data, time), librarianId, librarianInstitutionId });
  }

  abandoned({ data, time }: EventEnvelope<'session.abandoned.v1'>): Promise<void> {
    return this.counting.chat({ ...data, ...waited(data, time), outcome: 'abandoned' });
  }

  dismissed({ data, time }: EventEnvelope<'session.dismissed.v1'>): Promise<void> {
    // Who dismissed it has not served it.
    const { sessionId, institutionId, practice, reasonCode: reason } = data;
    const requestedAt = new Date(time);
    return this.counting.chat({
      sessionId,
      institutionId,
      practice,
      requestedAt,
      outcome: 'dismissed',
      reason,
    });
  }

  ended({ data }: EventEnvelope<'session.ended.v1'>): Promise<void> {
    const { sessionId, institutionId, startedAt, endedAt, resolution, dismissReason: reason = null } = data;
    const lengthSeconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
    return this.counting.chat({
      ...{ sessionId, institutionId, requestedAt: new Date(startedAt), lengthSeconds, reason },
      practice: data.practice || resolution === 'practice',
      outcome: resolution === 'lost-call' ? 'lost-call' : 'served',
    });
  }

  async report(caller: Caller, asked: Asked, by: ChatGrouping): Promise<ChatReport> {
    return this.reportOf(await this.scopes.of(caller, asked), by);
  }

  /** The same numbers of the period before. */
  async reportBefore(caller: Caller, asked: Asked, by: ChatGrouping): Promise<ChatReport> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    return this.reportOf({ libraries, period: periodBefore(period) }, by);
  }

  async reportOf({ libraries, period }: Scope, by: ChatGrouping): Promise<ChatReport> {
    const span = await this.queries.spanOf(period);
    const [whole, counts] = await Promise.all([
      this.queries.sums(libraries, numbersOfChats, span),
      by === 'librarian'
        ? this.queries.sums(libraries, numbersOfLibrarians, span).then(keyed)
        : by === 'library'
          ? this.queries.sumsByLibraryAndValue(libraries, numbersOfChats, span).then(keyed)
          : this.chats.byCalendar(libraries, numbersOfChats, by, span, period.timeZone),
    ]);
    const lines = [...chatNumbersByKey(counts)].map(([value, numbers]) => ({ value, ...numbers }));
    return { period, ...chatNumbersOf(whole.map((sum) => ({ key: '', ...sum }))), lines };
  }

  /** One page of the chats behind a number. */
  async rows(
    caller: Caller,
    asked: Asked,
    behind: Behind | undefined,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedChat[]> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    const span = { ...(await this.queries.spanOf(period)), timeZone: period.timeZone };
    return this.chats.rows(libraries, behind, span, after, limit + 1);
  }

  /** All of them, a thousand at a time. */
  async *all(caller: Caller, asked: Asked, behind: Behind | undefined): AsyncGenerator<CountedChat[]> {
    for (let after: readonly [string, string] | undefined; ;) {
      const rows = (await this.rows(caller, asked, behind, after, 1000)).slice(0, 1000);
      yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < 1000) return;
      after = [last.at.toISOString(), last.sessionId];
    }
  }
}

const waited = ({ waitedMs }: { waitedMs: number }, time: string) => ({
  requestedAt: new Date(Date.parse(time) - waitedMs),
  waitedSeconds: Math.round(waitedMs / 1000),
});

/** Counts whose value is `key/value`. */
const keyed = (sums: readonly Sum[]): ChatCount[] =>
  sums.map(({ dimension, value, count }) => {
    const at = value.indexOf('/');
    return { key: value.slice(0, at), dimension, value: value.slice(at + 1), count };
  });
