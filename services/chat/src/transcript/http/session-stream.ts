import { NotFound, Refusal } from '@carrel/kernel';
import type { EventStream } from '@carrel/web';
import { Follower } from '../../live/follower.js';
import { Latest } from '../../live/latest.js';
import type { SessionListener, ShownLine } from '../../live/live.js';
import type { Signal } from '../../live/signals.js';
import type { Session } from '../../session/domain/session.js';
import { silenceOf, type SilenceTimes } from '../../session/domain/silence.js';
import { resumePoint } from './resume-point.js';

export interface SessionSource {
  /** The session as long as the reader may follow it; NotFound from then on. */
  session(): Promise<Session>;
  view(session: Session): Promise<object>;
  lines(session: Session, after: number): Promise<ShownLine[]>;
  lastSeq(): Promise<number>;
  now(): Date;
  /** When silence is shown; left out for readers who are not shown it. */
  silenceTimes?(): Promise<SilenceTimes>;
}

/** One reader's stream of one session: every line once and in order, and the session whenever it changes. */
export class SessionStream implements SessionListener {
  private readonly follower: Follower<ShownLine>;
  private readonly state = new Latest(() => this.orInterrupt(() => this.show()));
  private readonly later = new Latest(() => this.orInterrupt(() => this.show({ onlyNew: true })));
  private shown = '';
  private times: SilenceTimes | undefined;
  private silence = '';

  constructor(
    private readonly stream: Pick<EventStream, 'send' | 'drained' | 'close' | 'interrupt'>,
    private session: Session,
    private readonly source: SessionSource,
    after: number,
    readonly tokenHash?: string,
  ) {
    this.follower = new Follower<ShownLine>(
      after,
      async (seq) => {
        await stream.drained();
        return (await this.orInterrupt(() => source.lines(this.session, seq))) ?? [];
      },
      (line) => stream.send({ id: resumePoint(session.id, line.seq), event: 'message', data: line }),
    );
  }

  line(line: ShownLine): void {
    this.follower.push(line);
  }

  atLeast(seq: number): void {
    void this.follower.upTo(seq);
  }

  changed(): void {
    this.state.ask();
  }

  look(session: Parameters<typeof silenceOf>[0]): void {
    if (this.silenceIn(session) !== this.silence) this.later.ask();
  }

  signal({ kind, ...data }: Signal): void {
    this.stream.send({ event: kind, data });
  }

  /** First every line up to now, then the session as it is: who reads "ended" has read everything. */
  private async show({ onlyNew = false } = {}): Promise<void> {
    this.session = await this.source.session();
    await this.follower.upTo(await this.source.lastSeq());
    const id = resumePoint(this.session.id, this.follower.last);
    const data = await this.source.view(this.session);
    this.times = await this.source.silenceTimes?.();
    this.silence = this.silenceIn(this.session);
    const text = JSON.stringify(data);
    if (!onlyNew || text !== this.shown) this.stream.send({ id, event: 'session', data });
    this.shown = text;
    const patronIsGone = this.tokenHash !== undefined && this.session.patronLeftAt;
    if (this.session.endedAt || patronIsGone) this.stream.close('session-over');
  }

  private silenceIn(session: Parameters<typeof silenceOf>[0]): string {
    if (!this.times) return '';
    const { prompt, yellow } = silenceOf(session, this.times, this.source.now());
    return JSON.stringify({ prompt, yellow });
  }

  private async orInterrupt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotFound) this.stream.close('not-in-session');
      else if (error instanceof Refusal && error.kind === 'conflict') this.stream.close(error.code);
      else this.stream.interrupt();
      return undefined;
    }
  }
}
