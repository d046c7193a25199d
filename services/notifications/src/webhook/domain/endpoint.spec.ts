import { describe, expect, it } from '@jest/globals';
import { EndpointDisabled } from './refusals.js';
import { gapsMs, hopelessMs, leaseFor, longestMs, overlapMs, WebhookEndpoint } from './endpoint.js';

const now = new Date('2026-03-02T10:00:00.000Z');
const leaseMs = leaseFor(15_000);
const later = (ms: number) => new Date(now.getTime() + ms);
const input = { url: 'https://example.org', description: '', events: null, enabled: true };
const created = { type: 'question.created.v1', subject: 'q' } as const;
const anEndpoint = () =>
  WebhookEndpoint.create('id', { kind: 'institution', id: 'x' }, input, 'one', 'eve', now);

describe('A webhook endpoint', () => {
  it('[F25] that was down for ten minutes is tried again within the next ten', () => {
    const endpoint = anEndpoint();
    let at = now;
    while (at < later(600_000)) {
      endpoint.failed(false, at);
      at = endpoint.nextTryAt!;
    }
    expect(at.getTime()).toBeLessThanOrEqual(later(1_200_000).getTime());
  });

  it('is tried at least every half hour over a day', () => {
    expect(Math.max(...gapsMs)).toBeLessThanOrEqual(1_800_000);
    expect(longestMs).toBe(86_400_000);
  });

  it('starts over once it has taken something', () => {
    const endpoint = anEndpoint();
    for (let n = 0; n < 5; n += 1) endpoint.failed(false, now);
    endpoint.succeeded();
    expect([endpoint.failures, endpoint.failingSince, endpoint.busyUntil(now, leaseMs)]).toEqual([
      0,
      null,
      null,
    ]);
    endpoint.failed(false, now);
    expect(endpoint.nextTryAt).toEqual(later(gapsMs[0]!));
  });

  it('is tried at once when somebody asks for it, and is no less failing for that', () => {
    const endpoint = anEndpoint();
    for (let n = 0; n < 5; n += 1) endpoint.failed(false, now);
    endpoint.tryAtOnce();
    expect([endpoint.busyUntil(now, leaseMs), endpoint.failingSince]).toEqual([null, now]);
    endpoint.failed(false, now);
    expect(endpoint.nextTryAt).toEqual(later(gapsMs[5]!));
    endpoint.test(now);
    expect(endpoint.busyUntil(now, leaseMs)).toBeNull();
    endpoint.change({ ...input, enabled: false }, 'eve');
    expect(() => endpoint.tryAtOnce()).toThrow(new EndpointDisabled());
  });

  it('is switched off after five days of failures, and at once when it says that it is gone', () => {
    const endpoint = anEndpoint();
    expect(endpoint.failed(false, now)).toBe(false);
    expect(endpoint.failed(false, later(hopelessMs - 1))).toBe(false);
    expect(endpoint.failed(false, later(hopelessMs))).toBe(true);
    expect([endpoint.enabled, endpoint.disabledBecause]).toEqual([false, 'failing']);
    expect(endpoint.takeEvents().map(({ name }) => name)).toEqual(['webhook.disabled.v1']);
    const gone = anEndpoint();
    expect(gone.failed(true, now)).toBe(true);
    expect(gone.disabledBecause).toBe('gone');
  });

  it('signs with two secrets for a day after a rotation, with one when the one before leaked', () => {
    const endpoint = anEndpoint();
    endpoint.rotate('two', false, now);
    expect(endpoint.secretsAt(later(overlapMs - 1))).toEqual(['two', 'one']);
    expect(endpoint.secretsAt(later(overlapMs))).toEqual(['two']);
    endpoint.rotate('three', true, now);
    expect(endpoint.secretsAt(now)).toEqual(['three']);
  });

  it('is left alone while a delivery is under way, and taken over when that one died', () => {
    const endpoint = anEndpoint();
    endpoint.begin(now, leaseMs);
    expect(endpoint.busyUntil(later(leaseMs - 1), leaseMs)).toEqual(later(leaseMs));
    expect(endpoint.busyUntil(later(leaseMs), leaseMs)).toBeNull();
  });

  it('gets the events it asked for, all when it asked for nothing, and nothing while it is off', () => {
    const endpoint = anEndpoint();
    expect(endpoint.wants(created)).toBe(true);
    endpoint.change({ ...input, events: ['question.closed.v1'] }, 'eve');
    expect(endpoint.wants(created)).toBe(false);
    expect(endpoint.wants({ type: 'webhook.tested.v1', subject: 'id' })).toBe(true);
    expect(endpoint.wants({ type: 'webhook.tested.v1', subject: 'another' })).toBe(false);
    endpoint.change({ ...input, enabled: false }, 'eve');
    expect(() => endpoint.test(now)).toThrow(EndpointDisabled);
    expect([endpoint.wants(created), endpoint.disabledBecause]).toEqual([false, 'by-hand']);
  });
});
