import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { eventually, type TestClient } from '@carrel/testing';
import { cooperative, evergreen, libraries, prairie } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const libraryOf = (key: string): string => libraries.find((library) => library.key === key)!.id;
const profile = (name: string) => ({
  name,
  stateOrProvince: 'Ohio',
  country: 'US',
  timeZone: 'America/New_York',
  alertEmail: 'alerts@fir.example',
  libraryTypes: ['public'],
});

describe('Registering', () => {
  let admin: RunningAdmin;
  let operator: TestClient;
  let head: TestClient;
  beforeAll(async () => {
    admin = await aRunningAdmin();
    operator = await admin.as('operator@carrel.example');
    head = await admin.as('admin@prairie.example');
  });
  afterAll(() => admin?.stop());
  const ask = () => admin.service.app.get(Requests);
  /** A library of Prairie with an administrator who signs in. */
  const register = async (
    key: string,
    name: string,
    more: object = {},
  ): Promise<{ id: string; admin: TestClient }> => {
    const { body } = await head.post('/v1/institutions', {
      ...profile(name),
      subscriptionGroupId: prairie.id,
      ...more,
    });
    const person = { email: `admin@${key}.example`, name: 'Avery', roles: ['institution-admin'] };
    const { body: account } = await operator.post('/v1/accounts', { ...person, institutionId: body.id });
    const { body: invitation } = await operator.post(`/v1/accounts/${account.id}/invitations`);
    const chosen = { token: invitation.token, password: 'carrel-demo' };
    expect((await admin.service.http.post('/v1/auth/password', chosen)).status).toBe(204);
    return { id: body.id, admin: await admin.as(person.email) };
  };

  it('[A23] [R95] refuses names that look alike, whatever the case, accents, spaces and points, unless confirmed', async () => {
    const named = (name: string, more: object = {}) =>
      operator.post('/v1/institutions', { ...profile(name), subscriptionGroupId: prairie.id, ...more });
    expect((await named('Enoch Pratt Free Library')).status).toBe(201);
    for (const name of [
      'ENOCH PRATT FREE LIBRARY',
      'Énoch Pratt free-library',
      'EnochPratt  Free Library.',
    ]) {
      const { status, body } = await named(name);
      expect([status, body.code]).toEqual([409, 'name-taken']);
    }
    expect((await named('ENOCH PRATT FREE LIBRARY', { nameConfirmed: true })).status).toBe(201);
    expect((await named('Enoch Pratt Library')).status).toBe(201);
  });

  it('[R118] [R119] shows a checklist, and does not take a profile while something is Not OK', async () => {
    const { id, admin: fir } = await register('fir', 'Fir Library', { alertEmail: null });
    const { body } = await fir.get(`/v1/institutions/${id}/profile`);
    expect(body.checklist).toEqual([
      { field: 'name', status: 'OK' },
      { field: 'stateOrProvince', status: 'OK' },
      { field: 'country', status: 'OK' },
      { field: 'timeZone', status: 'OK' },
      { field: 'alertEmail', status: 'Not OK' },
      { field: 'libraryTypes', status: 'OK' },
    ]);
    expect((await fir.post(`/v1/institutions/${id}/profile/submit`)).body.code).toBe('profile-incomplete');
    await fir.put(`/v1/institutions/${id}/profile`, profile('Fir Library'));
    expect((await fir.post(`/v1/institutions/${id}/profile/submit`)).body.status).toBe('submitted');
  });

  it("[R113] is approved by an administrator of the library's own group, and by the checklist alone where the group wants it", async () => {
    const { id, admin: gum } = await register('gum', 'Gum Library');
    const path = `/v1/institutions/${id}/profile`;
    await gum.post(`${path}/submit`);
    expect((await gum.post(`${path}/activate`)).status).toBe(403);
    expect((await (await admin.as('admin@evergreen.example')).post(`${path}/activate`)).status).toBe(404);
    expect((await head.post(`${path}/activate`)).body.status).toBe('active');

    const approval = { mode: 'automatic', noticeAddress: 'profiles@prairie.example' };
    expect((await head.put(`/v1/groups/${prairie.id}/settings/profile-approval`, approval)).status).toBe(200);
    const { id: hazelId, admin: hazel } = await register('hazel', 'Hazel Library');
    const submitted = await hazel.post(`/v1/institutions/${hazelId}/profile/submit`);
    expect(submitted.body.status).toBe('active');
    await admin.events.next('institution.profile-submitted.v1', ({ subject }) => subject === hazelId);
    await admin.events.next('institution.profile-activated.v1', ({ subject }) => subject === hazelId);
    const addresses = await ask().ask(requests.groupAddresses, { groupId: prairie.id });
    expect(addresses).toMatchObject({
      admins: ['admin@prairie.example'],
      profileNotices: ['profiles@prairie.example'],
    });
    const changed = await admin.events.next(
      'settings.changed.v1',
      ({ data }) => data.key === 'profile-approval',
    );
    expect(changed.data.value).toBeNull();
  });

  it('[R3] [R5] [R9] makes as many accounts as a library wants, each with nine digits', async () => {
    const birch = await admin.as('admin@birch.example');
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        birch.post('/v1/accounts', { email: `n${n}@birch.example`, name: `Nora ${n}`, roles: ['librarian'] }),
      ),
    );
    expect(made.map(({ status }) => status)).toEqual(Array(12).fill(201));
    const numbers = made.map(({ body }) => body.number as string);
    expect(numbers.every((number) => /^\d{9}$/.test(number))).toBe(true);
    expect(new Set(numbers).size).toBe(12);
  });

  it('[R9] invites by mail, and mails a forgotten password: the token is issued for the mail and is in no event', async () => {
    const birch = await admin.as('admin@birch.example');
    const person = { email: 'nell@birch.example', name: 'Nell New', roles: ['librarian'], invite: true };
    const { body: account } = await birch.post('/v1/accounts', person);
    const invited = await admin.events.next('account.invited.v1', ({ subject }) => subject === account.id);
    expect(invited.data).toMatchObject({ accountId: account.id, purpose: 'invitation' });
    const letter = await ask().ask(requests.accountInvitation, { accountId: account.id });
    expect(letter).toMatchObject({ name: 'Nell New', email: 'nell@birch.example' });
    const choose = (token: string | null, password: string) =>
      admin.service.http.post('/v1/auth/password', { token, password });
    expect((await choose(letter.token, 'a-first-password')).status).toBe(204);
    expect((await admin.login('nell@birch.example', 'a-first-password')).status).toBe(200);

    const forgotten = (email: string) => admin.service.http.post('/v1/auth/password-resets', { email });
    expect((await forgotten('nell@birch.example')).status).toBe(202);
    const reset = await admin.events.next(
      'account.invited.v1',
      ({ data }) => data.purpose === 'password-reset',
    );
    expect(reset.subject).toBe(account.id);
    const { token } = await ask().ask(requests.accountInvitation, { accountId: account.id });
    // A second request within minutes is accepted and not mailed again; an unknown address gets the same answer.
    const count = () => admin.events.all().filter(({ type }) => type === 'account.invited.v1').length;
    const before = count();
    expect((await forgotten('nell@birch.example')).status).toBe(202);
    expect((await forgotten('nobody@birch.example')).status).toBe(202);
    expect((await choose(token, 'a-second-password')).status).toBe(204);
    expect((await admin.login('nell@birch.example', 'a-first-password')).status).toBe(401);
    expect(count()).toBe(before);

    await birch.post(`/v1/accounts/${account.id}/invitations/mail`);
    await admin.events.next(
      'account.invited.v1',
      ({ sequence }) => Number(sequence) > Number(reset.sequence),
    );
    await birch.post(`/v1/accounts/${account.id}/deactivate`);
    expect((await ask().ask(requests.accountInvitation, { accountId: account.id })).token).toBeNull();
    expect((await birch.post(`/v1/accounts/${account.id}/invitations/mail`)).status).toBe(409);
    const foreign = await admin.as('admin@cedar.example');
    expect((await foreign.post(`/v1/accounts/${account.id}/invitations/mail`)).status).toBe(404);
  });

  it('[R9] a reset takes as long for an address that nobody has as for one that somebody has', async () => {
    const timed = async (email: string): Promise<number> => {
      const from = performance.now();
      const { status } = await admin.service.http.post('/v1/auth/password-resets', { email });
      expect(status).toBe(202);
      return performance.now() - from;
    };
    const differences: number[] = [];
    const all: number[] = [];
    for (let pair = 0; pair < 60; pair += 1) {
      // So many from one network would be refused otherwise.
      if (pair % 4 === 0) await admin.service.db.query('DELETE FROM rate_limits');
      const known = () => timed('second@birch.example');
      const unknown = () => timed(`nobody-${pair}@birch.example`);
      // In turn the one and the other first, so that neither is always the warm one.
      const [a, b] = pair % 2 === 0 ? [await known(), await unknown()] : [await unknown(), await known()];
      differences.push(pair % 2 === 0 ? a - b : b - a);
      all.push(a, b);
    }
    const median = (values: number[]) => values.sort((x, y) => x - y)[Math.floor(values.length / 2)]!;
    // What a login costs for a password, and a mail for its address, is ten times that.
    expect(Math.abs(median(differences))).toBeLessThan(Math.max(5, median(all) / 2));
  });

  it('[R119] keeps the Alert E-mail apart from the addresses for questions', async () => {
    const { email } = await ask().ask(requests.alertAddress, { institutionId: libraryOf('aspen') });
    const cedar = await admin.as('admin@cedar.example');
    const notification = { enabled: true, addresses: ['desk@cedar.example'] };
    await cedar.put(`/v1/institutions/${libraryOf('cedar')}/settings/email-notification`, notification);
    const own = await ask().ask(requests.alertAddress, { institutionId: libraryOf('cedar') });
    expect([email, own.email]).toEqual(['alerts@aspen.example', 'alerts@cedar.example']);
  });

  it('[R102] says what a library is good at, and to whom a group refers', async () => {
    const cedar = await admin.as('admin@cedar.example');
    const good = { subjects: ['law'], geography: ['us-co'], languages: ['en', 'es'] };
    const path = `/v1/institutions/${libraryOf('cedar')}/settings/expertise`;
    expect((await cedar.put(path, good)).status).toBe(200);
    const event = await admin.events.next('settings.changed.v1', ({ data }) => data.key === 'expertise');
    expect(event.data.value).toEqual(good);
    const evergreenHead = await admin.as('admin@evergreen.example');
    const partners = `/v1/groups/${evergreen.id}/settings/referral-partners`;
    expect((await evergreenHead.get(partners)).body).toEqual({ mode: 'all', institutionIds: [] });
    const selected = { mode: 'selected', institutionIds: [libraryOf('dogwood')] };
    expect((await evergreenHead.put(partners, selected)).status).toBe(200);
    expect((await evergreenHead.put(partners, { mode: 'some', institutionIds: [] })).status).toBe(422);
    await evergreenHead.put(partners, { mode: 'all', institutionIds: [] });
  });
});

describe('Groups of libraries', () => {
  let admin: RunningAdmin;
  let operator: TestClient;
  let head: TestClient;
  beforeAll(async () => {
    admin = await aRunningAdmin();
    operator = await admin.as('operator@carrel.example');
    head = await admin.as('admin@cooperative.example');
  });
  afterAll(() => admin?.stop());
  const description = (name: string, more: object = {}) => ({
    kind: 'cooperative',
    name,
    timeZone: 'America/Denver',
    contactEmail: 'hello@group.example',
    uses: ['referral', 'web-form-coverage'],
    ...more,
  });

  it('[R113] are made by libraries with an Active profile, which belong to them and run them', async () => {
    const elm = await admin.as('admin@elm.example');
    const early = await elm.post('/v1/groups', description('Elm Friends'));
    expect([early.status, early.body.code]).toEqual([409, 'profile-not-active']);
    const birch = await admin.as('admin@birch.example');
    const made = await birch.post('/v1/groups', description('Birch Friends'));
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        name: 'Birch Friends',
        contactEmail: 'hello@group.example',
        uses: ['referral', 'web-form-coverage'],
        libraries: 1,
      },
    ]);
    await eventually(async () => {
      const { body: me } = await birch.get('/v1/me');
      expect(me.groupRoles).toContainEqual({ groupId: made.body.id, role: 'group-admin' });
      expect(me.capabilities).toContain('group.manage');
    });
    expect((await birch.post('/v1/groups', description('x'.repeat(61)))).status).toBe(422);
    expect((await birch.post('/v1/groups', description('Sub', { kind: 'subscription' }))).status).toBe(403);
    expect(
      (await (await admin.as('librarian@birch.example')).post('/v1/groups', description('No'))).status,
    ).toBe(403);
    const event = await admin.events.next('group.created.v1', ({ subject }) => subject === made.body.id);
    expect(JSON.stringify(event)).not.toContain('hello@group.example');
  });

  it('count with those a library joined toward five, made and joined at once', async () => {
    const cedar = await admin.as('admin@cedar.example');
    const open = await Promise.all(
      ['P', 'Q', 'R'].map(
        async (letter) => (await operator.post('/v1/groups', description(`Open ${letter}`))).body.id,
      ),
    );
    const answers = await Promise.all([
      ...open.map((id) => cedar.post(`/v1/groups/${id}/memberships`)),
      ...['S', 'T', 'U'].map((letter) => cedar.post('/v1/groups', description(`Cedar ${letter}`))),
    ]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    for (const { body } of answers.filter(({ status }) => status !== 201)) {
      expect(body.code).toBe('too-many-cooperatives');
    }
  });

  it('[A17] [R114] are found by one character, by the first letter, and ten to a page', async () => {
    const robin = await admin.as('librarian@dogwood.example');
    for (let n = 0; n < 11; n += 1) await operator.post('/v1/groups', description(`Zebra ${n}`));
    const names = async (query: string) =>
      (await robin.get(`/v1/groups?${query}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await names('search=2&kind=cooperative&limit=10')).toContain(cooperative.name);
    const page = (await robin.get('/v1/groups?letter=Z&limit=10')).body;
    expect(page.items).toHaveLength(10);
    expect(page.items.every(({ name }: { name: string }) => name.startsWith('Zebra'))).toBe(true);
    const rest = (await robin.get(`/v1/groups?letter=z&limit=10&cursor=${page.nextCursor}`)).body;
    expect([rest.items.length, rest.nextCursor]).toEqual([1, null]);
    expect(await names('letter=%25')).toEqual([]);
  });

  it('[B20] act on many members at once, each with its own result', async () => {
    const { body: strangers } = await operator.post('/v1/groups', description('Elsewhere'));
    const aspen = await admin.as('admin@aspen.example');
    const { body: elsewhere } = await aspen.post(`/v1/groups/${strangers.id}/memberships`);
    const members = (await head.get(`/v1/groups/${cooperative.id}/memberships?status=active`)).body.items;
    // With its own library's membership the head's role in the group would end.
    const own = (await head.get('/v1/me')).body.institutionId;
    const ids = members
      .filter(({ institutionId }: { institutionId: string }) => institutionId !== own)
      .slice(0, 2)
      .map(({ id }: { id: string }) => id);
    const path = `/v1/groups/${cooperative.id}/memberships/moves`;
    const moved = await head.post(path, { move: 'inactivate', ids: [...ids, elsewhere.id] });
    expect(
      moved.body.items.map(
        (one: { membership: { status: string } | null; refusal: { code: string } | null }) =>
          one.membership?.status ?? one.refusal?.code,
      ),
    ).toEqual(['inactive', 'inactive', 'not-found']);
    const again = await head.post(path, { move: 'approve', ids });
    expect(again.body.items.map((one: { refusal: { code: string } }) => one.refusal.code)).toEqual([
      'membership-status',
      'membership-status',
    ]);
    expect((await aspen.post(path, { move: 'block', ids })).status).toBe(403);
  });

  it('are deleted with their memberships and roles; a subscription group only when no library belongs to it', async () => {
    const { body: made } = await (
      await admin.as('admin@dogwood.example')
    ).post('/v1/groups', description('Short Lived'));
    const aspen = await admin.as('admin@aspen.example');
    const { body: membership } = await aspen.post(`/v1/groups/${made.id}/memberships`);
    const dogwood = await admin.as('admin@dogwood.example');
    await eventually(async () =>
      expect((await dogwood.get('/v1/me')).body.capabilities).toContain('group.manage'),
    );
    expect((await dogwood.post(`/v1/memberships/${membership.id}/approve`)).status).toBe(200);
    expect((await aspen.delete(`/v1/groups/${made.id}`)).status).toBe(403);
    expect((await dogwood.delete(`/v1/groups/${made.id}`)).status).toBe(204);
    await admin.events.next('group.deleted.v1', ({ subject }) => subject === made.id);
    await admin.events.next('membership.left.v1', ({ subject }) => subject === membership.id);
    expect((await aspen.get(`/v1/groups/${made.id}`)).status).toBe(404);
    expect((await aspen.post(`/v1/groups/${made.id}/memberships`)).status).toBe(404);
    expect((await dogwood.get('/v1/me')).body.groupRoles).toEqual([]);
    expect((await aspen.get('/v1/groups?search=Short')).body.items).toEqual([]);
    const full = await operator.delete(`/v1/groups/${evergreen.id}`);
    expect([full.status, full.body.code]).toEqual([409, 'group-has-libraries']);
  });
});
