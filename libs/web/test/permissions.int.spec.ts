import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventData } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import {
  aNats,
  anonymous,
  bearer,
  emit,
  eventually,
  patron,
  staff,
  type Actor,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { createService, newPatronToken, WebModule } from '../src/index.js';
import { MessagingModule } from '@carrel/messaging';
import { Controller, Get, Module } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { sampleDataSource, standings } from './sample/sample.module.js';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let sample: TestService;
/** Another replica, with keys of this suite. */
let strict: TestService;
let privateKey: CryptoKey;
const kid = 'ours';

beforeAll(async () => {
  nats = await aNats();
  sample = await startSample(nats);
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  privateKey = pair.privateKey;
  const published = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid }] });
  strict = await startSample(nats, {
    database: sample.database,
    env: { JWKS_URL: `data:application/json,${encodeURIComponent(published)}` },
  });
});
afterAll(async () => {
  await strict?.stop();
  await sample?.stop();
  await nats?.stop();
});

const institutionId = newId();
const statusFor = async (actor: Actor, path = '/v1/staff') => (await sample.as(actor).get(path)).status;

/** A good token but for what is changed. */
async function token(
  change: {
    header?: Record<string, string | undefined>;
    claims?: Record<string, unknown>;
    key?: CryptoKey | Uint8Array;
  } = {},
): Promise<Actor> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'carrel',
    aud: 'carrel',
    sub: newId(),
    iat: now,
    exp: now + 900,
    inst: institutionId,
    sg: newId(),
    name: 'Robin Reader',
    roles: ['librarian'],
    groupRoles: [],
    op: false,
    sid: newId(),
    ...change.claims,
  };
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid, ...change.header };
  return bearer(await new SignJWT(claims).setProtectedHeader(header).sign(change.key ?? privateKey));
}

const strictly = async (actor: Actor, path = '/v1/staff') => (await strict.as(actor).get(path)).status;

describe('[promise 24] An access token is taken only when everything about it is right', () => {
  it('A right one is', async () => {
    expect(await strictly(await token())).toBe(200);
  });

  it.each([
    ['expired', { claims: { exp: Math.floor(Date.now() / 1000) - 60 } }],
    ['without expiry', { claims: { exp: undefined } }],
    ['of another issuer', { claims: { iss: 'someone' } }],
    ['for another audience', { claims: { aud: 'other' } }],
    ['of another type, an ID token', { header: { typ: 'JWT' } }],
    ['without a type', { header: { typ: undefined } }],
    ['without a key id', { header: { kid: undefined } }],
    ['of an unknown key', { header: { kid: 'other' } }],
    ['not yet valid', { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } }],
    ['with a role that does not exist', { claims: { roles: ['emperor'] } }],
    ['without a library', { claims: { inst: undefined } }],
    ['with the operator mark as text', { claims: { op: 'false' } }],
  ])('%s: 401', async (_, change) => {
    expect(await strictly(await token(change))).toBe(401);
  });

  it('signed with another key under the same id, with another algorithm, or not at all: 401', async () => {
    const other = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const rsa = await generateKeyPair('RS256');
    const unsigned = [{ alg: 'none', typ: 'at+jwt' }, { sub: newId() }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    expect(await strictly(await token({ key: other.privateKey }))).toBe(401);
    expect(await strictly(await token({ key: rsa.privateKey, header: { alg: 'RS256' } }))).toBe(401);
    const secret = new TextEncoder().encode('x'.repeat(32));
    expect(await strictly(await token({ key: secret, header: { alg: 'HS256' } }))).toBe(401);
    expect(await strictly(bearer(`${unsigned}.`))).toBe(401);
  });

  it('A bad token is refused where none would be needed, too', async () => {
    const bad = await token({ claims: { iss: 'someone' } });
    expect(await strictly(bad, '/v1/caller')).toBe(401);
    expect(await strictly({ headers: async () => ({ authorization: 'Basic YTpi' }) }, '/v1/caller')).toBe(
      401,
    );
  });

  it('says 401 with the scheme to sign in with', async () => {
    const { headers, body } = await sample.as(anonymous).get('/v1/staff');
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(body.code).toBe('not-signed-in');
  });
});

describe('A handler lets in whom it declares', () => {
  const librarian = staff({ institutionId, roles: ['librarian'] });
  const reviewer = staff({ institutionId, roles: ['reviewer'] });
  const coordinator = staff({
    institutionId,
    roles: [],
    groupRoles: [{ groupId: newId(), role: 'coordinator' }],
  });
  const operator = staff({ institutionId, roles: [], operator: true });
  const holder = patron(newPatronToken().token);

  it.each<[string, Actor, Record<string, number>]>([
    ['anonymous', anonymous, { caller: 200, staff: 401, operate: 401, 'patron-or-reviewer': 401 }],
    ['a patron', holder, { caller: 200, staff: 403, operate: 403, 'patron-or-reviewer': 200 }],
    ['a librarian', librarian, { caller: 200, staff: 200, operate: 403, 'patron-or-reviewer': 403 }],
    ['a reviewer', reviewer, { caller: 200, staff: 200, operate: 403, 'patron-or-reviewer': 200 }],
    ['a coordinator', coordinator, { caller: 200, staff: 200, operate: 403, 'patron-or-reviewer': 200 }],
    ['an operator', operator, { caller: 200, staff: 200, operate: 200, 'patron-or-reviewer': 403 }],
  ])('%s', async (_, actor, expected) => {
    for (const [path, status] of Object.entries(expected)) {
      expect([path, await statusFor(actor, `/v1/${path}`)]).toEqual([path, status]);
    }
  });

  it('and tells the handler who they are', async () => {
    const { body } = await sample.as(coordinator).get('/v1/caller');
    expect(body).toMatchObject({ kind: 'staff', accountId: coordinator.accountId, institutionId });
    expect(body.capabilities).toContain('questions.review');
    const { token: text, hash } = newPatronToken();
    expect((await sample.as(patron(text)).get('/v1/caller')).body).toEqual({
      kind: 'patron',
      tokenHash: hash,
    });
    expect(await statusFor(patron('pt_short'), '/v1/caller')).toBe(401);
  });

  it('A service with a handler that declares nothing does not start, and says which', async () => {
    @Controller('v1')
    class Forgetful {
      @Get('open')
      open(): string {
        return 'oops';
      }
    }
    @Module({
      imports: [MessagingModule.forRoot({ service: 'sample' }), WebModule.forRoot({ service: 'sample' })],
      controllers: [Forgetful],
    })
    class ForgetfulModule {}
    const app = await createService(ForgetfulModule, {
      name: 'sample',
      dataSource: sampleDataSource,
      env: { SAMPLE_DATABASE_URL: sample.database.url, NATS_URL: nats.url, LOG_LEVEL: 'silent' },
    });
    await expect(app.listen(0)).rejects.toThrow('Forgetful.open');
    await app.close();
  });
});

describe('[promise 24] An account that changes', () => {
  const account = (accountId: string, change: Partial<EventData<'account.updated.v1'>>) => ({
    accountId,
    institutionId,
    roles: [],
    groupRoles: [],
    operator: false,
    trained: true,
    active: true,
    ...change,
  });

  it('is refused as soon as its deactivation is heard, and its streams are closed', async () => {
    const leaver = staff({ institutionId, roles: ['librarian'] });
    const stream = await sample.as(leaver).stream('/v1/stream');
    const other = await sample.as(staff({ institutionId, roles: ['librarian'] })).stream('/v1/stream');
    expect(await statusFor(leaver)).toBe(200);
    await emit(nats, 'account.deactivated.v1', account(leaver.accountId, { active: false }), {
      subject: leaver.accountId,
      sequence: 2,
    });
    expect((await stream.next('close')).data.reason).toBe('account-deactivated');
    await stream.closed;
    expect(await statusFor(leaver)).toBe(401);
    expect(other.all().map(({ event }) => event)).toEqual(['hello']);
    other.close();
  });

  it('is refused where the projection knows it as gone, and has the roles the projection knows', async () => {
    const gone = staff({ institutionId, roles: ['librarian'] });
    standings.set(gone.accountId, { active: false, roles: [], groupRoles: [], operator: false });
    expect(await statusFor(gone)).toBe(401);
    const demoted = staff({ institutionId, roles: ['reviewer'] });
    standings.set(demoted.accountId, { active: true, roles: ['librarian'], groupRoles: [], operator: false });
    expect(await statusFor(demoted, '/v1/patron-or-reviewer')).toBe(403);
  });

  it('has its new roles at once, whatever its token still says', async () => {
    const riser = staff({ institutionId, roles: ['librarian'] });
    expect(await statusFor(riser, '/v1/operate')).toBe(403);
    await emit(nats, 'account.updated.v1', account(riser.accountId, { operator: true }), {
      subject: riser.accountId,
      sequence: 2,
    });
    await eventually(async () => expect(await statusFor(riser, '/v1/operate')).toBe(200));
  });
});

describe('[promise 24] Keys', () => {
  it('that nobody could be asked for yet: admin is named as the part away', async () => {
    const withoutAdmin = await startSample(nats, {
      database: sample.database,
      env: { JWKS_URL: 'http://127.0.0.1:9/jwks.json' },
    });
    try {
      const answer = await withoutAdmin.as(await token()).get('/v1/staff');
      expect([answer.status, answer.body.facts]).toEqual([503, { part: 'admin' }]);
      expect((await withoutAdmin.as(anonymous).get('/v1/staff')).status).toBe(401);
    } finally {
      await withoutAdmin.stop();
    }
  });
});
