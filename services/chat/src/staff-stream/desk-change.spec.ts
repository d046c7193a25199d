import { describe, expect, it } from '@jest/globals';
import { changeOf } from './desk-change.js';
import type { DeskSnapshotDto } from './http/desk.dto.js';

const row = (id: string, question = 'Why?') => ({
  id,
  institutionId: 'aspen',
  queueId: 'q',
  patron: 'Pat',
  question,
  since: '2026-11-29T10:00:00.000Z',
});
const desk = (more: Partial<DeskSnapshotDto> = {}): DeskSnapshotDto => ({
  monitor: {
    availability: 'available',
    standing: 'available',
    queueIds: ['q'],
    here: true,
    personalLimit: null,
    screenName: null,
    languages: [],
    startedAt: null,
    lastSeenAt: null,
  },
  libraries: [],
  queues: [],
  waiting: [row('one'), row('two')],
  waitingInAll: 2,
  sessions: [],
  offers: [],
  unreadNotices: 0,
  ...more,
});

describe('What changes on a desk', () => {
  it('is nothing while nothing changes', () => {
    expect(changeOf(desk(), desk())).toBeUndefined();
  });

  it('is the rows that are new, other and gone, and nothing else', () => {
    const now = desk({ waiting: [row('two', 'Because?'), row('three')] });
    expect(changeOf(desk(), now)).toEqual({
      waiting: { changed: [row('two', 'Because?'), row('three')], removed: ['one'] },
    });
  });

  it('is a number, a list of sessions or the shift where that is other', () => {
    const now = desk({ sessions: ['one'], waitingInAll: 3, unreadNotices: 1 });
    expect(changeOf(desk(), now)).toEqual({ sessions: ['one'], waitingInAll: 3, unreadNotices: 1 });
  });
});
