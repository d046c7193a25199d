import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Nudges } from '@carrel/messaging';
import { Live } from './live.js';

/** Someone writes at this moment, or has read up to a line. Shown and forgotten, never stored. */
export interface Signal {
  kind: 'typing' | 'read';
  from: 'patron' | 'librarian';
  /** The librarian; null for the patron. */
  id: string | null;
  name: string;
  /** The last line read; null for typing. */
  seq: number | null;
  at: string;
}
type Nudge = { sessionId: string; signal: Signal };

const subject = 'carrel-live.chat.signal';
const TYPING_LASTS_MS = 6_000;
const SESSIONS_AT_MOST = 10_000;

/** Typing notices and read marks: to open streams at once, and in memory of every replica for those who poll. */
@Injectable()
export class Signals implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly latest = new Map<string, Map<string, Signal>>();
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly nudges: Nudges,
    private readonly live: Live,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.nudges.subscribe(subject, (nudge) => {
      const { sessionId, signal } = nudge as Nudge;
      this.deliver(sessionId, signal);
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
  }

  send(sessionId: string, signal: Signal): void {
    this.nudges.publish(subject, { sessionId, signal });
    this.deliver(sessionId, signal);
  }

  /** What holds now: who types, and how far each has read. */
  of(sessionId: string, now: Date): Signal[] {
    const signals = [...(this.latest.get(sessionId)?.values() ?? [])];
    return signals.filter(
      ({ kind, at }) => kind === 'read' || now.getTime() - Date.parse(at) < TYPING_LASTS_MS,
    );
  }

  private deliver(sessionId: string, signal: Signal): void {
    const known = this.latest.get(sessionId) ?? new Map<string, Signal>();
    // Taken out and put in again, so that the session longest silent is forgotten first.
    this.latest.delete(sessionId);
    this.latest.set(sessionId, known.set(`${signal.kind} ${signal.id}`, signal));
    const [oldest] = this.latest.keys();
    if (this.latest.size > SESSIONS_AT_MOST && oldest) this.latest.delete(oldest);
    for (const listener of this.live.followed().sessions.get(sessionId) ?? []) listener.signal?.(signal);
  }
}
