import type { ServerResponse } from 'node:http';
import { Interruptions } from './interruptions.js';
import type { StreamHolder } from './stream-holder.js';

/** One server-sent event. `data` is sent as JSON unless it is a string. */
export interface StreamEvent {
  /** The resume point a client sends back as `Last-Event-ID`. */
  readonly id?: string | number;
  readonly event: string;
  readonly data: unknown;
}

/** At most this many bytes wait for a slow reader; then the stream is dropped (promise 12). */
const streamBound = 1024 * 1024;
const interruptions = new Interruptions();

/** An open `text/event-stream` response. Everything ends with the response's `close`, however that comes. */
export class EventStream {
  /** True once the reader was warned that its token expires soon. */
  announced = false;
  private closing = false;
  private callbacks: (() => void)[] = [];
  private idSuffix = '';

  constructor(
    private readonly response: ServerResponse,
    /** Whose stream it is, so that it can be closed when the account or the sign-in ends; undefined for patrons. */
    readonly holder: StreamHolder | undefined,
  ) {
    response.once('close', () => this.ended());
    response.on('error', () => response.destroy());
  }

  get isOpen(): boolean {
    return !this.closing && !this.response.destroyed;
  }

  /** Added to every id, so that a reader whom only a ticket let in proves that the stream was its own. */
  reconnectsWith(suffix: string | undefined): void {
    this.idSuffix = suffix ?? '';
  }

  /** False when the stream is closed, or was just dropped because its reader is too slow. */
  send(event: StreamEvent): boolean {
    // JSON has no line breaks of its own.
    const data =
      typeof event.data === 'string'
        ? event.data.replace(/\r\n|\r|\n/g, '\ndata: ')
        : JSON.stringify(event.data);
    const id = event.id === undefined ? '' : `id: ${event.id}${this.idSuffix}\n`;
    return this.write(`${id}event: ${event.event}\ndata: ${data}\n\n`);
  }

  /** Resolves when what was sent has left for the reader, or the stream is closed: for replays longer than the bound. */
  async drained(): Promise<void> {
    while (this.isOpen && this.response.writableLength > streamBound / 4) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.response.off('drain', done).off('close', done);
          resolve();
        };
        this.response.once('drain', done).once('close', done);
      });
    }
  }

  /** Calls back once, whichever side ends the stream; at once when it has ended already. */
  onClose(callback: () => void): void {
    if (this.response.destroyed) callback();
    else this.callbacks.push(callback);
  }

  /** Says why, and when to come back (milliseconds; EventSource keeps to it), then ends the response. */
  close(reason: string, retryMs?: number): void {
    if (!this.isOpen) return;
    const retry = retryMs === undefined ? '' : `retry: ${retryMs}\n`;
    this.write(`${retry}event: close\ndata: ${JSON.stringify({ reason, retryMs })}\n\n`);
    this.closing = true;
    this.response.end();
  }

  /** Ends it because what it reads cannot be had now; the reader comes back, later the more streams this happened to. */
  interrupt(): void {
    if (this.isOpen) this.close('interrupted', interruptions.retryMs(Date.now()));
  }

  /** Ends it without waiting for the reader to take what is buffered. */
  drop(): void {
    this.closing = true;
    this.response.destroy();
  }

  private write(text: string): boolean {
    if (!this.isOpen) return false;
    this.response.write(text);
    if (this.response.writableLength <= streamBound) return true;
    this.drop();
    return false;
  }

  private ended(): void {
    this.closing = true;
    const callbacks = this.callbacks;
    this.callbacks = [];
    for (const callback of callbacks) callback();
  }
}
