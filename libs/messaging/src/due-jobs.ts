import type { WorkerEvents, Worker } from 'graphile-worker';
import type { DataSource } from 'typeorm';

/** No two looks are closer than this, however many jobs are added. */
const APART_MS = 1_000;
/** For what nobody announces: a job whose retry was set by a replica that has ended since. */
const BACKSTOP_MS = 30_000;
const RETRY_MS = 2_000;

/** What it needs of its owner. */
export interface DueJobsOptions {
  waits(error: unknown): void;
}

/**
 * Wakes graphile-worker's workers when a job's time comes. By itself each of them asks for work every few seconds, which
 * at rest is most of what a service asks its database. New jobs are announced by the database; here the next time is
 * looked up once for all workers, after each announcement and each failed job.
 */
export class DueJobs {
  private readonly workers = new Set<Worker>();
  private timer: NodeJS.Timeout | undefined;
  private nextAt = Infinity;
  private lookedAt = 0;
  private looking = false;
  /** Something was announced during a look that may have begun before it. */
  private again = false;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: DueJobsOptions,
  ) {}

  /** Follows the workers of one runner. */
  follow(events: WorkerEvents): void {
    events.on('worker:create', ({ worker }) => this.workers.add(worker));
    events.on('worker:release', ({ worker }) => this.workers.delete(worker));
    events.on('worker:stop', ({ worker }) => this.workers.delete(worker));
    // What was added just before it listens is not announced to it.
    events.on('pool:listen:success', () => this.lookIn(APART_MS));
    events.on('pool:listen:notification', () => this.lookIn(0));
    events.on('job:complete', ({ error }) => error && this.lookIn(0));
    events.on('worker:getJob:error', () => this.lookIn(RETRY_MS));
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Looks after so many milliseconds, or earlier where that was asked for. */
  private lookIn(ms: number): void {
    const at = Math.max(Date.now() + ms, this.lookedAt + APART_MS);
    if (this.stopped || at >= this.nextAt) return;
    clearTimeout(this.timer);
    this.nextAt = at;
    this.timer = setTimeout(() => void this.look(), at - Date.now());
    this.timer.unref();
  }

  private async look(): Promise<void> {
    this.nextAt = Infinity;
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    this.lookedAt = Date.now();
    let nextMs = BACKSTOP_MS;
    try {
      const [row] = await this.dataSource.query(dueAndNext, [this.workers.size]);
      this.wake(row.due);
      nextMs = Math.min(nextMs, row.next_ms ?? nextMs);
    } catch (error) {
      nextMs = RETRY_MS;
      this.options.waits(error);
    }
    this.looking = false;
    this.lookIn(this.again ? 0 : nextMs);
    this.again = false;
  }

  /** As many workers of each runner as jobs are due: a worker that has finished one looks for the next itself. */
  private wake(due: number): void {
    const woken = new Map<unknown, number>();
    for (const worker of this.workers) {
      const before = woken.get(worker.workerPool) ?? 0;
      if (before < due && worker.nudge()) woken.set(worker.workerPool, before + 1);
    }
  }
}

/** By priority, because the library's index starts with it: a hundred thousand jobs that wait cost nothing. */
const dueAndNext = `
  with recursive priorities as (
    (select priority from graphile_worker._private_jobs where is_available order by priority limit 1)
    union all
    select (select job.priority from graphile_worker._private_jobs as job
            where job.is_available and job.priority > before.priority order by job.priority limit 1)
    from priorities as before where before.priority is not null)
  select coalesce(sum(now.due), 0)::int as due,
    (extract(epoch from min(later.run_at) - clock_timestamp()) * 1000)::float as next_ms
  from priorities as each
  cross join lateral (
    select count(*) as due from (
      select from graphile_worker._private_jobs
      where is_available and priority = each.priority and run_at <= clock_timestamp() limit $1) as found) as now
  left join lateral (
    select run_at from graphile_worker._private_jobs
    where is_available and priority = each.priority and run_at > clock_timestamp() order by run_at limit 1) as later
    on true`;
