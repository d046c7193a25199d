import { bearer } from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cooperative, evergreen, libraries, prairie } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const libraryOf = (key: string): string => libraries.find((library) => library.key === key)!.id;

describe('Accounts', () => {
  let admin: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());
  const input = (email: string, more: object = {}) => ({
    email,
    name: 'New Colleague',
    roles: ['librarian'],
    ...more,
  });
  const idOf = async (email: string): Promise<string> =>
    (await (await admin.as(email)).get('/v1/me')).body.id;

  it('[R3] [R5] [R9] are made by the administrator of the library, each with a nine-digit number of its own', async () => {
    const boss = await admin.as('admin@aspen.example');
    const made = await Promise.all(
      [1, 2, 3].map((n) => boss.post('/v1/accounts', input(`new${n}@aspen.example`))),
    );
    expect(made.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(made.map((answer) => answer.body.number)).size).toBe(3);
    expect(made[0]!.body).toMatchObject({ institutionId: libraryOf('aspen'), trained: false, active: true });
    expect(made[0]!.body.number).toMatch(/^\d{9}$/);
    await admin.events.next('account.created.v1', (event) => event.subject === made[0]!.body.id);
  });

  it('[R9] are not made by others, nor at other libraries', async () => {
    const robin = await admin.as('librarian@aspen.example');
    expect((await robin.post('/v1/accounts', input('x@aspen.example'))).status).toBe(403);
    const boss = await admin.as('admin@aspen.example');
    const elsewhere = input('x@birch.example', { institutionId: libraryOf('birch') });
    expect((await boss.post('/v1/accounts', elsewhere)).status).toBe(403);
    const operator = await admin.as('operator@carrel.example');
    expect((await operator.post('/v1/accounts', elsewhere)).status).toBe(201);
  });

  it('have one address each, whatever its case', async () => {
    const boss = await admin.as('admin@birch.example');
    const taken = await boss.post('/v1/accounts', input('LIBRARIAN@Aspen.example'));
    expect([taken.status, taken.body.code]).toEqual([409, 'email-taken']);
  });

  it('take no field that is not for the caller to set', async () => {
    const boss = await admin.as('admin@birch.example');
    for (const field of [
      { operator: true },
      { groupRoles: [] },
      { number: '000000001' },
      { id: evergreen.id },
    ]) {
      expect((await boss.post('/v1/accounts', input('sneaky@birch.example', field))).status).toBe(422);
    }
    expect((await boss.post('/v1/accounts', input('s@birch.example', { roles: ['operator'] }))).status).toBe(
      422,
    );
  });

  it('have a name on one line and an address', async () => {
    const boss = await admin.as('admin@birch.example');
    const names = ['', '   ', 'Robin\nBcc: everyone@example.org', 'x'.repeat(201)];
    for (const name of names) {
      const { status, body } = await boss.post('/v1/accounts', input('named@birch.example', { name }));
      expect([status, body.errors[0].path]).toEqual([422, 'name']);
    }
    expect((await boss.post('/v1/accounts', input('no address'))).status).toBe(422);
  });

  it('of another library answer exactly like missing ones', async () => {
    const boss = await admin.as('admin@birch.example');
    const foreign = await idOf('librarian@aspen.example');
    const missing = evergreen.id;
    const calls = [
      (id: string) => boss.get(`/v1/accounts/${id}`),
      (id: string) => boss.put(`/v1/accounts/${id}`, input('taken-over@birch.example')),
      (id: string) => boss.post(`/v1/accounts/${id}/deactivate`),
      (id: string) => boss.post(`/v1/accounts/${id}/invitations`),
    ];
    for (const call of calls) {
      const [one, other] = [await call(foreign), await call(missing)];
      expect([one.status, one.body]).toEqual([404, other.body]);
    }
    expect((await boss.get(`/v1/accounts?institutionId=${libraryOf('aspen')}`)).status).toBe(403);
  });

  it('[R6] are changed by their library, which also says who is trained', async () => {
    const boss = await admin.as('admin@cedar.example');
    const id = await idOf('second@cedar.example');
    const changed = await boss.put(`/v1/accounts/${id}`, input('second@cedar.example', { trained: false }));
    expect(changed.body).toMatchObject({ trained: false, name: 'New Colleague' });
    const event = await admin.events.next('account.updated.v1', (one) => one.subject === id);
    expect(event.data).toMatchObject({ trained: false });
  });

  it('are deactivated and come back; nobody deactivates his or her own', async () => {
    const boss = await admin.as('admin@elm.example');
    const id = await idOf('second@elm.example');
    expect((await boss.post(`/v1/accounts/${id}/deactivate`)).body.active).toBe(false);
    expect((await boss.post(`/v1/accounts/${id}/deactivate`)).status).toBe(409);
    for (const invitation of ['invitations', 'invitations/mail']) {
      const { status, body } = await boss.post(`/v1/accounts/${id}/${invitation}`);
      expect([status, body.code]).toEqual([409, 'account-deactivated']);
    }
    expect((await boss.post(`/v1/accounts/${id}/reactivate`)).body.active).toBe(true);
    expect((await admin.login('second@elm.example')).status).toBe(200);
    expect((await boss.post(`/v1/accounts/${await idOf('admin@elm.example')}/deactivate`)).body.code).toBe(
      'own-account',
    );
  });

  it('that the operator has deactivated come back by the operator alone', async () => {
    const operator = await admin.as('operator@carrel.example');
    const boss = await admin.as('admin@cedar.example');
    const id = await idOf('reviewer@cedar.example');
    expect((await operator.post(`/v1/accounts/${id}/deactivate`)).status).toBe(200);
    const undone = await boss.post(`/v1/accounts/${id}/reactivate`);
    expect([undone.status, undone.body.code]).toEqual([403, 'deactivated-by-operator']);
    expect((await operator.post(`/v1/accounts/${id}/reactivate`)).body.active).toBe(true);
  });

  it('keep one administrator of their group', async () => {
    const head = await admin.as('admin@cooperative.example');
    const { id } = (await head.get('/v1/me')).body;
    const dropped = await head.put(`/v1/groups/${cooperative.id}/roles/${id}`, { roles: [] });
    expect([dropped.status, dropped.body.code]).toEqual([409, 'last-administrator']);
  });

  it("[R2] [R8] hold roles in a group by its administrator's word, for people of the group's libraries", async () => {
    const boss = await admin.as('admin@evergreen.example');
    const sam = await idOf('second@birch.example');
    const give = (groupId: string, accountId: string, roles: string[]) =>
      boss.put(`/v1/groups/${groupId}/roles/${accountId}`, { roles });
    const given = await give(evergreen.id, sam, ['coordinator']);
    expect(given.body.groupRoles).toEqual([{ groupId: evergreen.id, role: 'coordinator' }]);
    expect((await give(evergreen.id, sam, ['group-admin'])).body.roles).toContain('institution-admin');
    expect((await give(evergreen.id, await idOf('librarian@dogwood.example'), ['coordinator'])).status).toBe(
      404,
    );
    expect((await give(prairie.id, sam, ['coordinator'])).status).toBe(403);
    expect((await give(cooperative.id, sam, ['coordinator'])).status).toBe(403);
    const head = await admin.as('admin@cooperative.example');
    expect(
      (await head.put(`/v1/groups/${cooperative.id}/roles/${sam}`, { roles: ['coordinator'] })).status,
    ).toBe(200);
  });

  it("[R3] of a group's people keep their address, and are not ended, by an administrator of the library alone", async () => {
    const boss = await admin.as('admin@dogwood.example');
    const head = await admin.as('admin@prairie.example');
    const id = await idOf('second@dogwood.example');
    const signedIn = (await admin.login('second@dogwood.example')).body.refreshToken;
    expect(signedIn).toBeDefined();
    await head.put(`/v1/groups/${prairie.id}/roles/${id}`, { roles: ['coordinator'] });
    const moved = input('taken-over@dogwood.example');
    for (const refused of [
      await boss.put(`/v1/accounts/${id}`, moved),
      await boss.post(`/v1/accounts/${id}/deactivate`),
      await boss.post(`/v1/accounts/${id}/reactivate`),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
    }
    const renamed = await boss.put(
      `/v1/accounts/${id}`,
      input('Second@dogwood.example', { name: 'Sam Dogwood' }),
    );
    expect(renamed.status).toBe(200);
    await head.put(`/v1/groups/${prairie.id}/roles/${id}`, { roles: [] });
    const { body: invitation } = await boss.post(`/v1/accounts/${id}/invitations`);
    const changed = await boss.put(
      `/v1/accounts/${id}`,
      input('other@dogwood.example', { name: 'Sam Dogwood' }),
    );
    expect([changed.status, changed.body.email]).toEqual([200, 'other@dogwood.example']);
    const { http } = admin.service;
    const late = await http.post('/v1/auth/password', {
      token: invitation.token,
      password: 'a long new password',
    });
    expect(late.body.code).toBe('invitation-worthless');
    const again = await http.post('/v1/auth/refresh', { refreshToken: signedIn });
    expect(again.status).toBe(401);
  });

  it('are listed by name, page by page', async () => {
    const boss = await admin.as('admin@dogwood.example');
    const first = (await boss.get('/v1/accounts?limit=3')).body;
    const second = (await boss.get(`/v1/accounts?limit=3&cursor=${first.nextCursor}`)).body;
    const names = [...first.items, ...second.items].map((account: { name: string }) => account.name);
    expect(names).toEqual(['Avery Dogwood', 'Quinn Dogwood', 'Robin Dogwood', 'Sam Dogwood']);
    expect(second.nextCursor).toBeNull();
    expect((await boss.get('/v1/accounts?search=quinn')).body.items).toHaveLength(1);
  });

  it('are named to every colleague of the library, who learns nothing more of them', async () => {
    const boss = await admin.as('admin@dogwood.example');
    const sam = (await boss.get('/v1/accounts?search=sam')).body.items[0];
    const robin = await admin.as('librarian@dogwood.example');
    const named = async () => (await robin.get('/v1/colleagues')).body.items;
    expect(await named()).toContainEqual({ id: sam.id, name: 'Sam Dogwood' });
    await boss.post(`/v1/accounts/${sam.id}/deactivate`);
    expect((await named()).map(({ name }: { name: string }) => name)).not.toContain('Sam Dogwood');
    await boss.post(`/v1/accounts/${sam.id}/reactivate`);
  });

  it('are made once for one idempotency key', async () => {
    const boss = await admin.as('admin@ask.example');
    const headers = { 'idempotency-key': 'make-this-colleague' };
    const [one, two] = await Promise.all([
      boss.post('/v1/accounts', input('once@ask.example'), headers),
      boss.post('/v1/accounts', input('once@ask.example'), headers),
    ]);
    expect([one.status, two.status, one.body.id]).toEqual([201, 201, two.body.id]);
  });

  it('keep one administrator of their library, also when two act on each other at the same time', async () => {
    const operator = await admin.as('operator@carrel.example');
    const email = 'second@ask.example';
    const ids = { admin: await idOf('admin@ask.example'), second: await idOf(email) };
    const made = { email, name: 'Sam Ask', roles: ['institution-admin'], trained: true };
    for (let round = 0; round < 5; round += 1) {
      await operator.put(`/v1/accounts/${ids.second}`, made);
      const signIn = async (who: string) =>
        admin.service.as(bearer((await admin.login(who)).body.accessToken));
      const [one, other] = [await signIn('admin@ask.example'), await signIn(email)];
      const both = await Promise.all([
        one.post(`/v1/accounts/${ids.second}/deactivate`),
        other.post(`/v1/accounts/${ids.admin}/deactivate`),
      ]);
      expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
      const left = await admin.service.db.query(
        'SELECT id FROM accounts WHERE active AND id = ANY ($1::uuid[])',
        [[ids.admin, ids.second]],
      );
      expect(left).toHaveLength(1);
      for (const id of [ids.admin, ids.second]) await operator.post(`/v1/accounts/${id}/reactivate`);
    }
    // Each drops the own role at the same time.
    await operator.put(`/v1/accounts/${ids.second}`, made);
    const dropping = await Promise.all(
      [['admin@ask.example', ids.admin] as const, [email, ids.second] as const].map(async ([who, id]) => {
        const client = admin.service.as(bearer((await admin.login(who)).body.accessToken));
        const { name } = (await client.get('/v1/me')).body;
        return {
          id,
          put: (roles: string[]) => client.put(`/v1/accounts/${id}`, { email: who, name, roles }),
        };
      }),
    );
    const dropped2 = await Promise.all(dropping.map(({ put }) => put(['librarian'])));
    expect(dropped2.map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const { id } of dropping) {
      const { email: mail, name } = (await operator.get(`/v1/accounts/${id}`)).body;
      const again = { email: mail, name, roles: ['institution-admin'], trained: true };
      await operator.put(`/v1/accounts/${id}`, again);
    }

    await operator.put(`/v1/accounts/${ids.second}`, { ...made, roles: ['librarian'] });
    const last = admin.service.as(bearer((await admin.login('admin@ask.example')).body.accessToken));
    const { name } = (await last.get('/v1/me')).body;
    const dropped = await last.put(`/v1/accounts/${ids.admin}`, {
      email: 'admin@ask.example',
      ...{ name, roles: ['librarian'], trained: true },
    });
    expect([dropped.status, dropped.body.code]).toEqual([409, 'last-administrator']);
  });
});
