import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

let cooperative: Cooperative, ada: Desk, bo: Desk, asked: Asked;
beforeAll(async () => {
  cooperative = await Cooperative.open();
  [ada, bo] = [await cooperative.librarian('aspen'), await cooperative.librarian('aspen', { name: 'Bo' })];
  await ada.monitor();
  asked = await cooperative.ask('aspen');
});
afterAll(() => cooperative?.close());

const codeOf = async (desk: Desk, action: string) =>
  (await desk.at().get(`/v1/sessions/${asked.id}`)).body.actions.find(
    (one: { action: string }) => one.action === action,
  ).code;
const accept = async (desk: Desk) => (await desk.at().post(`/v1/sessions/${asked.id}/accept`)).body?.code;

describe('Whether a request may be accepted, said beforehand as it is decided', () => {
  it('needs a shift, on one of its queues, on which one is available', async () => {
    expect([await codeOf(bo, 'accept'), await accept(bo)]).toEqual(['not-on-shift', 'not-on-shift']);
    expect(await codeOf(bo, 'dismiss')).toBe('not-on-shift');
    await bo.monitor({ kinds: ['practice'] });
    expect([await codeOf(bo, 'accept'), await accept(bo)]).toEqual(['not-found', 'not-found']);
    await bo.monitor({ availability: 'away' });
    expect([await codeOf(bo, 'accept'), await accept(bo)]).toEqual(['not-available', 'not-available']);
    expect(await codeOf(bo, 'dismiss')).toBeNull();
    await bo.monitor();
    expect(await codeOf(bo, 'accept')).toBeNull();
  });

  it('[R14] needs room under the cap', async () => {
    await cooperative.set('chat-limits', cooperative.group.evergreen, {
      patronsAtOnce: 1,
      patronsWithIdle: 1,
    });
    const other = await cooperative.ask('aspen');
    expect((await bo.at().post(`/v1/sessions/${other.id}/accept`)).status).toBe(200);
    expect([await codeOf(bo, 'accept'), await accept(bo)]).toEqual(['cap-reached', 'cap-reached']);
    expect(await codeOf(ada, 'accept')).toBeNull();
    expect((await ada.at().post(`/v1/sessions/${asked.id}/accept`)).status).toBe(200);
    expect([await codeOf(bo, 'accept'), await accept(bo)]).toEqual(['already-accepted', 'already-accepted']);
  });
});
