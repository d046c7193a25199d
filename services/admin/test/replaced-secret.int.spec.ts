import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Seal } from '@carrel/web';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { SecondFactorService } from '../src/second-factor/second-factor.service.js';
import { SingleSignOnService } from '../src/single-sign-on/single-sign-on.service.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const first = 'the first secret of thirty-two bytes and more';
const second = 'the second secret of thirty-two bytes and more';

/** Everything that is sealed with CARREL_SECRET, and where its resealing is tried. */
const purposes: Record<string, string> = {
  'policy pages': 'e2e/restore.long.spec.ts',
  'second factors': 'here',
  'signing keys': 'e2e/restore.long.spec.ts',
  'single sign-on': 'here',
  'single sign-on attempts': 'nowhere: over within 15 minutes',
  'webhook secrets': 'e2e/restore.long.spec.ts',
};

describe('When CARREL_SECRET was replaced', () => {
  let before: RunningAdmin;
  let after: RunningAdmin;

  beforeAll(async () => {
    before = await aRunningAdmin({ env: { CARREL_SECRET: first } });
  });
  afterAll(async () => {
    await after?.stop();
    await before?.stop();
  });

  it('[B35] secrets of authenticator apps and of clients at providers are good still, and sealed anew under it', async () => {
    const head = await before.as('admin@cedar.example');
    const { id: accountId, institutionId } = (await head.get('/v1/me')).body;
    const { secret } = (await head.post('/v1/me/second-factor/totp')).body as { secret: string };
    const code = (n: number) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + n * 30_000 });
    expect((await head.post('/v1/me/second-factor/totp/confirm', { code: code(0) })).status).toBe(200);
    const provider = { enabled: false, issuer: 'https://provider.example', clientId: 'cedar', rules: [] };
    const path = `/v1/institutions/${institutionId}/single-sign-on`;
    expect((await head.put(path, { ...provider, clientSecret: 'hush, client' })).status).toBe(200);

    const env = { CARREL_SECRET: second, CARREL_SECRET_PREVIOUS: first };
    after = await aRunningAdmin({ other: before, env });
    const waiting = (await after.login('admin@cedar.example')).body;
    const proof = { token: waiting.facts.token, code: code(1) };
    expect((await after.service.http.post('/v1/auth/second-factor', proof)).status).toBe(200);

    const opened = async (by: string) => {
      const [factor] = await before.service.db.query(
        'SELECT sealed_totp AS sealed FROM second_factors WHERE account_id = $1',
        [accountId],
      );
      const [client] = await before.service.db.query(
        'SELECT sealed_secret AS sealed FROM single_sign_ons WHERE owner_id = $1',
        [institutionId],
      );
      return [
        new Seal([by], 'second factors').open(factor.sealed, accountId),
        new Seal([by], 'single sign-on').open(client.sealed, institutionId),
      ];
    };
    expect(await opened(first)).toEqual([secret, 'hush, client']);
    await after.service.app.get(SecondFactorService).renewSeals();
    await after.service.app.get(SingleSignOnService).renewSeals();
    expect(await opened(second)).toEqual([secret, 'hush, client']);
    await expect(opened(first)).rejects.toThrow('not sealed with a secret');
  });

  it('[B35] nothing else is sealed with it than what the tests of resealing know', () => {
    const services = join(import.meta.dirname, '../..');
    const found = readdirSync(services, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\/src\/.*(?<!\.spec)\.ts$/.test(file) && !file.includes('node_modules'))
      .flatMap((file) => [
        ...readFileSync(join(services, file), 'utf8').matchAll(/new Seal\([\w.()]+, '([^']+)'\)/g),
      ])
      .map(([, purpose]) => purpose!);
    expect(found.sort()).toEqual(Object.keys(purposes).sort());
  });
});
