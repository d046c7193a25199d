import { describe, expect, it } from '@jest/globals';
import { Transfer, type TransferAsked } from './transfer.js';

const now = new Date('2026-03-02T10:00:00.000Z');
const cy = { id: 'cy', queueIds: ['group queue'] };
const di = { id: 'di', queueIds: ['group queue'] };
const eve = { id: 'eve', queueIds: ['another queue'] };
const refused = (code: string) => expect.objectContaining({ code });

const offer = (more: Partial<TransferAsked> = {}) =>
  Transfer.offer(
    {
      id: 'transfer',
      sessionId: 'session',
      fromLibrarianId: 'ada',
      fromName: 'Ada Aspen',
      toLibrarianId: 'cy',
      toQueueId: null,
      reason: 'Knows the law better',
      reasonCode: null,
      ...more,
    },
    now,
  );
const toQueue = () => offer({ toLibrarianId: null, toQueueId: 'group queue' });

describe('A transfer', () => {
  it('[R32] goes to one librarian or to one queue, never to oneself', () => {
    expect(() => offer({ toQueueId: 'group queue' })).toThrow(refused('no-target'));
    expect(() => offer({ toLibrarianId: null })).toThrow(refused('no-target'));
    expect(() => offer({ toLibrarianId: 'ada' })).toThrow(refused('no-target'));
  });

  it('[R36] is decided only by who is asked', () => {
    expect(() => offer().accept(di, now)).toThrow(refused('not-found'));
    expect(() => toQueue().accept(eve, now)).toThrow(refused('not-found'));
    expect(() => toQueue().accept({ id: 'ada', queueIds: ['group queue'] }, now)).toThrow(
      refused('not-found'),
    );
    const transfer = offer();
    transfer.accept(cy, now);
    expect(transfer).toMatchObject({ status: 'accepted', decidedBy: 'cy' });
  });

  it('to a queue is won by the first to accept; the next is answered who that was (A10)', () => {
    const transfer = toQueue();
    transfer.accept(cy, now);
    expect(() => transfer.accept(di, now)).toThrow(
      expect.objectContaining({ code: 'transfer-over', facts: { status: 'accepted', librarianId: 'cy' } }),
    );
  });

  it("is declined with a reason; one No of a queue's leaves it to the others (A11)", () => {
    const transfer = offer();
    transfer.decline(cy, 'At lunch', now);
    expect(transfer).toMatchObject({ status: 'declined', declineReason: 'At lunch' });
    const asked = toQueue();
    asked.decline(cy, null, now);
    expect([asked.status, asked.isOfferedTo(cy), asked.isOfferedTo(di)]).toEqual(['offered', false, true]);
  });

  it('is taken back by its sender alone, and over when nobody answers for 60 seconds (A11)', () => {
    expect(() => offer().cancel('cy', now)).toThrow(refused('not-found'));
    const transfer = offer();
    expect(transfer.expiresAt.getTime() - now.getTime()).toBe(60_000);
    transfer.cancel('ada', now);
    for (const late of [
      () => transfer.accept(cy, now),
      () => transfer.expire(now),
      () => transfer.cancel('ada', now),
    ]) {
      expect(late).toThrow(refused('transfer-over'));
    }
  });
});
