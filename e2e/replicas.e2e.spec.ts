import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from '@carrel/client';
import { EventSource } from 'eventsource';
import { at, eventually, signIn, speaker, type Speaker, type Staff } from '../tools/src/journey/client.js';
import { journey, journeySteps } from '../tools/src/journey/journey.js';
import { aSystem } from './a-system.js';

describe('With two replicas of chat behind the gateway', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let anyone: Speaker;
  let librarian: Staff;
  let onShift: () => Promise<unknown>;
  const streams: EventSource[] = [];

  beforeAll(async () => {
    system = await aSystem({ twoOf: ['chat'] });
    anyone = speaker(system.stack.url);
    librarian = await signIn(system.stack.url, 'librarian@dogwood.example');
    const { items } = await ok(librarian.chat.GET('/v1/queues'));
    const queueIds = [items.find(({ kind }) => kind === 'library')!.id];
    const shift = { availability: 'available' as const, queueIds };
    onShift = () => ok(librarian.chat.PUT('/v1/monitor', { body: shift }));
  });

  afterAll(async () => {
    for (const stream of streams) stream.close();
    await system?.end();
  });

  it('a question travels from a chat to the answer as with one', async () => {
    const said: string[] = [];
    const place = { url: system.stack.url, mailboxUrl: system.stack.urls.mailbox };
    await journey(place, { say: (sentence) => void said.push(sentence) });
    expect(said).toHaveLength(journeySteps);
  });

  it('each is replaced while both sides write, and no message is lost, doubled or out of order', async () => {
    const body = {
      institutionId: librarian.account.institutionId!,
      patron: { name: 'Robin Reader' },
      question: 'Will you still be there in a minute?',
    };
    await onShift();
    const { id, token } = await ok(anyone.chat.POST('/v1/sessions', { body }));
    const patron = speaker(system.stack.url, token);
    await ok(librarian.chat.POST('/v1/sessions/{id}/accept', at(id)));
    const stream = `${system.stack.url}/api/chat/v1/sessions/${id}/stream`;
    const logs = [token, librarian.token].map((whose) => follow(stream, whose));

    let rolling = true;
    const texts: string[] = [];
    const write = async (who: Speaker) => {
      while (rolling) {
        const text = randomUUID();
        texts.push(text);
        const said = { ...at(id), body: { text, clientId: text } };
        await ok(who.chat.POST('/v1/sessions/{id}/messages', said));
        await sleep(20);
      }
    };
    const writing = Promise.all([write(patron), write(librarian)]);
    // SIGTERM, drain, exit, start, ready; one after the other, as an orchestrator rolls them.
    await system.stack.restart('chat');
    await system.stack.restart('chat-2');
    rolling = false;
    await writing;

    const page = (after?: number) => {
      const query = { limit: 200, ...(after === undefined ? {} : { after: String(after) }) };
      return ok(patron.chat.GET('/v1/sessions/{id}/messages', { params: { path: { id }, query } }));
    };
    const { items: lines, lastSeq } = await page();
    while (lines.length < lastSeq) lines.push(...(await page(lines.at(-1)!.seq)).items);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, n) => n + 1));
    expect(lines.flatMap(({ kind, text }) => (kind === 'text' ? [text] : [])).sort()).toEqual(texts.sort());
    await eventually(async () => {
      for (const log of logs) expect(log).toEqual(lines.map(({ seq }) => seq));
    });
    const end = { resolution: 'answered', noContactConfirmed: true } as const;
    await ok(librarian.chat.POST('/v1/sessions/{id}/end', { ...at(id), body: end }));
  });

  /** The numbers of the lines a browser's EventSource brings; it comes back by itself when the stream is closed. */
  function follow(url: string, token: string): number[] {
    const seen: number[] = [];
    const authorized: typeof fetch = (input, init) =>
      fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } });
    const open = () => {
      const stream = new EventSource(url, { fetch: authorized });
      streams.push(stream);
      stream.addEventListener('message', ({ data }) =>
        seen.push((JSON.parse(String(data)) as { seq: number }).seq),
      );
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
