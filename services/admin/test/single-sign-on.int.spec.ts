import { createHash, randomBytes } from 'node:crypto';
import { bearer, eventually, type TestClient } from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { aProvider, type RunningProvider } from './a-provider.js';
import { aRunningAdmin, password, type RunningAdmin } from './a-running-admin.js';

const publicUrl = 'http://localhost:8080';
const frontEnd = `${publicUrl}/desk`;
const secret = 'a secret of the client at its provider';
const rules = [
  { claim: 'desk', roles: ['librarian'] },
  { claim: 'heads', roles: ['institution-admin'] },
];

describe('Single sign-on', () => {
  let admin: RunningAdmin;
  let provider: RunningProvider;
  const ids: Record<string, string> = {};
  const bosses: Record<string, TestClient> = {};

  beforeAll(async () => {
    admin = await aRunningAdmin({ env: { SINGLE_SIGN_ON_PRIVATE: 'true' } });
    const places = ['aspen', 'birch', 'cedar', 'dogwood', 'elm'];
    for (const place of places) {
      bosses[place] = await admin.as(`admin@${place}.example`);
      ids[place] = (await bosses[place].get('/v1/me')).body.institutionId;
    }
    const groups = (await bosses.aspen!.get('/v1/groups?search=Libraries')).body.items as Group[];
    for (const { id, name } of groups) ids[name] = id;
    provider = await aProvider(
      [...places, 'Evergreen Libraries', '24/7 Cooperative Libraries'].map((place) => ({
        id: place.replaceAll(' ', '-'),
        secret,
        redirectUri: `${publicUrl}/api/admin/v1/auth/single-sign-on/${ids[place]}/callback`,
        logoutUri: `${admin.service.url}/api/admin/v1/auth/single-sign-on/${ids[place]}/logout`,
      })),
    );
  });

  afterAll(async () => {
    await provider?.stop();
    await admin?.stop();
  });

  const settingsOf = (place: string, changes: object = {}) => ({
    ...{ enabled: true, issuer: provider.issuer, clientId: place, clientSecret: secret },
    ...{ rules, createAccounts: true, ...changes },
  });
  const save = (place: string, changes: object = {}) =>
    bosses[place]!.put(`/v1/institutions/${ids[place]}/single-sign-on`, settingsOf(place, changes));
  const saved = async (place: string, changes: object = {}) => {
    const { status, body } = await save(place, changes);
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const person = (name: string, of: object = {}) => {
    provider.people.set(name, {
      ...{ email: `${name}@people.example`, email_verified: true, name: `Person ${name}`, groups: ['desk'] },
      ...of,
    });
    return name;
  };
  const begin = async (place: string) => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const query = new URLSearchParams({
      institutionId: ids[place]!,
      returnTo: frontEnd,
      challenge,
      answer: 'url',
    });
    const { status, body } = await admin.service.http.get(`/v1/auth/single-sign-on/start?${query}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return { verifier, url: body.url as string };
  };
  /** What the browser gets at the end: a code or an error. */
  const comeBack = async (callback: URL): Promise<URLSearchParams> => {
    const answer = await fetch(`${admin.service.url}${callback.pathname}${callback.search}`, {
      redirect: 'manual',
    });
    const location = answer.headers.get('location');
    if (!location) throw new Error(JSON.stringify({ status: answer.status, body: await answer.json() }));
    expect(location.startsWith(`${frontEnd}#`)).toBe(true);
    return new URLSearchParams(new URL(location).hash.slice(1));
  };
  const exchange = (code: string | null, verifier: string) =>
    admin.service.http.post('/v1/auth/single-sign-on/exchange', { code, verifier });
  const attempt = async (who: string, place: string) => {
    const { verifier, url } = await begin(place);
    const said = await comeBack(await provider.signIn(who, url));
    return { verifier, code: said.get('sso_code'), error: said.get('sso_error') };
  };
  const enter = async (who: string, place: string) => {
    const { code, verifier, error } = await attempt(who, place);
    if (error) throw new Error(error);
    const { status, body } = await exchange(code, verifier);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  const asTheirs = (tokens: { accessToken: string }) => admin.service.as(bearer(tokens.accessToken));
  const accountWith = async (email: string) =>
    (await admin.service.db.query('SELECT * FROM accounts WHERE email = $1', [email]))[0];

  describe('is set by the administrator', () => {
    it('once the provider has described itself under this very issuer', async () => {
      const refused = await save('elm', { issuer: `${provider.issuer}/other` });
      expect([refused.status, refused.body.code]).toEqual([422, 'provider-unusable']);
      expect((await save('elm', { issuer: 'http://192.0.2.7' })).status).toBe(422);
      expect((await bosses.elm!.get(`/v1/institutions/${ids.elm}/single-sign-on`)).body.enabled).toBe(false);
      expect((await save('elm')).status).toBe(200);
    });

    it('of that library alone, with a secret that is never shown and goes to no other issuer', async () => {
      const path = `/v1/institutions/${ids.elm}/single-sign-on`;
      for (const stranger of ['admin@cedar.example', 'librarian@elm.example', 'operator@carrel.example']) {
        const client = await admin.as(stranger);
        expect((await client.get(path)).status).toBe(403);
        expect((await client.put(path, settingsOf('elm'))).status).toBe(403);
      }
      const { body } = await bosses.elm!.get(path);
      expect([body.hasClientSecret, JSON.stringify(body).includes(secret)]).toEqual([true, false]);
      const rows = await admin.service.db.query('SELECT * FROM single_sign_ons, single_sign_on_changes');
      expect(JSON.stringify(rows)).not.toContain(secret);
      const { clientSecret: _, ...silent } = settingsOf('elm');
      expect((await bosses.elm!.put(path, silent)).body.hasClientSecret).toBe(true);
      const elsewhere = { ...silent, enabled: false, issuer: 'https://elsewhere.example' };
      expect((await bosses.elm!.put(path, elsewhere)).body.hasClientSecret).toBe(false);
    });

    it('and nobody overwrites what another has saved meanwhile', async () => {
      const path = `/v1/institutions/${ids.elm}/single-sign-on`;
      const { headers } = await bosses.elm!.get(path);
      const match = { 'if-match': headers.get('etag')! };
      expect((await bosses.elm!.put(path, settingsOf('elm'), match)).status).toBe(200);
      expect((await bosses.elm!.put(path, settingsOf('elm'), match)).status).toBe(412);
      expect((await bosses.elm!.get(path)).body.history[0]).toMatchObject({
        choices: { issuer: provider.issuer },
      });
    });
  });

  describe('from a front end to the provider and back', () => {
    beforeAll(() => saved('birch', { trained: true }));

    it('makes an account for whom a rule gives a role, and finds it again', async () => {
      const tokens = await enter(person('ada'), 'birch');
      const me = await asTheirs(tokens).get('/v1/me');
      expect(me.body).toMatchObject({
        ...{ email: 'ada@people.example', name: 'Person ada', roles: ['librarian'], trained: true },
        institutionId: ids.birch,
      });
      expect((await enter('ada', 'birch')).account.id).toBe(tokens.account.id);
      const refreshed = await admin.service.http.post('/v1/auth/refresh', {
        refreshToken: tokens.refreshToken,
      });
      expect(refreshed.status).toBe(200);
    });

    it('makes one account for a person who comes twice at once', async () => {
      person('bob');
      const tokens = await Promise.all([enter('bob', 'birch'), enter('bob', 'birch')]);
      expect(new Set(tokens.map(({ account }) => account.id)).size).toBe(1);
    });

    it('makes none without a role, with an address the provider denies, or where the library wants none', async () => {
      expect((await attempt(person('carl', { groups: ['students'] }), 'birch')).error).toBe('no-role');
      expect((await attempt(person('dora', { email_verified: false }), 'birch')).error).toBe('no-email');
      await saved('birch', { createAccounts: false });
      expect((await attempt(person('emil'), 'birch')).error).toBe('no-account');
      await saved('birch');
      for (const name of ['carl', 'dora', 'emil']) {
        expect(await accountWith(`${name}@people.example`)).toBeUndefined();
      }
    });

    it('gives roles by domain to verified addresses alone', async () => {
      await saved('birch', { rules: [{ emailDomain: 'people.example', roles: ['reviewer'] }] });
      const { email_verified: _, ...unsaid } = {
        email: 'fay@people.example',
        email_verified: true,
        groups: [],
      };
      provider.people.set('fay', unsaid);
      expect((await attempt('fay', 'birch')).error).toBe('no-role');
      expect((await attempt(person('gus', { email: 'gus@people.example.org' }), 'birch')).error).toBe(
        'no-role',
      );
      expect((await enter(person('hal'), 'birch')).account.roles).toEqual(['reviewer']);
      await saved('birch');
    });

    it('gives tokens once, within a minute, to whoever began', async () => {
      const first = await attempt('ada', 'birch');
      expect((await exchange(first.code, randomBytes(32).toString('base64url'))).status).toBe(422);
      expect((await exchange(first.code, first.verifier)).status).toBe(422);
      const second = await attempt('ada', 'birch');
      expect((await exchange(second.code, second.verifier)).status).toBe(200);
      expect((await exchange(second.code, second.verifier)).status).toBe(422);
      const late = await attempt('ada', 'birch');
      await admin.service.db.query(
        `UPDATE single_sign_on_attempts SET expires_at = now() - interval '1 second'`,
      );
      expect((await exchange(late.code, late.verifier)).body.code).toBe('single-sign-on-over');
    });

    it('takes each state once, in time, at its own provider', async () => {
      const callback = await provider.signIn('ada', (await begin('birch')).url);
      await comeBack(callback);
      await expect(comeBack(callback)).rejects.toThrow('single-sign-on-over');
      const late = await provider.signIn('ada', (await begin('birch')).url);
      await admin.service.db.query(
        `UPDATE single_sign_on_attempts SET expires_at = now() - interval '1 second'`,
      );
      await expect(comeBack(late)).rejects.toThrow('single-sign-on-over');
      await saved('cedar');
      const astray = await provider.signIn('ada', (await begin('birch')).url);
      astray.pathname = astray.pathname.replace(ids.birch!, ids.cedar!);
      await expect(comeBack(astray)).rejects.toThrow('single-sign-on-over');
    });

    it('refuses a code of the provider that was used before, or that another provider is said to have sent', async () => {
      const used = await provider.signIn('ada', (await begin('birch')).url);
      await comeBack(used);
      const next = await provider.signIn('ada', (await begin('birch')).url);
      next.searchParams.set('code', used.searchParams.get('code')!);
      expect((await comeBack(next)).get('sso_error')).toBe('assertion-invalid');
      const mixed = await provider.signIn('ada', (await begin('birch')).url);
      mixed.searchParams.set('iss', 'https://elsewhere.example');
      expect((await comeBack(mixed)).get('sso_error')).toBe('assertion-invalid');
      const denied = await provider.signIn('ada', (await begin('birch')).url);
      denied.searchParams.delete('code');
      denied.searchParams.set('error', 'access_denied');
      expect((await comeBack(denied)).get('sso_error')).toBe('provider-refused');
    });

    const past = () => Math.floor(Date.now() / 1000) - 3_600;
    it.each([
      ['with another nonce', (c) => provider.sign({ ...c, nonce: 'another' })],
      ['without a nonce', ({ nonce: _, ...c }) => provider.sign(c)],
      ['of another issuer', (c) => provider.sign({ ...c, iss: 'https://elsewhere.example' })],
      ['for another client', (c) => provider.sign({ ...c, aud: 'cedar' })],
      ['that has expired', (c) => provider.sign({ ...c, exp: past() })],
      ['that nobody signed', (c) => new UnsecuredJWT(c).encode()],
      ['signed with a key that is not the provider’s', forged],
      ['signed with our own secret', (c) => shared(c)],
    ] satisfies [string, (claims: Claims) => Promise<string> | string][])(
      'refuses an assertion %s',
      async (_, changed) => {
        const who = person(`mallory-${randomBytes(4).toString('hex')}`);
        provider.tamper(async (answer) => ({
          ...answer,
          id_token: await changed(decodeJwt(answer.id_token)),
        }));
        expect((await attempt(who, 'birch')).error).toBe('assertion-invalid');
        expect(await accountWith(`${who}@people.example`)).toBeUndefined();
        expect((await attempt(who, 'birch')).error).toBeNull();
      },
    );

    it('goes on when the provider signs with a new key', async () => {
      await provider.rotate();
      expect((await enter('ada', 'birch')).account.email).toBe('ada@people.example');
    });

    it('returns to pages of the platform and of this very library alone', async () => {
      const origins = { origins: ['https://desk.dogwood.example'] };
      await bosses.dogwood!.put(`/v1/institutions/${ids.dogwood}/settings/web-origins`, origins);
      await saved('dogwood');
      const challenge = 'x'.repeat(43);
      const start = (place: string, returnTo: string) => {
        const query = new URLSearchParams({ institutionId: ids[place]!, returnTo, challenge });
        return fetch(`${admin.service.url}/api/admin/v1/auth/single-sign-on/start?${query}`, {
          redirect: 'manual',
        });
      };
      const there = await start('dogwood', 'https://desk.dogwood.example/in');
      expect([there.status, there.headers.get('location')!.startsWith(provider.issuer)]).toEqual([303, true]);
      const strange = [
        'https://desk.dogwood.example/in',
        'https://evil.example',
        'javascript:alert(1)',
        `${frontEnd}#x`,
      ];
      for (const returnTo of strange) expect((await start('birch', returnTo)).status).toBe(422);
    });
  });

  describe('never reaches an account of others', () => {
    beforeAll(() => saved('cedar', { linkByEmail: true }));

    it('lets into accounts the library made by verified address, if the library wants it', async () => {
      const email = 'second@cedar.example';
      const before = await accountWith(email);
      expect((await attempt(person('ines', { email, email_verified: false }), 'cedar')).error).toBe(
        'email-taken',
      );
      await saved('cedar', { linkByEmail: false });
      expect((await attempt(person('ines', { email }), 'cedar')).error).toBe('email-taken');
      await saved('cedar', { linkByEmail: true });
      const tokens = await enter('ines', 'cedar');
      expect(tokens.account.id).toBe(before.id);
      // What counts from now on is who it is at the provider.
      expect((await enter(person('ines', { email: 'other@people.example' }), 'cedar')).account.id).toBe(
        before.id,
      );
    });

    it('not by the address of another library’s account', async () => {
      const before = await accountWith('admin@aspen.example');
      const who = person('jack', { email: 'admin@aspen.example', groups: ['heads'] });
      expect((await attempt(who, 'cedar')).error).toBe('email-taken');
      expect((await attempt(person('jim', { email: 'operator@carrel.example' }), 'cedar')).error).toBe(
        'email-taken',
      );
      expect(await accountWith('admin@aspen.example')).toEqual(before);
    });

    it('not by a subject that is bound at another library of the same provider', async () => {
      await enter('ada', 'birch');
      const before = await accountWith('ada@people.example');
      expect((await attempt(person('ada', { groups: ['heads'] }), 'cedar')).error).toBe('email-taken');
      const moved = await enter(person('ada', { email: 'ada@cedar.example', groups: ['desk'] }), 'cedar');
      expect([moved.account.institutionId, moved.account.id === before.id]).toEqual([ids.cedar, false]);
      expect(await accountWith('ada@people.example')).toEqual(before);
    });

    it('not into an account with roles in a group for which the provider does not speak', async () => {
      await saved('aspen', { linkByEmail: true });
      const who = person('kate', { email: 'coordinator@evergreen.example' });
      expect((await attempt(who, 'aspen')).error).toBe('email-taken');
    });

    it('not into one that is deactivated', async () => {
      const { account } = await enter(person('lea'), 'cedar');
      await bosses.cedar!.post(`/v1/accounts/${account.id}/deactivate`);
      expect((await attempt('lea', 'cedar')).error).toBe('account-inactive');
    });
  });

  describe('decides about roles at each sign-in', () => {
    it('gives and takes them, and what was open with them ends', async () => {
      await saved('birch');
      const before = await enter(person('mona', { groups: ['desk', 'heads'] }), 'birch');
      expect(before.account.roles.sort()).toEqual(['institution-admin', 'librarian']);
      expect((await enter(person('mona', { groups: ['desk'] }), 'birch')).account.roles).toEqual([
        'librarian',
      ]);
      await eventually(async () => expect((await asTheirs(before).get('/v1/me')).status).toBe(401), 5_000);
      expect((await attempt(person('mona', { groups: [] }), 'birch')).error).toBe('no-role');
      expect((await accountWith('mona@people.example')).roles).toEqual([]);
    });

    it('leaves the last administrator of the library its role', async () => {
      await saved('dogwood', { linkByEmail: true });
      const email = 'admin@dogwood.example';
      const { account } = await enter(person('nina', { email, groups: ['heads'] }), 'dogwood');
      expect(
        (await enter(person('nina', { email, groups: ['desk'] }), 'dogwood')).account.roles.sort(),
      ).toEqual([...['institution-admin', 'librarian']]);
      expect((await accountWith(email)).id).toBe(account.id);
    });

    it('leaves them to administrators where the library has no rules', async () => {
      await saved('elm', { rules: [], linkByEmail: true, createAccounts: false });
      const email = 'second@elm.example';
      const { account } = await enter(person('otto', { email, groups: ['heads'] }), 'elm');
      expect(account.roles).toEqual((await accountWith(email)).roles);
      expect(account.roles.length).toBeGreaterThan(0);
    });
  });

  describe('of a group', () => {
    const path = () => `/v1/groups/${ids['Evergreen Libraries']}/single-sign-on`;
    const input = () => ({
      ...{ enabled: true, issuer: provider.issuer, clientId: 'Evergreen-Libraries', clientSecret: secret },
      rules: [
        { claim: 'coordinators', roles: ['coordinator'] },
        { claim: 'leaders', roles: ['group-admin'] },
      ],
    });
    const throughGroup = { issuer: null, clientId: null, clientSecret: null };

    it('gives roles in that group, to people of libraries that have chosen it', async () => {
      const leader = await admin.as('admin@evergreen.example');
      expect((await bosses.cedar!.put(path(), input())).status).toBe(403);
      expect((await leader.put(path(), input())).status).toBe(200);
      const groupId = ids['Evergreen Libraries'];
      expect((await save('elm', { ...throughGroup, groupId })).body.code).toBe('group-not-of-library');
      await saved('cedar', { ...throughGroup, groupId, linkByEmail: true });
      const { account } = await enter(person('pia', { groups: ['desk', 'coordinators'] }), 'cedar');
      const held = async () => (await accountWith('pia@people.example')).group_roles;
      expect([account.roles, await held()]).toEqual([['librarian'], [{ groupId, role: 'coordinator' }]]);
      await enter(person('pia', { groups: ['desk'] }), 'cedar');
      expect(await held()).toEqual([]);
    });

    it('stops when the group takes it back, and so do the sign-ins made there', async () => {
      const leader = await admin.as('admin@evergreen.example');
      const tokens = await enter('pia', 'cedar');
      expect((await leader.delete(path())).status).toBe(204);
      await expect(begin('cedar')).rejects.toThrow('no-single-sign-on');
      await eventually(async () => expect((await asTheirs(tokens).get('/v1/me')).status).toBe(401), 5_000);
    });

    it('has no rules of a library that give roles in a group', async () => {
      const refused = await save('cedar', { rules: [{ claim: 'leaders', roles: ['group-admin'] }] });
      expect(refused.status).toBe(422);
      await saved('cedar');
    });

    it('[B40] ends with the membership: who signed in there no longer is, and nobody is locked out', async () => {
      const groupId = ids['24/7 Cooperative Libraries']!;
      const head = await admin.as('admin@cooperative.example');
      const provided = `/v1/groups/${groupId}/single-sign-on`;
      const its = { ...input(), clientId: '24/7-Cooperative-Libraries', rules: [] };
      expect((await head.put(provided, its)).status).toBe(200);
      await saved('cedar', { ...throughGroup, groupId });
      const chief = await enter(person('rhea', { groups: ['heads'] }), 'cedar');
      await saved('cedar', { ...throughGroup, groupId, only: true });
      const byPassword = () => admin.login('second@cedar.example');
      expect((await byPassword()).body.code).toBe('single-sign-on-only');

      const { items } = (await asTheirs(chief).get('/v1/memberships')).body;
      const { id } = items.find((one: { groupId: string }) => one.groupId === groupId);
      expect((await asTheirs(chief).post(`/v1/memberships/${id}/leave`, {})).status).toBe(200);
      expect((await byPassword()).status).toBe(200);
      await eventually(async () => expect((await asTheirs(chief).get('/v1/me')).status).toBe(401), 5_000);
      const again = await admin.service.http.post('/v1/auth/refresh', { refreshToken: chief.refreshToken });
      expect(again.status).toBe(401);

      bosses.cedar = await admin.as('admin@cedar.example');
      await saved('cedar');
      expect((await head.delete(provided)).status).toBe(204);
    });
  });

  describe('ends with the provider’s session', () => {
    const sessionOf = async (refreshToken: string) => {
      const [row] = await admin.service.db.query(
        `SELECT s.provider_session AS sid FROM sign_ins s JOIN refresh_tokens t ON t.sign_in_id = s.id
         WHERE t.hash = $1`,
        [createHash('sha256').update(refreshToken).digest('base64url')],
      );
      return row.sid as string;
    };
    const statusOf = async (tokens: { accessToken: string }) => (await asTheirs(tokens).get('/v1/me')).status;
    const logout = (token: string) =>
      fetch(`${admin.service.url}/api/admin/v1/auth/single-sign-on/${ids.birch}/logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      });

    it('that session alone, or all of the person’s, at once', async () => {
      person('rosa');
      const [first, second, third] = [
        await enter('rosa', 'birch'),
        await enter('rosa', 'birch'),
        await enter('rosa', 'birch'),
      ];
      await provider.endSession('birch', 'rosa', await sessionOf(first.refreshToken));
      await eventually(async () => expect(await statusOf(first)).toBe(401), 5_000);
      expect([await statusOf(second), await statusOf(third)]).toEqual([200, 200]);
      const now = Math.floor(Date.now() / 1000);
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const whole = { iss: provider.issuer, aud: 'birch', iat: now, exp: now + 120, jti: 'one', events };
      const token = await provider.sign({ ...whole, sub: 'rosa' }, 'logout+jwt');
      expect((await logout(token)).status).toBe(200);
      await eventually(
        async () => expect([await statusOf(second), await statusOf(third)]).toEqual([401, 401]),
        5_000,
      );
      const again = await enter('rosa', 'birch');
      expect((await logout(token)).status).toBe(400);
      const wrong = [
        { ...whole, jti: 'two', sub: 'rosa', aud: 'cedar' },
        { ...whole, jti: 'three', sub: 'rosa', iss: 'https://elsewhere.example' },
        { ...whole, jti: 'four', sub: 'rosa', nonce: 'a nonce' },
        { ...whole, jti: 'five', sub: 'rosa', events: {} },
        { ...whole, jti: 'six', sub: 'rosa', iat: now - 7_200, exp: now - 3_600 },
        { ...whole, jti: 'seven' },
      ];
      for (const claims of wrong) expect((await logout(await provider.sign(claims))).status).toBe(400);
      const unsigned = new UnsecuredJWT({ ...whole, jti: 'eight', sub: 'rosa' }).encode();
      for (const bad of [unsigned, await forged({ ...whole, jti: 'nine', sub: 'rosa' }), 'x']) {
        expect((await logout(bad)).status).toBe(400);
      }
      expect(await statusOf(again)).toBe(200);
    });
  });

  describe('alone', () => {
    const only = () => saved('dogwood', { linkByEmail: true, only: true });
    const login = (email: string, tried = password) => admin.login(email, tried);

    it('is refused until an administrator of the library has signed in at the provider', async () => {
      const refused = await save('elm', { rules: [], only: true });
      expect([refused.status, refused.body.code]).toEqual([409, 'single-sign-on-not-proven']);
    });

    it('refuses right passwords in so many words, wrong ones as ever, and ends what was open by password', async () => {
      const before = (await login('librarian@dogwood.example')).body;
      await only();
      await eventually(async () => expect((await asTheirs(before).get('/v1/me')).status).toBe(401), 5_000);
      const right = await login('librarian@dogwood.example');
      expect([right.status, right.body.code]).toEqual([403, 'single-sign-on-only']);
      expect((await login('librarian@dogwood.example', 'not the password')).status).toBe(401);
      expect((await login('librarian@aspen.example')).status).toBe(200);
    });

    it('is taken back by the operator, whose password always works', async () => {
      const path = `/v1/institutions/${ids.dogwood}/single-sign-on/allow-passwords`;
      expect((await bosses.cedar!.post(path)).status).toBe(403);
      const operator = await admin.as('operator@carrel.example');
      expect((await operator.post(path)).status).toBe(204);
      expect((await login('librarian@dogwood.example')).status).toBe(200);
    });
  });
});

interface Group {
  id: string;
  name: string;
}
type Claims = Record<string, unknown>;

async function forged(claims: Claims): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'of nobody' }).sign(privateKey);
}

const shared = (claims: Claims): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
