import { Clock, NotFound, Refusal } from '@carrel/kernel';
import { isDatabaseAway, Job, keyOf, newId, Transactions, type Transaction } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Everything that is made anew from what it was made of, each in the service that keeps it. */
export const rebuildKinds = ['directory', 'statistics', 'search'] as const;
export type RebuildKind = (typeof rebuildKinds)[number];

/** Makes one kind of derived data anew, batch by batch. */
export interface Rebuilder {
  /** How much there is, in what `next` counts. */
  total(): Promise<number>;
  /**
   * One batch, in the transaction that notes how far the rebuild is. After each batch everything is fit for use, so that
   * a rebuild may stop there.
   * @param place where the batch before ended; null at the start
   * @returns what the batch did, and where the next one begins; null when that was all
   */
  next(tx: Transaction, place: string | null): Promise<{ done: number; place: string | null }>;
}

/** Injection token: what makes this service's kinds anew. */
export const REBUILDERS = Symbol('rebuilders');
export type Rebuilders = ReadonlyMap<RebuildKind, Rebuilder>;

export interface Rebuild {
  readonly id: string;
  readonly kind: RebuildKind;
  readonly status: 'running' | 'finished' | 'failed' | 'cancelled';
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly done: number;
  readonly total: number;
  /** What went wrong last; null once a batch has gone well since. */
  readonly failure: string | null;
}

class RebuildRunning extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'rebuild-running';
}
class RebuildEnded extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'rebuild-ended';
}
class NotRebuiltHere extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'not-rebuilt-here';
}

const job = 'rebuild';
/** So often in a row a batch may fail, at this distance. */
const mostFailures = 3;
const againAfterMs = 5_000;

const columns = `id, kind, status, started_at AS "startedAt", ended_at AS "endedAt", done, total, failure`;

/** Rebuilds of derived data: of each kind one at a time, in batches, each of them with its place in one transaction. */
@Injectable()
export class Rebuilds {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(REBUILDERS) private readonly rebuilders: Rebuilders,
  ) {}

  /** Begins one, which jobs carry out. @throws RebuildRunning while one of this kind runs */
  async begin(kind: RebuildKind): Promise<Rebuild> {
    const begun = await this.add(kind, 'DO NOTHING');
    if (begun) return begun;
    throw new RebuildRunning('This is being made anew already; wait for it, or cancel it first.');
  }

  /** The one that runs, or a new one. */
  async join(kind: RebuildKind): Promise<Rebuild> {
    return (await this.add(kind, `(kind) WHERE status = 'running' DO UPDATE SET kind = excluded.kind`))!;
  }

  /** A new one, or the one that runs from its start: for who may have missed what it has done so far. */
  async beginAnew(kind: RebuildKind): Promise<Rebuild> {
    const anew = 'SET place = NULL, done = 0, total = excluded.total';
    return (await this.add(kind, `(kind) WHERE status = 'running' DO UPDATE ${anew}`))!;
  }

  @Job(job)
  async carryOut({ id }: { id: string }): Promise<void> {
    await this.goOn(id, (tx, runAt) => this.later(tx, id, runAt));
  }

  /**
   * One batch more, if it runs. A failure is noted; the batch is tried again, or the rebuild has failed.
   * @param next called in the batch's transaction where another is to follow, and when where not at once
   */
  async goOn(id: string, next?: (tx: Transaction, runAt?: Date) => Promise<void>): Promise<Rebuild> {
    try {
      await this.transactions.run(async (tx) => {
        if (await this.batch(tx, id)) await next?.(tx);
      });
    } catch (error) {
      // Not its fault: the job is tried again for as long as it takes.
      if (isDatabaseAway(error)) throw error;
      await this.transactions.run(async (tx) => {
        if (await this.failed(tx, id, error))
          await next?.(tx, new Date(this.clock.now().getTime() + againAfterMs));
      });
    }
    return this.get(id);
  }

  /** Stops it before its next batch; what it has made anew stays. */
  async cancel(id: string): Promise<Rebuild> {
    await this.db.query(
      `UPDATE rebuilds SET status = 'cancelled', ended_at = $2 WHERE id = $1 AND status = 'running'`,
      [keyOf(id, 'a rebuild'), this.clock.now()],
    );
    const rebuild = await this.get(id);
    if (rebuild.status === 'cancelled') return rebuild;
    throw new RebuildEnded('This has ended; nothing is left to cancel.');
  }

  async get(id: string): Promise<Rebuild> {
    const [rebuild] = await this.db.query<Rebuild[]>(`SELECT ${columns} FROM rebuilds WHERE id = $1`, [
      keyOf(id, 'a rebuild'),
    ]);
    if (!rebuild) throw new NotFound('rebuild');
    return rebuild;
  }

  /** The newest first. */
  page(before: string | undefined, limit: number): Promise<Rebuild[]> {
    return this.db.query(
      `SELECT ${columns} FROM rebuilds WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [before ?? null, limit],
    );
  }

  private async add(kind: RebuildKind, onConflict: string): Promise<Rebuild | undefined> {
    const total = await this.of(kind).total();
    const id = newId();
    return this.transactions.run(async (tx) => {
      const [rebuild] = await tx.manager.query<Rebuild[]>(
        `INSERT INTO rebuilds (id, kind, status, started_at, total) VALUES ($1, $2, 'running', $3, $4)
         ON CONFLICT ${onConflict} RETURNING ${columns}`,
        [id, kind, this.clock.now(), total],
      );
      // The one that runs has its job.
      if (rebuild?.id === id) await this.later(tx, id);
      return rebuild;
    });
  }

  /** A job for each batch: none holds up the end of the process, and one that is killed is done again. */
  private later(tx: Transaction, id: string, runAt?: Date): Promise<void> {
    return tx.job(job, { id }, { key: `rebuild-${id}`, ...(runAt ? { runAt } : {}) });
  }

  /** @returns whether there is another */
  private async batch(tx: Transaction, id: string): Promise<boolean> {
    const [row] = await tx.manager.query<{ kind: RebuildKind; place: string | null }[]>(
      `SELECT kind, place FROM rebuilds WHERE id = $1 AND status = 'running' FOR UPDATE`,
      [id],
    );
    if (!row) return false;
    const { done, place } = await this.of(row.kind).next(tx, row.place);
    // What was added meanwhile is done too.
    await tx.manager.query(
      `UPDATE rebuilds SET done = done + $2, total = greatest(total, done + $2), place = $3, failures = 0, failure = NULL
       WHERE id = $1`,
      [id, done, place],
    );
    if (place !== null) return true;
    await tx.manager.query(
      `UPDATE rebuilds SET status = 'finished', ended_at = $2, total = done WHERE id = $1`,
      [id, this.clock.now()],
    );
    return false;
  }

  /** @returns whether it is tried again */
  private async failed(tx: Transaction, id: string, error: unknown): Promise<boolean> {
    const [[row]] = await tx.manager.query<[{ status: string }[], number]>(
      `UPDATE rebuilds SET failures = failures + 1, failure = $2,
         status = CASE WHEN failures + 1 < ${mostFailures} THEN status ELSE 'failed' END,
         ended_at = CASE WHEN failures + 1 < ${mostFailures} THEN NULL ELSE $3::timestamptz END
       WHERE id = $1 AND status = 'running' RETURNING status`,
      [id, causeOf(error), this.clock.now()],
    );
    return row?.status === 'running';
  }

  private of(kind: RebuildKind): Rebuilder {
    const rebuilder = this.rebuilders.get(kind);
    if (rebuilder) return rebuilder;
    throw new NotRebuiltHere(`This service makes anew: ${[...this.rebuilders.keys()].join(', ')}.`);
  }
}

/** Its first line, as of a dead letter. */
const causeOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 500);
