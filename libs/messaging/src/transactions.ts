import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Aggregate } from '@carrel/kernel';
import { atOnce } from './at-once.js';
import { listenForErrors } from './client-errors.js';
import { joinOpenTransaction } from './open-transaction.js';
import { currentHandler } from './event-handlers.js';
import { isDatabaseAway } from './database-away.js';
import { SETTINGS, type Settings } from './options.js';
import { outboxInsert } from './outbox.js';
import { quoted } from './quoted.js';
import { Relay } from './relay.js';
import { EVERY_LIBRARY, keyOf, LIBRARY } from './row-security.js';
import { traceparent } from './tracing.js';

/** When and under which key a job runs, and how often it is tried (default 25 times). */
export interface JobOptions {
  runAt?: Date;
  key?: string;
  maxAttempts?: number;
  /** Lower goes first; default 0. */
  priority?: number;
}

/** The operations of one unit of work; all are committed, or none. */
export interface Transaction {
  /** Of this transaction. */
  readonly manager: EntityManager;
  /**
   * Puts the facts the aggregate has recorded into the outbox at the end of this run; a payload that breaks its schema
   * throws at once.
   */
  publish(aggregate: Aggregate): Promise<void>;
  /** Adds a job; one with the same key replaces the earlier. */
  job(name: string, payload: object, options?: JobOptions): Promise<void>;
  /** Removes the job with this key if it has not started. */
  dropJob(key: string): Promise<void>;
  /**
   * Called once the outermost transaction is durable, for hints that may be lost (nudges); not at all when it fails.
   * One that throws or rejects is logged, and the others are called.
   */
  afterCommit(hint: () => unknown): void;
  /**
   * Sends this statement (of `quoted`) along with the end of this run, before anything it did is durable: one way to the
   * database less. Of a run inside a run with the end of that.
   */
  atEnd(statement: string): void;
}

/** The trace a job belongs to travels in its payload; Jobs takes it out again. */
function withTrace(payload: object): object {
  const parent = traceparent();
  return parent ? { ...payload, traceparent: parent } : payload;
}

/** Callbacks to run once the transaction is durable. */
interface Outcome {
  published: boolean;
  hints: (() => unknown)[];
}

class OpenTransaction implements Transaction {
  open = true;
  private readonly last: string[] = [];
  /** Nested runs share one connection, and savepoints must not interleave. */
  private lastNested: Promise<unknown> = Promise.resolve();

  constructor(
    readonly manager: EntityManager,
    private readonly service: string,
    private readonly outcome: Outcome,
    /** What LIBRARY holds. */
    readonly library: string,
    private readonly depth = 0,
  ) {}

  /** Starts it, and commits it or undoes it. `first` is sent along with the start; the work gets its rows. */
  async around<T, R>(first: string, work: (tx: this, rows: R[]) => Promise<T>): Promise<T> {
    const name = `nested_${this.depth}`;
    const [start, end, undo] = this.depth
      ? [`SAVEPOINT ${name}`, `RELEASE SAVEPOINT ${name}`, `ROLLBACK TO SAVEPOINT ${name}`]
      : ['START TRANSACTION', 'COMMIT', 'ROLLBACK'];
    const runner = this.manager.queryRunner!;
    try {
      const { rows } = (await atOnce(runner, [start, ...(first ? [first] : [])])).at(-1)!;
      // For TypeORM, which locks rows in what it knows to be a transaction, and begins its own as a part of one.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      const result = await work(this, rows as R[]);
      const { command } = (await atOnce(runner, [...this.last, end])).at(-1)!;
      // PostgreSQL answers so, and not with an error, where the work kept the fault of a statement to itself.
      if (command === 'ROLLBACK') throw new Error('nothing was written: a statement had failed');
      return result;
    } catch (error) {
      // What is thrown is why it is undone; a connection that is gone has undone it itself.
      await runner.query(undo).catch(() => undefined);
      throw error;
    }
  }

  async publish(aggregate: Aggregate): Promise<void> {
    const events = aggregate.takeEvents();
    if (!events.length) return;
    this.atEnd(outboxInsert(this.service, events));
    this.outcome.published = true;
  }

  async job(name: string, payload: object, options: JobOptions = {}): Promise<void> {
    await this.manager.query(
      `select from graphile_worker.add_job($1, payload := $2::json, run_at := $3, job_key := $4, max_attempts := $5, priority := $6)`,
      [
        name,
        JSON.stringify(withTrace(payload)),
        options.runAt ?? null,
        options.key ?? null,
        options.maxAttempts ?? null,
        options.priority ?? null,
      ],
    );
  }

  async dropJob(key: string): Promise<void> {
    await this.manager.query('select from graphile_worker.remove_job($1)', [key]);
  }

  afterCommit(hint: () => unknown): void {
    this.outcome.hints.push(hint);
  }

  atEnd(statement: string): void {
    this.last.push(statement);
  }

  nested<T, R>(
    first: string,
    library: string,
    work: (tx: OpenTransaction, rows: R[]) => Promise<T>,
  ): Promise<T> {
    const run = this.lastNested.then(async () => {
      const inner: Outcome = { published: false, hints: [] };
      const tx = new OpenTransaction(this.manager, this.service, inner, library, this.depth + 1);
      const result = await tx.around(first, work);
      this.outcome.published ||= inner.published;
      this.outcome.hints.push(...inner.hints);
      return result;
    });
    this.lastNested = run.catch(() => undefined);
    return run;
  }
}

const ifTaken =
  <T>(work: (tx: Transaction) => Promise<T>) =>
  async (tx: Transaction, taken: unknown[]): Promise<T | undefined> =>
    taken.length ? work(tx) : undefined;

/** The only way to change state: rows, events and jobs together. */
@Injectable()
export class Transactions implements OnModuleDestroy {
  private stopping = false;
  private readonly ambient = new AsyncLocalStorage<OpenTransaction>();
  private readonly log = new Logger(Transactions.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly relay: Relay,
  ) {
    listenForErrors(dataSource);
    joinOpenTransaction(dataSource, () => this.outer?.manager.queryRunner);
  }

  /**
   * Runs the work in one transaction. A run inside a run joins the outer one; when the inner one throws, only
   * what it did is undone, so that the outer may still commit (a refusal answered under an idempotency key).
   * Every use of the DataSource inside is part of the transaction.
   */
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.runAfter('', work);
  }

  /** As `run`, with a statement (of `quoted`) that is sent along with the start; the work gets its rows. */
  runAfter<T, R>(first: string, work: (tx: Transaction, rows: R[]) => Promise<T>): Promise<T> {
    return this.begun(first, this.outer?.library ?? '', work);
  }

  /**
   * Reads that belong together: all of them see the database as it was at one moment, so that what another transaction changes
   * meanwhile is seen whole or not at all. Inside another run they see what that sees, which holds what it changes. Nothing can be written.
   */
  snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.outer) return this.run(work);
    return this.runAfter('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY', work);
  }

  /** As `run`, in a transaction of its own: what it writes stays when the one around it is undone by a refusal. */
  apart<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.ambient.exit(() => this.run(work));
  }

  /**
   * As `run`, but first takes the event from the inbox; undefined when this handler has had it.
   * The effect and the inbox row commit together, so an event delivered twice has its effect once.
   */
  runOnce<T>(cause: { id: string }, work: (tx: Transaction) => Promise<T>): Promise<T | undefined> {
    return this.runAfter(this.take(cause), ifTaken(work));
  }

  /** `runOnce` and `forLibrary` in one: half the ways to the database of one inside the other. */
  runOnceForLibrary<T>(
    institutionId: string,
    cause: { id: string },
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T | undefined> {
    return this.scoped(keyOf(institutionId, 'a library'), ifTaken(work), this.take(cause));
  }

  /**
   * As `run`, for the outcome of what happened outside and cannot be asked for again: while the database is away, the
   * work is done anew every second, until it is written, `withinMs` are over or this process stops.
   */
  async runPatiently<T>(work: (tx: Transaction) => Promise<T>, withinMs = 60_000): Promise<T> {
    for (const until = Date.now() + withinMs; ; await sleep(1_000)) {
      try {
        return await this.run(work);
      } catch (error) {
        if (!isDatabaseAway(error) || this.stopping || Date.now() > until) throw error;
      }
    }
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /**
   * As `run`, with row security open for one library and for no other (B29, promise 22).
   * @throws Error, a bug of ours, when no library is named
   */
  forLibrary<T>(institutionId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.scoped(keyOf(institutionId, 'a library'), work);
  }

  /** As `run`, for what the system does in all libraries' names; never on behalf of one caller. */
  forEveryLibrary<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.scoped(EVERY_LIBRARY, work);
  }

  /** Of the event from the inbox; answers a row unless this handler has had it. */
  private take(cause: { id: string }): string {
    // A process that is paused in here must not keep the next leader waiting for its inbox row.
    return quoted`insert into inbox (event_id, handler)
      select ${cause.id}::uuid, ${currentHandler.getStore() ?? ''}
      from set_config('idle_in_transaction_session_timeout', ${String(this.settings.silenceMs)}, true)
      on conflict do nothing returning event_id`;
  }

  /** The variable lives as long as the outermost transaction, so inside another what it held is put back. */
  private scoped<T, R>(
    library: string,
    work: (tx: Transaction, rows: R[]) => Promise<T>,
    also?: string,
  ): Promise<T> {
    const before = this.outer?.library;
    const holds = (value: string) => quoted`select set_config(${LIBRARY}, ${value}, true)`;
    const first = also ? `${holds(library)}; ${also}` : holds(library);
    return this.begun<T, R>(first, library, async (tx, rows) => {
      const result = await work(tx, rows);
      if (before !== undefined) tx.atEnd(holds(before));
      return result;
    });
  }

  private get outer(): OpenTransaction | undefined {
    const outer = this.ambient.getStore();
    return outer?.open ? outer : undefined;
  }

  private async begun<T, R>(
    first: string,
    library: string,
    work: (tx: Transaction, rows: R[]) => Promise<T>,
  ): Promise<T> {
    const inside = (tx: OpenTransaction, rows: R[]) => this.inside(tx, () => work(tx, rows));
    if (this.outer) return this.outer.nested(first, library, inside);
    const outcome: Outcome = { published: false, hints: [] };
    const runner = this.dataSource.createQueryRunner();
    let result: T;
    try {
      const tx = new OpenTransaction(runner.manager, this.settings.service, outcome, library);
      result = await tx.around(first, inside);
    } finally {
      await runner.release();
    }
    if (outcome.published) this.afterwards(() => this.relay.wake());
    for (const hint of outcome.hints) this.afterwards(hint);
    return result;
  }

  /** What is durable has succeeded, whatever becomes of its hints. */
  private afterwards(hint: () => unknown): void {
    const failed = (fault: unknown) =>
      this.log.warn(`A hint after a commit failed: ${fault instanceof Error ? fault.message : typeof fault}`);
    try {
      // A hint may be an async function, whose rejection nobody else would handle.
      Promise.resolve(hint()).catch(failed);
    } catch (fault) {
      failed(fault);
    }
  }

  private async inside<T>(tx: OpenTransaction, work: () => Promise<T>): Promise<T> {
    try {
      return await this.ambient.run(tx, work);
    } finally {
      // Work left running past its transaction must not write into a finished one.
      tx.open = false;
    }
  }
}
