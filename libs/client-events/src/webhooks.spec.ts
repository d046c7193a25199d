import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { BadWebhook, rememberIds, webhookReceiver } from './index.js';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const id = '0190a6f0-0000-7000-8000-000000000002';
const event = (more: object = {}) =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: '/carrel/referrals',
    type: 'rota.published.v1',
    subject: '0190a6f0-0000-7000-8000-000000000001',
    time: '2026-03-01T09:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: '12',
    sequencetype: 'Integer',
    data: { groupId: '0190a6f0-0000-7000-8000-000000000001', effectiveFrom: '2026-03-01T09:00:00.000Z' },
    ...more,
  });
const signed = (body: string, by = secret, at = new Date()) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(by).sign(id, at, body),
});
const aReceiver = (secrets = [secret]) => {
  const handled: string[] = [];
  const receive = webhookReceiver({
    secrets,
    handlers: { 'rota.published.v1': ({ data }) => void handled.push(data.effectiveFrom) },
  });
  return { handled, receive };
};

describe('A receiver of webhooks', () => {
  it('handles a signed event once, however often it comes', async () => {
    const { handled, receive } = aReceiver();
    for (let n = 0; n < 3; n += 1) await receive(signed(event()), event());
    expect(handled).toEqual(['2026-03-01T09:00:00.000Z']);
  });

  it('takes either of two secrets during a rotation', async () => {
    const { handled, receive } = aReceiver([other, secret]);
    await receive(signed(event()), event());
    expect(handled).toHaveLength(1);
  });

  it.each([
    ['signed by somebody else', signed(event(), other), event()],
    ['changed on the way', signed(event()), event({ sequence: '13' })],
    ['of ten minutes ago', signed(event(), secret, new Date(Date.now() - 600_000)), event()],
    ['without a signature', {}, event()],
    ['that is no event', signed('{}'), '{}'],
    ['that breaks its schema', signed(event({ data: {} })), event({ data: {} })],
  ])('refuses one %s', async (_, headers, body) => {
    const { handled, receive } = aReceiver();
    await expect(receive(headers, body)).rejects.toThrow(BadWebhook);
    expect(handled).toEqual([]);
  });

  it('passes over events and fields that are newer than itself', async () => {
    const { handled, receive } = aReceiver();
    const newer = event({ type: 'robot.woken.v1' });
    await receive(signed(newer), newer);
    expect(handled).toEqual([]);
    const more = event({ extra: 1, id: '0190a6f0-0000-7000-8000-000000000009' });
    await receive(signed(more), more);
    expect(handled).toHaveLength(1);
  });

  it('lets a failed handler be tried again', async () => {
    let fail = true;
    const receive = webhookReceiver({
      secrets: [secret],
      handlers: {
        'rota.published.v1': () => {
          if (fail) throw new Error('the catalogue is away');
        },
      },
    });
    await expect(receive(signed(event()), event())).rejects.toThrow('catalogue');
    fail = false;
    await receive(signed(event()), event());
  });

  it('forgets the oldest ids first', async () => {
    const seen = rememberIds(2);
    for (const one of ['a', 'b', 'c']) await seen.add(one);
    expect([await seen.has('a'), await seen.has('b'), await seen.has('c')]).toEqual([false, true, true]);
  });
});
