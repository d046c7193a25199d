import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fewestStatements, untilQuiet } from '@carrel/testing';
import { Heartbeat } from '../src/monitor/heartbeat.js';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

/** What is stable of a chat's cost: statements and bytes. Milliseconds are measured by bench/chat-messages.mjs. */
describe('What a chat costs', () => {
  let cooperative: Cooperative;
  let desk: Desk;
  beforeAll(async () => {
    cooperative = await Cooperative.open(1);
    desk = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    await desk.monitor();
  });
  afterAll(() => cooperative.close());
  const say = (who: Asked | Desk, path: string, text: string) =>
    who.at().post(`${path}/messages`, { text, clientId: text.replaceAll(' ', '-') });
  const begun = async () => {
    const patron = await cooperative.ask('aspen');
    const path = `/v1/sessions/${patron.id}`;
    expect((await desk.at().post(`${path}/accept`)).status).toBe(200);
    const streams = await Promise.all(
      [patron, desk].map(async (who) => {
        const stream = await who.at().stream(`${path}/stream`);
        await stream.next('session');
        return stream;
      }),
    );
    await untilQuiet();
    const end = async () => {
      for (const stream of streams) stream.close();
      await desk.at().post(`${path}/end`, { resolution: 'answered' });
    };
    return { patron, path, streams, end };
  };

  it('a message to two open streams is one statement, and 300 bytes besides its text on each', async () => {
    const { patron, path, streams, end } = await begun();
    await say(patron, path, 'first');
    await say(desk, path, 'second');
    const text = 'The deposit comes back within ten days of the book';
    const sent = await fewestStatements(async (run) => {
      const said = `${text} ${run}`;
      expect((await say(patron, path, said)).status).toBe(201);
      for (const stream of streams) {
        const { data } = await stream.next('message', ({ data: line }) => line.text === said);
        expect(JSON.stringify(data).length - said.length).toBeLessThan(300);
      }
    });
    expect(sent).toHaveLength(1);
    await end();
  });

  it('the regular look at the database costs as much for one chat as for three, while nothing changes', async () => {
    const heartbeat = cooperative.chat.app.get(Heartbeat);
    const counts: number[] = [];
    const chats = [];
    for (let n = 0; n < 3; n += 1) {
      chats.push(await begun());
      await heartbeat.beat();
      counts.push((await fewestStatements(() => heartbeat.beat())).length);
    }
    expect(counts).toEqual([counts[0], counts[0], counts[0]]);
    expect(counts[0]).toBeLessThanOrEqual(3);
    for (const { end } of chats) await end();
  });

  it('[R17] a librarian whose patron falls silent sees it by the next look, and again when the patron is back', async () => {
    const { patron, path, streams, end } = await begun();
    const heartbeat = cooperative.chat.app.get(Heartbeat);
    await cooperative.chat.db.query(
      `UPDATE sessions SET accepted_at = accepted_at - interval '95 seconds',
         patron_active_at = patron_active_at - interval '95 seconds' WHERE id = $1`,
      [patron.id],
    );
    await heartbeat.beat();
    await streams[1]!.next('session', ({ data }) => data.silence.prompt === true);
    await say(patron, path, 'still here');
    await heartbeat.beat();
    await streams[1]!.next('session', ({ data }) => data.silence.prompt === false);
    await end();
  });
});
