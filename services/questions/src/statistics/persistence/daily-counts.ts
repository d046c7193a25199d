import { keyOf, Statements, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { contributions, factColumns, factsOf } from './facts.js';

export interface Transfer {
  readonly id: string;
  readonly at: string;
  readonly institutionId: string;
  readonly librarianId: string;
  readonly practice: boolean;
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
const counted = (
  facts: string,
  transfers: string,
) => `SELECT c.institution_id, ${utcDay}::text AS day, c.dimension,
  c.value FROM (${contributions(facts, transfers)}) c`;

// By name, each of these is planned once and not for every question.
const countedOfQuestion = counted('(SELECT * FROM statistics_facts WHERE question_id = $1)', noTransfers);
const countedOfTransfer = counted(noFacts, '(SELECT * FROM statistics_transfers WHERE id = $1)');

/** Keeps the daily counts in step with the questions: each change takes away what it counted and adds it anew. */
@Injectable()
export class DailyCounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly statements: Statements,
  ) {}

  /** From the question as it stands now; again and again gives the same counts. */
  question(id: string): Promise<void> {
    return this.transactions.run(async ({ manager }) => {
      // Two replicas may handle two changes of one question at once.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [id]);
      const now = () =>
        this.statements.within<Counted>(manager, countedOfQuestion, [keyOf(id, 'a count of a question')]);
      const before = await now();
      await this.statements.within(manager, factAnew, [id]);
      await this.add(manager, before, await now());
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

  /** A transfer that was carried out (R43); the same one again counts nothing. */
  transfer({ id, at, institutionId, librarianId, practice }: Transfer): Promise<void> {
    return this.transactions.run(async ({ manager }) => {
      const added = await manager.query<unknown[]>(
        `WITH added AS (INSERT INTO statistics_transfers (id, at, institution_id, librarian_id, practice)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM added`,
        [id, at, institutionId, librarianId, practice],
      );
      if (!added.length) return;
      await this.add(manager, [], await this.statements.within<Counted>(manager, countedOfTransfer, [id]));
    });
  }

  /** Everything from the questions themselves, for counts that are to begin anew. Answers how many questions. */
  rebuild(): Promise<number> {
    return this.transactions.run(async ({ manager }) => {
      await manager.query('LOCK statistics_facts, statistics_transfers IN SHARE ROW EXCLUSIVE MODE');
      await manager.query('DELETE FROM statistics_facts');
      await manager.query(`INSERT INTO statistics_facts (${factColumns}) ${factsOf('true')}`);
      await this.sum(manager);
      const [row] = await manager.query<{ n: number }[]>('SELECT count(*)::int AS n FROM statistics_facts');
      return row!.n;
    });
  }

  /** The daily counts anew from the facts. */
  async sum(manager: Pick<EntityManager, 'query'>): Promise<void> {
    await manager.query('DELETE FROM statistics_daily');
    await manager.query(`
      INSERT INTO statistics_daily (dimension, institution_id, day, value, count)
      SELECT dimension, institution_id, ${utcDay}, value, count(*)
      FROM (${contributions('statistics_facts', 'statistics_transfers')}) c GROUP BY 1, 2, 3, 4`);
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
    // In one order everywhere, so that two transactions never wait for each other.
    await this.statements.within(
      manager,
      `INSERT INTO statistics_daily AS d (dimension, institution_id, day, value, count)
       SELECT dimension, institution_id, day, value, count FROM jsonb_to_recordset($1::jsonb)
         AS r (dimension text, institution_id uuid, day date, value text, count integer)
       ORDER BY dimension, institution_id, day, value
       ON CONFLICT (dimension, institution_id, day, value) DO UPDATE SET count = d.count + excluded.count`,
      [JSON.stringify(rows)],
    );
  }
}

const mutable = factColumns.replace(/^question_id, /, '').replace(/\s+/g, ' ');
const factAnew = `INSERT INTO statistics_facts (${factColumns}) ${factsOf('q.id = $1')}
  ON CONFLICT (question_id) DO UPDATE SET (${mutable}) = (${mutable.replace(/(\w+)/g, 'excluded.$1')})`;
