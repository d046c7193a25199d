import { CarrelProblem, ok, type Carrel } from '@carrel/client';
import { kept, readEvents, type Kept } from '@carrel/ui';
import { api, readLines, readSession, type Line, type Session } from '../api.js';
import type { Pending } from './outbox.js';

/** How lines come: by the stream, by asking again and again where streams are blocked, or not at the moment. */
export type Link = 'connecting' | 'stream' | 'polling' | 'cut';

export interface Held {
  readonly id: string;
  readonly token: string;
  readonly outbox: readonly Pending[];
}

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
}

const STREAM = { firstMs: 5_000, laterMs: 25_000 };
const POLL_MS = 2_500;
/** For so long it is polled before a stream is tried again. */
const POLLING_MS = 60_000;
const TYPING_MS = 6_000;
const over = new Set(['ended', 'abandoned', 'dismissed']);

/** One chat of one patron: every line once and in order, what was typed sent once, over cuts and reloads. */
export class Conversation {
  private state: ConversationState;
  private readonly listeners = new Set<() => void>();
  private readonly chat: Carrel['chat'];
  private stopped = false;
  private sending = false;
  private readonly resting = new Set<() => void>();
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private typedAt = 0;
  private readSent = 0;

  constructor(
    private readonly held: Held,
    private readonly store: Kept<Held>,
  ) {
    this.chat = api(held.token).chat;
    this.state = {
      ...{ session: undefined, lines: [], outbox: held.outbox, link: 'connecting' },
      ...{ typing: undefined, readTo: 0, gone: false },
    };
  }

  /** The chat of this tab at a library, if there is one. */
  static storeOf = (institutionId: string): Kept<Held> =>
    kept<Held>(`carrel-chat:${institutionId}`, { cookie: true });

  get id(): string {
    return this.held.id;
  }
  get token(): string {
    return this.held.token;
  }
  now(): ConversationState {
    return this.state;
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): void {
    addEventListener('online', this.again);
    document.addEventListener('visibilitychange', this.again);
    void this.follow();
    void this.send();
  }

  stop(): void {
    this.stopped = true;
    removeEventListener('online', this.again);
    document.removeEventListener('visibilitychange', this.again);
    this.again();
  }

  /** Says a line. It stands in the outbox at once and leaves it when Carrel has it. */
  say(text: string): void {
    const afterSeq = this.state.lines.at(-1)?.seq ?? 0;
    this.keep([...this.state.outbox, { clientId: crypto.randomUUID(), text, afterSeq }]);
    this.typedAt = 0;
    void this.send();
  }

  /** Takes back a line that cannot be sent. @returns its text */
  takeBack(clientId: string): string {
    const text = this.state.outbox.find((one) => one.clientId === clientId)?.text ?? '';
    this.keep(this.state.outbox.filter((one) => one.clientId !== clientId));
    return text;
  }

  /** Somebody writes; told at most every three seconds. */
  typing(): void {
    if (Date.now() - this.typedAt < 3000 || this.isOver()) return;
    this.typedAt = Date.now();
    void this.chat.POST('/v1/sessions/{id}/typing', this.at()).catch(() => undefined);
  }

  /** The patron has seen every line up to this one. */
  read(seq: number): void {
    if (seq <= this.readSent || this.state.session?.status !== 'active') return;
    this.readSent = seq;
    void this.chat.POST('/v1/sessions/{id}/read', { ...this.at(), body: { seq } }).catch(() => undefined);
  }

  /** Gives up waiting, or ends the chat. */
  async end(): Promise<void> {
    await ok(this.chat.DELETE('/v1/sessions/{id}', this.at()));
    await this.look();
  }

  async leaveAddress(email: string): Promise<void> {
    const session = await ok(this.chat.PUT('/v1/sessions/{id}/contact', { ...this.at(), body: { email } }));
    this.set({ session });
  }

  async attach(file: File): Promise<void> {
    const headers = { 'content-type': file.type || 'application/octet-stream' };
    const query = { name: file.name.slice(0, 200) };
    await ok(
      this.chat.POST('/v1/sessions/{id}/attachments', {
        params: { ...this.at().params, query } as never,
        body: file as never,
        bodySerializer: (body) => body as never,
        headers,
      }),
    );
  }

  async file(fileId: string): Promise<Blob> {
    const params = { path: { id: this.id, fileId } };
    const given = this.chat.GET('/v1/sessions/{id}/attachments/{fileId}', { params, parseAs: 'blob' });
    return (await ok(given as never)) as Blob;
  }

  private async follow(): Promise<void> {
    let pause = 500;
    while (!this.stopped && !this.isOver() && !this.state.gone) {
      const how = await this.stream();
      if (how === 'blocked') await this.poll();
      else if (how === 'cut') {
        this.set({ link: 'cut' });
        await this.rest(pause);
        pause = Math.min(pause * 2, 8_000);
        continue;
      } else await this.rest(200);
      pause = 500;
    }
  }

  /** Follows one stream to its end. Blocked: it opened, and nothing came through. */
  private async stream(): Promise<'again' | 'cut' | 'blocked'> {
    const abort = new AbortController();
    const query = { after: this.upTo() };
    let events = 0;
    try {
      const { data, response } = await this.chat.GET('/v1/sessions/{id}/stream', {
        params: { path: { id: this.id }, query },
        parseAs: 'stream',
        signal: abort.signal,
      });
      if (!response.ok) return await this.refused(response.status);
      const hear = ({ event, data: text }: { event?: string | undefined; data: string }) => {
        events += 1;
        if (events === 1) this.set({ link: 'stream' });
        this.hear(event ?? 'message', text);
      };
      const ended = await readEvents(data as never, hear, STREAM, () => abort.abort());
      if (ended === 'silent' && events === 0) return 'blocked';
      return ended === 'closed' && events > 0 ? 'again' : 'cut';
    } catch {
      return 'cut';
    }
  }

  private async refused(status: number): Promise<'cut' | 'again'> {
    if (status === 404 || status === 401) {
      this.set({ gone: true });
      return 'again';
    }
    if (status === 409) await this.look();
    return 'cut';
  }

  private hear(event: string, text: string): void {
    if (event === 'message') this.add([JSON.parse(text) as Line]);
    else if (event === 'session') this.set({ session: JSON.parse(text) as Session });
    else if (event === 'typing' || event === 'read') this.signal(event, JSON.parse(text));
  }

  private signal(
    kind: string,
    { from, name, seq }: { from: string; name: string; seq: number | null },
  ): void {
    if (from !== 'librarian') return;
    if (kind === 'read') return this.set({ readTo: Math.max(this.state.readTo, seq ?? 0) });
    this.set({ typing: name });
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.set({ typing: undefined }), TYPING_MS);
  }

  /** Asks every few seconds, for a minute; then a stream may be tried again (R27). */
  private async poll(): Promise<void> {
    for (const until = Date.now() + POLLING_MS; Date.now() < until;) {
      if (this.stopped || this.isOver() || this.state.gone) return;
      try {
        await this.look();
        this.set({ link: 'polling' });
      } catch (error) {
        if (error instanceof CarrelProblem && [401, 404].includes(error.status)) this.set({ gone: true });
        else this.set({ link: 'cut' });
      }
      await this.rest(POLL_MS);
    }
  }

  /** Every line up to now, and then the session: who reads "ended" has read everything. */
  private async look(): Promise<void> {
    for (let more = true; more;) {
      const { items, nextCursor } = await readLines(this.chat, this.id, this.upTo());
      this.add(items);
      more = nextCursor !== null;
    }
    const session = await readSession(this.chat, this.id);
    if (session.status === 'active' && this.state.link === 'polling') {
      const { items } = await ok(this.chat.GET('/v1/sessions/{id}/signals', this.at()));
      for (const { kind, ...rest } of items) this.signal(kind, rest);
    }
    this.set({ session });
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let pause = 500; !this.stopped;) {
      const next = this.state.outbox.find(({ refused }) => refused === undefined);
      if (!next) break;
      const { text, clientId } = next;
      try {
        const body = { text, clientId };
        const line = await ok(this.chat.POST('/v1/sessions/{id}/messages', { ...this.at(), body }));
        this.keep(this.state.outbox.filter((one) => one.clientId !== clientId));
        this.add([{ ...line, name: this.state.session?.patron.name ?? null }]);
        pause = 500;
      } catch (error) {
        const status = error instanceof CarrelProblem ? error.status : 0;
        if ([400, 401, 403, 404, 409, 413, 422].includes(status))
          this.refuse(clientId, error as CarrelProblem);
        else {
          // Carrel has not said no: the same line is sent again until it says anything.
          await this.rest(pause);
          pause = Math.min(pause * 2, 8_000);
        }
      }
    }
    this.sending = false;
  }

  private refuse(clientId: string, { problem, status }: CarrelProblem): void {
    const refused = problem?.code ?? String(status);
    this.keep(this.state.outbox.map((one) => (one.clientId === clientId ? { ...one, refused } : one)));
  }

  private add(come: readonly Line[]): void {
    const known = new Set(this.state.lines.map(({ seq }) => seq));
    const fresh = come.filter(({ seq }) => !known.has(seq));
    if (fresh.length === 0) return;
    const lines = [...this.state.lines, ...fresh].sort((a, b) => a.seq - b.seq);
    // Whoever has said something writes no more.
    const said = fresh.some(({ from }) => from === 'librarian');
    this.set(said ? { lines, typing: undefined } : { lines });
  }

  private keep(outbox: readonly Pending[]): void {
    if (!this.isOver()) this.store.set({ ...this.held, outbox });
    this.set({ outbox });
  }

  private set(change: Partial<ConversationState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  private isOver(): boolean {
    return over.has(this.state.session?.status ?? '');
  }

  private at() {
    return { params: { path: { id: this.id } } };
  }

  /** The last line before which none is missing: an answer to what was sent may overtake the stream. */
  private upTo(): string {
    let seq = 0;
    for (const line of this.state.lines) if (line.seq === seq + 1) seq += 1;
    return String(seq);
  }

  /** A pause that ends at once when the network or the reader comes back. */
  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const up = () => {
        clearTimeout(timer);
        this.resting.delete(up);
        resolve();
      };
      const timer = setTimeout(up, ms);
      this.resting.add(up);
    });
  }

  private readonly again = (): void => {
    if (document.visibilityState !== 'visible' && !this.stopped) return;
    for (const up of [...this.resting]) up();
  };
}
