import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer, eventually, type TestClient } from '@carrel/testing';
import { RoleRemoval } from '../src/account/role-removal.js';
import { cooperative, evergreen, libraries } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const libraryOf = (key: string): string => libraries.find((library) => library.key === key)!.id;

describe('Joining a cooperative', () => {
  let admin: RunningAdmin;
  let operator: TestClient;
  let elm: TestClient;
  let head: TestClient;
  beforeAll(async () => {
    admin = await aRunningAdmin();
    operator = await admin.as('operator@carrel.example');
    elm = await admin.as('admin@elm.example');
    head = await admin.as('admin@cooperative.example');
  });
  afterAll(() => admin?.stop());
  const join = (who: TestClient, groupId = cooperative.id) => who.post(`/v1/groups/${groupId}/memberships`);
  const newCooperative = async (name: string, requiresCooperativeMark = false): Promise<string> => {
    const description = { kind: 'cooperative', name, timeZone: 'America/Chicago', requiresCooperativeMark };
    return (await operator.post('/v1/groups', description)).body.id;
  };

  /** A member as the operator would have put it in. */
  const memberOf = async (groupId: string, library: string): Promise<string> => {
    const [row] = await admin.service.db.query(
      `INSERT INTO memberships (id, sequence, group_id, institution_id, status, changed_by, changed_at)
       VALUES (gen_random_uuid(), 1, $1, $2, 'active', $2, now()) RETURNING id`,
      [groupId, libraryOf(library)],
    );
    return row.id;
  };
  const signedIn = async (email: string, secret?: string) =>
    admin.service.as(bearer((await admin.login(email, secret)).body.accessToken));

  it('[R114] begins with a search by any part of the name, whatever its case', async () => {
    const found = await elm.get('/v1/groups?search=24&kind=cooperative');
    expect(found.body.items.map((group: { id: string }) => group.id)).toEqual([cooperative.id]);
    expect((await elm.get('/v1/groups?search=EVERGREEN')).body.items[0].id).toBe(evergreen.id);
    expect((await elm.get('/v1/groups?search=2')).body.items).toHaveLength(1);
    expect((await elm.get('/v1/groups?search=%25')).body.items).toEqual([]);
    expect((await elm.get('/v1/groups?search=')).status).toBe(422);
  });

  it('[R113] needs an active profile, which the operator activates after the library submitted it', async () => {
    const early = await join(elm);
    expect([early.status, early.body.code]).toEqual([409, 'profile-not-active']);
    const library = `/v1/institutions/${libraryOf('elm')}`;
    expect((await operator.post(`${library}/profile/activate`)).status).toBe(409);
    expect((await elm.post(`${library}/profile/submit`)).body.status).toBe('submitted');
    expect((await elm.post(`${library}/profile/activate`)).status).toBe(403);
    expect((await operator.post(`${library}/profile/activate`)).body.status).toBe('active');
    const activated = await admin.events.next(
      'institution.profile-activated.v1',
      (event) => event.subject === libraryOf('elm'),
    );
    expect(activated.data.profileStatus).toBe('active');
  });

  it('[R115] [R116] [R117] waits for the approval, and counts as a member only then', async () => {
    const asked = await join(elm);
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { groupId: cooperative.id, institutionId: libraryOf('elm'), status: 'pending' },
    ]);
    await admin.events.next('membership.requested.v1', (event) => event.subject === asked.body.id);
    expect((await join(elm)).body.code).toBe('membership-status');

    const waiting = await head.get(`/v1/groups/${cooperative.id}/memberships?status=pending`);
    expect(waiting.body.items.map((one: { id: string }) => one.id)).toEqual([asked.body.id]);
    expect((await elm.get('/v1/memberships')).body.items[0]).toMatchObject({ status: 'pending' });
    const outsider = await admin.as('librarian@birch.example');
    const seen = await outsider.get(`/v1/groups/${cooperative.id}/memberships`);
    expect(seen.body.items.map((one: { status: string }) => one.status)).toEqual(Array(5).fill('active'));
    expect((await outsider.get(`/v1/memberships/${asked.body.id}`)).status).toBe(404);

    const steps = async (who: TestClient) =>
      (await who.get(`/v1/memberships/${asked.body.id}`)).body.actions
        .filter((one: { allowed: boolean }) => one.allowed)
        .map((one: { action: string }) => one.action);
    expect(await steps(head)).toEqual(['approve', 'reject', 'block', 'leave']);
    expect(await steps(elm)).toEqual(['leave']);
    expect((await elm.post(`/v1/memberships/${asked.body.id}/approve`)).status).toBe(403);
    expect((await outsider.post(`/v1/memberships/${asked.body.id}/approve`)).status).toBe(403);
    const birch = await admin.as('admin@birch.example');
    expect((await birch.post(`/v1/memberships/${asked.body.id}/leave`)).status).toBe(404);
    expect((await head.post(`/v1/memberships/${asked.body.id}/approve`)).body.status).toBe('active');
    const approved = await admin.events.next('membership.approved.v1', (e) => e.subject === asked.body.id);
    expect(approved.sequence).toBe('2');
    expect((await outsider.get(`/v1/groups/${cooperative.id}/memberships`)).body.items).toHaveLength(6);
    expect((await elm.get(`/v1/institutions?groupId=${cooperative.id}`)).body.items).toHaveLength(6);
  });

  it('[B20] may be rejected, asked again, paused, resumed, left and blocked, each with its event', async () => {
    const { body: membership } = await elm
      .get('/v1/memberships')
      .then(({ body }) => ({ body: body.items[0] }));
    const move = (who: TestClient, step: string, note?: string) =>
      who.post(`/v1/memberships/${membership.id}/${step}`, note ? { note } : undefined);
    expect((await move(elm, 'inactivate')).body.status).toBe('inactive');
    expect((await move(elm, 'resume')).body.status).toBe('active');
    expect((await move(elm, 'leave')).body.status).toBe('left');
    const again = await join(elm);
    expect([again.status, again.body.id, again.body.status]).toEqual([201, membership.id, 'pending']);
    expect((await move(head, 'reject', 'Please ask your director first.')).body).toMatchObject({
      status: 'rejected',
      note: 'Please ask your director first.',
    });
    expect((await move(head, 'block')).body.status).toBe('blocked');
    const blocked = await join(elm);
    expect([blocked.status, blocked.body.code]).toEqual([409, 'membership-blocked']);
    expect((await move(head, 'unblock')).body.status).toBe('left');
    expect((await move(head, 'dance')).status).toBe(404);
    const names = ['inactivated', 'left', 'rejected', 'blocked'] as const;
    for (const name of names) {
      await admin.events.next(`membership.${name}.v1`, (event) => event.subject === membership.id);
    }
  });

  it('is possible for five cooperatives, however many are asked at once; a blocked one does not count', async () => {
    const birch = await admin.as('admin@birch.example');
    const groups = await Promise.all(
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((letter) => newCooperative(`Group ${letter}`)),
    );
    const answers = await Promise.all(groups.map((group) => join(birch, group)));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(4);
    const refused = answers.filter((answer) => answer.status === 409);
    expect(refused.map((answer) => answer.body.code)).toEqual(Array(3).fill('too-many-cooperatives'));
    const one = answers.find((answer) => answer.status === 201)!.body.id;
    expect((await birch.post(`/v1/memberships/${one}/leave`)).status).toBe(200);
    const left = answers.findIndex((answer) => answer.status === 409);
    expect((await join(birch, groups[left]!)).status).toBe(201);
  });

  it("[R112] may ask for the operator's mark of cooperative membership", async () => {
    const strict = await newCooperative('Strict Libraries', true);
    await operator.put(`/v1/institutions/${libraryOf('elm')}/cooperative-mark`, { member: false });
    expect((await join(elm, strict)).body.code).toBe('not-a-cooperative-member');
    await operator.put(`/v1/institutions/${libraryOf('elm')}/cooperative-mark`, { member: true });
    expect((await join(elm, strict)).status).toBe(201);
  });

  it('is not for subscription groups, for librarians, or for a group that does not exist', async () => {
    expect((await join(elm, evergreen.id)).body.code).toBe('not-a-cooperative');
    expect((await join(await admin.as('librarian@elm.example'))).status).toBe(403);
    expect((await join(elm, libraryOf('elm'))).status).toBe(404);
    expect(await join(elm, 'no-id')).toMatchObject({ status: 404 });
  });

  it('[R110] takes the stand-in of a group away when that library leaves', async () => {
    const aspen = await admin.as('admin@aspen.example');
    const proxy = `/v1/groups/${cooperative.id}/proxy`;
    expect((await head.put(proxy, { institutionId: libraryOf('elm') })).body.code).toBe('proxy-not-in-group');
    expect((await head.put(proxy, { institutionId: libraryOf('aspen') })).status).toBe(204);
    // The group's only administrator is of that library, so another one comes first.
    const next = (await (await admin.as('admin@cedar.example')).get('/v1/me')).body.id;
    await operator.put(`/v1/groups/${cooperative.id}/roles/${next}`, { roles: ['group-admin'] });
    const { body } = await aspen.get('/v1/memberships');
    const own = body.items.find((one: { groupId: string }) => one.groupId === cooperative.id);
    expect((await aspen.post(`/v1/memberships/${own.id}/leave`)).status).toBe(200);
    expect((await aspen.get(`/v1/groups/${cooperative.id}`)).body.proxyInstitutionId).toBeNull();
  });

  it('gets its first member and administrator from the operator, who made it; then they decide', async () => {
    const groupId = await newCooperative('Made by the operator');
    const cedar = await admin.as('admin@cedar.example');
    const { id: founder } = (await cedar.get('/v1/me')).body;
    const name = (who: TestClient, accountId: string, group = groupId) =>
      who.put(`/v1/groups/${group}/founder`, { accountId });
    expect((await name(cedar, founder)).status).toBe(403);
    const nobodys = (await operator.get('/v1/me')).body.id;
    expect((await name(operator, nobodys)).status).toBe(404);
    expect((await name(operator, founder, evergreen.id)).body.code).toBe('group-has-administrator');

    // A library that has asked before is let in by it.
    const asked = await join(cedar, groupId);
    expect(asked.body.status).toBe('pending');
    const begun = await name(operator, founder);
    expect([begun.status, begun.body]).toMatchObject([200, { id: groupId, libraries: 1 }]);
    const own = await cedar.get(`/v1/memberships/${asked.body.id}`);
    expect(own.body.status).toBe('active');
    await admin.events.next('membership.approved.v1', ({ subject }) => subject === asked.body.id);
    expect((await name(operator, founder)).body.code).toBe('group-has-administrator');

    const leader = await signedIn('admin@cedar.example');
    const dogwood = await admin.as('admin@dogwood.example');
    const second = (await join(dogwood, groupId)).body.id;
    const early = await operator.post(`/v1/memberships/${second}/approve`, {});
    expect([early.status, early.body.code]).toEqual([403, 'group-is-administered']);
    expect((await leader.post(`/v1/memberships/${second}/approve`, {})).body.status).toBe('active');
  });

  it('that nobody administers has requests decided by the operator, who then names its administrator', async () => {
    const groupId = await newCooperative('Without anybody');
    const cedar = await admin.as('admin@cedar.example');
    const { body: asked } = await join(cedar, groupId);
    const { body: seen } = await operator.get(`/v1/memberships/${asked.id}`);
    expect(seen.actions).toContainEqual(expect.objectContaining({ action: 'approve', allowed: true }));
    expect((await operator.post(`/v1/memberships/${asked.id}/approve`, {})).body.status).toBe('active');
    const { id } = (await cedar.get('/v1/me')).body;
    const given = await operator.put(`/v1/groups/${groupId}/roles/${id}`, { roles: ['group-admin'] });
    expect(given.status).toBe(200);
    expect((await operator.post(`/v1/memberships/${asked.id}/block`, {})).body.code).toBe(
      'group-is-administered',
    );
  });

  it.each(['leave', 'inactivate', 'block'] as const)(
    "[B40] takes its people's roles in the group away when it ends by %s, in the same transaction",
    async (move) => {
      const groupId = await newCooperative(`Ending by ${move}`);
      const birch = await admin.as('admin@birch.example');
      const account = {
        name: 'Lee',
        roles: ['librarian'],
        trained: true,
        email: `lee-${move}@birch.example`,
      };
      const { body: lee } = await birch.post('/v1/accounts', account);
      const { body: invitation } = await birch.post(`/v1/accounts/${lee.id}/invitations`);
      const secret = 'a long enough one';
      await admin.service.http.post('/v1/auth/password', { token: invitation.token, password: secret });
      const membershipId = await memberOf(groupId, 'birch');
      await memberOf(groupId, 'elm');
      const give = (roles: string[], id = lee.id) =>
        operator.put(`/v1/groups/${groupId}/roles/${id}`, { roles });
      expect((await give(['group-admin', 'coordinator'])).status).toBe(200);
      const stays = (await elm.get('/v1/me')).body.id;
      expect((await give(['group-admin'], stays)).status).toBe(200);
      const theirs = async () =>
        admin.service.as(bearer((await admin.login(account.email, secret)).body.accessToken));
      const before = await theirs();
      const path = `/v1/groups/${groupId}/service-accounts`;
      expect((await before.get(path)).status).toBe(200);
      const program = { name: 'Feed', scopes: ['statistics:read'] };
      const { body: known } = await before.post(path, program);
      const granted = () =>
        admin.service.http.post('/v1/auth/token', {
          grant_type: 'client_credentials',
          client_id: known.id,
          client_secret: known.clientSecret,
        });
      expect((await granted()).status).toBe(200);
      const mover = move === 'block' ? before : birch;
      expect((await mover.post(`/v1/memberships/${membershipId}/${move}`, {})).status).toBe(200);

      const { body } = await birch.get(`/v1/accounts/${lee.id}`);
      expect(body.groupRoles).toEqual([]);
      await admin.events.next(
        'account.updated.v1',
        ({ data }) => data.accountId === lee.id && data.groupRoles.length === 0,
      );
      // What its administrator has seen the secret of is worthless to him or her.
      expect((await granted()).status).toBe(401);
      await admin.events.next('service-account.revoked.v1', ({ subject }) => subject === known.id);
      const { body: history } = await birch.get(`/v1/accounts/${lee.id}/history`);
      expect(history.items.slice(0, 2)).toMatchObject([
        { because: 'membership-ended', groupRoles: [], active: true },
        { because: 'roles-changed', groupRoles: expect.arrayContaining([{ groupId, role: 'group-admin' }]) },
      ]);
      const after = await theirs();
      for (const client of [before, after]) {
        await eventually(async () => expect([401, 403]).toContain((await client.get(path)).status), 5_000);
      }
      expect((await after.post(`/v1/memberships/${membershipId}/approve`, {})).status).not.toBe(200);
      expect((await give(['group-admin'])).status).toBe(422);
    },
  );

  it('[B40] keeps the last administrator of the group, also when two leave at the same time', async () => {
    for (let round = 0; round < 3; round += 1) {
      const groupId = await newCooperative(`Two libraries ${round}`);
      const ids = { birch: await memberOf(groupId, 'birch'), elm: await memberOf(groupId, 'elm') };
      for (const who of ['admin@birch.example', 'admin@elm.example']) {
        const { id } = (await (await signedIn(who)).get('/v1/me')).body;
        await operator.put(`/v1/groups/${groupId}/roles/${id}`, { roles: ['group-admin'] });
      }
      const [first, second] = await Promise.all([
        signedIn('admin@birch.example'),
        signedIn('admin@elm.example'),
      ]);
      const answers = await Promise.all([
        first.post(`/v1/memberships/${ids.birch}/leave`),
        second.post(`/v1/memberships/${ids.elm}/${round === 0 ? 'leave' : 'inactivate'}`),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
        code: 'last-administrator',
        facts: { of: 'group' },
      });
    }
  });

  it('[B20] is resumed by the side alone that inactivated it', async () => {
    const groupId = await newCooperative('Resuming');
    const id = await memberOf(groupId, 'cedar');
    await memberOf(groupId, 'elm');
    const me = (await (await signedIn('admin@elm.example')).get('/v1/me')).body.id;
    await operator.put(`/v1/groups/${groupId}/roles/${me}`, { roles: ['group-admin'] });
    const [leader, cedar] = [await signedIn('admin@elm.example'), await signedIn('admin@cedar.example')];
    const move = async (who: TestClient, step: string) =>
      (await who.post(`/v1/memberships/${id}/${step}`, {})).status;
    expect(await move(leader, 'inactivate')).toBe(200);
    expect(await move(cedar, 'resume')).toBe(403);
    expect(await move(leader, 'resume')).toBe(200);
    expect(await move(cedar, 'inactivate')).toBe(200);
    expect(await move(leader, 'resume')).toBe(403);
    expect(await move(cedar, 'resume')).toBe(200);
    // Nor by a way round: to leave and to ask again needs the group's approval.
    expect(await move(leader, 'inactivate')).toBe(200);
    expect(await move(cedar, 'leave')).toBe(200);
    expect((await join(cedar, groupId)).body.status).toBe('pending');
    expect(await move(cedar, 'approve')).toBe(403);
  });

  it('[B40] gives no role that is left over to an account whose library goes at that moment', async () => {
    const groupId = await newCooperative('At once');
    await memberOf(groupId, 'elm');
    const id = await memberOf(groupId, 'birch');
    const birch = await signedIn('admin@birch.example');
    const me = (await birch.get('/v1/me')).body.id;
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([
        operator.put(`/v1/groups/${groupId}/roles/${me}`, { roles: ['coordinator'] }),
        birch.post(`/v1/memberships/${id}/inactivate`, {}),
      ]);
      const [row] = await admin.service.db.query(
        `SELECT group_roles @> $2::jsonb AS held FROM accounts WHERE id = $1`,
        [me, JSON.stringify([{ groupId }])],
      );
      expect(row.held).toBe(false);
      await admin.service.db.query(`UPDATE memberships SET status = 'active' WHERE id = $1`, [id]);
    }
  });

  it('[B40] counts a role in a group only while the library is an active member, whatever the account says', async () => {
    const set = (status: string) =>
      admin.service.db.query(
        `UPDATE memberships SET status = $1 WHERE group_id = $2 AND institution_id = $3`,
        [status, cooperative.id, libraryOf('aspen')],
      );
    await set('active');
    const leader = (await admin.login('admin@cooperative.example')).body.account.id;
    const given = `/v1/groups/${cooperative.id}/roles/${leader}`;
    expect((await operator.put(given, { roles: ['group-admin'] })).status).toBe(200);
    await set('inactive');
    try {
      const again = admin.service.as(
        bearer((await admin.login('admin@cooperative.example')).body.accessToken),
      );
      expect((await again.get(`/v1/groups/${cooperative.id}/service-accounts`)).status).toBe(403);
      await admin.service.app.get(RoleRemoval).endLeftOver();
      const holders = await admin.service.db.query(
        `SELECT id FROM accounts WHERE institution_id = $1 AND group_roles @> $2::jsonb`,
        [libraryOf('aspen'), JSON.stringify([{ groupId: cooperative.id }])],
      );
      expect(holders).toEqual([]);
    } finally {
      await set('active');
    }
  });
});
