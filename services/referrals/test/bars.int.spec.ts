import { beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually } from '@carrel/testing';
import { librarian, running, runsReferrals, toBirch } from './a-referring-library.js';

runsReferrals();
beforeAll(async () => {
  const { evergreen } = running.groups;
  const group = { groupId: evergreen, name: 'Evergreen Libraries', timeZone: 'America/Denver' };
  const data = { ...group, kind: 'subscription' as const, proxyInstitutionId: null };
  await emit(running.nats, 'group.created.v1', data, { subject: evergreen });
  await eventually(async () => expect(await running.directory().group(evergreen)).toBeDefined());
});

const asHolder = async (role: 'coordinator' | 'group-admin', groupId: string) => {
  const groupRoles = [{ groupId, role }];
  return running.as(await running.person(running.libraries.aspen, { roles: [], groupRoles, name: 'Cleo' }));
};
const partner = async (questionId: string, kind: string, institutionId: string) =>
  (await librarian.get(`/v1/partners?questionId=${questionId}&kind=${kind}`)).body.items.find(
    (one: { institutionId: string }) => one.institutionId === institutionId,
  );

describe('[R95] A library that its group bars from referrals', () => {
  it('is greyed with the reason in every list of partners, refused, and let in again once that is lifted', async () => {
    const { birch, aspen } = running.libraries;
    const { evergreen } = running.groups;
    const coordinator = await asHolder('coordinator', evergreen);
    const reason = 'No chats go to Birch State University for follow-up.';
    const path = `/v1/groups/${evergreen}/bars`;
    const put = { institutionId: birch, reason, redirectToInstitutionId: aspen };
    const barred = await coordinator.post(path, put);
    expect([barred.status, barred.body]).toMatchObject([
      201,
      {
        ...{ groupId: evergreen, reason, institutionName: 'Birch State University', lifted: null },
        ...{ redirectToInstitutionName: 'Aspen County Library', barred: { accountName: 'Cleo' } },
      },
    ]);
    expect((await coordinator.post(path, put)).body.code).toBe('already-barred');

    const asked = toBirch();
    for (const kind of ['cooperative', 'subscription']) {
      expect(await partner(asked.questionId, kind, birch)).toMatchObject({
        may: false,
        whyNot: {
          ...{ code: 'barred', message: reason },
          redirectTo: { institutionId: aspen, name: 'Aspen County Library' },
        },
      });
    }
    const details = await librarian.get(`/v1/partners/${birch}?questionId=${asked.questionId}`);
    expect(details.body.whyNot).toMatchObject({ code: 'barred', message: reason });
    const refused = await librarian.post('/v1/referrals', asked);
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'barred', facts: { reason, redirectToInstitutionId: aspen } },
    ]);

    const admin = await asHolder('group-admin', evergreen);
    const lifted = await admin.post(`/v1/bars/${barred.body.id}/lift`);
    expect([lifted.status, lifted.body.lifted]).toMatchObject([200, { accountName: 'Cleo' }]);
    expect((await admin.post(`/v1/bars/${barred.body.id}/lift`)).body.code).toBe('already-lifted');
    expect((await librarian.post('/v1/referrals', asked)).status).toBe(201);
    expect((await librarian.get(path)).body.items).toEqual([]);
    expect((await librarian.get(`${path}?lifted=true`)).body.items).toMatchObject([
      { id: barred.body.id, lifted: { accountName: 'Cleo' } },
    ]);
  });

  it("is barred by those who run the group alone, and only the group's libraries see it", async () => {
    const { birch, dogwood } = running.libraries;
    const { evergreen, prairie } = running.groups;
    const path = `/v1/groups/${evergreen}/bars`;
    const put = { institutionId: birch, reason: 'Moving house' };
    expect((await librarian.post(path, put)).status).toBe(403);
    const stranger = running.as(
      await running.person(dogwood, { groupRoles: [{ groupId: prairie, role: 'group-admin' }] }),
    );
    expect((await stranger.post(path, put)).status).toBe(404);
    expect((await stranger.get(path)).status).toBe(404);
    const coordinator = await asHolder('coordinator', evergreen);
    expect((await coordinator.post(path, { ...put, institutionId: dogwood })).body.code).toBe(
      'library-not-in-group',
    );
    expect((await coordinator.post(path, { ...put, reason: '' })).status).toBe(422);
    // Two at the same time: one bars.
    const both = await Promise.all([coordinator.post(path, put), coordinator.post(path, put)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { id } = both.find(({ status }) => status === 201)!.body;
    expect((await stranger.post(`/v1/bars/${id}/lift`)).status).toBe(404);
    expect((await coordinator.post(`/v1/bars/${id}/lift`)).status).toBe(200);
    expect((await coordinator.get(path)).body.items).toEqual([]);
  });
});
