import { bearer, eventually, TestClock, type Answer } from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { Authenticator } from './an-authenticator.js';
import { aRunningAdmin, password, type RunningAdmin } from './a-running-admin.js';

const origin = 'http://localhost:8080';

describe('A second factor', () => {
  let admin: RunningAdmin;
  const clock = new TestClock(new Date());
  beforeAll(async () => {
    admin = await aRunningAdmin({ clock });
  });
  afterAll(() => admin?.stop());

  const post = (path: string, body: object, headers?: Record<string, string>) =>
    admin.service.http.post(`/v1/auth/${path}`, body, headers);
  const as = (accessToken: string) => admin.service.as(bearer(accessToken));
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now().getTime() });
  /** Each code is good once, so the next one is that of the next half minute. */
  const nextCode = (secret: string) => {
    clock.advance(30_000);
    return codeOf(secret);
  };
  const signedIn = async (email: string) => {
    const { status, body } = await admin.login(email);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  /** Signs in by password as far as that goes. */
  const halfway = async (email: string): Promise<Answer['body']['facts']> => {
    const { status, body } = await admin.login(email);
    expect([status, body.code]).toEqual([401, 'second-factor-required']);
    return body.facts;
  };
  const withApp = async (email: string) => {
    const tokens = await signedIn(email);
    const mine = as(tokens.accessToken);
    const { secret, uri } = (await mine.post('/v1/me/second-factor/totp', {})).body;
    expect(uri).toMatch(/^otpauth:\/\/totp\/Carrel/);
    const { body } = await mine.post('/v1/me/second-factor/totp/confirm', { code: codeOf(secret) });
    return { mine, tokens, secret: secret as string, recoveryCodes: body.recoveryCodes as string[] };
  };
  const withPasskey = async (email: string) => {
    const tokens = await signedIn(email);
    const mine = as(tokens.accessToken);
    const key = new Authenticator(origin);
    const { body: options } = await mine.post('/v1/me/second-factor/passkeys/options', {});
    const input = { name: 'My key', response: key.create(options) };
    const { status, body } = await mine.post('/v1/me/second-factor/passkeys', input);
    expect(status).toBe(201);
    return { mine, tokens, key, recoveryCodes: body.recoveryCodes as string[] };
  };

  describe('by an authenticator app', () => {
    const email = 'librarian@birch.example';
    let secret: string;
    let recoveryCodes: string[];
    beforeAll(async () => ({ secret, recoveryCodes } = await withApp(email)));

    it('is asked for besides the password, and each code is good once', async () => {
      const { token, methods } = await halfway(email);
      expect(methods).toEqual(['totp', 'recovery-code']);
      const used = codeOf(secret);
      expect((await post('second-factor', { token, code: used })).body.code).toBe('second-factor-wrong');
      const code = nextCode(secret);
      const { status, body } = await post('second-factor', { token, code });
      expect([status, (await as(body.accessToken).get('/v1/me')).status]).toEqual([200, 200]);
      expect((await post('second-factor', { token, code: nextCode(secret) })).body.code).toBe(
        'second-factor-over',
      );
      const again = await halfway(email);
      expect((await post('second-factor', { token: again.token, code })).status).toBe(422);
    });

    it('takes a code that comes twice at once for one sign-in', async () => {
      const [one, two] = [await halfway(email), await halfway(email)];
      const code = nextCode(secret);
      const answers = await Promise.all(
        [one, two].map(({ token }) => post('second-factor', { token, code })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    });

    it('waits five minutes', async () => {
      const { token } = await halfway(email);
      clock.advance(5 * 60_000);
      expect((await post('second-factor', { token, code: codeOf(secret) })).body.code).toBe(
        'second-factor-over',
      );
    });

    it('is kept sealed, and recovery codes as hashes', async () => {
      const kept = JSON.stringify(await admin.service.db.query('SELECT * FROM second_factors'));
      for (const shown of [secret, ...recoveryCodes]) expect(kept).not.toContain(shown);
    });

    it('is made up for by ten recovery codes, each once, as people type them', async () => {
      expect(recoveryCodes).toHaveLength(10);
      const recoveryCode = recoveryCodes[0]!.toUpperCase().replaceAll('-', ' ');
      const [first, second] = [await halfway(email), await halfway(email)];
      const { body } = await post('second-factor', { token: first.token, recoveryCode });
      expect((await post('second-factor', { token: second.token, recoveryCode })).status).toBe(422);
      const state = (await as(body.accessToken).get('/v1/me/second-factor')).body;
      expect([state.recoveryCodesLeft, state.history[0].what]).toEqual([9, 'recovery-code-used']);
      const { recoveryCodes: anew } = (
        await as(body.accessToken).post('/v1/me/second-factor/recovery-codes', {})
      ).body;
      const third = await halfway(email);
      const old = { token: third.token, recoveryCode: recoveryCodes[1]! };
      expect((await post('second-factor', old)).status).toBe(422);
      expect((await post('second-factor', { ...old, recoveryCode: anew[1] })).status).toBe(200);
    });

    it('refuses the eleventh wrong code of a network, and notifies the owner', async () => {
      clock.advance(16 * 60_000);
      const statuses: number[] = [];
      const { token } = await halfway(email);
      for (let n = 0; n < 12; n += 1)
        statuses.push((await post('second-factor', { token, code: '000000' })).status);
      expect(statuses.slice(9)).toEqual([422, 429, 429]);
      expect((await post('second-factor', { token, code: nextCode(secret) })).status).toBe(429);
      const elsewhere = { 'x-forwarded-for': '198.51.100.77' };
      expect((await post('second-factor', { token, code: codeOf(secret) }, elsewhere)).status).toBe(200);
      await eventually(() =>
        expect(admin.events.all().filter(({ type }) => type === 'account.logins-refused.v1')).toHaveLength(1),
      );
    });

    it('is not passed by with a new password that was mailed', async () => {
      const boss = await admin.as('admin@birch.example');
      const { items } = (await boss.get('/v1/accounts?search=librarian@birch')).body;
      const { token } = (await boss.post(`/v1/accounts/${items[0].id}/invitations`, {})).body;
      expect((await post('password', { token, password })).status).toBe(204);
      await halfway(email);
    });

    it('changes only within a quarter of an hour after signing in with it', async () => {
      const { mine } = await withApp('second@birch.example');
      clock.advance(15 * 60_000 + 1_000);
      const late = await mine.delete('/v1/me/second-factor/totp');
      expect([late.status, late.body.code]).toEqual([403, 'sign-in-too-old']);
    });

    it('[promise 31] ends the other sign-ins of its owner, which had the password alone, within 5 seconds', async () => {
      const reviewer = 'reviewer@birch.example';
      const before = await signedIn(reviewer);
      const { mine } = await withApp(reviewer);
      await eventually(async () => {
        expect((await as(before.accessToken).get('/v1/me')).status).toBe(401);
      }, 5_000);
      expect((await as(before.accessToken).delete('/v1/me/second-factor/totp')).status).toBe(401);
      expect((await post('refresh', { refreshToken: before.refreshToken })).status).toBe(401);
      expect((await mine.get('/v1/me')).status).toBe(200);
    });
  });

  describe('by a passkey', () => {
    const email = 'librarian@cedar.example';
    let key: Authenticator;
    beforeAll(async () => ({ key } = await withPasskey(email)));
    const optionsFor = async (token: string) => (await post('second-factor/passkey-options', { token })).body;

    it('is asked for besides the password, with a challenge that is good once', async () => {
      const { token, methods } = await halfway(email);
      expect(methods).toEqual(['passkey', 'recovery-code']);
      const passkey = key.get(await optionsFor(token));
      expect((await post('second-factor', { token, passkey })).status).toBe(200);
      const { token: next } = await halfway(email);
      expect((await post('second-factor', { token: next, passkey })).status).toBe(422);
    });

    it.each([
      ['of another page', { origin: 'https://evil.example' }],
      ['for another relying party', { rpId: 'evil.example' }],
      ['without verifying the person', { unverified: true }],
      ['with a counter that does not grow', { counter: 1 }],
    ])('refuses an answer %s', async (_, faults) => {
      const { token } = await halfway(email);
      const passkey = key.get(await optionsFor(token), faults);
      expect((await post('second-factor', { token, passkey })).body.code).toBe('second-factor-wrong');
      const good = key.get(await optionsFor(token));
      expect((await post('second-factor', { token, passkey: good })).status).toBe(200);
    });

    it('refuses another account’s passkey and challenge, and what is no answer at all', async () => {
      const { key: others } = await withPasskey('second@cedar.example');
      const { token } = await halfway(email);
      const { token: theirs } = await halfway('second@cedar.example');
      const foreign = [
        others.get(await optionsFor(token)),
        key.get(await optionsFor(theirs)),
        key.get((await post('passkeys/options', {})).body),
      ];
      for (const passkey of foreign)
        expect((await post('second-factor', { token, passkey })).status).toBe(422);
      for (const passkey of [{ id: 'x', response: { clientDataJSON: 'x' } }, { id: 'x' }, 'x', {}]) {
        expect((await post('second-factor', { token, passkey })).status).toBe(422);
      }
    });

    it('signs in alone, without saying who it is', async () => {
      const options = async () => (await post('passkeys/options', {})).body;
      expect((await options()).allowCredentials).toEqual([]);
      const response = key.get(await options());
      const { status, body } = await post('passkeys', { response });
      expect([status, body.account.email]).toEqual([200, email]);
      expect((await post('passkeys', { response })).status).toBe(422);
      const lazy = key.get(await options(), { unverified: true });
      expect((await post('passkeys', { response: lazy })).status).toBe(422);
      expect(
        (await post('passkeys', { response: new Authenticator(origin).get(await options()) })).status,
      ).toBe(422);
    });

    it('refuses a key that is made without verifying the person', async () => {
      const tokens = await signedIn('reviewer@cedar.example');
      const mine = as(tokens.accessToken);
      const { body: options } = await mine.post('/v1/me/second-factor/passkeys/options', {});
      const response = new Authenticator(origin).create(options, { unverified: true });
      expect((await mine.post('/v1/me/second-factor/passkeys', { name: 'A key', response })).status).toBe(
        422,
      );
    });

    it('is removed by its owner, and signs in no more', async () => {
      const { mine, key: gone } = await withPasskey('admin@cedar.example');
      expect((await mine.delete(`/v1/me/second-factor/passkeys/unknown`)).status).toBe(404);
      expect((await mine.delete(`/v1/me/second-factor/passkeys/${gone.id}`)).status).toBe(204);
      const response = gone.get((await post('passkeys/options', {})).body);
      expect((await post('passkeys', { response })).status).toBe(422);
      expect((await admin.login('admin@cedar.example')).status).toBe(200);
    });
  });

  describe('that a group wants of administrators', () => {
    let groupId: string;
    let before: { accessToken: string; refreshToken: string };
    beforeAll(async () => {
      before = await signedIn('admin@dogwood.example');
      const leader = await admin.as('admin@prairie.example');
      const { items } = (await leader.get('/v1/groups?search=Prairie')).body;
      groupId = items[0].id;
      const set = await leader.put(`/v1/groups/${groupId}/settings/second-factor`, {
        requiredOfAdministrators: true,
      });
      expect(set.status).toBe(200);
    });

    it('ends sign-ins without one at their next refresh, and leaves librarians alone', async () => {
      const refreshed = await post('refresh', { refreshToken: before.refreshToken });
      expect([refreshed.status, refreshed.body.code]).toEqual([401, 'sign-in-over']);
      expect((await admin.login('librarian@dogwood.example')).status).toBe(200);
      expect((await admin.login('admin@birch.example')).status).toBe(200);
    });

    it('is set up by a sign-in that can do nothing else, and goes on then', async () => {
      const { status, body } = await admin.login('admin@dogwood.example');
      expect([status, body.code]).toEqual([401, 'second-factor-enrolment-required']);
      const limited = as(body.facts.token);
      for (const path of ['/v1/me', '/v1/accounts', '/v1/me/sign-ins']) {
        expect((await limited.get(path)).status).toBe(401);
      }
      const wrong = { token: body.facts.token, code: '000000' };
      expect((await post('second-factor', wrong)).body.code).toBe('second-factor-over');
      expect((await limited.get('/v1/me/second-factor')).body).toMatchObject({
        required: true,
        totpSince: null,
      });
      const { secret } = (await limited.post('/v1/me/second-factor/totp', {})).body;
      const confirmed = await limited.post('/v1/me/second-factor/totp/confirm', { code: codeOf(secret) });
      expect(confirmed.body.recoveryCodes).toHaveLength(10);
      const mine = as(confirmed.body.tokens.accessToken);
      expect((await mine.get('/v1/accounts')).status).toBe(200);
      expect((await post('refresh', { refreshToken: confirmed.body.tokens.refreshToken })).status).toBe(200);
      expect((await limited.post('/v1/me/second-factor/totp', {})).status).toBe(401);
      const removed = await mine.delete('/v1/me/second-factor/totp');
      expect([removed.status, removed.body.code]).toEqual([409, 'last-second-factor']);
    });

    it('is no way around the factor there is', async () => {
      const [one, two] = [await admin.login('admin@elm.example'), await admin.login('admin@elm.example')];
      const enrol = async ({ body }: Answer) => {
        const limited = as(body.facts.token);
        const { secret } = (await limited.post('/v1/me/second-factor/totp', {})).body;
        return limited.post('/v1/me/second-factor/totp/confirm', {
          code: secret ? codeOf(secret) : '000000',
        });
      };
      expect((await enrol(one)).status).toBe(200);
      expect((await enrol(two)).status).toBe(401);
    });

    it('is asked for when somebody becomes administrator', async () => {
      const { accessToken, account } = await signedIn('second@dogwood.example');
      const operator = await admin.as('operator@carrel.example');
      const { email, name } = account;
      const input = { email, name, roles: ['librarian', 'institution-admin'], trained: true };
      expect((await operator.put(`/v1/accounts/${account.id}`, input)).status).toBe(200);
      await eventually(async () => expect((await as(accessToken).get('/v1/me')).status).toBe(401), 5_000);
      expect((await admin.login(email)).body.code).toBe('second-factor-enrolment-required');
    });
  });

  describe('that is reset', () => {
    it('by the library’s administrator or the operator notifies its owner, is recorded, and ends the sign-ins', async () => {
      const { mine, tokens } = await withApp('librarian@aspen.example');
      const path = `/v1/accounts/${tokens.account.id}/second-factor`;
      const boss = await admin.as('admin@aspen.example');
      expect((await (await admin.as('admin@birch.example')).delete(path)).status).toBe(404);
      expect((await (await admin.as('second@aspen.example')).delete(path)).status).toBe(403);
      expect((await boss.get(path)).body.totpSince).not.toBeNull();
      expect((await boss.delete(path)).status).toBe(204);
      await eventually(async () => expect((await mine.get('/v1/me')).status).toBe(401), 5_000);
      expect((await admin.login('librarian@aspen.example')).status).toBe(200);
      const { body } = await boss.get(path);
      expect(body).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 });
      expect(body.history.map(({ what }: { what: string }) => what)).toEqual(['reset', 'app-added']);
      await eventually(() =>
        expect(admin.events.all()).toContainEqual(
          expect.objectContaining({ type: 'account.second-factor-reset.v1', subject: tokens.account.id }),
        ),
      );
    });

    it('is never one’s own, nor of somebody whose group one does not administer', async () => {
      const boss = await admin.as('admin@aspen.example');
      const me = (await boss.get('/v1/me')).body;
      expect((await boss.delete(`/v1/accounts/${me.id}/second-factor`)).body.code).toBe('own-account');
      const { items } = (await boss.get('/v1/accounts?search=coordinator@evergreen')).body;
      expect((await boss.delete(`/v1/accounts/${items[0].id}/second-factor`)).status).toBe(403);
    });
  });
});
