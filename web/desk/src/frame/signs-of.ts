import type { Live } from '../live/store.js';

export const signKinds = ['waiting', 'line', 'yellow', 'transfer', 'talk', 'notice'] as const;
export type SignKind = (typeof signKinds)[number];

export interface Sign {
  readonly kind: SignKind;
  /** The same thing again takes the place of its sign before. */
  readonly of: string;
  readonly to: string;
  readonly name: string;
}

/** What is new on the desk after a change, and calls for somebody. @param at the chat that is looked at */
export function signsOf(before: Live, now: Live, at: string | undefined): Sign[] {
  const signs: Sign[] = [];
  if (!before.desk || !now.desk) return signs;
  // Whoever is away takes nobody, and is not called to it.
  if (before.desk.waiting !== now.desk.waiting && now.desk.monitor.availability === 'available') {
    const known = new Set(before.desk.waiting.map(({ id }) => id));
    for (const { id, patron } of now.desk.waiting)
      if (!known.has(id)) signs.push({ kind: 'waiting', of: id, to: '/', name: patron });
  }
  if (before.desk.offers !== now.desk.offers) {
    const known = new Set(before.desk.offers.map(({ id }) => id));
    for (const { id, mine, from } of now.desk.offers)
      if (!mine && !known.has(id)) signs.push({ kind: 'transfer', of: id, to: '/', name: from.name });
  }
  if (before.chats !== now.chats)
    for (const [id, chat] of Object.entries(now.chats)) {
      const was = before.chats[id];
      if (!was || was === chat) continue;
      const { session } = chat;
      const sign = { of: id, to: `/chat/${id}`, name: session.patron.name };
      const last = chat.lines.at(-1);
      if (last && last.seq > (was.lines.at(-1)?.seq ?? 0) && last.from === 'patron' && id !== at)
        signs.push({ kind: 'line', ...sign });
      const yellow = ({ silence, patronLeftAt }: typeof session) => silence?.yellow || patronLeftAt !== null;
      if (yellow(session) && !yellow(was.session)) signs.push({ kind: 'yellow', ...sign });
    }
  const unread = (live: Live) => Object.values(live.unreadTalk).reduce((a, b) => a + b, 0);
  const talk = now.talk.at(-1);
  if (talk && unread(now) > unread(before))
    signs.push({ kind: 'talk', of: talk.id, to: '/', name: talk.authorName });
  if (now.lastNotice && now.lastNotice !== before.lastNotice)
    signs.push({ kind: 'notice', of: `${now.lastNotice.seq}`, to: '/notices', name: '' });
  return signs;
}
