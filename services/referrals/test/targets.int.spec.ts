import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { emit, eventually, type StaffActor, type TestClient } from '@carrel/testing';
import { aReferralsService } from './a-service.js';
import { word } from './word.js';

let running: Awaited<ReturnType<typeof aReferralsService>>;
let librarian: TestClient, colleague: TestClient, admin: TestClient, groupAdmin: TestClient;
let eve: StaffActor, finn: StaffActor;
beforeAll(async () => {
  running = await aReferralsService();
  const { aspen, birch, dogwood } = running.libraries;
  librarian = running.as(await running.person(aspen, { name: 'Ada of Aspen' }));
  colleague = running.at(aspen);
  admin = running.at(aspen, ['institution-admin']);
  const groupRoles = [{ groupId: running.groups.evergreen, role: 'group-admin' as const }];
  groupAdmin = running.as(await running.person(birch, { roles: [], groupRoles }));
  eve = await running.person(birch, { name: 'Eve of Birch' });
  finn = await running.person(dogwood);
});
afterAll(() => running?.stop());
beforeEach(() => {
  running.questions.standing = {};
});

const register = async (by: TestClient, more: object = {}) =>
  (await by.post('/v1/experts', { name: 'Law desk', accountIds: [eve.accountId], ...more })).body;
const ofGroup = (more: object = {}) => register(groupAdmin, { groupId: running.groups.evergreen, ...more });
const refer = (to: object, more: object = {}, by = librarian) =>
  by.post('/v1/referrals', { questionId: newId(), to, ...more });
const letter = (referralId: string) =>
  running.service.app.get(Requests).ask(requests.referralLetter, { referralId });

describe('The registry of experts', () => {
  it('[R100] is kept by the administrators of libraries for their own, and of groups for the group', async () => {
    const own = await register(admin, {
      accountIds: [],
      address: 'maps@archive.example',
      expertise: ['maps'],
    });
    expect(own).toMatchObject({ kind: 'address', institutionId: running.libraries.aspen, groupId: null });
    expect(await ofGroup()).toMatchObject({ kind: 'account', groupId: running.groups.evergreen });
    const foreign = { name: 'x', address: 'a@b.example', groupId: running.groups.prairie };
    expect((await groupAdmin.post('/v1/experts', foreign)).status).toBe(403);
    expect((await groupAdmin.post('/v1/experts', { ...foreign, groupId: undefined })).status).toBe(403);
    expect((await librarian.post('/v1/experts', foreign)).status).toBe(403);
    const renamed = { name: 'Map room', address: 'maps@archive.example' };
    expect((await admin.put(`/v1/experts/${own.id}`, renamed)).body.name).toBe('Map room');
    expect((await groupAdmin.put(`/v1/experts/${own.id}`, renamed)).status).toBe(404);
    expect((await admin.delete(`/v1/experts/${own.id}`)).status).toBe(204);
    expect((await admin.get(`/v1/experts/${own.id}`)).status).toBe(404);
  });

  it('[F26] shows the experts of another library and group to nobody', async () => {
    const { id } = await ofGroup({ name: 'Evergreen only' });
    const stranger = running.at(running.libraries.dogwood, ['institution-admin']);
    const missing = await stranger.get(`/v1/experts/${newId()}`);
    expect(await stranger.get(`/v1/experts/${id}`)).toMatchObject({ status: 404, body: missing.body });
    expect(JSON.stringify((await stranger.get('/v1/experts')).body)).not.toContain(id);
    expect((await librarian.get('/v1/experts?search=EVERGREEN')).body.items).toMatchObject([{ id }]);
  });

  it('[A22] knows librarians of its own library or group only, or an address', async () => {
    const asked = (body: object) => admin.post('/v1/experts', { name: 'Law desk', ...body });
    expect((await asked({})).body.code).toBe('expert-unreachable');
    expect((await asked({ accountIds: [finn.accountId] })).body).toMatchObject({
      code: 'unknown-accounts',
      facts: { accountIds: [finn.accountId] },
    });
    expect((await asked({ address: 'no address' })).status).toBe(422);
    expect((await asked({ name: 'Bcc:\r\nme', address: 'a@b.example' })).status).toBe(422);
  });
});

describe('A referral to an expert', () => {
  it('[R100] with accounts is carried out for each of the team, who see and return it', async () => {
    const ada = await running.person(running.libraries.aspen);
    const { id: expertId } = await ofGroup({ name: 'Two of us', accountIds: [eve.accountId, ada.accountId] });
    const { status, body } = await refer({ kind: 'expert', expertId });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { status: 'open', receiver: null, expert: { id: expertId, name: 'Two of us' }, addressee: null },
    });
    const to = { kind: 'expert', expertAccountIds: [eve.accountId, ada.accountId], institutionId: null };
    expect(running.questions.referred.questions.at(-1)).toMatchObject({ to });
    const expert = running.as(eve);
    const mine = (await expert.get('/v1/referrals?direction=in')).body.items;
    expect(mine.map(({ id }: { id: string }) => id)).toContain(body.id);
    expect((await running.as(finn).get(`/v1/referrals/${body.id}`)).status).toBe(404);
    const reason = 'Not my field';
    expect((await expert.post(`/v1/referrals/${body.id}/return`, { reason })).body.status).toBe('returned');
    expect(running.questions.ended.questions.at(-1)).toMatchObject({ by: 'return', actorId: eve.accountId });
  });

  it('[A20] who looks after quality needs a note, and so does every referral where the group wants it', async () => {
    const { id: expertId } = await ofGroup({ name: 'Quality Control', qualityControl: true });
    const to = { kind: 'expert', expertId };
    expect(await refer(to, { reason: '  ' })).toMatchObject({
      status: 422,
      body: { code: 'reason-required' },
    });
    expect((await refer(to, { reason: 'Please look at the tone' })).status).toBe(201);
    const birch = { kind: 'subscription-partner', institutionId: running.libraries.birch };
    expect((await refer(birch)).status).toBe(201);
    const policy = { reasonRequired: true, deadlineHours: null };
    await running.set('referral-policy', running.groups.evergreen, policy);
    expect((await refer(birch)).body.code).toBe('reason-required');
    await running.set('referral-policy', running.groups.evergreen, { ...policy, reasonRequired: false });
  });

  it('[B40] is none of a library that has left the group, though its people were named before', async () => {
    const { aspen, dogwood } = running.libraries;
    const groupId = newId();
    const group = { groupId, name: 'Maps Together', timeZone: 'UTC', kind: 'cooperative' as const };
    await emit(
      running.nats,
      'group.created.v1',
      { ...group, proxyInstitutionId: null },
      { subject: groupId },
    );
    const memberships = [aspen, dogwood].map((institutionId) => ({
      membershipId: newId(),
      groupId,
      institutionId,
    }));
    for (const one of memberships)
      await emit(
        running.nats,
        'membership.approved.v1',
        { ...one, status: 'active' },
        { subject: one.membershipId, sequence: 1 },
      );
    const groupRoles = [{ groupId, role: 'group-admin' as const }];
    const head = running.as(await running.person(aspen, { roles: [], groupRoles }));
    const { id: expertId } = await eventually(async () => {
      const answer = await head.post('/v1/experts', { name: 'Maps', accountIds: [finn.accountId], groupId });
      expect(answer.status).toBe(201);
      return answer.body;
    });
    const { body } = await refer({ kind: 'expert', expertId });
    expect(body).toMatchObject({ status: 'open', expert: { id: expertId } });
    const left = memberships[1]!;
    await emit(
      running.nats,
      'membership.left.v1',
      { ...left, status: 'left' },
      { subject: left.membershipId, sequence: 2 },
    );
    await eventually(async () => {
      const refused = await refer({ kind: 'expert', expertId });
      expect([refused.status, refused.body.code]).toEqual([422, 'expert-away']);
    });
  });

  it('[R81] quality contacts are the experts who look after it, of the library and its groups', async () => {
    const { aspen, dogwood } = running.libraries;
    const ask = (institutionId: string) =>
      running.service.app.get(Requests).ask(requests.qualityContacts, { institutionId });
    const { evergreen } = running.groups;
    const groupRoles = [{ groupId: evergreen, role: 'coordinator' as const }];
    const { accountId } = await running.person(running.libraries.birch, { groupRoles });
    expect(await ask(aspen)).toEqual({
      ...{ accountIds: [eve.accountId], addresses: [], coordinatorAccountIds: [accountId] },
    });
    expect(await ask(dogwood)).toEqual({ accountIds: [], addresses: [], coordinatorAccountIds: [] });
  });

  it('[R100] known by an address is mailed to, and is refused once nobody is left to receive it', async () => {
    const address = await register(admin, { accountIds: [], address: 'maps@archive.example' });
    const { body } = await refer({ kind: 'expert', expertId: address.id }, { reason: 'A map of 1870' });
    expect(await letter(body.id)).toMatchObject({
      ...{ kind: 'expert', to: { name: 'Law desk', email: 'maps@archive.example' }, expertAccountIds: [] },
      ...{ reason: 'A map of 1870', withPatronContact: false, deadlineAt: null },
    });
    const gone = await running.person(running.libraries.birch);
    const { id: expertId } = await ofGroup({ accountIds: [gone.accountId] });
    await running.account(gone, { active: false });
    expect((await refer({ kind: 'expert', expertId })).body.code).toBe('expert-away');
    expect((await refer({ kind: 'expert', expertId: newId() })).body.code).toBe('unknown-expert');
    expect((await refer({ kind: 'expert' })).status).toBe(422);
  });

  it('is not offered to the only person it would reach', async () => {
    const { id: expertId } = await ofGroup();
    running.questions.standing = { turnInstitutionId: running.libraries.birch };
    expect((await refer({ kind: 'expert', expertId }, {}, running.as(eve))).body.code).toBe('yourself');
  });
});

describe('A referral by e-mail', () => {
  const archive = { kind: 'email-partner', name: 'County Archive', address: 'desk@archive.example' };

  it("[R101] carries the patron's contact only when it is ticked", async () => {
    const plain = (await refer(archive, { reason: 'A map of 1870' })).body;
    expect(plain).toMatchObject({ receiver: null, withPatronContact: false });
    expect(plain.addressee).toEqual({ name: archive.name, address: archive.address });
    const ticked = (await refer(archive, { withPatronContact: true })).body;
    expect(await letter(plain.id)).toMatchObject({
      ...{ to: { name: archive.name, email: archive.address }, withPatronContact: false },
      ...{ senderInstitutionId: running.libraries.aspen, reason: 'A map of 1870' },
    });
    expect((await letter(ticked.id)).withPatronContact).toBe(true);
    const made = await running.events.next('referral.made.v1', ({ subject }) => subject === plain.id);
    expect(JSON.stringify(made)).not.toMatch(/archive|Archive/);
    expect(running.questions.referred.questions.at(-1)).toMatchObject({ to: { kind: 'email-partner' } });
  });

  it("[R101][A22] is chosen from the librarian's own list, which nobody else sees", async () => {
    const { kind: _, ...words } = archive;
    const kept = (await librarian.post('/v1/email-partners', words)).body;
    const again = await librarian.post('/v1/email-partners', { ...words, name: 'Archive', note: 'Ms Hall' });
    expect(again.body).toEqual({ ...words, id: kept.id, name: 'Archive', note: 'Ms Hall' });
    expect((await librarian.get('/v1/email-partners')).body.items).toEqual([again.body]);
    expect((await colleague.get('/v1/email-partners')).body.items).toEqual([]);
    expect((await colleague.delete(`/v1/email-partners/${kept.id}`)).status).toBe(404);
    const chosen = { kind: 'email-partner', emailPartnerId: kept.id };
    expect((await refer(chosen)).body.addressee).toEqual({ name: 'Archive', address: words.address });
    expect((await refer(chosen, {}, colleague)).status).toBe(404);
    expect((await librarian.delete(`/v1/email-partners/${kept.id}`)).status).toBe(204);
  });

  it.each([
    { kind: 'email-partner' },
    { kind: 'email-partner', name: 'A', address: 'a' },
    { kind: 'email-partner', name: 'A\nBcc: b@c.example', address: 'a@b.example' },
    { kind: 'email-partner', name: 'A', address: 'a@b.example\r\nBcc: c@d.example' },
  ])('[R101] to %j is not understood', async (to) => {
    expect((await refer(to)).status).toBe(422);
  });

  it('[A22] is over with their mail, and one that comes late is published too', async () => {
    const { id, questionId } = (await refer(archive)).body;
    for (const noteId of [newId(), newId()]) {
      const data = { ...word(questionId, running), noteId, kind: 'partner-reply', referralId: id };
      await emit(running.nats, 'question.note-added.v1', data, { subject: questionId });
      await running.events.next('referral.replied.v1', ({ subject }) => subject === id);
    }
    await eventually(async () =>
      expect((await librarian.get(`/v1/referrals/${id}`)).body).toMatchObject({ status: 'replied' }),
    );
  });

  it('[R101] [B9] forgets whom it wrote to, and why, with the question’s words and not before', async () => {
    const { id, questionId } = (await refer(archive, { reason: 'For Robin' })).body;
    const erased = { questionId, patronInstitutionId: running.libraries.aspen };
    const publishErased = (extent: 'identity' | 'everything') =>
      emit(running.nats, 'question.erased.v1', { ...erased, extent }, { subject: questionId });
    const other = (await refer(archive, { reason: 'For Wren' })).body;
    await publishErased('identity');
    await emit(
      running.nats,
      'question.erased.v1',
      { ...erased, questionId: other.questionId },
      { subject: other.questionId },
    );
    // Events are handled in turn: the second is over when the first is.
    await eventually(async () =>
      expect((await librarian.get(`/v1/referrals/${other.id}`)).body.reason).toBeNull(),
    );
    expect((await librarian.get(`/v1/referrals/${id}`)).body.reason).toBe('For Robin');
    await publishErased('everything');
    await eventually(async () => {
      const { body } = await librarian.get(`/v1/referrals/${id}`);
      expect(body).toMatchObject({ addressee: null, reason: null });
    });
    const rows = await running.service.db.query('SELECT * FROM referrals WHERE id = $1', [id]);
    expect(JSON.stringify(rows)).not.toMatch(/archive|Robin/i);
  });
});

describe('A question of no known library', () => {
  it("[R94] goes to the group's default library, and its coordinators are notified", async () => {
    const { evergreen } = running.groups;
    const [portal, desk] = [newId(), newId()];
    await running.library(portal, 'Evergreen Ask', evergreen, 'active', true);
    await running.library(desk, 'Evergreen Desk', evergreen);
    const groupRoles = [{ groupId: evergreen, role: 'coordinator' as const }];
    const coordinator = await running.person(running.libraries.birch, { groupRoles });
    await running.set('default-library', evergreen, { institutionId: desk });
    running.questions.standing = { homeInstitutionId: portal };
    const { body } = await refer({ kind: 'cooperative-partner', institutionId: portal });
    expect(body).toMatchObject({
      receiver: { institutionId: desk },
      steps: [{ from: portal, to: desk, because: 'default-library' }],
    });
    expect((await letter(body.id)).coordinatorAccountIds).toContain(coordinator.accountId);
    const other = await refer({ kind: 'subscription-partner', institutionId: running.libraries.birch });
    expect((await letter(other.body.id)).coordinatorAccountIds).toEqual([]);
  });
});
