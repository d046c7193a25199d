import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

export interface Attempts {
  /** Attempts started, the present one included. */
  tries: number;
  /** Milliseconds since the event first failed. */
  forMs: number;
}

/**
 * Counts the attempts of failing events, in the database: NATS counts deliveries, which also grow for healthy
 * events when a process dies with a full queue. Without a stored count no attempt is made.
 */
@Injectable()
export class EventAttempts {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Before an attempt of an event that failed before: one without a row died with its first handler. */
  async begin(eventId: string): Promise<Attempts> {
    return this.change(
      `insert into event_tries (event_id, tries) values ($1, 2)
       on conflict (event_id) do update set tries = event_tries.tries + 1`,
      eventId,
    );
  }

  /** The count as it is after a try failed; 1 when that was the first trouble. */
  async present(eventId: string): Promise<Attempts> {
    return this.change(
      `insert into event_tries (event_id, tries) values ($1, 1) on conflict (event_id) do update set tries = event_tries.tries`,
      eventId,
    );
  }

  /** Takes the present attempt back: another service was unavailable, which is not the event's fault. */
  async forgive(eventId: string): Promise<Attempts> {
    return this.change(
      `insert into event_tries (event_id, tries) values ($1, 0)
       on conflict (event_id) do update set tries = greatest(event_tries.tries - 1, 0)`,
      eventId,
    );
  }

  async forget(eventId: string): Promise<void> {
    await this.dataSource.query('delete from event_tries where event_id = $1', [eventId]);
  }

  private async change(statement: string, eventId: string): Promise<Attempts> {
    const [row] = await this.dataSource.query(
      `${statement} returning tries, extract(epoch from clock_timestamp() - first_tried_at) * 1000 as for_ms`,
      [eventId],
    );
    return { tries: row.tries, forMs: Number(row.for_ms) };
  }
}
