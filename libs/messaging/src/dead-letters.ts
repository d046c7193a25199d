import { Inject, Injectable, type INestApplicationContext } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AnyEvent } from '@carrel/contracts';
import { ServiceUnavailable } from '@carrel/kernel';
import { DataSource } from 'typeorm';
import pTimeout from 'p-timeout';
import { Nats } from './connection.js';
import { newId } from './ids.js';
import { SETTINGS, type Settings } from './options.js';
import { requeueSubject } from './stream.js';
import { EventAttempts } from './event-attempts.js';

/** An event this service gave up on, with the reason. */
export interface DeadLetter {
  eventId: string;
  name: string;
  envelope: AnyEvent;
  cause: string;
  attempts: number;
  diedAt: Date;
  requeuedAt: Date | null;
}

/** Events that failed every attempt, kept until they are requeued. */
@Injectable()
export class DeadLetters {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly nats: Nats,
    private readonly tries: EventAttempts,
  ) {}

  /** One already here keeps its first cause, unless it was requeued; that it has died again is noted either way. */
  async add(event: AnyEvent, cause: string, attempts: number): Promise<void> {
    await this.dataSource.query(
      `insert into dead_letters as d (event_id, name, envelope, cause, attempts) values ($1, $2, $3, $4, $5)
       on conflict (event_id) do update set
         cause = case when d.requeued_at is null then d.cause else excluded.cause end,
         attempts = case when d.requeued_at is null then d.attempts else excluded.attempts end,
         died_at = clock_timestamp(), requeued_at = null`,
      [event.id, event.type, JSON.stringify(event), cause, attempts],
    );
  }

  /**
   * Those not requeued, newest first.
   *
   * @param before the place of the last one of the page before: when it was given up, and its id
   */
  list(limit = 100, before?: readonly [diedAt: string, eventId: string]): Promise<DeadLetter[]> {
    return this.dataSource.query(
      `select event_id as "eventId", name, envelope, cause, attempts, died_at as "diedAt", requeued_at as "requeuedAt"
       from dead_letters where requeued_at is null
         and ($2::timestamptz is null or (date_trunc('milliseconds', died_at), event_id) < ($2::timestamptz, $3::uuid))
       order by date_trunc('milliseconds', died_at) desc, event_id desc limit $1`,
      [limit, before?.[0] ?? null, before?.[1] ?? null],
    );
  }

  /** How many there are that are not requeued. */
  async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      'select count(*)::int as n from dead_letters where requeued_at is null',
    );
    return row!.n;
  }

  /**
   * Requeues the event for this service only, with all its attempts; false when there is no such dead
   * letter. One that is requeued twice still has its effect once. Rejects with ServiceUnavailable while NATS is away.
   */
  async requeue(eventId: string): Promise<boolean> {
    if (!this.nats.connected) throw new ServiceUnavailable('NATS');
    const [letter] = await this.dataSource.query(
      `select name, envelope::text, died_at::text as "diedAt" from dead_letters
       where event_id = $1 and requeued_at is null`,
      [eventId],
    );
    if (!letter) return false;
    await this.tries.forget(eventId);
    const { js } = await this.nats.jetstream();
    await js.publish(requeueSubject(this.settings.service, letter.name), letter.envelope, { msgID: newId() });
    // One that has failed again since it was read is a dead letter still.
    await this.dataSource.query(
      `update dead_letters set requeued_at = clock_timestamp()
       where event_id = $1 and requeued_at is null and died_at = $2::timestamptz`,
      [eventId, letter.diedAt],
    );
    return true;
  }
}

/** Connects an application that does not serve to NATS; rejects with ServiceUnavailable when it is not there within 5 s. */
export async function openMessaging(app: INestApplicationContext): Promise<void> {
  await pTimeout(app.get(Nats).open(), { milliseconds: 5_000, message: new ServiceUnavailable('NATS') });
}
