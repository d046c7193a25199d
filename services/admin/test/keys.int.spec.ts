import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer } from '@carrel/testing';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

describe('The keys of access tokens', () => {
  let admin: RunningAdmin;
  let replica: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin();
    replica = await aRunningAdmin({ other: admin });
  });
  afterAll(async () => {
    await replica?.stop();
    await admin?.stop();
  });
  const jwks = async (on = admin) => (await on.service.http.get('/api/admin/.well-known/jwks.json')).body;
  const kidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid;

  it('are published, two at a time, without their private halves', async () => {
    const { body } = await admin.login('librarian@aspen.example');
    const set = await jwks();
    expect(set.keys).toHaveLength(2);
    for (const key of set.keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    }
    const verified = await jwtVerify(body.accessToken, createLocalJWKSet(set), {
      audience: 'carrel',
      issuer: 'carrel',
    });
    expect(verified.payload.sub).toBe(body.account.id);
  });

  it('are shared by all replicas', async () => {
    const { body } = await replica.login('librarian@aspen.example');
    expect((await admin.service.as(bearer(body.accessToken)).get('/v1/me')).status).toBe(200);
    expect(await jwks(replica)).toEqual(await jwks());
  });

  it('are sealed in the database', async () => {
    const rows = await admin.service.db.query('SELECT sealed_private_key FROM signing_keys');
    for (const { sealed_private_key: sealed } of rows) {
      const text = Buffer.from(sealed, 'base64url').toString('latin1');
      expect(text).not.toMatch(/"d"|OKP|Ed25519/);
    }
  });

  it('are rotated by the operator alone', async () => {
    const boss = await admin.as('admin@evergreen.example');
    expect((await boss.post('/v1/signing-keys/rotate')).status).toBe(403);
  });

  it('rotate without logging anyone out', async () => {
    const { body: before } = await admin.login('librarian@birch.example');
    const operator = await admin.as('operator@carrel.example');
    expect((await operator.post('/v1/signing-keys/rotate')).status).toBe(204);
    const { body: after } = await admin.login('librarian@birch.example');
    expect(kidOf(after.accessToken)).not.toBe(kidOf(before.accessToken));
    for (const token of [before.accessToken, after.accessToken]) {
      for (const on of [admin, replica]) {
        expect((await on.service.as(bearer(token)).get('/v1/me')).status).toBe(200);
      }
      await jwtVerify(token, createLocalJWKSet(await jwks()), { audience: 'carrel' });
    }
    const again = await operator.post('/v1/signing-keys/rotate');
    expect([again.status, again.body.code]).toEqual([409, 'rotation-under-way']);
  });
});
