import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Nudges } from '@carrel/messaging';
import type { Line } from '../lines/domain/line.js';
import type { Signal } from './signals.js';

/** A line as it is shown: with its author's name. */
export type ShownLine = Line & { name: string | null };

/** What an open stream of one session listens for. */
export interface SessionListener {
  /** Of the patron who follows; undefined for a librarian. */
  readonly tokenHash?: string | undefined;
  line(line: ShownLine): void;
  /** A line with this number exists. */
  atLeast(seq: number): void;
  /** Something other than a line may be new: status, librarians, transfers. */
  changed(): void;
  /** Time alone may have changed what is shown: a patron's silence. */
  look?(session: { acceptedAt: Date | null; patronActiveAt: Date | null; patronLeftAt: Date | null }): void;
  /** Typing and read marks; losing one does no harm. */
  signal?(signal: Signal): void;
}
/** What an open stream of a librarian on shift listens for. */
export interface DeskListener {
  readonly queueIds: readonly string[];
  readonly accountId: string;
  readonly signIn: string;
  changed(): void;
  /** A colleague said something. */
  receiveTalk(talk: object): void;
}

type Nudge = { sessionId: string; line?: ShownLine };
type DeskNudge = { queueIds: string[]; accountIds: string[] };

// Outside `carrel.<service>.`, which JetStream stores: a nudge may be lost, and must leave nothing behind (B1).
const sessionSubject = 'carrel-live.chat.session';
const deskSubject = 'carrel-live.chat.desk';

/**
 * Notifies open streams that there is something new: those of this replica at once, the others' over NATS. A lost
 * nudge costs latency and never a line: streams fill every gap from the database.
 */
@Injectable()
export class Live implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sessions = new Map<string, Set<SessionListener>>();
  private readonly desks = new Set<DeskListener>();
  private readonly unsubscribe: (() => void)[] = [];

  constructor(private readonly nudges: Nudges) {}

  onApplicationBootstrap(): void {
    this.unsubscribe.push(
      this.nudges.subscribe(sessionSubject, (nudge) => this.notifySession(nudge as Nudge)),
      this.nudges.subscribe(deskSubject, (nudge) => this.notifyDesk(nudge as DeskNudge)),
    );
  }

  onModuleDestroy(): void {
    for (const stop of this.unsubscribe) stop();
  }

  /** Listens to one session until the returned function is called. */
  follow(sessionId: string, listener: SessionListener): () => void {
    const listeners = this.sessions.get(sessionId) ?? new Set();
    this.sessions.set(sessionId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.sessions.get(sessionId) === listeners) this.sessions.delete(sessionId);
    };
  }

  /** Listens for changes that concern one librarian on shift. */
  watch(desk: DeskListener): () => void {
    this.desks.add(desk);
    return () => this.desks.delete(desk);
  }

  written(sessionId: string, line: ShownLine): void {
    this.nudges.publish(sessionSubject, { sessionId, line });
    this.notifySession({ sessionId, line });
  }

  sessionChanged(session: { id: string; queueIds: string[]; participants: { librarianId: string }[] }): void {
    this.nudges.publish(sessionSubject, { sessionId: session.id });
    this.notifySession({ sessionId: session.id });
    this.deskChanged(
      session.queueIds,
      session.participants.map((p) => p.librarianId),
    );
  }

  /** The session changed for its participants only; no list shows the change. */
  stateChanged(sessionId: string): void {
    this.nudges.publish(sessionSubject, { sessionId });
    this.notifySession({ sessionId });
  }

  /** Those who monitor one of the queues, and these librarians whatever they monitor. */
  deskChanged(queueIds: string[], accountIds: string[] = []): void {
    const nudge = { queueIds, accountIds };
    this.nudges.publish(deskSubject, nudge);
    this.notifyDesk(nudge);
  }

  /** Sessions and librarians that streams of this replica follow; for the regular look at the database. */
  followed(): {
    sessions: ReadonlyMap<string, ReadonlySet<SessionListener>>;
    desks: ReadonlySet<DeskListener>;
  } {
    return { sessions: this.sessions, desks: this.desks };
  }

  private notifySession({ sessionId, line }: Nudge): void {
    for (const listener of this.sessions.get(sessionId) ?? []) {
      if (line) listener.line(line);
      else listener.changed();
    }
  }

  private notifyDesk({ queueIds, accountIds }: DeskNudge): void {
    for (const desk of this.desks) {
      if (accountIds.includes(desk.accountId) || desk.queueIds.some((id) => queueIds.includes(id)))
        desk.changed();
    }
  }
}
