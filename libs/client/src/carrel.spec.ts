import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { carrel, CarrelProblem, ok } from './index.js';

const closed = {
  type: 'urn:carrel:problem:already-claimed',
  title: 'Not possible as things stand',
  status: 409,
  detail: 'Somebody has it.',
  code: 'already-claimed',
};
const at = { params: { path: { id: '0' } } };

describe('A client of Carrel', () => {
  let server: Server;
  const asked: IncomingMessage[] = [];
  const answering = async (...answers: ((to: ServerResponse) => void)[]): Promise<string> => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(request);
      (answers[asked.length - 1] ?? answers.at(-1)!)(response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const json = (status: number, body: object) => (to: ServerResponse) =>
    void to.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const keys = () => asked.map(({ headers }) => headers['idempotency-key']);

  afterEach(() => new Promise((then) => server.close(then)));

  it('asks as whom its token names, and gives the answer', async () => {
    const baseUrl = await answering(json(200, { items: [], nextCursor: null }));
    const { questions } = carrel({ baseUrl, token: () => Promise.resolve('a token') });
    const page = await ok(questions.GET('/v1/questions', { params: { query: { list: 'new', mine: true } } }));
    expect(page).toEqual({ items: [], nextCursor: null });
    expect(asked[0]!.url).toBe('/api/questions/v1/questions?list=new&mine=true');
    expect(asked[0]!.headers.authorization).toBe('Bearer a token');
    expect(keys()).toEqual([undefined]);
  });

  it('gives the problem of a refusal, or throws it with what was asked', async () => {
    const { questions } = carrel({ baseUrl: await answering(json(409, closed)) });
    const { error } = await questions.POST('/v1/questions/{id}/claim', at);
    expect(error?.code).toBe('already-claimed');
    const thrown = await ok(questions.POST('/v1/questions/{id}/claim', at)).catch((cause: unknown) => cause);
    expect(thrown).toBeInstanceOf(CarrelProblem);
    expect(thrown).toMatchObject({
      status: 409,
      problem: closed,
      message: 'POST /v1/questions/{id}/claim answered 409 already-claimed: Somebody has it.',
    });
  });

  it('tries a command again with the same key while the other side is away or breaks off, and a new one with another', async () => {
    const cut = (to: ServerResponse) => {
      to.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      to.write('{"half":');
      setImmediate(() => to.destroy());
    };
    const baseUrl = await answering(json(503, {}), (to) => to.destroy(), cut, json(200, { id: '0' }));
    const { questions } = carrel({ baseUrl, patienceMs: 30_000 });
    expect(await ok(questions.POST('/v1/questions/{id}/claim', at))).toEqual({ id: '0' });
    expect(asked).toHaveLength(4);
    expect(new Set(keys()).size).toBe(1);
    await questions.POST('/v1/questions/{id}/claim', at);
    expect(new Set(keys()).size).toBe(2);
  });

  it('gives up at once without patience', async () => {
    const { questions } = carrel({ baseUrl: await answering(json(503, { ...closed, status: 503 })) });
    expect((await questions.GET('/v1/questions')).error?.status).toBe(503);
    expect(asked).toHaveLength(1);
  });
});
