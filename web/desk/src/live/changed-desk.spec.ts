import { describe, expect, it } from '@jest/globals';
import { changedDesk } from '@carrel/client';
import type { Desk, Waiting } from './types.js';

const request = (id: string, since: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ id, since, institutionId: 'i', queueId: 'q', patron: 'P', question: '?' },
  ...more,
});
const desk = {
  ...{ libraries: [], queues: [], offers: [], sessions: [], waitingInAll: 2, unreadNotices: 0 },
  waiting: [request('a', '2026-01-01T10:00:00Z'), request('b', '2026-01-01T10:01:00Z')],
} as unknown as Desk;

describe('The desk after a change', () => {
  it('keeps what is not named, takes out what is gone, and puts who lost a librarian first', () => {
    const after = changedDesk(desk, {
      waiting: { changed: [request('c', '2026-01-01T10:05:00Z', { first: true })], removed: ['a'] },
      waitingInAll: 2,
    });
    expect(after.waiting.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(after.queues).toBe(desk.queues);
  });

  it('leaves the line as it is where nothing in it changed', () => {
    expect(changedDesk(desk, { unreadNotices: 3 }).waiting).toBe(desk.waiting);
  });
});
