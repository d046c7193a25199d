import { describe, expect, it } from '@jest/globals';
import { aDelivery, gaps, minute, noon } from '../../../test/a-delivery.js';
import type { Delivery } from './delivery.js';
import type { Failure } from '../../mail/domain/send-failure.js';

const at = (minutes: number) => new Date(noon.getTime() + minutes * minute);
const eventNames = (delivery: Delivery) => delivery.takeEvents().map(({ name }) => name);
const reply = (code: number, at: Failure['at'], enhanced: string | null = null): Failure => ({
  code,
  enhanced,
  reply: [code, enhanced].filter((part) => part !== null).join(' '),
  at,
  transmitted: at === 'message',
});
const silence: Failure = { code: null, enhanced: null, reply: '', at: 'message', transmitted: true };

describe('A delivery', () => {
  it('[F12] is queued, sent and accepted, and says so each time', () => {
    const delivery = aDelivery();
    expect(delivery).toMatchObject({ status: 'queued', attempts: 0, queuedAt: noon });
    expect(delivery.begin(false, gaps, at(1))).toBe(true);
    delivery.accepted(at(1));
    expect(delivery).toMatchObject({ status: 'accepted', attempts: 1, sentAt: at(1) });
    expect(eventNames(delivery)).toEqual(['mail.queued.v1', 'mail.accepted.v1']);
  });

  it('[R45] keeps the text no longer than until it is out of our hands, and the address for staff to see', () => {
    const delivery = aDelivery();
    delivery.begin(false, gaps, noon);
    delivery.accepted(noon);
    expect(delivery.content).toBeNull();
    expect(delivery.to).toBe('pat@example.org');
  });

  it('[F20] keeps one message id through all tries', () => {
    const delivery = aDelivery();
    const { messageId } = delivery;
    expect(messageId).toMatch(/^<[\w-]+@carrel\.example>$/);
    delivery.begin(false, gaps, noon);
    delivery.failed(reply(451, 'message'), gaps, noon);
    expect(delivery.messageId).toBe(messageId);
  });

  it('waits longer after each try that the server puts off, and is given up after the last', () => {
    const delivery = aDelivery();
    const waits = [];
    for (let now = noon; delivery.begin(false, gaps, now); now = delivery.nextTryAt ?? now) {
      delivery.failed(reply(451, 'recipient'), gaps, now);
      waits.push(delivery.nextTryAt && (delivery.nextTryAt.getTime() - now.getTime()) / minute);
    }
    expect(waits).toEqual([1, 5, 15, null]);
    expect(delivery.status).toBe('failed');
    expect(eventNames(delivery).at(-1)).toBe('mail.bounced.v1');
  });

  it('[F20] is tried once more after an unclear outcome, then left to a person', () => {
    const delivery = aDelivery();
    delivery.begin(false, gaps, noon);
    delivery.failed(silence, gaps, noon);
    expect(delivery.status).toBe('retrying');
    expect(delivery.begin(false, gaps, at(1))).toBe(true);
    delivery.failed(silence, gaps, at(1));
    expect(delivery.status).toBe('uncertain');
    expect(delivery.begin(false, gaps, at(2))).toBe(false);
    expect(eventNames(delivery)).toEqual(['mail.queued.v1', 'mail.uncertain.v1']);
  });

  it('[F20] counts a try during which we died as an unclear one', () => {
    const delivery = aDelivery();
    expect(delivery.begin(false, gaps, noon)).toBe(true);
    expect(delivery.begin(false, gaps, at(10))).toBe(true);
    expect(delivery.begin(false, gaps, at(20))).toBe(false);
    expect(delivery.status).toBe('uncertain');
  });

  it('[R130] to an address that takes no mail bounces, and the address is written to no more', () => {
    const delivery = aDelivery();
    delivery.begin(false, gaps, noon);
    expect(delivery.failed(reply(550, 'recipient', '5.1.1'), gaps, noon)).toBe(true);
    expect(delivery).toMatchObject({ status: 'bounced', lastReply: '550 5.1.1' });
    expect(delivery.takeEvents().at(-1)).toMatchObject({ name: 'mail.bounced.v1', data: { hard: true } });
  });

  it('that is not wanted fails without a word against the address', () => {
    const delivery = aDelivery();
    delivery.begin(false, gaps, noon);
    expect(delivery.failed(reply(554, 'message', '5.7.1'), gaps, noon)).toBe(false);
    expect(delivery.takeEvents().at(-1)).toMatchObject({ data: { hard: false } });
  });

  it('[F15] to an address that bounced before is recorded and not sent', () => {
    const delivery = aDelivery();
    expect(delivery.begin(true, gaps, noon)).toBe(false);
    expect(delivery).toMatchObject({ status: 'suppressed', attempts: 0 });
    expect(eventNames(delivery)).toEqual(['mail.queued.v1', 'mail.suppressed.v1']);
  });

  it.each([
    'a@b.example\r\nBcc: all@b.example',
    'a@b.example, c@b.example',
    'a@b.example\0',
    '<a@b.example>',
    'nobody',
  ])('is never tried to %j', (to) => {
    const delivery = aDelivery({ to });
    expect(delivery.status).toBe('bounced');
    expect(delivery.to).toMatch(/^[ -~]+$/);
    expect(delivery.begin(false, gaps, noon)).toBe(false);
  });

  it('forgets text and address when the question is erased, and is not sent any more', () => {
    const delivery = aDelivery();
    delivery.erase(noon);
    expect(delivery).toMatchObject({ status: 'suppressed', to: null, content: null });
    expect(delivery.begin(false, gaps, noon)).toBe(false);
  });

  it('knows the last twenty who had it sent again, however often that is', () => {
    const delivery = aDelivery();
    for (let n = 1; n <= 30; n += 1) {
      delivery.begin(true, gaps, noon);
      delivery.resend(`person ${n}`, null, noon);
    }
    expect(delivery.resends).toHaveLength(20);
    expect(delivery.resends.at(-1)).toMatchObject({ by: 'person 30' });
  });
});
