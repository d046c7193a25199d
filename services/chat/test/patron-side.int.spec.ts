import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cooperative, type Desk } from './a-cooperative.js';

describe('A patron in chat', () => {
  let cooperative: Cooperative;
  let ada: Desk;
  let queueIds: string[];

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    await ada.monitor();
    ({ queueIds } = (await ada.at().get('/v1/monitor')).body);
  });
  afterAll(() => cooperative.close());
  const shift = (more: object) =>
    ada.at().put('/v1/monitor', { availability: 'available', queueIds, ...more });

  it('[2.2] sees up to five messages of the library while waiting, and none afterwards', async () => {
    const messages = ['We will be with you soon.', 'Have your library card at hand.'];
    await cooperative.set('waiting-messages', cooperative.institution.aspen, { messages });
    const asked = await cooperative.ask('aspen');
    const path = `/v1/sessions/${asked.id}`;
    expect((await asked.at().get(path)).body).toMatchObject({ status: 'waiting', waitingMessages: messages });
    await ada.at().post(`${path}/accept`);
    expect((await asked.at().get(path)).body.waitingMessages).toEqual([]);
    await ada.at().post(`${path}/end`, { resolution: 'answered' });
  });

  it('[2.2] meets a librarian under the screen name of the shift, wherever the name is shown', async () => {
    expect((await shift({ screenName: 'Ada from the mountains' })).body.screenName).toBe(
      'Ada from the mountains',
    );
    expect((await shift({ screenName: '' })).status).toBe(422);
    const asked = await cooperative.ask('aspen');
    const path = `/v1/sessions/${asked.id}`;
    const stream = await asked.at(cooperative.replicas[1]).stream(`${path}/stream`);
    await ada.at().post(`${path}/accept`);
    await ada.at().post(`${path}/messages`, { text: 'Good morning', clientId: 'one' });
    const shown = await stream.next('message', ({ data }) => data.text === 'Good morning');
    expect(shown.data.name).toBe('Ada from the mountains');
    await ada.at().post(`${path}/typing`);
    expect((await stream.next('typing')).data.name).toBe('Ada from the mountains');
    const { body } = await asked.at().get(`${path}/messages`);
    expect(body.items[0].text).toBe('Librarian Ada from the mountains has entered the session.');
    expect(JSON.stringify([body, (await asked.at().get(path)).body])).not.toContain('Ada Aspen');
    await ada.at().post(`${path}/end`, { resolution: 'answered' });
    // The next shift says anew what it wants to be called.
    expect((await shift({})).body.screenName).toBeNull();
    stream.close();
  });
});
