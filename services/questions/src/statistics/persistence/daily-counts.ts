import { Together } from '@carrel/kernel';
import { keyOf, quoted, Statements, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { questionCount } from '../../question/persistence/question-count.js';
import { contributions, factColumns, factsOf, ofChats } from './facts.js';

export interface Transfer {
  readonly id: string;
  readonly at: string;
  readonly institutionId: string;
  readonly librarianId: string;
  readonly sessionId: string;
  readonly practice: boolean;
}
/** What one event says of a chat; what is absent stays as it is. */
export interface ChatChange {
  readonly sessionId: string;
  readonly institutionId: string;
  readonly practice: boolean;
  /** When the patron asked, as far as this event knows. */
  readonly requestedAt: Date;
  readonly librarianId?: string | null;
  readonly librarianInstitutionId?: string | null;
  readonly waitedSeconds?: number;
  readonly outcome?: 'abandoned' | 'dismissed' | 'lost-call' | 'served';
  readonly reason?: string | null;
  readonly lengthSeconds?: number | null;
}
interface Counted {
  institution_id: string;
  day: string;
  dimension: string;
  value: string;
}
const noFacts = '(SELECT * FROM statistics_facts WHERE false)';
const noTransfers = '(SELECT * FROM statistics_transfers WHERE false)';
const utcDay = `(c.at AT TIME ZONE 'UTC')::date`;
const startOf = (day: string) => `((${day})::timestamp AT TIME ZONE 'UTC')`;
/** Whether a time is on the day $1. */
const onDay = (time: string) => `${time} >= ${startOf('$1::date')} AND ${time} < ${startOf('$1::date + 1')}`;
const counted = (
  facts: string,
  transfers: string,
) => `SELECT c.institution_id, ${utcDay}::text AS day, c.dimension,
  c.value FROM (${contributions(facts, transfers)}) c`;

// By name, each of these is planned once and not for every question.
const countedOfTransfer = counted(noFacts, '(SELECT * FROM statistics_transfers WHERE id = $1)');
const countedOfChat = `SELECT c.institution_id, ${utcDay}::text AS day, c.dimension, c.value
  FROM (${ofChats('(SELECT * FROM statistics_chats WHERE session_id = $1)')}) c`;

/** Waits for a day that is counted anew, before what was counted of it so far is read. */
const afterRebuild = 'LOCK statistics_facts, statistics_chats IN ROW EXCLUSIVE MODE';

/** Keeps the daily counts in step with the questions: each change takes away what it counted and adds it anew. */
@Injectable()
export class DailyCounts {
  private readonly questions = new Together<string, string | null>((ids) => this.countAnew(ids));

  constructor(
    private readonly transactions: Transactions,
    private readonly statements: Statements,
  ) {}

  /** From the question as it stands now; again and again gives the same counts. Not within a transaction. */
  async question(id: string): Promise<void> {
    const chat = await this.questions.add(keyOf(id, 'a count of a question'));
    if (chat) await this.chatOf(chat, (manager) => this.statements.within(manager, becameQuestion, [chat]));
  }

  /** @returns the chat each came from */
  private countAnew(ids: readonly string[]): Promise<(string | null)[]> {
    // Two replicas may handle two changes of one question at once.
    const lock = quoted`SELECT pg_advisory_xact_lock(hashtextextended(id, 7))
      FROM unnest(string_to_array(${[...ids].sort().join()}, ',')) id`;
    return this.transactions.runAfter(`${afterRebuild}; ${lock}`, async ({ manager }) => {
      const rows = await this.statements.within<{ id: string; chat: string | null }>(manager, countedAnew, [
        ids,
      ]);
      const chats = new Map(rows.map(({ id, chat }) => [id, chat]));
      return ids.map((id) => chats.get(id) ?? null);
    });
  }

  /** Questions that no count has yet, within the transaction that writes them. */
  async newQuestions(manager: EntityManager, ids: readonly string[]): Promise<void> {
    const own = 'WHERE question_id = ANY($1)';
    await manager.query(`INSERT INTO statistics_facts (${factColumns}) ${factsOf('q.id = ANY($1)')}`, [ids]);
    const added = await manager.query<Counted[]>(
      counted(`(SELECT * FROM statistics_facts ${own})`, noTransfers),
      [ids],
    );
    await this.add(manager, [], added);
  }

  /** What an event says of a chat, in any order and any number of times. */
  chat(change: ChatChange): Promise<void> {
    const { sessionId: id, institutionId, practice, requestedAt } = change;
    const { librarianId = null, librarianInstitutionId = null, waitedSeconds = null } = change;
    const { outcome = null, reason = null, lengthSeconds = null } = change;
    return this.chatOf(id, (manager) =>
      this.statements.within(manager, chatChanged, [
        ...[id, institutionId, practice, requestedAt, librarianId, librarianInstitutionId],
        ...[waitedSeconds, outcome, reason, lengthSeconds],
      ]),
    );
  }

  private chatOf(id: string, change: (manager: EntityManager) => Promise<unknown>): Promise<void> {
    const lock = quoted`SELECT pg_advisory_xact_lock(hashtextextended(${keyOf(id, 'a count of a chat')}, 8))`;
    return this.transactions.runAfter(`${afterRebuild}; ${lock}`, async ({ manager }) => {
      const now = () => this.statements.within<Counted>(manager, countedOfChat, [id]);
      const before = await now();
      await change(manager);
      await this.add(manager, before, await now());
    });
  }

  /** A transfer that was carried out (R43); the same one again counts nothing. */
  transfer({ id, at, institutionId, librarianId, sessionId, practice }: Transfer): Promise<void> {
    return this.transactions.run(async ({ manager }) => {
      const added = await manager.query<unknown[]>(
        `WITH added AS (INSERT INTO statistics_transfers (id, at, institution_id, librarian_id, practice, session_id)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM added`,
        [id, at, institutionId, librarianId, practice, sessionId],
      );
      if (!added.length) return;
      await this.add(manager, [], await this.statements.within<Counted>(manager, countedOfTransfer, [id]));
    });
  }

  /** How many questions a rebuild counts. */
  total(): Promise<number> {
    return questionCount(this.transactions);
  }

  /** One day of a rebuild, and its month with its last day; counting waits meanwhile. Other days stay as they are. */
  async next(
    { manager }: Transaction,
    place: string | null,
  ): Promise<{ done: number; place: string | null }> {
    const day = place ?? (await this.dayAfter(manager, '-infinity'));
    if (day === null) return { done: 0, place: null };
    await manager.query(
      'LOCK statistics_facts, statistics_transfers, statistics_chats IN SHARE ROW EXCLUSIVE MODE',
    );
    await manager.query(
      `DELETE FROM statistics_facts WHERE question_id IN (
         SELECT question_id FROM statistics_facts WHERE ${onDay('at')}
         UNION SELECT id FROM questions WHERE ${onDay('created_at')})`,
      [day],
    );
    const [counted] = await manager.query<{ n: number }[]>(
      `WITH anew AS (
         INSERT INTO statistics_facts (${factColumns}) ${factsOf(onDay('q.created_at'))} RETURNING 1)
       SELECT count(*)::int AS n FROM anew`,
      [day],
    );
    await this.sumDay(manager, day);
    const next = await this.dayAfter(manager, day);
    if (next?.slice(0, 7) !== day.slice(0, 7)) await this.sumMonth(manager, day);
    return { done: counted!.n, place: next };
  }

  /** The counts of a day anew from its facts. */
  private async sumDay(manager: EntityManager, day: string): Promise<void> {
    await manager.query('DELETE FROM statistics_daily WHERE day = $1', [day]);
    const ofDay = (table: string) => `(SELECT * FROM ${table} WHERE ${onDay('at')})`;
    await manager.query(
      `INSERT INTO statistics_daily (dimension, institution_id, day, value, count)
       SELECT dimension, institution_id, $1::date, value, count(*)
       FROM (${contributions(ofDay('statistics_facts'), ofDay('statistics_transfers'), ofDay('statistics_chats'))}) c
       GROUP BY 1, 2, 4`,
      [day],
    );
  }

  /** The counts of a day's month anew from its days. */
  private async sumMonth(manager: EntityManager, day: string): Promise<void> {
    const month = `date_trunc('month', $1::date)::date`;
    await manager.query(`DELETE FROM statistics_monthly WHERE month = ${month}`, [day]);
    await manager.query(
      `INSERT INTO statistics_monthly (dimension, month, institution_id, value, count)
       SELECT dimension, ${month}, institution_id, value, sum(count) FROM statistics_daily
       WHERE day >= ${month} AND day < ${month} + interval '1 month' GROUP BY 1, 3, 4`,
      [day],
    );
  }

  /** The next day of which anything is counted, or would have to be. */
  private async dayAfter(manager: EntityManager, day: string): Promise<string | null> {
    const first = (table: string, time: string) =>
      `(SELECT min(${time}) FROM ${table} WHERE ${time} >= ${startOf('$1::date + 1')})`;
    const [row] = await manager.query<{ day: string | null }[]>(
      `SELECT least(
         (least(${first('questions', 'created_at')}, ${first('statistics_facts', 'at')},
           ${first('statistics_transfers', 'at')}, ${first('statistics_chats', 'at')}) AT TIME ZONE 'UTC')::date,
         (SELECT min(day) FROM statistics_daily WHERE day > $1::date))::text AS day`,
      [day],
    );
    return row!.day;
  }

  private async add(manager: EntityManager, before: Counted[], after: Counted[]): Promise<void> {
    const changes = new Map<string, Counted & { count: number }>();
    for (const [rows, by] of [[before, -1] as const, [after, 1] as const])
      for (const row of rows) {
        const key = JSON.stringify([row.dimension, row.institution_id, row.day, row.value]);
        changes.set(key, { ...row, count: (changes.get(key)?.count ?? 0) + by });
      }
    const rows = [...changes.values()].filter(({ count }) => count !== 0);
    if (!rows.length) return;
    await this.statements.within(
      manager,
      adding(`SELECT dimension, institution_id, day, value, count FROM jsonb_to_recordset($1::jsonb)
        AS r (dimension text, institution_id uuid, day date, value text, count integer)`),
      [JSON.stringify(rows)],
    );
  }
}

/** @param changes SQL for what is counted more or less, each with its count */
const adding = (
  changes: string,
) => `INSERT INTO statistics_daily AS d (dimension, institution_id, day, value, count)
  ${changes}
  -- In one order everywhere, so that two transactions never wait for each other.
  ORDER BY dimension, institution_id, day, value
  ON CONFLICT (dimension, institution_id, day, value) DO UPDATE SET count = d.count + excluded.count`;

const mutable = factColumns.replace(/^question_id, /, '').replace(/\s+/g, ' ');
const factAnew = `INSERT INTO statistics_facts (${factColumns}) ${factsOf('q.id = ANY($1)')}
  ON CONFLICT (question_id) DO UPDATE SET (${mutable}) = (${mutable.replace(/(\w+)/g, 'excluded.$1')})`;

/**
 * The facts of questions anew, and the difference between what they add now and what they added before: a part of a
 * statement that reads the table sees it as it was. Answers the chats that the questions came from.
 */
const countedAnew = `WITH anew AS (${factAnew} RETURNING *),
  changes AS (
    SELECT c.dimension, c.institution_id, ${utcDay} AS day, c.value, sum(c.by)::integer AS count FROM (
      SELECT *, 1 AS by FROM (${contributions('anew', noTransfers)}) now
      UNION ALL SELECT *, -1 FROM (${contributions('(SELECT * FROM statistics_facts WHERE question_id = ANY($1))', noTransfers)}) before
    ) c GROUP BY 1, 2, 3, 4 HAVING sum(c.by) <> 0),
  added AS (${adding('SELECT * FROM changes')})
  SELECT id, session_id AS chat FROM questions WHERE id = ANY($1::uuid[])`;

/** Earlier of the two moments: a chat that was handed back to the queue waits from its first request. */
const chatChanged = `INSERT INTO statistics_chats AS s (session_id, institution_id, practice, at, librarian_id,
    librarian_institution_id, waited_seconds, outcome, reason, length_seconds)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (session_id) DO UPDATE SET practice = s.practice OR excluded.practice, at = least(s.at, excluded.at),
    librarian_id = coalesce(s.librarian_id, excluded.librarian_id),
    librarian_institution_id = coalesce(s.librarian_institution_id, excluded.librarian_institution_id),
    waited_seconds = coalesce(s.waited_seconds, excluded.waited_seconds),
    outcome = coalesce(excluded.outcome, s.outcome), reason = coalesce(excluded.reason, s.reason),
    length_seconds = coalesce(excluded.length_seconds, s.length_seconds)`;

/**
 * A code that is corrected moves the chat as well. The first line of a librarian is known while the transcript is; what
 * was counted stays once that is erased.
 */
const becameQuestion = `UPDATE statistics_chats s SET question_id = q.id, practice = q.practice,
    outcome = CASE WHEN s.outcome IN ('served', 'lost-call')
      THEN CASE WHEN q.resolution = 'lost-call' THEN 'lost-call' ELSE 'served' END ELSE s.outcome END,
    first_response_seconds = coalesce(s.first_response_seconds,
      CASE WHEN line.at IS NOT NULL THEN greatest(0, extract(epoch FROM line.at - s.at)::integer) END)
  FROM questions q CROSS JOIN LATERAL (
    SELECT min((line->>'sentAt')::timestamptz) AS at FROM transcripts t, jsonb_array_elements(t.lines) line
    WHERE t.question_id = q.id AND line->>'from' = 'librarian') line
  WHERE q.session_id = $1 AND s.session_id = $1`;
