import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Aggregate } from '@carrel/kernel';
import { joinOpenTransaction } from './open-transaction.js';
import { currentHandler } from './event-handlers.js';
import { isDatabaseAway } from './database-away.js';
import { SETTINGS, type Settings } from './options.js';
import { appendToOutbox } from './outbox.js';
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
  /** Puts the facts the aggregate has recorded into the outbox; a payload that breaks its schema throws. */
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
  /** Nested runs share one connection, and savepoints must not interleave. */
  private lastNested: Promise<unknown> = Promise.resolve();

  constructor(
    readonly manager: EntityManager,
    private readonly service: string,
    private readonly outcome: Outcome,
  ) {}

  async publish(aggregate: Aggregate): Promise<void> {
    const events = aggregate.takeEvents();
    if (!events.length) return;
    await appendToOutbox(this.manager, this.service, events);
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

  nested<T>(work: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    const run = this.lastNested.then(async () => {
      const inner: Outcome = { published: false, hints: [] };
      const result = await this.manager.transaction((manager) =>
        work(new OpenTransaction(manager, this.service, inner)),
      );
      this.outcome.published ||= inner.published;
      this.outcome.hints.push(...inner.hints);
      return result;
    });
    this.lastNested = run.catch(() => undefined);
    return run;
  }
}

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
    joinOpenTransaction(dataSource, () => {
      const outer = this.ambient.getStore();
      return outer?.open ? outer.manager.queryRunner : undefined;
    });
  }

  /**
   * Runs the work in one transaction. A run inside a run joins the outer one; when the inner one throws, only
   * what it did is undone, so that the outer may still commit (a refusal answered under an idempotency key).
   * Every use of the DataSource inside is part of the transaction.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const outer = this.ambient.getStore();
    if (outer?.open) return outer.nested((tx) => this.inside(tx, work));
    const outcome: Outcome = { published: false, hints: [] };
    const result = await this.dataSource.transaction((manager) =>
      this.inside(new OpenTransaction(manager, this.settings.service, outcome), work),
    );
    if (outcome.published) this.afterwards(() => this.relay.wake());
    for (const hint of outcome.hints) this.afterwards(hint);
    return result;
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
    return this.run(async (tx) => {
      const taken: unknown[] = await tx.manager.query(
        // A process that is paused in here must not keep the next leader waiting for its inbox row.
        `insert into inbox (event_id, handler)
         select $1::uuid, $2 from set_config('idle_in_transaction_session_timeout', $3, true)
         on conflict do nothing returning event_id`,
        [cause.id, currentHandler.getStore() ?? '', String(this.settings.silenceMs)],
      );
      return taken.length ? work(tx) : undefined;
    });
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

  /** The variable lives as long as the outermost transaction, so inside another what it held is put back. */
  private scoped<T>(library: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const joins = this.ambient.getStore()?.open;
    return this.run(async (tx) => {
      const [was] = await tx.manager.query<{ before: string }[]>(
        `select coalesce(current_setting($1, true), '') as before, set_config($1, $2, true)`,
        [LIBRARY, library],
      );
      const result = await work(tx);
      if (joins) await tx.manager.query('select set_config($1, $2, true)', [LIBRARY, was!.before]);
      return result;
    });
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

  private async inside<T>(tx: OpenTransaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.ambient.run(tx, () => work(tx));
    } finally {
      // Work left running past its transaction must not write into a finished one.
      tx.open = false;
    }
  }
}
