import type { Line, Session } from '../api.js';
import type { Pending } from './outbox.js';

/** How lines come: by the stream, by asking again and again where streams are blocked, or not at the moment. */
export type Link = 'connecting' | 'stream' | 'polling' | 'cut';

export interface ConversationState {
  readonly session: Session | undefined;
  readonly lines: readonly Line[];
  readonly outbox: readonly Pending[];
  readonly link: Link;
  /** Who writes at the moment. */
  readonly typing: string | undefined;
  /** How far the librarian has read. */
  readonly readTo: number;
  /** The session is not there for this token, or no longer. */
  readonly gone: boolean;
  /** The patron has given up waiting here. */
  readonly gaveUp: boolean;
}

const TYPING_MS = 6_000;
const over = new Set(['ended', 'abandoned', 'dismissed']);

/** What is known of a chat, and who listens for changes. */
export class ChatState {
  private readonly listeners = new Set<() => void>();
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  now: ConversationState;

  constructor(outbox: readonly Pending[]) {
    this.now = {
      ...{ session: undefined, lines: [], outbox, link: 'connecting' },
      ...{ typing: undefined, readTo: 0, gone: false, gaveUp: false },
    };
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<ConversationState>): void {
    this.now = { ...this.now, ...change };
    for (const listener of this.listeners) listener();
  }

  get isOver(): boolean {
    return this.now.gone || over.has(this.now.session?.status ?? '');
  }

  /** Each line once and in order, by whichever way it came first. */
  add(come: readonly Line[]): void {
    const known = new Set(this.now.lines.map(({ seq }) => seq));
    const fresh = come.filter(({ seq }) => !known.has(seq));
    if (fresh.length === 0) return;
    const lines = [...this.now.lines, ...fresh].sort((a, b) => a.seq - b.seq);
    // Whoever has said something writes no more.
    const said = fresh.some(({ from }) => from === 'librarian');
    this.set(said ? { lines, typing: undefined } : { lines });
  }

  /** The last line before which none is missing: an answer to what was sent may overtake the stream. */
  get upTo(): string {
    let seq = 0;
    for (const line of this.now.lines) if (line.seq === seq + 1) seq += 1;
    return String(seq);
  }

  signal(kind: string, { from, name, seq }: { from: string; name: string; seq: number | null }): void {
    if (from !== 'librarian') return;
    if (kind === 'read') return this.set({ readTo: Math.max(this.now.readTo, seq ?? 0) });
    this.set({ typing: name });
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.set({ typing: undefined }), TYPING_MS);
  }
}
