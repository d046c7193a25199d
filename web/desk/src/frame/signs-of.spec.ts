import { describe, expect, it } from '@jest/globals';
import type { Chat, Live } from '../live/store.js';
import { signsOf } from './signs-of.js';

const session = (more: object = {}) =>
  ({ id: 'one', patron: { name: 'Kim', email: null }, silence: null, patronLeftAt: null, ...more }) as never;
const line = (seq: number, from: 'patron' | 'librarian') => ({ seq, from, text: '…' }) as never;
const chat = (more: Partial<Chat> = {}): Chat => ({
  ...{ session: session(), lines: [], typing: undefined, readByPatron: 0, unread: 0 },
  ...more,
});
const desk = (more: object = {}) =>
  ({ monitor: { availability: 'available' }, waiting: [], offers: [], ...more }) as never;
const live = (more: Partial<Live> = {}): Live => ({
  ...{ link: 'live', desk: desk(), chats: {}, talk: [], unreadTalk: {}, lastNotice: undefined },
  ...more,
});
const kinds = (before: Live, now: Live, at?: string) => signsOf(before, now, at).map(({ kind }) => kind);

describe('What calls for a librarian', () => {
  it('is a patron who comes into the line, once, and not while the status is Away', () => {
    const waits = { waiting: [{ id: 'a', patron: 'Alex' }] };
    expect(signsOf(live(), live({ desk: desk(waits) }), undefined)).toEqual([
      { kind: 'waiting', of: 'a', to: '/', name: 'Alex' },
    ]);
    expect(kinds(live({ desk: desk(waits) }), live({ desk: desk({ waiting: [...waits.waiting] }) }))).toEqual(
      [],
    );
    const away = desk({ ...waits, monitor: { availability: 'away' } });
    expect(kinds(live(), live({ desk: away }))).toEqual([]);
  });

  it('is a line of a patron, but of the one who is looked at, and no line of one’s own', () => {
    const before = live({ chats: { one: chat() } });
    const says = (from: 'patron' | 'librarian') => live({ chats: { one: chat({ lines: [line(1, from)] }) } });
    expect(kinds(before, says('patron'))).toEqual(['line']);
    expect(kinds(before, says('patron'), 'one')).toEqual([]);
    expect(kinds(before, says('librarian'))).toEqual([]);
  });

  it('is a patron who turns yellow or leaves, also in the chat that is looked at', () => {
    const before = live({ chats: { one: chat() } });
    const yellow = session({ silence: { yellow: true, prompt: true, since: '' } });
    expect(kinds(before, live({ chats: { one: chat({ session: yellow }) } }), 'one')).toEqual(['yellow']);
    const gone = session({ patronLeftAt: '2026-11-29T10:00:00Z' });
    expect(kinds(before, live({ chats: { one: chat({ session: gone }) } }))).toEqual(['yellow']);
  });

  it('is a transfer that others ask, talk that was not read, and a notice', () => {
    const offers = [
      { id: 'x', mine: false, from: { name: 'Sam' } },
      { id: 'y', mine: true, from: { name: 'Robin' } },
    ];
    expect(kinds(live(), live({ desk: desk({ offers }) }))).toEqual(['transfer']);
    const talk = [{ id: 't', authorName: 'Sam' }] as never;
    expect(kinds(live(), live({ talk, unreadTalk: { sam: 1 } }))).toEqual(['talk']);
    expect(kinds(live(), live({ lastNotice: { seq: 7 } as never }))).toEqual(['notice']);
  });

  it('is nothing while the desk is not there yet', () => {
    const waits = desk({ waiting: [{ id: 'a', patron: 'Alex' }] });
    expect(kinds(live({ desk: undefined }), live({ desk: waits }))).toEqual([]);
  });
});
