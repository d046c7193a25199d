import { requests, type AnyEvent } from '@carrel/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@carrel/testing';
import { Requests } from '@carrel/messaging';
import { Rebuilds } from '@carrel/web';
import { accounts, evergreen, libraries, operator } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const [aspen] = libraries;
const everything = 3 + 6 + 5 + accounts.length + 1 + (3 + 2 + 3 * 6) + 2 * libraries.length;

describe('The directory', () => {
  let admin: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());
  const ask = () => admin.service.app.get(Requests);

  /** Waits until every event of the outbox has arrived. */
  const allReceived = () =>
    eventually(async () => {
      const [{ n }] = await admin.service.db.query('SELECT count(*)::int AS n FROM outbox');
      expect(admin.events.all()).toHaveLength(n);
    });

  /** The newest state of every aggregate, as a projection would keep it. */
  const projected = (events: readonly AnyEvent[]): Map<string, unknown> => {
    const newest = new Map<string, AnyEvent>();
    for (const event of events) {
      const known = newest.get(event.subject);
      if (!known || Number(known.sequence) < Number(event.sequence)) newest.set(event.subject, event);
    }
    return new Map([...newest].map(([subject, event]) => [subject, event.data]));
  };

  it('is published as events, gap-free for each subject', async () => {
    await allReceived();
    expect(projected(admin.events.all()).size).toBe(everything);
    const sequences = new Map<string, number[]>();
    for (const { subject, sequence } of admin.events.all()) {
      sequences.set(subject, [...(sequences.get(subject) ?? []), Number(sequence)]);
    }
    for (const all of sequences.values()) expect(all).toEqual(all.map((_, n) => n + 1));
  });

  it('carries no name of a person and no address in any event', () => {
    const published = JSON.stringify(admin.events.all());
    for (const { email, name } of [operator, ...accounts]) {
      expect(published).not.toContain(email);
      expect(published).not.toContain(name);
    }
    expect(published).not.toContain('@');
    expect(published).not.toContain('argon2');
  });

  it('[B2] is published again on demand, so that a projection can start from nothing', async () => {
    const before = projected(admin.events.all());
    const receivedBefore = admin.events.all().length;
    const { published } = await ask().ask(requests.republishDirectory, {});
    expect(published).toBe(everything);
    await eventually(() => {
      const again = projected(admin.events.all().slice(receivedBefore));
      expect(again).toEqual(before);
    });
    // [B2] Whoever does more than keep a copy passes over it.
    const [first, more] = [
      admin.events.all().slice(0, receivedBefore),
      admin.events.all().slice(receivedBefore),
    ];
    expect(new Set(first.map(({ restated }) => restated))).toEqual(new Set([undefined]));
    expect(new Set(more.map(({ restated }) => restated))).toEqual(new Set([true]));
  });

  it('is published again for the operator, and for nobody else', async () => {
    const receivedBefore = admin.events.all().length;
    const boss = await admin.as('admin@evergreen.example');
    expect((await boss.post('/v1/directory/republish')).status).toBe(403);
    const answer = await (await admin.as('operator@carrel.example')).post('/v1/directory/republish');
    expect([answer.status, answer.body]).toEqual([202, { published: everything }]);
    await eventually(() => expect(projected(admin.events.all().slice(receivedBefore)).size).toBe(everything));
  });

  it('goes out again in batches, which the operator starts and sees to their end', async () => {
    const operator = await admin.as('operator@carrel.example');
    const ended = () =>
      eventually(async () => {
        const [newest] = (await operator.get('/v1/rebuilds?limit=1')).body.items;
        expect(newest).toMatchObject({ kind: 'directory', status: 'finished' });
        return newest;
      });
    await ended();
    await allReceived();
    const receivedBefore = admin.events.all().length;
    const { status, body } = await operator.post('/v1/rebuilds', { kind: 'directory' });
    expect([status, body.total]).toEqual([202, everything]);
    expect(await ended()).toMatchObject({ id: body.id, done: everything, total: everything, failure: null });
    await allReceived();
    expect(projected(admin.events.all().slice(receivedBefore)).size).toBe(everything);
    const boss = await admin.as('admin@evergreen.example');
    expect((await boss.post('/v1/rebuilds', { kind: 'directory' })).status).toBe(403);
  });

  it('goes out from the start for whoever lost its copy while it goes out', async () => {
    const rebuilds = admin.service.app.get(Rebuilds, { strict: false });
    const { db } = admin.service;
    // As if the groups and libraries had gone out, and no process went on with it yet.
    const [{ id }] = await db.query(
      `INSERT INTO rebuilds (id, kind, status, started_at, total, done, place)
       VALUES (gen_random_uuid(), 'directory', 'running', now(), $1, 9, $2) RETURNING id`,
      [everything, JSON.stringify([2, '00000000-0000-0000-0000-000000000000'])],
    );
    const receivedBefore = admin.events.all().length;
    expect(await ask().ask(requests.republishDirectory, {})).toEqual({ published: everything });
    let now = await rebuilds.get(id);
    expect(now).toMatchObject({ status: 'running', done: 0 });
    while (now.status === 'running') now = await rebuilds.goOn(id);
    expect(now).toMatchObject({ status: 'finished', done: everything });
    await allReceived();
    expect(projected(admin.events.all().slice(receivedBefore)).size).toBe(everything);
  });

  it('answers other services with the names of staff, and leaves unknown ones out', async () => {
    const [first] = accounts;
    const answer = await ask().ask(requests.accountNames, { ids: [first!.id, evergreen.id] });
    expect(answer.accounts).toEqual([{ id: first!.id, name: first!.name, institutionId: first!.library.id }]);
  });

  it('[R129] [R130] answers where a library wants notices of questions, if it does', async () => {
    const institutionId = aspen!.id;
    const answer = await ask().ask(requests.notificationAddresses, { institutionId });
    expect(answer).toEqual({ enabled: true, addresses: ['alerts@aspen.example'] });
    const boss = await admin.as('admin@aspen.example');
    const off = { enabled: false, addresses: ['alerts@aspen.example'] };
    await boss.put(`/v1/institutions/${institutionId}/settings/email-notification`, off);
    expect(await ask().ask(requests.notificationAddresses, { institutionId })).toEqual({
      enabled: false,
      addresses: [],
    });
  });

  it('answers with the address of one account, and none once it is deactivated', async () => {
    const sam = accounts.find((account) => account.email === 'second@aspen.example')!;
    const asked = () => ask().ask(requests.accountAddress, { accountId: sam.id });
    expect(await asked()).toEqual({ name: sam.name, email: sam.email });
    await (await admin.as('admin@aspen.example')).post(`/v1/accounts/${sam.id}/deactivate`);
    expect(await asked()).toEqual({ name: sam.name, email: null });
    await expect(ask().ask(requests.accountAddress, { accountId: evergreen.id })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});
