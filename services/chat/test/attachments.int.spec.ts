import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { requests } from '@carrel/contracts';
import type { TestClient } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('A file in a chat', () => {
  let cooperative: Cooperative;
  let ada: Desk;
  let bo: Desk;
  let asked: Asked;
  let files: string;
  let nats: NatsConnection;
  /** Who may read the question, as the questions service would say. */
  const readers = new Set<string>();

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    bo = await cooperative.librarian('birch', { name: 'Bo Birch' });
    await ada.monitor();
    nats = await connect({ servers: cooperative.nats.url });
    nats.subscribe(requests.mayReadSession.subject, {
      callback: (_, message) => {
        const { accountId } = message.json<{ accountId: string }>();
        message.respond(JSON.stringify({ answer: { allowed: readers.has(accountId) } }));
      },
    });
  });
  afterAll(async () => {
    await nats?.close();
    await cooperative.close();
  });
  beforeEach(async () => {
    asked = await cooperative.ask('aspen');
    files = `/v1/sessions/${asked.id}/attachments`;
    await ada.at().post(`/v1/sessions/${asked.id}/accept`);
  });
  const end = () => ada.at().post(`/v1/sessions/${asked.id}/end`, { resolution: 'answered' });
  afterEach(end);
  const send = (
    by: TestClient,
    content: Buffer | string = png,
    type = 'image/png',
    name = 'Karte – Köln.png',
  ) => by.post(`${files}?name=${encodeURIComponent(name)}`, content, { 'content-type': type });

  it('is shown to the other side as a line, on any replica, and fetched as it was sent', async () => {
    const stream = await ada.at(cooperative.replicas[1]).stream(`/v1/sessions/${asked.id}/stream`);
    const sent = await send(asked.at());
    expect(sent).toMatchObject({ status: 201, body: { from: 'patron', bytes: png.length } });
    const line = await stream.next('message', ({ data }) => data.kind === 'attachment');
    const [name, path] = line.data.text.split(/ (?=\/api)/);
    expect(name).toBe('Karte – Köln.png');
    const fetched = await fetch(cooperative.chat.url + path, { headers: await ada.headers() });
    expect(Buffer.from(await fetched.arrayBuffer()).equals(png)).toBe(true);
    expect(fetched.headers.get('content-type')).toBe('image/png');
    expect(fetched.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''Karte%20/);
    expect((await send(ada.at(), 'Opening hours', 'text/plain', 'hours.txt')).body.from).toBe('librarian');
    expect((await asked.at().get(files)).body.items).toHaveLength(2);
    stream.close();
  });

  it('is refused when it is not what it says, of a kind that runs, empty, or too large', async () => {
    for (const [content, type, status, code] of [
      ['<script>alert(1)</script>', 'text/html', 415, 'unsupported-media-type'],
      ['not a picture', 'image/png', 422, 'file-refused'],
      [png, 'text/plain', 422, 'file-refused'],
      ['', 'text/plain', 422, 'file-refused'],
      [Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'text/plain', 413, undefined],
    ] as const) {
      const { body, ...answer } = await send(asked.at(), content, type);
      expect([type, answer.status, code && body.code]).toEqual([type, status, code]);
    }
    expect((await send(asked.at(), png, 'image/png', 'two\nlines')).status).toBe(422);
    expect((await asked.at().get(files)).body.items).toEqual([]);
  });

  it('is one of ten at most, however many come at once', async () => {
    const many = await Promise.all(
      Array.from({ length: 14 }, (_, n) => send(n % 2 ? asked.at() : ada.at(), `file ${n}`, 'text/plain')),
    );
    expect(many.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(many.find(({ status }) => status !== 201)).toMatchObject({
      status: 409,
      body: { code: 'too-many-attachments' },
    });
  });

  it('is for the two sides; once the session is over, for those who may read its question (F26)', async () => {
    const { id } = (await send(asked.at())).body;
    const other = await cooperative.ask('aspen');
    for (const stranger of [bo.at(), other.at()]) {
      expect((await send(stranger)).status).toBe(404);
      for (const path of [files, `${files}/${id}`]) expect((await stranger.get(path)).status).toBe(404);
    }
    await other.at().delete(`/v1/sessions/${other.id}`);
    await end();
    expect(await send(asked.at())).toMatchObject({ status: 409, body: { code: 'not-in-this-state' } });
    expect((await bo.at().get(`${files}/${id}`)).status).toBe(404);
    readers.add(bo.accountId);
    expect((await bo.at().get(`${files}/${id}`)).status).toBe(200);
    expect((await asked.at().get(`${files}/${id}`)).status).toBe(200);
  });
});
