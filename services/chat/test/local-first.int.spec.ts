import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

const times = { localFirstSeconds: 60, silencePromptSeconds: 90, yellowSeconds: 180, unattendedMinutes: 30 };

describe('Local first', () => {
  let cooperative: Cooperative;
  let local: Desk;
  let cooperating: Desk;
  let asked: Asked | undefined;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    local = await cooperative.librarian('aspen');
    cooperating = await cooperative.librarian('dogwood');
  });
  afterAll(() => cooperative.close());
  beforeEach(async () => {
    await local.monitor();
    await cooperating.monitor();
  });
  afterEach(async () => {
    if (asked) await asked.at().delete(`/v1/sessions/${asked.id}`);
    await local.at().delete('/v1/monitor');
    await cooperating.at().delete('/v1/monitor');
  });
  const offeredTo = async (desk: Desk) => (await cooperative.offers(desk)).includes(asked!.id);
  const released = (ms?: number) =>
    eventually(async () => expect(await offeredTo(cooperating)).toBe(true), ms);

  it('[R16] holds a request back from the cooperative for 60 seconds while a local librarian is available (A8)', async () => {
    asked = await cooperative.ask('cedar');
    expect([await offeredTo(local), await offeredTo(cooperating)]).toEqual([true, false]);
    const { body } = await asked.at().get(`/v1/sessions/${asked.id}`);
    expect(Date.parse(body.releaseAt) - Date.parse(body.requestedAt)).toBe(60_000);
    // To those it is held back from it does not exist.
    expect((await cooperating.at().post(`/v1/sessions/${asked.id}/accept`)).status).toBe(404);
    expect((await cooperating.at().get(`/v1/sessions/${asked.id}`)).status).toBe(404);
  });

  it('[R16] offers it when the time is over, by whichever replica lives (F9)', async () => {
    await cooperative.set('chat-times', cooperative.group.evergreen, { ...times, localFirstSeconds: 2 });
    const stream = await cooperating.at(cooperative.replicas[1]).stream('/v1/monitor/stream');
    await stream.next('desk');
    const start = Date.now();
    asked = await cooperative.ask('cedar');
    expect(await offeredTo(cooperating)).toBe(false);
    await stream.next('desk', ({ data }) => data.waiting.some((s: { id: string }) => s.id === asked!.id));
    expect(Date.now() - start).toBeGreaterThan(1_500);
    expect(Date.now() - start).toBeLessThan(10_000);
    stream.close();
    await cooperative.set('chat-times', cooperative.group.evergreen, times);
  });

  it('[R15] offers it to everyone at once when nobody local is available (B5)', async () => {
    await local.monitor({ availability: 'away' });
    asked = await cooperative.ask('cedar');
    expect(await offeredTo(cooperating)).toBe(true);
    expect(await offeredTo(local)).toBe(false);
  });

  it('[R16] offers it at once when the last local librarian leaves, goes away or vanishes', async () => {
    for (const leave of [
      () => local.at().delete('/v1/monitor'),
      () => local.monitor({ availability: 'away' }),
      () => cooperative.silence(local),
    ]) {
      await local.monitor();
      asked = await cooperative.ask('cedar');
      expect(await offeredTo(cooperating)).toBe(false);
      await leave();
      await released(10_000);
      await asked.at().delete(`/v1/sessions/${asked.id}`);
    }
  });

  it('[R16] offers it at once when the last local librarian is at the cap', async () => {
    await cooperative.set('chat-limits', cooperative.group.evergreen, {
      patronsAtOnce: 1,
      patronsWithIdle: 1,
    });
    const first = await cooperative.ask('cedar');
    asked = await cooperative.ask('cedar');
    expect(await offeredTo(cooperating)).toBe(false);
    await local.at().post(`/v1/sessions/${first.id}/accept`);
    await released(10_000);
    await local.at().post(`/v1/sessions/${first.id}/end`, { resolution: 'lost-call' });
    await cooperative.set('chat-limits', cooperative.group.evergreen, {
      patronsAtOnce: 3,
      patronsWithIdle: 5,
    });
  });

  it('offers waiting requests in the order in which they came (F5)', async () => {
    const first = await cooperative.ask('birch');
    const second = await cooperative.ask('cedar');
    asked = await cooperative.ask('aspen');
    expect(asked.position).toBe(3);
    expect(await cooperative.offers(local)).toEqual([first.id, second.id, asked.id]);
    const page = await local.at().get('/v1/sessions?status=waiting&limit=2');
    expect(page.body.items).toHaveLength(2);
    const rest = await local.at().get(`/v1/sessions?status=waiting&limit=2&cursor=${page.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ id: asked.id }], nextCursor: null });
    for (const { id, at } of [first, second]) await at().delete(`/v1/sessions/${id}`);
  });
});
