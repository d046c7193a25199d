import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger as NestLogger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import { DataSource } from 'typeorm';
import { AbandonedJobs } from './abandoned-jobs.js';
import { DueJobs } from './due-jobs.js';
import { directUrl } from './direct-database-url.js';
import { JOB, type JobDefinition } from './decorators.js';
import { metrics } from './metrics.js';
import { SETTINGS, type Settings } from './options.js';
import { patientPool } from './patient-pool.js';
import { RepeatedWarning } from './repeated-warning.js';
import { SpanKind, traced } from './tracing.js';

/** The default queue. */
const general = '';

type Found = JobDefinition & { name: string; run: (payload: unknown) => unknown };

/** Runs this service's @Job methods from its own database; replicas share the work. */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new NestLogger(Jobs.name);
  private readonly waiting = new RepeatedWarning(this.log);
  private readonly runners = new Map<string, Runner | undefined>();
  private loops: Promise<void>[] = [];
  private abandoned: AbandonedJobs | undefined;
  private due: DueJobs | undefined;
  private stopped = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Whether jobs are being looked for. */
  get healthy(): boolean {
    return this.runners.size > 0 && [...this.runners.values()].every((runner) => runner !== undefined);
  }

  onApplicationBootstrap(): void {
    const queues = new Map<string, Found[]>([[general, []]]);
    for (const job of this.find()) {
      const queue = job.queue ?? general;
      queues.set(queue, [...(queues.get(queue) ?? []), job]);
    }
    this.abandoned = new AbandonedJobs({
      connectionString: this.connectionString,
      everyMs: 2 * this.settings.silenceMs,
      waits: (error) => this.waits(error),
    });
    this.due = new DueJobs(this.dataSource, { waits: (error) => this.waits(error) });
    this.loops = [...queues].map(([queue, jobs]) => this.keepRunning(queue, jobs));
    this.abandoned.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.due?.stop();
    await Promise.all([...this.runners.values()].map((runner) => runner?.stop().catch(() => undefined)));
    await Promise.all(this.loops);
    await this.abandoned?.stop();
  }

  /** It waits for word of new jobs and holds locks of a session, which a pooler would not bring. */
  private get connectionString(): string {
    return directUrl(this.settings.service) ?? (this.dataSource.options as { url: string }).url;
  }

  private waits(error: unknown): void {
    if (!this.stopped) this.waiting.warn(`jobs wait: ${String(error)}`);
  }

  private find(): Found[] {
    const found = new Map<string, Found>();
    for (const { instance } of [...this.discovery.getProviders(), ...this.discovery.getControllers()]) {
      if (!instance || typeof instance !== 'object') continue;
      const prototype: object = Object.getPrototypeOf(instance);
      for (const key of this.scanner.getAllMethodNames(prototype)) {
        const method = (instance as Record<string, (payload: unknown) => unknown>)[key]!;
        const definition = Reflect.getMetadata(JOB, method) as (JobDefinition & { name: string }) | undefined;
        if (!definition) continue;
        if (found.has(definition.name)) throw new Error(`job ${definition.name} has two methods`);
        found.set(definition.name, { ...definition, run: (payload) => method.call(instance, payload) });
      }
    }
    return [...found.values()];
  }

  /** The library ends its runner when the database goes away for long; it is begun again. */
  private async keepRunning(queue: string, jobs: readonly Found[]): Promise<void> {
    this.runners.set(queue, undefined);
    while (!this.stopped) {
      const pool = patientPool(
        { connectionString: this.connectionString, max: this.settings.jobConcurrency + 1 },
        { waits: (error) => this.waits(error), stopped: () => this.stopped },
      );
      const events: WorkerEvents = new EventEmitter();
      events.on('worker:create', ({ worker }) => this.abandoned?.add(worker));
      events.on('worker:stop', ({ worker }) => this.abandoned?.remove(worker));
      this.due?.follow(events);
      // The library begins no worker in place of one that ended.
      const workerEnded = new Promise<void>((resolve) => events.once('worker:fatalError', () => resolve()));
      try {
        const runner = await run({
          events,
          pgPool: pool,
          taskList: this.tasks(jobs),
          crontab: jobs
            .filter((job) => job.cron)
            .map(line)
            .join('\n'),
          concurrency: this.settings.jobConcurrency,
          noHandleSignals: true,
          // New jobs are announced, and DueJobs knows when others are due. Every idle worker asks by itself.
          pollInterval: 600_000,
          logger: new Logger(() => (level, message) => level === 'error' && this.log.error(message)),
        });
        this.runners.set(queue, runner);
        if (this.stopped) await runner.stop();
        void workerEnded.then(() => runner.stop()).catch(() => undefined);
        await runner.promise;
      } catch (error) {
        this.waits(error);
      }
      this.runners.set(queue, undefined);
      await pool.end().catch(() => undefined);
      if (!this.stopped) await sleep(1_000);
    }
  }

  private tasks(jobs: readonly Found[]): TaskList {
    const tasks: TaskList = {};
    for (const job of jobs) {
      const labels = { service: this.settings.service, job: job.name };
      tasks[job.name] = async (payload) => {
        const { traceparent: parent, ...rest } = (payload ?? {}) as { traceparent?: string };
        try {
          await traced(`job ${job.name}`, { kind: SpanKind.CONSUMER, parent }, () =>
            Promise.resolve(job.run(rest)),
          );
          metrics.jobs.inc({ ...labels, outcome: 'done' });
        } catch (error) {
          metrics.jobs.inc({ ...labels, outcome: 'failed' });
          throw error;
        }
      };
    }
    return tasks;
  }
}

const line = ({ name, cron, maxAttempts }: Found) => `${cron} ${name} ?max=${maxAttempts ?? 3}`;
