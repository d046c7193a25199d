import { CarrelProblem, ok, type Carrel } from '@carrel/client';
import { readEvents } from '@carrel/ui';
import { readLines, readSession, type Line, type Session } from '../api.js';
import type { Pauses } from './pauses.js';
import type { ChatState } from './state.js';

const STREAM = { firstMs: 5_000, laterMs: 25_000 };
const POLL_MS = 2_500;
/** For so long it is polled before a stream is tried again. */
const POLLING_MS = 60_000;
/** Nobody is notified that others have left the line; whoever waits asks now and then. */
const PLACE_MS = 10_000;

/** Keeps a chat's state at what Carrel has, until it is over: by the stream, or by asking where streams are blocked. */
export class Following {
  constructor(
    private readonly chat: Carrel['chat'],
    private readonly id: string,
    private readonly state: ChatState,
    private readonly pauses: Pauses,
  ) {}

  async follow(): Promise<void> {
    void this.watchPlace();
    let pause = 500;
    while (!this.pauses.stopped && !this.state.isOver) {
      const how = await this.stream();
      if (how === 'cut') {
        this.state.set({ link: 'cut' });
        await this.pauses.rest(pause);
        pause = Math.min(pause * 2, 8_000);
      } else {
        pause = 500;
        await (how === 'blocked' ? this.poll() : this.pauses.rest(200));
      }
    }
  }

  /** Every line up to now, and then the session: who reads "ended" has read everything. */
  async look(): Promise<void> {
    for (let more = true; more;) {
      const { items, nextCursor } = await readLines(this.chat, this.id, this.state.upTo);
      this.state.add(items);
      more = nextCursor !== null;
    }
    const session = await readSession(this.chat, this.id);
    if (session.status === 'active' && this.state.now.link === 'polling') {
      const params = { path: { id: this.id } };
      const { items } = await ok(this.chat.GET('/v1/sessions/{id}/signals', { params }));
      for (const { kind, ...rest } of items) this.state.signal(kind, rest);
    }
    this.state.set({ session });
  }

  private async watchPlace(): Promise<void> {
    while (!this.pauses.stopped && !this.state.isOver) {
      await new Promise((later) => setTimeout(later, PLACE_MS));
      if (this.state.now.session?.status !== 'waiting' || this.pauses.stopped) continue;
      await readSession(this.chat, this.id).then(
        (session) => this.state.set({ session }),
        () => undefined,
      );
    }
  }

  /** Follows one stream to its end. Blocked: it opened, and nothing came through. */
  private async stream(): Promise<'again' | 'cut' | 'blocked'> {
    const abort = new AbortController();
    let events = 0;
    try {
      const { data, response } = await this.chat.GET('/v1/sessions/{id}/stream', {
        params: { path: { id: this.id }, query: { after: this.state.upTo } },
        parseAs: 'stream',
        signal: abort.signal,
      });
      if (!response.ok) return await this.refused(response.status);
      const receive = ({ event, data: text }: { event?: string | undefined; data: string }) => {
        if (this.pauses.stopped) return abort.abort();
        events += 1;
        if (this.state.now.link !== 'stream') this.state.set({ link: 'stream' });
        this.handle(event ?? 'message', text);
      };
      const ended = await readEvents(data as never, receive, STREAM, () => abort.abort());
      if (ended === 'silent' && events === 0) return 'blocked';
      return ended === 'closed' && events > 0 ? 'again' : 'cut';
    } catch {
      return 'cut';
    }
  }

  private async refused(status: number): Promise<'cut' | 'again'> {
    if (status === 404 || status === 401) {
      this.state.set({ gone: true });
      return 'again';
    }
    if (status === 409) await this.look();
    return 'cut';
  }

  private handle(event: string, text: string): void {
    if (event === 'message') this.state.add([JSON.parse(text) as Line]);
    else if (event === 'session') this.state.set({ session: JSON.parse(text) as Session });
    else if (event === 'typing' || event === 'read') this.state.signal(event, JSON.parse(text));
  }

  /** Asks every few seconds, for a minute; then a stream may be tried again (R27). */
  private async poll(): Promise<void> {
    for (const until = Date.now() + POLLING_MS; Date.now() < until;) {
      if (this.pauses.stopped || this.state.isOver) return;
      try {
        await this.look();
        this.state.set({ link: 'polling' });
      } catch (error) {
        const status = error instanceof CarrelProblem ? error.status : 0;
        this.state.set([401, 404].includes(status) ? { gone: true } : { link: 'cut' });
      }
      await this.pauses.rest(POLL_MS);
    }
  }
}
