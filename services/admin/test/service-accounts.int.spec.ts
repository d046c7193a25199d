import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer, eventually, TestClock, type Answer, type TestClient } from '@carrel/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

let admin: RunningAdmin;
let clock: TestClock;
let library: TestClient;
let group: TestClient;
let cedar: string;
let evergreen: string;

beforeAll(async () => {
  clock = new TestClock(new Date());
  admin = await aRunningAdmin({ clock });
  library = await admin.as('admin@cedar.example');
  group = await admin.as('admin@evergreen.example');
  cedar = (await library.get('/v1/institutions?search=Cedar')).body.items[0].id;
  evergreen = (await library.get('/v1/groups?search=Evergreen')).body.items[0].id;
});
afterAll(() => admin?.stop());

const made = async (scopes: string[] = ['directory:read', 'questions:read']) => {
  const { status, body } = await library.post(`/v1/institutions/${cedar}/service-accounts`, {
    name: 'Catalogue',
    scopes,
  });
  expect(status).toBe(201);
  return body as { id: string; clientSecret: string };
};
const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;
const granted = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  admin.service.http.post('/v1/auth/token', new URLSearchParams(form).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });
const grant_type = 'client_credentials';

describe('[promise 24] A service account of a library', () => {
  it('is made by its administrator, shows its secret once, and keeps a hash', async () => {
    const { id, clientSecret } = await made();
    expect(clientSecret).toMatch(/^cs_[\w-]{43}$/);
    const { body } = await library.get(`/v1/institutions/${cedar}/service-accounts`);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        id,
        name: 'Catalogue',
        owner: { kind: 'institution', id: cedar },
        active: true,
      }),
    );
    expect(JSON.stringify(body)).not.toContain('ecret"');
    const rows = await admin.service.db.query('SELECT * FROM service_accounts WHERE id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain(clientSecret);
    await admin.events.next('service-account.created.v1', (event) => event.subject === id);
  });

  it('gets a token for its credentials in the header, in the form or as JSON (RFC 6749, 4.4)', async () => {
    const { id, clientSecret } = await made();
    const inHeader = await granted(
      { grant_type, scope: 'directory:read' },
      { authorization: basic(id, clientSecret) },
    );
    expect(inHeader.status).toBe(200);
    expect(inHeader.headers.get('cache-control')).toBe('no-store');
    expect(inHeader.body).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'directory:read' });
    expect(decodeProtectedHeader(inHeader.body.access_token)).toMatchObject({
      alg: 'EdDSA',
      typ: 'carrel-service+jwt',
    });
    expect(decodeJwt(inHeader.body.access_token)).toMatchObject({
      iss: 'carrel',
      aud: 'carrel-services',
      sub: id,
      client_id: id,
      scope: 'directory:read',
    });
    const inForm = await granted({ grant_type, client_id: id, client_secret: clientSecret });
    expect([inForm.status, inForm.body.scope]).toEqual([200, 'directory:read questions:read']);
    const asJson = await admin.service.http.post('/v1/auth/token', {
      grant_type,
      client_id: id,
      client_secret: clientSecret,
    });
    expect(asJson.status).toBe(200);
    const client = admin.service.as(bearer(inHeader.body.access_token));
    expect((await client.get(`/v1/institutions/${cedar}`)).status).toBe(200);
    expect((await client.get('/v1/me')).status).toBe(403);
    expect((await client.get('/v1/accounts')).status).toBe(403);
  });

  it.each<[string, (c: { id: string; clientSecret: string }) => Promise<Answer>, number, string]>([
    [
      'a wrong secret',
      ({ id }) => granted({ grant_type, client_id: id, client_secret: 'cs_wrong' }),
      401,
      'invalid_client',
    ],
    [
      'a client that is no id',
      () => granted({ grant_type, client_id: 'x', client_secret: 'y' }),
      401,
      'invalid_client',
    ],
    ['no credentials', () => granted({ grant_type }), 401, 'invalid_client'],
    [
      'credentials twice',
      ({ id, clientSecret }) =>
        granted({ grant_type, client_secret: clientSecret }, { authorization: basic(id, clientSecret) }),
      401,
      'invalid_client',
    ],
    [
      'a scope it does not have',
      ({ id, clientSecret }) =>
        granted({ grant_type, client_id: id, client_secret: clientSecret, scope: 'webhooks:manage' }),
      400,
      'invalid_scope',
    ],
    [
      'another grant',
      ({ id, clientSecret }) =>
        granted({ grant_type: 'password', client_id: id, client_secret: clientSecret }),
      400,
      'unsupported_grant_type',
    ],
    [
      'an unknown field',
      ({ id, clientSecret }) =>
        granted({ grant_type, client_id: id, client_secret: clientSecret, admin: '1' }),
      400,
      'invalid_request',
    ],
  ])('is answered in the words of RFC 6749, 5.2 for %s', async (_, ask, status, error) => {
    const answer = await ask(await made());
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.body).toMatchObject({ code: expect.any(String), detail: answer.body.error_description });
  });

  it('has two good secrets for a day after a rotation; a leaked one is worthless at once', async () => {
    const { id, clientSecret } = await made();
    const ask = async (secret: string) =>
      (await granted({ grant_type, client_id: id, client_secret: secret })).status;
    const second = (await library.post(`/v1/service-accounts/${id}/rotate`, {})).body.clientSecret as string;
    expect([await ask(clientSecret), await ask(second)]).toEqual([200, 200]);
    const third = (await library.post(`/v1/service-accounts/${id}/rotate`, { leaked: true })).body
      .clientSecret as string;
    expect([await ask(clientSecret), await ask(second), await ask(third)]).toEqual([401, 401, 200]);
  });

  it('that is revoked gets no token, and those it has are refused', async () => {
    const { id, clientSecret } = await made();
    const { body } = await granted({ grant_type, client_id: id, client_secret: clientSecret });
    const client = admin.service.as(bearer(body.access_token));
    expect((await client.get('/v1/institutions')).status).toBe(200);
    expect((await library.post(`/v1/service-accounts/${id}/revoke`)).body.active).toBe(false);
    await admin.events.next('service-account.revoked.v1', (event) => event.subject === id);
    expect((await granted({ grant_type, client_id: id, client_secret: clientSecret })).body.error).toBe(
      'invalid_client',
    );
    await eventually(async () => expect((await client.get('/v1/institutions')).status).toBe(401), 5_000);
    expect((await library.post(`/v1/service-accounts/${id}/rotate`, {})).body.code).toBe(
      'service-account-revoked',
    );
  });

  it('is not for the administrators of others, and forms are taken nowhere else', async () => {
    const { id } = await made();
    const other = await admin.as('admin@dogwood.example');
    expect((await other.get(`/v1/institutions/${cedar}/service-accounts`)).status).toBe(403);
    expect((await other.post(`/v1/service-accounts/${id}/rotate`, {})).status).toBe(404);
    expect((await other.post(`/v1/service-accounts/${id}/revoke`)).status).toBe(404);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await admin.service.http.post('/v1/auth/login', 'email=a', form)).status).toBe(415);
  });
});

describe('A service account of a group', () => {
  it("is made by the group's administrator, with the scopes that are for groups", async () => {
    const path = `/v1/groups/${evergreen}/service-accounts`;
    const { status, body } = await group.post(path, { name: 'Feed', scopes: ['events:read'] });
    expect([status, body.owner]).toEqual([201, { kind: 'group', id: evergreen }]);
    expect((await group.post(path, { name: 'x', scopes: ['questions:read'] })).body.code).toBe(
      'scope-not-for-owner',
    );
    expect((await library.post(path, { name: 'x', scopes: ['events:read'] })).status).toBe(403);
  });

  it('[promise 24] is revoked with its group, and one whose owner is gone is no client any more', async () => {
    const cooperative = { name: 'Short Lived', timeZone: 'America/Denver', kind: 'cooperative' };
    const { body: own } = await library.post('/v1/groups', cooperative);
    // The sign-in from before does not know of the role yet.
    const head = admin.service.as(bearer((await admin.login('admin@cedar.example')).body.accessToken));
    const { body: feed } = await head.post(`/v1/groups/${own.id}/service-accounts`, {
      name: 'Feed',
      scopes: ['events:read'],
    });
    const ask = () => granted({ grant_type, client_id: feed.id, client_secret: feed.clientSecret });
    expect((await ask()).status).toBe(200);
    const { body: orphan } = await group.post(`/v1/groups/${evergreen}/service-accounts`, {
      name: 'Orphan',
      scopes: ['events:read'],
    });
    expect((await head.delete(`/v1/groups/${own.id}`)).status).toBe(204);
    await admin.events.next('service-account.revoked.v1', ({ subject }) => subject === feed.id);
    const refused = await ask();
    expect([refused.status, refused.body.error]).toEqual([401, 'invalid_client']);
    await admin.service.db.query('UPDATE service_accounts SET owner_id = $1 WHERE id = $2', [
      own.id,
      orphan.id,
    ]);
    const late = await granted({ grant_type, client_id: orphan.id, client_secret: orphan.clientSecret });
    expect([late.status, late.body.error]).toEqual([401, 'invalid_client']);
  });

  it('[B40] ends with its administrator, who knows its secret, unless another one has rotated it', async () => {
    // Earlier sign-ins ended with the group above.
    const boss = admin.service.as(bearer((await admin.login('admin@cedar.example')).body.accessToken));
    const email = 'going@cedar.example';
    const input = { email, name: 'Gail Going', roles: ['institution-admin'], trained: true };
    const { body: going } = await boss.post('/v1/accounts', input);
    const { body: invitation } = await boss.post(`/v1/accounts/${going.id}/invitations`);
    const password = 'a long enough one';
    const chosen = await admin.service.http.post('/v1/auth/password', { token: invitation.token, password });
    expect([chosen.status, chosen.body]).toEqual([204, '']);
    const theirs = admin.service.as(bearer((await admin.login(email, password)).body.accessToken));
    const make = async () =>
      (
        await theirs.post(`/v1/institutions/${cedar}/service-accounts`, {
          name: 'Catalogue',
          scopes: ['directory:read'],
        })
      ).body;
    const tried = await theirs.get('/v1/me');
    expect([tried.status, tried.body.roles]).toEqual([200, ['institution-admin']]);
    const [kept, ended] = [await make(), await make()];
    const rotated = (await boss.post(`/v1/service-accounts/${kept.id}/rotate`, {})).body;
    const status = async (id: string, secret: string) =>
      (await granted({ grant_type, client_id: id, client_secret: secret })).status;
    expect(await status(kept.id, kept.clientSecret)).toBe(200);
    expect(await status(ended.id, ended.clientSecret)).toBe(200);
    const token = (await granted({ grant_type, client_id: ended.id, client_secret: ended.clientSecret })).body
      .access_token;
    await boss.put(`/v1/accounts/${going.id}`, { ...input, roles: ['librarian'] });
    expect(await status(ended.id, ended.clientSecret)).toBe(401);
    expect(await status(kept.id, kept.clientSecret)).toBe(401);
    expect(await status(kept.id, rotated.clientSecret)).toBe(200);
    const open = admin.service.as(bearer(token));
    await eventually(
      async () => expect((await open.get(`/v1/institutions/${cedar}`)).status).toBe(401),
      5_000,
    );
  });
});
