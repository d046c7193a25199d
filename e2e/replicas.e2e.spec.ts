import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventSource } from 'eventsource';
import { Client, eventually, type Staff } from '../tools/src/journey/client.js';
import { journey, journeySteps } from '../tools/src/journey/journey.js';
import { aSystem } from './a-system.js';

interface Line {
  seq: number;
  kind: string;
  text: string;
}

describe('With two replicas of chat behind the gateway', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let anyone: Client;
  let librarian: Staff;
  const streams: EventSource[] = [];

  beforeAll(async () => {
    system = await aSystem({ secondChat: true });
    anyone = new Client(system.stack.url);
    librarian = await anyone.signIn('librarian@dogwood.example');
    const { items } = await librarian.get('/api/chat/v1/queues');
    const queueIds = [items.find(({ kind }: { kind: string }) => kind === 'library').id];
    await librarian.put('/api/chat/v1/monitor', { availability: 'available', queueIds });
  }, 120_000);

  afterAll(async () => {
    for (const stream of streams) stream.close();
    await system?.end();
  }, 60_000);

  it('a question travels from a chat to the answer as with one', async () => {
    const said: string[] = [];
    const place = { url: system.stack.url, mailboxUrl: system.stack.urls.mailbox };
    await journey(place, { say: (sentence) => void said.push(sentence) });
    expect(said).toHaveLength(journeySteps);
  }, 120_000);

  it('each is replaced while both sides write, and no message is lost, doubled or out of order', async () => {
    const asked = await anyone.post('/api/chat/v1/sessions', {
      institutionId: librarian.account.institutionId,
      patron: { name: 'Robin Reader' },
      question: 'Will you still be there in a minute?',
    });
    const path = `/api/chat/v1/sessions/${asked.id}`;
    const patron = anyone.as(asked.token);
    await librarian.post(`${path}/accept`);
    const logs = [patron, librarian].map(({ token }) => follow(`${system.stack.url}${path}/stream`, token!));

    let rolling = true;
    const texts: string[] = [];
    const write = async (who: Client) => {
      while (rolling) {
        const text = randomUUID();
        texts.push(text);
        await who.post(`${path}/messages`, { text, clientId: text });
        await new Promise((next) => setTimeout(next, 20));
      }
    };
    const writing = Promise.all([write(patron), write(librarian)]);
    // SIGTERM, drain, exit, start, ready; one after the other, as an orchestrator rolls them.
    await system.stack.restart('chat');
    await system.stack.restart('chat-2');
    rolling = false;
    await writing;

    const { items, lastSeq } = await patron.get(`${path}/messages?limit=200`);
    const lines: Line[] = items;
    while (lines.length < lastSeq)
      lines.push(...(await patron.get(`${path}/messages?limit=200&after=${lines.at(-1)!.seq}`)).items);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, n) => n + 1));
    expect(lines.flatMap(({ kind, text }) => (kind === 'text' ? [text] : [])).sort()).toEqual(texts.sort());
    await eventually(async () => {
      for (const log of logs) expect(log).toEqual(lines.map(({ seq }) => seq));
    }, 20_000);
    await librarian.post(`${path}/end`, { resolution: 'answered', noContactConfirmed: true });
  }, 120_000);

  /** The numbers of the lines a browser's EventSource brings; it comes back by itself when the stream is closed. */
  function follow(url: string, token: string): number[] {
    const seen: number[] = [];
    const authorized: typeof fetch = (input, init) =>
      fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } });
    const open = () => {
      const stream = new EventSource(url, { fetch: authorized });
      streams.push(stream);
      stream.addEventListener('message', ({ data }) => seen.push((JSON.parse(String(data)) as Line).seq));
      // A replica that is away is an error that EventSource does not come back from; pages open a new one.
      stream.addEventListener('error', () => {
        if (stream.readyState !== EventSource.CLOSED) return;
        url = `${url.split('?')[0]}?after=${seen.at(-1) ?? 0}`;
        setTimeout(open, 200);
      });
    };
    open();
    return seen;
  }
});
