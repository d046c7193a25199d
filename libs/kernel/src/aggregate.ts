import type { EventData, EventName } from '@carrel/contracts';

/** A fact an aggregate has recorded and that is not yet in the outbox. */
export interface RecordedEvent<N extends EventName = EventName> {
  readonly name: N;
  /** The aggregate's id; the CloudEvents `subject`. */
  readonly subject: string;
  /** Gap-free per aggregate, from 1; the CloudEvents `sequence`. */
  readonly sequence: number;
  readonly time: Date;
  readonly data: EventData<N>;
  /** Nothing has happened: the owner says again how things stand (B2). */
  readonly restated?: true;
}

/**
 * Records what happened to it. A repository saves the aggregate's row and `takeEvents()` in one
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

  /** What `say` records is marked as said again, for projections alone: nobody else acts on it (B2). */
  restate(say: () => void): void {
    const before = this.pending?.length ?? 0;
    say();
    this.pending = this.pending?.map((event, n) => (n < before ? event : { ...event, restated: true }));
  }

  /** The facts recorded since the last call, oldest first; empties the record. */
  takeEvents(): RecordedEvent[] {
    const events = this.pending ?? [];
    this.pending = undefined;
    return events;
  }
}
