import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import {
  aNats,
  bearer,
  emit,
  eventually,
  serviceAccount,
  signToken,
  staff,
  type Actor,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let sample: TestService;

beforeAll(async () => {
  nats = await aNats();
  sample = await startSample(nats);
});
afterAll(async () => {
  await sample?.stop();
  await nats?.stop();
});

const institutionId = newId();
const owner = { kind: 'institution', id: institutionId } as const;
const statusFor = async (actor: Actor, path: string) => (await sample.as(actor).get(path)).status;

describe('[promise 24] A service account', () => {
  const reader = serviceAccount({ owner, scopes: ['questions:read'] });

  it('is let in where its scope is asked for, for its library', async () => {
    const { status, body } = await sample.as(reader).get('/v1/scoped');
    expect([status, body]).toEqual([200, { kind: 'service', institutionId }]);
  });

  it('is refused with 403 that names the scope where its token has another', async () => {
    const other = serviceAccount({ owner, scopes: ['webhooks:manage'] });
    const { status, body, headers } = await sample.as(other).get('/v1/scoped');
    expect([status, body.code, body.facts]).toEqual([
      403,
      'insufficient-scope',
      { needsScope: 'questions:read' },
    ]);
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });

  it('is refused where handlers are for people, and is anonymous where they are for everyone', async () => {
    expect(await statusFor(reader, '/v1/staff')).toBe(403);
    expect(await statusFor(reader, '/v1/patron-or-reviewer')).toBe(403);
    expect((await sample.as(reader).get('/v1/caller')).body).toEqual({ kind: 'anonymous' });
  });

  it('People need no scope there', async () => {
    const librarian = staff({ institutionId, roles: ['librarian'] });
    expect((await sample.as(librarian).get('/v1/scoped')).body.kind).toBe('staff');
  });

  const id = newId();
  const claims = { client_id: id, scope: 'questions:read', owner, sg: newId() };
  const service = { type: 'carrel-service+jwt', audience: 'carrel-services' };
  const person = {
    inst: institutionId,
    sg: newId(),
    name: 'R',
    roles: [],
    groupRoles: [],
    op: true,
    sid: newId(),
  };
  it.each<[string, () => Promise<string>]>([
    ["typed as a person's token", () => signToken(claims, id, 300, { ...service, type: 'at+jwt' })],
    ["for people's audience", () => signToken(claims, id, 300, { ...service, audience: 'carrel' })],
    ['of a person, typed as a service token', () => signToken(person, id, 300, service)],
    [
      'of a person, for the audience of services',
      () => signToken(person, id, 300, { type: 'at+jwt', audience: 'carrel-services' }),
    ],
    [
      'that claims everything at once',
      () => signToken({ ...claims, ...person, client_id: newId() }, id, 300, service),
    ],
    ['whose client is not its subject', () => signToken({ ...claims, client_id: newId() }, id, 300, service)],
    [
      'with a scope that does not exist',
      () => signToken({ ...claims, scope: 'questions:write' }, id, 300, service),
    ],
    ['without an owner', () => signToken({ ...claims, owner: undefined }, id, 300, service)],
    ['that has expired', () => signToken(claims, id, -60, service)],
  ])('A token %s: 401 everywhere', async (_, token) => {
    const actor = bearer(await token());
    for (const path of ['/v1/scoped', '/v1/staff', '/v1/caller', '/v1/operate']) {
      expect([path, await statusFor(actor, path)]).toEqual([path, 401]);
    }
  });

  it('is refused as soon as the event of its revocation arrives', async () => {
    const leaver = serviceAccount({ owner, scopes: ['questions:read'] });
    expect(await statusFor(leaver, '/v1/scoped')).toBe(200);
    const data = { serviceAccountId: leaver.id, owner, scopes: [], active: false };
    await emit(nats, 'service-account.revoked.v1', data, { subject: leaver.id });
    await eventually(async () => expect(await statusFor(leaver, '/v1/scoped')).toBe(401));
  });
});
