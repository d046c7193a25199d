import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestClient } from '@carrel/testing';
import { cooperative, evergreen, libraries, prairie } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const libraryOf = (key: string): string => libraries.find((library) => library.key === key)!.id;

describe('Libraries', () => {
  let admin: RunningAdmin;
  let operator: TestClient;
  beforeAll(async () => {
    admin = await aRunningAdmin();
    operator = await admin.as('operator@carrel.example');
  });
  afterAll(() => admin?.stop());
  const registration = (name: string, more: object = {}) => ({
    subscriptionGroupId: prairie.id,
    name,
    timeZone: 'America/Chicago',
    ...more,
  });

  it('[R118] [R119] come with a profile that is filled in, submitted and activated', async () => {
    const { status, body: library } = await operator.post('/v1/institutions', registration('Fir Library'));
    expect([status, library.profileStatus]).toEqual([201, 'new']);
    await admin.events.next('institution.registered.v1', (event) => event.subject === library.id);
    const person = { email: 'admin@fir.example', name: 'Fir Admin', roles: ['institution-admin'] };
    const { body: account } = await operator.post('/v1/accounts', { ...person, institutionId: library.id });
    const { body: invitation } = await operator.post(`/v1/accounts/${account.id}/invitations`);
    await admin.service.http.post('/v1/auth/password', { token: invitation.token, password: 'carrel-demo' });

    const fir = await admin.as('admin@fir.example');
    const path = `/v1/institutions/${library.id}/profile`;
    const early = await fir.post(`${path}/submit`);
    expect([early.status, early.body.code]).toEqual([422, 'profile-incomplete']);
    expect((await fir.get(path)).body).toMatchObject({ status: 'new', daylightSaving: true });
    expect((await fir.get(path)).body.missing).toEqual([
      'stateOrProvince',
      'country',
      'alertEmail',
      'libraryTypes',
    ]);
    const profile = {
      name: 'Fir Library',
      stateOrProvince: 'Arizona',
      country: 'US',
      timeZone: 'America/Phoenix',
      alertEmail: 'alerts@fir.example',
      libraryTypes: ['public'],
    };
    expect((await fir.put(path, profile)).body).toMatchObject({ missing: [], daylightSaving: false });
    expect((await fir.post(`${path}/submit`)).body.status).toBe('submitted');
    const rejected = await operator.post(`${path}/reject`, { note: 'Is that the right state?' });
    expect(rejected.body).toMatchObject({ status: 'rejected', note: 'Is that the right state?' });
    expect((await fir.post(`${path}/submit`)).status).toBe(200);
    expect((await operator.post(`${path}/activate`)).body.status).toBe('active');
    expect((await fir.post(`${path}/submit`)).status).toBe(409);
  });

  it('[R95] do not share a name but for case within a group, unless it is confirmed', async () => {
    const again = await operator.post('/v1/institutions', registration('DOGWOOD public library'));
    expect([again.status, again.body.code]).toEqual([409, 'name-taken']);
    const both = await Promise.all(
      ['Oak Library', 'OAK LIBRARY'].map((name) => operator.post('/v1/institutions', registration(name))),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 409]);
    const confirmed = registration('Dogwood Public Library', { nameConfirmed: true });
    expect((await operator.post('/v1/institutions', confirmed)).status).toBe(201);
    const elsewhere = registration('Dogwood Public Library', { subscriptionGroupId: evergreen.id });
    expect((await operator.post('/v1/institutions', elsewhere)).status).toBe(201);
  });

  it("are registered by the operator or their group's administrator, in a subscription group that exists", async () => {
    const boss = await admin.as('admin@prairie.example');
    expect((await boss.post('/v1/institutions', registration('Gum Library'))).status).toBe(201);
    const foreign = registration('Hazel Library', { subscriptionGroupId: evergreen.id });
    expect((await boss.post('/v1/institutions', foreign)).status).toBe(403);
    const inNone = registration('Hazel Library', { subscriptionGroupId: libraryOf('elm') });
    expect((await operator.post('/v1/institutions', inNone)).status).toBe(404);
    const inCooperative = registration('Hazel Library', { subscriptionGroupId: cooperative.id });
    expect((await operator.post('/v1/institutions', inCooperative)).body.code).toBe(
      'not-a-subscription-group',
    );
    const nowhere = registration('Hazel Library', { timeZone: 'Nowhere/City' });
    expect((await operator.post('/v1/institutions', nowhere)).body.code).toBe('unknown-time-zone');
  });

  it('are looked after by their own administrators only', async () => {
    const birch = await admin.as('admin@birch.example');
    const path = `/v1/institutions/${libraryOf('aspen')}`;
    const profile = { name: 'Mine now', timeZone: 'America/Chicago' };
    expect((await birch.put(`${path}/profile`, profile)).status).toBe(403);
    expect((await birch.get(`${path}/profile`)).status).toBe(404);
    expect((await birch.put(`${path}/referrals`, { acceptsReferrals: false })).status).toBe(403);
    expect((await (await admin.as('admin@evergreen.example')).get(`${path}/profile`)).status).toBe(200);
    expect((await birch.post(`${path}/close`)).status).toBe(403);
    expect((await admin.service.http.get('/v1/institutions')).status).toBe(401);
  });

  it('[R95] say whether they take referrals and where these go instead', async () => {
    const cedar = await admin.as('admin@cedar.example');
    const path = `/v1/institutions/${libraryOf('cedar')}`;
    const redirect = { acceptsReferrals: false, redirectToInstitutionId: libraryOf('birch') };
    expect((await cedar.put(`${path}/referrals`, redirect)).status).toBe(204);
    expect((await cedar.get(path)).body).toMatchObject(redirect);
    const event = await admin.events.next(
      'institution.updated.v1',
      (one) => one.subject === libraryOf('cedar'),
    );
    expect(event.data).toMatchObject(redirect);
    const nowhere = { acceptsReferrals: true, redirectToInstitutionId: evergreen.id };
    expect((await cedar.put(`${path}/referrals`, nowhere)).status).toBe(404);
  });

  it('are found by any part of the name and paged by name', async () => {
    const robin = await admin.as('librarian@aspen.example');
    const found = await robin.get('/v1/institutions?search=LAW');
    expect(found.body.items.map((one: { name: string }) => one.name)).toEqual(['Cedar Law Library']);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await robin.get(`/v1/institutions?limit=2${cursor}`);
      seen.push(...body.items.map((one: { id: string }) => one.id));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    const all = (await robin.get('/v1/institutions?limit=200')).body.items.map(
      (one: { id: string }) => one.id,
    );
    expect(seen).toEqual(all);
    expect((await robin.get('/v1/institutions?cursor=nonsense')).status).toBe(400);
  });
});
