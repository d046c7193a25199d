import { Problem, type EventStream } from '@carrel/web';
import { Latest } from '../live/latest.js';
import type { DeskListener } from '../live/live.js';
import { changeOf } from './desk-change.js';
import type { DeskSnapshotDto } from './http/desk.dto.js';
import { markOf, pointOf, type Place } from './resume-point.js';

/** One chat in the stream, until it is stopped. */
export interface ChatFeed {
  changed(): void;
  stop(): void;
}

/** What a chat's feed says through the stream it is part of. */
export interface Speaker {
  /** A line and all before it are sent. */
  line(sessionId: string, seq: number, data: object): boolean;
  say(event: string, data: object): boolean;
  drained(): Promise<void>;
  /** The feed has ended; it is made anew if the session is still the reader's. */
  over(sessionId: string): void;
}

/** Where the stream reads. */
export interface StaffSource {
  desk(): Promise<DeskSnapshotDto>;
  follow(sessionId: string, after: number, speaker: Speaker): Promise<ChatFeed>;
  notices(after: number): Promise<{ seq: number }[]>;
  talk(queueIds: readonly string[], after: string): Promise<{ id: string }[]>;
}

/**
 * Everything one member of staff must see, in one stream: the desk whole and then what changes on it, the chats he or she
 * is in, talk, and what happens to questions. What is numbered resumes; the desk is sent whole each time.
 */
export class StaffStream implements DeskListener {
  queueIds: readonly string[] = [];
  private shown: DeskSnapshotDto | undefined;
  private readonly chats = new Map<string, ChatFeed>();
  private readonly state = new Latest(() => this.show());
  /** Ids of talk near the place, which is read from a little before: they are not committed in order. */
  private said: string[] = [];

  constructor(
    private readonly stream: Pick<EventStream, 'send' | 'drained' | 'close' | 'interrupt' | 'isOpen'>,
    readonly accountId: string,
    readonly signIn: string,
    private readonly place: Place & { talk: string },
    private readonly source: StaffSource,
  ) {}

  changed(): void {
    this.state.ask();
  }

  receiveTalk(): void {
    this.state.ask();
  }

  stop(): void {
    for (const chat of this.chats.values()) chat.stop();
    this.chats.clear();
  }

  private async show(): Promise<void> {
    if (!this.stream.isOpen) return;
    try {
      await this.showDesk();
      await this.showNotices();
      await this.showTalk();
    } catch {
      this.stream.interrupt();
    }
  }

  private async showDesk(): Promise<void> {
    const desk = await this.source.desk();
    this.queueIds = desk.monitor.here ? desk.monitor.queueIds : [];
    const change = this.shown && changeOf(this.shown, desk);
    if (!this.shown) this.send('desk', desk);
    else if (change) this.send('desk-changed', change);
    this.shown = desk;
    for (const [id, chat] of this.chats) {
      if (desk.sessions.includes(id)) continue;
      chat.stop();
      this.chats.delete(id);
      this.place.lines.delete(markOf(id));
    }
    for (const id of desk.sessions) if (!this.chats.has(id)) await this.begin(id);
  }

  private async begin(sessionId: string): Promise<void> {
    const after = this.place.lines.get(markOf(sessionId)) ?? 0;
    const chat = await this.source.follow(sessionId, after, this.speaker);
    if (!this.stream.isOpen) return chat.stop();
    this.chats.set(sessionId, chat);
    chat.changed();
  }

  private async showNotices(): Promise<void> {
    for (;;) {
      const notices = await this.source.notices(this.place.notice);
      if (notices.length === 0) return;
      for (const notice of notices) {
        this.place.notice = notice.seq;
        if (!this.send('notice', notice)) return;
      }
      await this.stream.drained();
    }
  }

  private async showTalk(): Promise<void> {
    for (;;) {
      const talk = await this.source.talk(this.queueIds, beforeBy(this.place.talk, OVERLAP_MS));
      const fresh = talk.filter(({ id }) => !this.said.includes(id));
      if (fresh.length === 0) return;
      for (const word of fresh) {
        if (word.id > this.place.talk) this.place.talk = word.id;
        if (!this.send('talk', word)) return;
      }
      this.said = [...this.said, ...fresh.map(({ id }) => id)].slice(-SAID_AT_MOST);
      await this.stream.drained();
    }
  }

  private readonly speaker: Speaker = {
    line: (sessionId, seq, data) => {
      this.place.lines.set(markOf(sessionId), seq);
      return this.send('line', data);
    },
    say: (event, data) => this.stream.send({ event, data }),
    drained: () => this.stream.drained(),
    over: (sessionId) => {
      this.chats.get(sessionId)?.stop();
      this.chats.delete(sessionId);
    },
  };

  private send(event: string, data: object): boolean {
    return this.stream.send({ id: pointOf(this.place), event, data });
  }
}

/** So much later than its id a word of colleagues may be committed. */
const OVERLAP_MS = 5_000;
const SAID_AT_MOST = 500;

/** The smallest id of a moment (UUIDv7 begins with milliseconds). */
export const idAt = (ms: number): string => {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
const momentOf = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
const beforeBy = (id: string, ms: number): string => idAt(momentOf(id) - ms);

/** @throws Problem 422 `future-cursor` for a place that nothing has come to, as after a restored backup */
export function mustBePast(place: Place, last: { notice: number; now: number }): void {
  const talkAhead = place.talk !== null && momentOf(place.talk) > last.now + 60_000;
  if (place.notice <= last.notice && !talkAhead) return;
  throw new Problem(422, 'future-cursor', 'This resume point lies after the last event.', {
    facts: { last: last.notice },
  });
}
