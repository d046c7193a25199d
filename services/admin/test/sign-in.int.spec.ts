import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer, eventually } from '@carrel/testing';
import { aRunningAdmin, password, type RunningAdmin } from './a-running-admin.js';

describe('Signing in', () => {
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
  const refresh = (refreshToken: string, on = admin) =>
    on.service.http.post('/v1/auth/refresh', { refreshToken });

  it('gives an access token that says who signed in, and whose owner may ask', async () => {
    const { status, body } = await admin.login('Librarian@Aspen.example');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      expiresIn: 900,
      account: { email: 'librarian@aspen.example', roles: ['librarian'] },
    });
    const [header, claims] = body.accessToken
      .split('.')
      .slice(0, 2)
      .map((part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' });
    expect(claims).toMatchObject({ iss: 'carrel', aud: 'carrel', sub: body.account.id, op: false });
    expect(claims.exp - claims.iat).toBe(900);
    expect((await admin.service.as(bearer(body.accessToken)).get('/v1/me')).body.name).toBe('Robin Aspen');
  });

  it('answers an unknown address and a wrong password alike, in word and in time', async () => {
    // Each right after the other, so that a busy machine slows both; with no password to compare it is a third.
    const ratios: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const wrong = await timed(() => admin.login('second@birch.example', 'not the password'));
      ratios.push((await timed(() => admin.login('nobody@birch.example', 'not the password'))) / wrong);
    }
    const answers = await Promise.all([
      admin.login('second@birch.example', 'not the password'),
      admin.login('nobody@birch.example', 'not the password'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
    expect(answers[0]!.body).toEqual(answers[1]!.body);
    const median = ratios.sort((one, other) => one - other)[4]!;
    expect(median).toBeGreaterThan(0.5);
    expect(median).toBeLessThan(2);
  });

  it('[promise 24] refuses the eleventh wrong password of a network within a quarter of an hour, on whichever replica', async () => {
    const tries = Array.from({ length: 30 }, (_, n) =>
      [admin, replica][n % 2]!.login('reviewer@cedar.example', `guess ${n}`),
    );
    const statuses = (await Promise.all(tries)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    const late = await replica.login('reviewer@cedar.example', password);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(600);
    expect((await admin.login('reviewer@dogwood.example')).status).toBe(200);
  });

  describe('while strangers use up the tries of an account', () => {
    const email = 'reviewer@birch.example';
    const from = (address: string, body: object, headers: Record<string, string> = {}) =>
      admin.service.http.post('/v1/auth/login', body, { 'x-forwarded-for': address, ...headers });
    let known: Awaited<ReturnType<typeof from>>;
    beforeAll(async () => {
      known = await from('198.51.100.7', { email, password });
      const guesses = Array.from({ length: 12 }, (_, n) =>
        from('198.51.100.7', { email, password: `guess ${n}` }),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    });

    it('lets its owner in on a device that has signed in before, by cookie or by refresh token', async () => {
      const cookie = known.headers.get('set-cookie')!.split(';')[0]!;
      expect(known.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
      expect((await from('198.51.100.7', { email, password })).status).toBe(429);
      expect((await from('198.51.100.7', { email, password }, { cookie })).status).toBe(200);
      const { refreshToken } = known.body;
      expect((await from('198.51.100.7', { email, password, refreshToken })).status).toBe(200);
    });

    it('gives a device no tries at other accounts, and no more than ten at its own', async () => {
      const cookie = known.headers.get('set-cookie')!.split(';')[0]!;
      const forged = `${cookie.slice(0, -4)}AAAA`;
      expect((await from('198.51.100.7', { email, password }, { cookie: forged })).status).toBe(429);
      const guesses = Array.from({ length: 12 }, (_, n) =>
        from('198.51.100.8', { email, password: `guess ${n}` }, { cookie }),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    });

    it('warns its owner once', async () => {
      const { body } = known;
      await eventually(() => {
        const warned = admin.events
          .all()
          .filter((event) => event.type === 'account.logins-refused.v1' && event.subject === body.account.id);
        expect(warned).toHaveLength(1);
      });
    });
  });

  it('ends for its owner, who sees each with its device, and for nobody else', async () => {
    const http = admin.service.http;
    const signIn = (device: string) =>
      http.post('/v1/auth/login', { email: 'second@dogwood.example', password }, { 'user-agent': device });
    const [here, there] = [await signIn('Desk browser'), await signIn('Phone')];
    const mine = admin.service.as(bearer(here.body.accessToken));
    const { items } = (await mine.get('/v1/me/sign-ins')).body;
    expect(items).toEqual([
      expect.objectContaining({ device: 'Phone', current: false }),
      expect.objectContaining({ device: 'Desk browser', current: true }),
    ]);
    const stranger = await admin.as('librarian@aspen.example');
    expect((await stranger.delete(`/v1/me/sign-ins/${items[0].id}`)).status).toBe(404);
    expect((await mine.delete(`/v1/me/sign-ins/${items[0].id}`)).status).toBe(204);
    expect((await refresh(there.body.refreshToken)).status).toBe(401);
    expect((await mine.get('/v1/me/sign-ins')).body.items).toHaveLength(1);
    const ended = admin.service.as(bearer(there.body.accessToken));
    await eventually(async () => expect((await ended.get('/v1/me')).status).toBe(401), 5_000);
  });

  it('[promise 31] ends for access tokens too, on every replica and one that is restarted, within 5 seconds', async () => {
    const tokens = async () => (await admin.login('librarian@dogwood.example')).body;
    const [out, stolen] = [await tokens(), await tokens()];
    const on = (which: RunningAdmin, token: string) => which.service.as(bearer(token)).get('/v1/me');
    for (const { accessToken } of [out, stolen]) expect((await on(replica, accessToken)).status).toBe(200);
    await admin.service.http.post('/v1/auth/logout', { refreshToken: out.refreshToken });
    await refresh(stolen.refreshToken);
    await admin.service.db.query(
      `UPDATE refresh_tokens SET used_at = used_at - interval '6 seconds' WHERE used_at IS NOT NULL`,
    );
    expect((await refresh(stolen.refreshToken)).status).toBe(401);
    const late = await aRunningAdmin({ other: admin });
    for (const { accessToken } of [out, stolen]) {
      await eventually(async () => expect((await on(replica, accessToken)).status).toBe(401), 5_000);
      expect((await on(late, accessToken)).status).toBe(401);
    }
    await late.stop();
  });

  it('ends when a role is taken away', async () => {
    const { body } = await admin.login('librarian@cedar.example');
    const boss = await admin.as('admin@cedar.example');
    const { email, name } = body.account;
    const fewer = { email, name, roles: [], trained: true };
    expect((await boss.put(`/v1/accounts/${body.account.id}`, fewer)).status).toBe(200);
    const theirs = admin.service.as(bearer(body.accessToken));
    await eventually(async () => expect((await theirs.get('/v1/me')).status).toBe(401), 5_000);
    expect((await refresh(body.refreshToken)).status).toBe(401);
  });

  it('goes on when somebody asks for a new password: strangers sign nobody out', async () => {
    const { body } = await admin.login('admin@dogwood.example');
    await admin.service.http.post('/v1/auth/password-resets', { email: 'admin@dogwood.example' });
    await eventually(() =>
      expect(admin.events.all().map((event) => event.subject)).toContain(body.account.id),
    );
    expect((await admin.service.as(bearer(body.accessToken)).get('/v1/me')).status).toBe(200);
  });

  it('counts wrong passwords also when they come with an idempotency key', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const headers = { 'idempotency-key': `a-key-for-guess-${n}-of-many` };
      const body = { email: 'second@dogwood.example', password: `guess ${n}` };
      statuses.push((await admin.service.http.post('/v1/auth/login', body, headers)).status);
    }
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it('does not count right ones', async () => {
    for (let n = 0; n < 12; n += 1) expect((await admin.login('admin@birch.example')).status).toBe(200);
  });

  it('goes on with each refresh token once', async () => {
    const { body: first } = await admin.login('librarian@birch.example');
    const second = await refresh(first.refreshToken, replica);
    expect(second.status).toBe(200);
    expect(second.body.account).toEqual(first.account);
    expect(second.body.refreshToken).not.toBe(first.refreshToken);
    expect((await refresh(second.body.refreshToken)).status).toBe(200);
  });

  it('ends the whole family when a used refresh token comes back later', async () => {
    const { body: first } = await admin.login('librarian@birch.example');
    const { body: other } = await admin.login('librarian@birch.example');
    const { body: second } = await refresh(first.refreshToken);
    await admin.service.db.query(`UPDATE refresh_tokens SET used_at = used_at - interval '6 seconds'`);
    const reuse = await refresh(first.refreshToken);
    expect([reuse.status, reuse.body.code]).toEqual([401, 'sign-in-over']);
    expect((await refresh(second.refreshToken)).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it('gives tabs that refresh at the same time the same successor', async () => {
    const { body } = await admin.login('second@aspen.example');
    const tabs = await Promise.all(
      [admin, replica, admin, replica].map((on) => refresh(body.refreshToken, on)),
    );
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(tabs.map((tab) => tab.body.refreshToken)).size).toBe(1);
    expect((await refresh(tabs[0]!.body.refreshToken)).status).toBe(200);
  });

  it('is over after logging out, and logging out twice harms nobody', async () => {
    const { body } = await admin.login('librarian@birch.example');
    for (let n = 0; n < 2; n += 1) {
      const { status } = await admin.service.http.post('/v1/auth/logout', {
        refreshToken: body.refreshToken,
      });
      expect(status).toBe(204);
    }
    expect((await refresh(body.refreshToken)).status).toBe(401);
    expect((await admin.service.http.post('/v1/auth/logout', { refreshToken: 'rt_of_nobody' })).status).toBe(
      204,
    );
  });

  it('is over when the account is deactivated, for the access token too', async () => {
    const { body } = await admin.login('second@cedar.example');
    const theirs = admin.service.as(bearer(body.accessToken));
    expect((await theirs.get('/v1/me')).status).toBe(200);
    const boss = await admin.as('admin@cedar.example');
    expect((await boss.post(`/v1/accounts/${body.account.id}/deactivate`)).body.active).toBe(false);
    expect((await refresh(body.refreshToken)).status).toBe(401);
    expect((await admin.login('second@cedar.example')).status).toBe(401);
    await eventually(async () => expect((await theirs.get('/v1/me')).status).toBe(401), 5_000);
  });

  it('[R9] ends every family of a deactivated account at once, and none comes back with the account', async () => {
    const families = [await admin.login('second@elm.example'), await replica.login('second@elm.example')];
    const { id } = families[0]!.body.account;
    const boss = await admin.as('admin@elm.example');
    expect((await boss.post(`/v1/accounts/${id}/deactivate`)).status).toBe(200);
    const ended = await admin.service.db.query(
      'SELECT ended_because FROM sign_ins WHERE account_id = $1 AND ended_at IS NOT NULL',
      [id],
    );
    expect(ended).toEqual([{ ended_because: 'deactivated' }, { ended_because: 'deactivated' }]);
    expect((await boss.post(`/v1/accounts/${id}/reactivate`)).body.active).toBe(true);
    for (const { body } of families) {
      const late = await refresh(body.refreshToken);
      expect([late.status, late.body.code]).toEqual([401, 'sign-in-over']);
    }
    const { status, body } = await admin.login('second@elm.example');
    expect([status, (await refresh(body.refreshToken)).status]).toEqual([200, 200]);
  });

  it('keeps refresh tokens as hashes only', async () => {
    const { body } = await admin.login('librarian@birch.example');
    const rows = await admin.service.db.query('SELECT * FROM refresh_tokens');
    expect(JSON.stringify(rows)).not.toContain(body.refreshToken);
    const credentials = await admin.service.db.query('SELECT password_hash FROM credentials');
    for (const { password_hash: hash } of credentials)
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
