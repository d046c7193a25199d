import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { MsgHdrs } from '@nats-io/transport-node';
import { subjectOf, type EventName } from '@carrel/contracts';
import { DataSource } from 'typeorm';
import { atOnce } from './at-once.js';
import { Nats } from './connection.js';
import { metrics } from './metrics.js';
import { SETTINGS, type Settings } from './options.js';
import { quoted } from './quoted.js';
import { RepeatedWarning } from './repeated-warning.js';
import { EventStream } from './stream.js';
import { traceHeaders } from './trace-headers.js';
import { SpanKind, traced } from './tracing.js';

const BATCH = 500;
/** For what nobody announced: the commit of a replica that ended right after it. */
const POLL_MS = 10_000;
const RETRY_MS = 1_000;
/** A batch ends by then, long before its transaction would be taken for abandoned. */
const BATCH_MS = 2_000;
/** Advisory locks are per database, and so per service. */
export const SENDER_LOCK = 0x6361_0001;

interface Unsent {
  position: string;
  id: string;
  name: EventName;
  subject: string;
  replays: number;
  envelope: string;
  traceparent: string | null;
}

type Found = 'more' | 'nothing more' | 'busy';

/**
 * Publishes the outbox to JetStream. Rows are claimed by their own state, never by a cursor, so that one which
 * commits late is found; one replica sends at a time, and an aggregate's facts go one after the other.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Relay.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private js: JetStreamClient | undefined;
  private readonly waiting = new RepeatedWarning(this.log);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly nats: Nats,
    private readonly stream: EventStream,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    void this.nats.open().catch(() => undefined);
    this.nats.onUp(() => {
      // The server may have been replaced, or have lost its store.
      this.js = undefined;
      this.wake();
    });
    this.lookIn(POLL_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Sends what is unsent soon; cheap, and called after every commit with events. */
  wake(): void {
    this.again = true;
    if (this.stopped || this.running || !this.nats.connected) return;
    this.running = this.drain().finally(() => {
      this.running = undefined;
      if (this.again) setImmediate(() => this.wake());
    });
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.look().finally(() => this.lookIn(POLL_MS)), ms);
    this.timer.unref();
  }

  /** One question, without a transaction: at rest there is nothing to send. */
  private async look(): Promise<void> {
    if (this.stopped || this.running || !this.nats.connected) return;
    const waits = await this.dataSource
      .query('select exists(select from outbox where sent_at is null) as waits')
      .then(([row]) => row.waits as boolean)
      // The batch logs the error.
      .catch(() => true);
    if (waits || !this.js) this.wake();
  }

  /** Sends what is unsent one last time, then nothing more. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    clearTimeout(this.timer);
    if (this.dataSource.isInitialized) this.wake();
    this.stopped = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    try {
      this.js ??= await this.ready();
      let found: Found;
      do {
        this.again = false;
        found = await this.sendBatch(this.js);
        // Another replica is sending; it may have looked before our commit.
        if (found === 'busy') await sleep(20);
      } while (!this.stopped && found !== 'nothing more');
      this.waiting.over();
    } catch (error) {
      this.js = undefined;
      this.again = false;
      this.lookIn(RETRY_MS);
      if (!this.stopped) this.waiting.warn(`the outbox waits: ${String(error)}`);
    }
  }

  private async ready(): Promise<JetStreamClient> {
    await this.stream.ensure();
    return (await this.nats.jetstream()).js;
  }

  /** One batch in one transaction, whose lock a crash releases; two ways to the database. */
  private async sendBatch(js: JetStreamClient): Promise<Found> {
    const runner = this.dataSource.createQueryRunner();
    let ended = false;
    try {
      const [, lock, found] = await atOnce(runner, ['START TRANSACTION', this.lock(), unsent]);
      const rows = found!.rows as Unsent[];
      if (!rows.length) return (lock!.rows as { got: boolean }[])[0]!.got ? 'nothing more' : 'busy';
      const { sent, failure } = await publishInOrder(js, rows);
      await atOnce(runner, [
        quoted`update outbox set sent_at = clock_timestamp() where position = any(${`{${sent.join()}}`}::bigint[])`,
        'COMMIT',
      ]);
      ended = true;
      metrics.sent.inc({ service: this.settings.service }, sent.length);
      if (failure) throw failure;
      return rows.length === BATCH || sent.length < rows.length ? 'more' : 'nothing more';
    } finally {
      if (!ended) await runner.query('ROLLBACK').catch(() => undefined);
      await runner.release();
    }
  }

  /**
   * A paused process must not keep the others from sending. The commit does not wait for the disk: a server that crashes
   * and forgets what was sent has it sent again, and NATS knows it by its id.
   */
  private lock(): string {
    return quoted`select got, set_config('carrel.sender', got::text, true), set_config('synchronous_commit', 'off', true),
        set_config('idle_in_transaction_session_timeout', ${String(this.settings.silenceMs)}, true)
      from pg_try_advisory_xact_lock(${SENDER_LOCK}) as got`;
  }
}

/** By whoever holds the lock; a statement of its own, since what the sender before has sent is seen by one that starts after it. */
const unsent = `select position, id, name, subject, replays, envelope::text, traceparent from outbox
  where sent_at is null and current_setting('carrel.sender') = 'true' order by position limit ${BATCH}`;

/** Aggregates side by side; within one, the next fact goes only when the one before is stored. */
async function publishInOrder(
  js: JetStreamClient,
  rows: readonly Unsent[],
): Promise<{ sent: string[]; failure: unknown }> {
  const chains = new Map<string, Unsent[]>();
  for (const row of rows) {
    const chain = chains.get(row.subject);
    if (chain) chain.push(row);
    else chains.set(row.subject, [row]);
  }
  const sent: string[] = [];
  const end = Date.now() + BATCH_MS;
  let failure: unknown;
  await Promise.all(
    [...chains.values()].map(async (chain) => {
      for (const row of chain) {
        if (Date.now() > end) return;
        try {
          await publish(js, row);
          sent.push(row.position);
        } catch (error) {
          failure ??= error;
          return;
        }
      }
    }),
  );
  return { sent, failure };
}

function publish(js: JetStreamClient, row: Unsent): Promise<unknown> {
  const msgID = row.replays ? `${row.id}.${row.replays}` : row.id;
  const send = (along: { headers?: MsgHdrs }) =>
    js.publish(subjectOf(row.name), row.envelope, { msgID, timeout: BATCH_MS, ...along });
  if (!row.traceparent) return send({});
  const options = { kind: SpanKind.PRODUCER, parent: row.traceparent };
  return traced(`publish ${row.name}`, options, () => send(traceHeaders()));
}
