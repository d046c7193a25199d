import { useSyncExternalStore } from 'react';
import { changedDesk } from '@carrel/client';
import { followStaff, type Link, type StaffEvent } from './follow-staff.js';
import type { Desk, Line, Notice, Session, Talk } from './types.js';

export interface Chat {
  readonly session: Session;
  readonly lines: readonly Line[];
  /** Who writes at this moment, and until when that holds. */
  readonly typing: { readonly name: string; readonly until: number } | undefined;
  /** How far the patron has read. */
  readonly readByPatron: number;
  readonly unread: number;
}
export interface Live {
  readonly link: Link;
  readonly desk: Desk | undefined;
  readonly chats: Readonly<Record<string, Chat>>;
  readonly talk: readonly Talk[];
  /** Talk that came and was not looked at: by colleague or queue. */
  readonly unreadTalk: Readonly<Record<string, number>>;
  readonly lastNotice: Notice | undefined;
}

const empty: Live = {
  link: 'connecting',
  desk: undefined,
  chats: {},
  talk: [],
  unreadTalk: {},
  lastNotice: undefined,
};
const TYPING_MS = 6_000;

let live = empty;
let ownId = '';
/** Lines of chats whose session has not come yet, or that the desk does not name at this moment. */
let early: Record<string, readonly Line[]> = {};
const listeners = new Set<() => void>();
const set = (change: Partial<Live>): void => {
  live = { ...live, ...change };
  for (const listener of listeners) listener();
};

/** A part of what is live; `look` gives the same object while nothing it looks at changes. */
export const useLive = <T>(look: (live: Live) => T): T => useSyncExternalStore(onLive, () => look(live));
export const liveNow = (): Live => live;
/** Called after each change. @returns what ends it */
export function onLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows everything one member of staff must see. @returns what ends it */
export function goLive(accountId: string): () => void {
  ownId = accountId;
  early = {};
  live = empty;
  const stop = followStaff(receive, (link) => link !== live.link && set({ link }));
  return () => {
    stop();
    set(empty);
  };
}

function receive(received: StaffEvent): void {
  switch (received.event) {
    case 'desk':
      return deskIs(received.data);
    case 'desk-changed':
      return live.desk && deskIs(changedDesk(live.desk, received.data));
    case 'session':
      return sessionIs(received.data);
    case 'line':
      return lineIs(received.data.sessionId, received.data);
    case 'unread':
      return change(received.data.sessionId, (chat) => ({ ...chat, unread: received.data.unread }));
    case 'typing':
      if (received.data.id === ownId) return;
      return change(received.data.sessionId, (chat) => ({
        ...chat,
        typing: { name: received.data.name, until: Date.now() + TYPING_MS },
      }));
    case 'read':
      if (received.data.from !== 'patron') return;
      return change(received.data.sessionId, (chat) => ({
        ...chat,
        readByPatron: Math.max(chat.readByPatron, received.data.seq),
      }));
    case 'talk':
      return talkIs(received.data);
    case 'notice':
      return set({ lastNotice: received.data });
  }
}

/** A chat that is no longer among one's own goes from the desk; one just accepted may not be among them yet. */
function deskIs(desk: Desk): void {
  const mine = new Set(desk.sessions);
  const were = new Set(live.desk?.sessions);
  const gone = Object.keys(live.chats).filter((id) => were.has(id) && !mine.has(id));
  for (const id of gone) early[id] = live.chats[id]!.lines;
  const chats =
    gone.length > 0
      ? Object.fromEntries(Object.entries(live.chats).filter(([id]) => !gone.includes(id)))
      : live.chats;
  set({ desk, chats });
}

/** Also called with the answers of commands, so that nobody waits for the stream. */
export function sessionIs(session: Session): void {
  const before = live.chats[session.id];
  const over = session.status !== 'active';
  if (over && !before) return;
  const chat: Chat = before
    ? { ...before, session, unread: session.unread ?? before.unread }
    : {
        session,
        lines: early[session.id] ?? [],
        typing: undefined,
        readByPatron: 0,
        unread: session.unread ?? 0,
      };
  set({ chats: { ...live.chats, [session.id]: chat } });
}

/** One has left a chat that goes on: its lines stay, since none comes twice should it come back. */
export function leave(sessionId: string): void {
  const { [sessionId]: left, ...chats } = live.chats;
  if (left) early[sessionId] = left.lines;
  set({ chats });
}

export function forget(sessionId: string): void {
  const { [sessionId]: _, ...chats } = live.chats;
  delete early[sessionId];
  set({ chats });
}

function change(sessionId: string, to: (chat: Chat) => Chat): void {
  const chat = live.chats[sessionId];
  if (chat) set({ chats: { ...live.chats, [sessionId]: to(chat) } });
}

function lineIs(sessionId: string, line: Line): void {
  if (live.chats[sessionId]) return change(sessionId, (chat) => withLine(chat, line));
  const before = early[sessionId] ?? [];
  if (line.seq > (before.at(-1)?.seq ?? 0)) early[sessionId] = [...before, line];
}

function withLine(chat: Chat, line: Line): Chat {
  const last = chat.lines.at(-1)?.seq ?? 0;
  if (line.seq <= last) return chat;
  const typing = line.from === 'system' ? chat.typing : undefined;
  return { ...chat, lines: [...chat.lines, line], typing };
}

/** Whose talk a word belongs to: a queue's room, or the colleague on the other side. */
export const withWhom = (talk: Talk): string =>
  talk.queueId ?? (talk.authorId === ownId ? talk.toId! : talk.authorId);

export function talkIs(talk: Talk): void {
  if (live.talk.some(({ id }) => id === talk.id)) return;
  const from = withWhom(talk);
  const unreadTalk =
    talk.authorId === ownId
      ? live.unreadTalk
      : { ...live.unreadTalk, [from]: (live.unreadTalk[from] ?? 0) + 1 };
  set({ talk: [...live.talk, talk].slice(-500), unreadTalk });
}

export function talkRead(from: string): void {
  if (!live.unreadTalk[from]) return;
  const { [from]: _, ...unreadTalk } = live.unreadTalk;
  set({ unreadTalk });
}
