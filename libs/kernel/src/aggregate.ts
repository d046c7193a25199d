import type { EventData, EventName } from '@carrel/contracts';

/** An event that an aggregate has recorded and that is not in the outbox yet. */
export interface RecordedEvent<N extends EventName = EventName> {
  readonly name: N;
  /** The aggregate's id; the CloudEvents `subject`. */
  readonly subject: string;
  /** Gap-free per aggregate, from 1; the CloudEvents `sequence`. */
  readonly sequence: number;
  readonly time: Date;
  readonly data: EventData<N>;
  /** Republished state: nothing has happened (B2). */
  readonly restated?: true;
}

/**
 * Records events. A repository saves the aggregate's row and `takeEvents()` in one
 * transaction; `sequence` is a column of that row.
 */
export abstract class Aggregate {
  id!: string;
  /** Number of the last event recorded, 0 before the first. */
  sequence = 0;
  private pending: RecordedEvent[] | undefined;

  protected record<N extends EventName>(name: N, data: EventData<N>, now: Date): void {
    this.sequence += 1;
    const event = {
      name,
      subject: this.id,
      sequence: this.sequence,
      time: now,
      data,
    } as unknown as RecordedEvent;
    (this.pending ??= []).push(event);
  }

  /** Marks the events that `say` records as republished state, which only projections handle (B2). */
  restate(say: () => void): void {
    const before = this.pending?.length ?? 0;
    say();
    this.pending = this.pending?.map((event, n) => (n < before ? event : { ...event, restated: true }));
  }

  /** The events recorded since the last call, oldest first; empties the list. */
  takeEvents(): RecordedEvent[] {
    const events = this.pending ?? [];
    this.pending = undefined;
    return events;
  }
}
