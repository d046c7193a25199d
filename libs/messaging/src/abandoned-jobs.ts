import pg from 'pg';
import type { Worker } from 'graphile-worker';

/** Advisory locks of two numbers: this one, and the hash of a worker's name. */
const WORKER_LOCK = 0x6361_0003;
/** A host that is gone ends its sessions no sooner. */
const SILENT_SESSION_MS = 60_000;

interface Locked {
  id: string;
  locked_by: string;
}

/** Where the jobs are, and how often to look. */
export interface AbandonedJobsOptions {
  connectionString: string;
  everyMs: number;
  waits(error: unknown): void;
}

/**
 * Gives jobs back whose worker is gone: killed in the middle, or left without the answer that gave it the job. By
 * itself graphile-worker takes such jobs up again after four hours. Each process holds an advisory lock for each of
 * its workers, in one session; a job whose worker's lock is free is nobody's. It must be seen so twice in a row, since a
 * session that broke off takes its locks again a moment later.
 */
export class AbandonedJobs {
  private readonly workers = new Map<string, Worker>();
  private locked = new Set<string>();
  private client: pg.Client | undefined;
  private seen = new Map<string, string>();
  private loop: Promise<void> | undefined;
  private stopped = false;
  private wakeUp: () => void = () => undefined;

  constructor(private readonly options: AbandonedJobsOptions) {}

  /** A worker of this process begins. */
  add(worker: Worker): void {
    this.workers.set(worker.workerId, worker);
    this.wakeUp();
  }

  /** It has ended; what it has locked still is nobody's. */
  remove(worker: Worker): void {
    this.workers.delete(worker.workerId);
  }

  start(): void {
    this.loop ??= this.keepLooking();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeUp();
    await this.loop;
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopped) {
      const next = this.pause();
      try {
        const client = (this.client ??= await this.open());
        await this.sayAlive(client);
        await this.giveBack(client);
      } catch (error) {
        this.options.waits(error);
        await this.close();
      }
      await next;
    }
    await this.close();
  }

  private async open(): Promise<pg.Client> {
    const { connectionString } = this.options;
    const client = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {
      if (this.client === client) void this.close().then(() => this.wakeUp());
    });
    await client.connect();
    await client.query(`select set_config('idle_session_timeout', $1, false)`, [String(SILENT_SESSION_MS)]);
    return client;
  }

  private async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.locked = new Set();
    this.seen = new Map();
    await client?.end().catch(() => undefined);
  }

  private async sayAlive(client: pg.Client): Promise<void> {
    const own = [...this.workers.keys()];
    const now = new Set(own);
    const begun = own.filter((name) => !this.locked.has(name));
    const ended = [...this.locked].filter((name) => !now.has(name));
    const each = 'from unnest($2::text[]) as name';
    if (begun.length)
      await client.query(`select pg_advisory_lock($1, hashtext(name)) ${each}`, [WORKER_LOCK, begun]);
    if (ended.length)
      await client.query(`select pg_advisory_unlock($1, hashtext(name)) ${each}`, [WORKER_LOCK, ended]);
    this.locked = now;
  }

  private async giveBack(client: pg.Client): Promise<void> {
    const { rows } = await client.query<Locked>(
      `with long as materialized (
         select id::text, locked_by from graphile_worker._private_jobs
         where locked_at < now() - make_interval(secs => $1))
       select id, locked_by from long
       where case when locked_by = any($2) then true else pg_try_advisory_xact_lock($3, hashtext(locked_by)) end`,
      [this.options.everyMs / 1_000, [...this.workers.keys()], WORKER_LOCK],
    );
    const before = this.seen;
    const abandoned = rows.filter(({ id, locked_by: by }) => this.workers.get(by)?.getActiveJob()?.id !== id);
    this.seen = new Map(abandoned.map(({ id, locked_by: by }) => [id, by]));
    const twice = abandoned.filter(({ id, locked_by: by }) => before.get(id) === by);
    if (!twice.length) return;
    await client.query(
      `update graphile_worker._private_jobs as job
       set locked_at = null, locked_by = null, run_at = greatest(run_at, now()),
         last_error = 'the process that ran it ended in the middle'
       from unnest($1::bigint[], $2::text[]) as given (id, locked_by)
       where job.id = given.id and job.locked_by = given.locked_by`,
      [twice.map(({ id }) => id), twice.map(({ locked_by: by }) => by)],
    );
    await client.query(`select pg_notify('jobs:insert', json_build_object('count', $1::int)::text)`, [
      twice.length,
    ]);
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.everyMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
