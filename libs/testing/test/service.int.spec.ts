import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { NotFound } from '@carrel/kernel';
import { v7 as uuidv7 } from 'uuid';
import { aNats, answer, bearer, staff, startService, TestClock } from '../src/index.js';
import type { TestNats, TestService } from '../src/index.js';
import { DeskModule, deskDataSource } from './a-service.js';

describe('A service started by a test', () => {
  let nats: TestNats;
  let service: TestService;
  const clock = new TestClock();
  const librarian = staff({ institutionId: uuidv7(), roles: ['librarian'], name: 'Kim' });

  beforeAll(async () => {
    nats = await aNats();
    service = await startService({
      name: 'chat',
      module: DeskModule,
      dataSource: deskDataSource,
      nats,
      clock,
    });
  });
  afterAll(async () => {
    await service.stop();
    await nats.stop();
  });

  it('knows a member of staff by a token of the test', async () => {
    const { accountId, institutionId } = librarian;
    const answered = await service.as(librarian).get('/v1/me');
    expect(answered).toMatchObject({ status: 200, body: { accountId, institutionId, name: 'Kim' } });
  });

  it('refuses anonymous requests, a broken token and an expired one', async () => {
    const late = staff({ institutionId: uuidv7(), roles: ['librarian'], expiresIn: -60 });
    for (const client of [service.http, service.as(bearer('nonsense')), service.as(late)]) {
      expect((await client.get('/v1/me')).status).toBe(401);
    }
  });

  it("follows the test's clock", async () => {
    clock.set('2026-05-01T12:00:00.000Z');
    clock.advance(1_500);
    expect((await service.http.get('/v1/time')).body).toEqual({ now: '2026-05-01T12:00:01.500Z' });
  });

  it('is answered by a stand-in for another service, which may refuse or be away', async () => {
    const [known, unknown] = [uuidv7(), uuidv7()];
    const admin = await answer(nats, requests.accountNames, ({ ids: [id] }) => {
      if (id !== known) throw new NotFound('account');
      return { accounts: [{ id, name: 'Robin', institutionId: uuidv7() }] };
    });
    const client = service.as(librarian);
    expect((await client.get(`/v1/names/${known}`)).body).toEqual({ names: ['Robin'] });
    expect((await client.get(`/v1/names/${unknown}`)).status).toBe(404);
    expect(admin.questions).toEqual([{ ids: [known] }, { ids: [unknown] }]);
    admin.stop();
    expect((await client.get(`/v1/names/${known}`)).status).toBe(503);
  });

  it('is there again after a restart, on the same port and database', async () => {
    await service.db.query(`insert into rate_limits (key) values ('kept')`);
    await service.restart();
    expect((await service.http.get('/v1/time')).status).toBe(200);
    expect(await service.db.query('select key from rate_limits')).toEqual([{ key: 'kept' }]);
  });
});
