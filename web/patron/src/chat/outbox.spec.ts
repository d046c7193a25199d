import { describe, expect, it } from '@jest/globals';
import type { Line } from '../api.js';
import { unconfirmed } from './outbox.js';

const own = (seq: number, text: string): Line => ({
  ...{ seq, text, from: 'patron', kind: 'text', authorId: null, name: 'Robin' },
  sentAt: '2026-11-29T15:00:00.000Z',
});
const pending = (clientId: string, text: string, afterSeq: number) => ({ clientId, text, afterSeq });

describe('What a patron has typed and Carrel has not confirmed', () => {
  it('is shown until its line comes, by whichever way that comes first', () => {
    const outbox = [pending('a', 'Hello?', 3)];
    expect(unconfirmed(outbox, [own(2, 'Hello?')])).toEqual(outbox);
    expect(unconfirmed(outbox, [own(2, 'Hello?'), own(4, 'Hello?')])).toEqual([]);
  });

  it('is two things where the same was typed twice', () => {
    const outbox = [pending('a', 'Yes', 3), pending('b', 'Yes', 3)];
    expect(unconfirmed(outbox, [own(4, 'Yes')])).toEqual([outbox[1]]);
  });
});
