import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { components } from '../generated/chat.js';
import { Once } from './once.js';
import { pauseBefore, refusalOf, type Refused } from './reconnecting.js';

type Schemas = components['schemas'];
/** What the stream of staff brings (`GET /api/chat/v1/me/stream`), by the event's name. */
export interface StaffEvents {
  desk: Schemas['DeskSnapshotDto'];
  'desk-changed': Schemas['DeskChangeDto'];
  session: Schemas['SessionDto'];
  line: Schemas['ChatLineDto'];
  unread: Schemas['ChatUnreadDto'];
  typing: Schemas['ChatTypingDto'];
  read: Schemas['ChatReadDto'];
  talk: Schemas['TalkDto'];
  notice: Schemas['NoticeDto'];
}
/** What the stream of one session brings (`GET /api/chat/v1/sessions/{id}/stream`). */
export interface SessionEvents {
  message: Schemas['ShownLineDto'];
  session: Schemas['SessionDto'];
  typing: Schemas['SignalEventDto'];
  read: Schemas['SignalEventDto'];
}
/** One event with its name, so that a `switch` over `event` knows the data. */
export type EventOf<Events> = {
  [Name in keyof Events]: {
    readonly event: Name;
    readonly data: Events[Name];
    readonly id: string | undefined;
  };
}[keyof Events];

/** `live` while events or pings come; `degraded` while it comes back by itself; `closed` for good. */
export interface FollowState {
  readonly status: 'connecting' | 'live' | 'degraded' | 'closed';
  /** A code: of a problem, of the stream's `close`, or `silent`, `unreachable`, `ended`, `stopped`. */
  readonly reason?: string;
  /** When degraded: until the next try, in milliseconds. */
  readonly retryInMs?: number;
}

export interface FollowOptions<Events> {
  /** The one origin, such as `https://carrel.example`. */
  readonly baseUrl: string;
  /** The token, or what gives it; `renew` is true when the present one expires or was refused. */
  readonly token: string | ((renew: boolean) => string | Promise<string>);
  /** The id of the last event that was seen, to go on from there. */
  readonly after?: string | undefined;
  onEvent(event: EventOf<Events>): void;
  onState?(state: FollowState): void;
  /** Without a sign of life for so many milliseconds the line is taken for cut; default 25 s, as pings come every 10. */
  readonly silentMs?: number;
  /** Default the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A stream that is followed until it is closed. */
export interface Following {
  /** Of the last event that had one: the next `after`. */
  readonly lastId: string | undefined;
  /** Settles with the reason when it is over for good. */
  readonly closed: Promise<string>;
  close(): void;
}

type Frame = { event?: string | undefined; data: string; id?: string | undefined };
interface Line {
  frames: ReadableStreamDefaultReader<Frame>;
  cut(): void;
}

/**
 * Follows a stream over every cut: reconnects with growing pauses and jitter, resumes after the last id, renews itself
 * with a new token before the present one expires, and gives each line, word and notice once.
 * @param stream `me` for everything a member of staff must see, or one session
 */
export function follow(stream: 'me', options: FollowOptions<StaffEvents>): Following;
export function follow(stream: { session: string }, options: FollowOptions<SessionEvents>): Following;
export function follow(
  stream: 'me' | { session: string },
  options: FollowOptions<StaffEvents> | FollowOptions<SessionEvents>,
): Following {
  const path = stream === 'me' ? 'me/stream' : `sessions/${encodeURIComponent(stream.session)}/stream`;
  const follower = new Follower(
    `${options.baseUrl.replace(/\/+$/, '')}/api/chat/v1/${path}`,
    options as never,
  );
  return follower;
}

class Follower implements Following {
  lastId: string | undefined;
  readonly closed: Promise<string>;
  private readonly stopped = new AbortController();
  private readonly once = new Once();
  private line: Line | undefined;

  constructor(
    private readonly url: string,
    private readonly options: FollowOptions<StaffEvents>,
  ) {
    this.lastId = options.after;
    this.closed = this.run().then((reason) => {
      this.line?.cut();
      options.onState?.({ status: 'closed', reason });
      return reason;
    });
  }

  close(): void {
    this.stopped.abort();
    this.line?.cut();
  }

  private async run(): Promise<string> {
    this.options.onState?.({ status: 'connecting' });
    let renew = false;
    for (let tries = 0; !this.stopped.signal.aborted; tries += 1) {
      const line = await this.open(renew);
      let refused: Refused;
      if ('reason' in line) refused = line;
      else {
        this.line = line;
        const read = await this.read();
        refused = read;
        if (read.received) tries = 0;
      }
      if (this.stopped.signal.aborted) break;
      if (refused.final) return refused.reason;
      if (refused.startAnew) this.lastId = undefined;
      renew = refused.renew ?? false;
      const pause = refused.retryMs ?? pauseBefore(tries);
      this.options.onState?.({ status: 'degraded', reason: refused.reason, retryInMs: pause });
      await this.wait(pause);
    }
    return 'stopped';
  }

  /** Reads what comes, moving to a new line when the token expires, until there is none. */
  private async read(): Promise<Refused & { received: boolean }> {
    let received = false;
    let said: Refused | undefined;
    while (!this.stopped.signal.aborted && this.line) {
      const frame = await this.next(this.line);
      if (typeof frame === 'string') return { ...(said ?? { reason: frame }), received };
      if (!received) this.options.onState?.({ status: 'live' });
      received = true;
      const data = JSON.parse(frame.data) as { reason?: string; retryMs?: number };
      if (frame.event === 'ping') continue;
      if (frame.event === 'close') said = closing(data);
      else if (frame.event === 'renew') await this.renew();
      else this.give(frame, data);
    }
    return { reason: 'stopped', received };
  }

  private give(frame: Frame, data: object): void {
    if (frame.id) this.lastId = frame.id;
    const event = frame.event ?? 'message';
    if (this.once.isNew(event, data))
      this.options.onEvent({ event, data, id: frame.id } as unknown as EventOf<StaffEvents>);
  }

  /** The new line goes on after the last id, so the old one can go as soon as the new one is there. */
  private async renew(): Promise<void> {
    const line = await this.open(true);
    if ('reason' in line) return;
    this.line?.cut();
    this.line = line;
  }

  private async next({ frames, cut }: Line): Promise<Frame | 'silent' | 'ended' | 'unreachable'> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<'silent'>((resolve) => {
      timer = setTimeout(() => resolve('silent'), this.options.silentMs ?? 25_000);
    });
    try {
      const read = await Promise.race([frames.read(), silence]);
      if (read === 'silent') {
        cut();
        return read;
      }
      return read.done ? 'ended' : read.value;
    } catch {
      return 'unreachable';
    } finally {
      clearTimeout(timer);
    }
  }

  private async open(renew: boolean): Promise<Line | Refused> {
    const { token, fetch: ask = (request: Request) => fetch(request), silentMs = 25_000 } = this.options;
    const cutter = new AbortController();
    const late = setTimeout(() => cutter.abort(), silentMs);
    try {
      const present = typeof token === 'function' ? await token(renew) : token;
      const headers = new Headers({ accept: 'text/event-stream', authorization: `Bearer ${present}` });
      if (this.lastId !== undefined) headers.set('last-event-id', this.lastId);
      // Not by AbortSignal.any, which browsers of 2023 lack.
      this.stopped.signal.addEventListener('abort', () => cutter.abort(), { signal: cutter.signal });
      if (this.stopped.signal.aborted) cutter.abort();
      const answer = await ask(new Request(this.url, { headers, signal: cutter.signal }));
      if (!answer.ok || !answer.body) return await refusalOf(answer);
      const frames = answer.body
        // The types of Node and of browsers differ in what a decoder takes.
        .pipeThrough(new TextDecoderStream() as never)
        .pipeThrough(new EventSourceParserStream())
        .getReader() as ReadableStreamDefaultReader<Frame>;
      return { frames, cut: () => cutter.abort() };
    } catch {
      return { reason: 'unreachable' };
    } finally {
      clearTimeout(late);
    }
  }

  private async wait(ms: number): Promise<void> {
    const { signal } = this.stopped;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}

/** Without a time to come back there is nothing to come back to, but for a token that has expired. */
const closing = ({ reason = 'ended', retryMs }: { reason?: string; retryMs?: number }): Refused =>
  reason === 'token-expired'
    ? { reason, renew: true, retryMs: 0 }
    : { reason, final: retryMs === undefined, ...(retryMs === undefined ? {} : { retryMs }) };
