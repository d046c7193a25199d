import { Problem } from './problem.js';

export interface BodyRoomLimits {
  /** Bytes of all bodies in memory. */
  readonly bytes: number;
  /** Bodies at once for one key of a caller. */
  readonly each: Readonly<Record<'caller' | 'network', number>>;
  readonly waitMs: number;
}

/** Who sends a body: an account or a patron's token, if any, and the network it comes from. */
export interface Sender {
  readonly caller?: string;
  readonly network: string;
}

interface Waiting {
  readonly sender: Sender;
  readonly bytes: number;
  admit(): void;
}

/**
 * The memory that bodies may take, and how many one caller may send at once. What does not fit waits unread for a
 * while: 429 when it was the caller's own share, 503 when the room was full.
 */
export class BodyRoom {
  private used = 0;
  private readonly counts = new Map<string, number>();
  private readonly queue = new Set<Waiting>();

  constructor(private readonly limits: BodyRoomLimits) {}

  /** Resolves with what gives the room back. @throws Problem 429 or 503 with `Retry-After` */
  async take(sender: Sender, bytes: number): Promise<() => void> {
    if (!this.fits(sender, bytes)) await this.wait(sender, bytes);
    else this.add(sender, bytes, 1);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      this.add(sender, bytes, -1);
      this.admitWaiting();
    };
  }

  private wait(sender: Sender, bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.queue.delete(waiting);
        reject(this.hasShare(sender) ? full() : tooManyAtOnce());
      }, this.limits.waitMs);
      const waiting: Waiting = {
        sender,
        bytes,
        admit: () => {
          clearTimeout(timer);
          this.queue.delete(waiting);
          this.add(sender, bytes, 1);
          resolve();
        },
      };
      this.queue.add(waiting);
    });
  }

  private admitWaiting(): void {
    for (const waiting of this.queue) if (this.fits(waiting.sender, waiting.bytes)) waiting.admit();
  }

  private fits(sender: Sender, bytes: number): boolean {
    return this.used + bytes <= this.limits.bytes && this.hasShare(sender);
  }

  private hasShare({ caller, network }: Sender): boolean {
    const { each } = this.limits;
    if (caller !== undefined && (this.counts.get(`c ${caller}`) ?? 0) >= each.caller) return false;
    return (this.counts.get(`n ${network}`) ?? 0) < each.network;
  }

  private add({ caller, network }: Sender, bytes: number, by: 1 | -1): void {
    this.used += by * bytes;
    for (const key of [...(caller === undefined ? [] : [`c ${caller}`]), `n ${network}`]) {
      const count = (this.counts.get(key) ?? 0) + by;
      if (count > 0) this.counts.set(key, count);
      else this.counts.delete(key);
    }
  }
}

const retryAfter = (seconds: number) => ({
  facts: { retryAfterSeconds: seconds },
  headers: { 'retry-after': String(seconds) },
});
const tooManyAtOnce = (): Problem =>
  new Problem(
    429,
    'too-many-requests',
    'Too much is being sent at once; send one after another.',
    retryAfter(5),
  );
const full = (): Problem =>
  new Problem(
    503,
    'part-away',
    'Too much is being sent to this service at the moment; try again.',
    retryAfter(5),
  );
