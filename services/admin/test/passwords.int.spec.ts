import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer } from '@carrel/testing';
import { aRunningAdmin, password, type RunningAdmin } from './a-running-admin.js';

describe('A password', () => {
  let admin: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());
  const redeem = (token: string, secret: string) =>
    admin.service.http.post('/v1/auth/password', { token, password: secret });

  it('is chosen with a one-time invitation, which the next one replaces', async () => {
    const boss = await admin.as('admin@aspen.example');
    const input = { email: 'fresh@aspen.example', name: 'Fresh Face', roles: ['librarian'] };
    const { body: fresh } = await boss.post('/v1/accounts', input);
    expect((await admin.login(input.email, 'anything at all')).status).toBe(401);
    const { body: lost } = await boss.post(`/v1/accounts/${fresh.id}/invitations`);
    const { body: sent } = await boss.post(`/v1/accounts/${fresh.id}/invitations`);
    expect((await redeem(lost.token, 'a long enough one')).body.code).toBe('invitation-worthless');
    expect((await redeem(sent.token, 'short')).status).toBe(422);
    expect((await redeem(sent.token, 'a long enough one')).status).toBe(204);
    expect((await redeem(sent.token, 'another long one')).status).toBe(422);
    expect((await admin.login(input.email, 'a long enough one')).status).toBe(200);
  });

  it('is changed by its owner, who stays signed in where it was done and nowhere else', async () => {
    const { body: here } = await admin.login('librarian@elm.example');
    const { body: there } = await admin.login('librarian@elm.example');
    const me = admin.service.as(bearer(here.accessToken));
    const wrong = await me.put('/v1/me/password', {
      currentPassword: 'guess',
      newPassword: 'an even better one',
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'wrong-password']);
    const right = await me.put('/v1/me/password', {
      currentPassword: password,
      newPassword: 'an even better one',
    });
    expect(right.status).toBe(204);
    const goesOn = (refreshToken: string) => admin.service.http.post('/v1/auth/refresh', { refreshToken });
    expect((await goesOn(here.refreshToken)).status).toBe(200);
    expect((await goesOn(there.refreshToken)).status).toBe(401);
    expect((await admin.login('librarian@elm.example')).status).toBe(401);
  });

  it('of a group administrator is not in the hands of a colleague who is none', async () => {
    const colleague = await admin.as('admin@aspen.example');
    const { body: me } = await (await admin.as('admin@evergreen.example')).get('/v1/me');
    expect((await colleague.post(`/v1/accounts/${me.id}/invitations`)).status).toBe(403);
  });

  describe('on the page that a mailed link opens', () => {
    const page = '/v1/auth/password/form';
    const inLanguage = (language: string) => ({ 'accept-language': language });
    const send = (fields: Record<string, string>, language = 'en') =>
      admin.service.http.post(page, new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...inLanguage(language),
      });
    const invited = async (name: string): Promise<{ email: string; token: string }> => {
      const boss = await admin.as('admin@birch.example');
      const email = `${name}@birch.example`;
      const { body } = await boss.post('/v1/accounts', { email, name, roles: ['librarian'] });
      return { email, token: (await boss.post(`/v1/accounts/${body.id}/invitations`)).body.token };
    };

    it('[R9] is chosen with the link’s token, once, by looking at which nothing is used up', async () => {
      const { email, token } = await invited('paige');
      const chosen = 'a long enough one';
      const { status, headers, body } = await admin.service.http.get(page);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(body).toContain('<label class="field" for="password">');
      const short = await send({ token, password: 'short', again: 'short' });
      expect([short.status, short.body]).toEqual([422, expect.stringContaining('10 to 200 characters')]);
      expect(short.body).toContain(`value="${token}"`);
      const differs = await send({ token, password: chosen, again: 'a long enough two' }, 'es-MX');
      expect([differs.status, differs.body]).toEqual([422, expect.stringContaining('No son iguales.')]);
      expect(differs.body).not.toContain(chosen);
      const done = await send({ token, password: chosen, again: chosen });
      expect([done.status, done.body]).toEqual([200, expect.stringContaining('You can sign in')]);
      expect((await admin.login(email, chosen)).status).toBe(200);
      const again = await send({ token, password: chosen, again: chosen }, 'de');
      expect([again.status, again.body]).toEqual([422, expect.stringContaining('schon benutzt')]);
    });

    it('takes what is sent for text, and lacks nothing it needs when nothing is', async () => {
      const hostile = '"><script>alert(1)</script>';
      const odd = await send({ token: hostile, password: 'a long enough one', again: 'a long enough one' });
      expect([odd.status, odd.body]).toEqual([422, expect.not.stringContaining(hostile)]);
      expect((await send({})).status).toBe(422);
      expect((await admin.service.http.post(page, { token: 1, password: {} })).status).toBe(422);
    });

    it('runs the one script that its policy names, which takes the token out of the address', async () => {
      const { body, headers } = await admin.service.http.get(page);
      const script = /<script>([\s\S]*)<\/script>/.exec(body)![1]!;
      const digest = createHash('sha256').update(script).digest('base64');
      expect(headers.get('content-security-policy')).toContain(`script-src 'sha256-${digest}'`);
      const parts = { token: { value: '' }, code: { hidden: false } };
      const addresses: string[] = [];
      const inBrowser = new Function('location', 'document', 'history', script);
      inBrowser(
        { hash: '#inv_a-token', pathname: page },
        { getElementById: (id: keyof typeof parts) => parts[id] },
        { replaceState: (_state: null, _title: string, address: string) => addresses.push(address) },
      );
      expect([parts, addresses]).toEqual([
        { token: { value: 'inv_a-token' }, code: { hidden: true } },
        [page],
      ]);
    });
  });
});
