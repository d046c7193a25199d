import { describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { allEnded, emit, signInEndsSeen, staff } from '@carrel/testing';
import { librarian, receiver, running, runsReferrals, toBirch } from './a-referring-library.js';
import { word } from './word.js';

runsReferrals();

describe('Looking at referrals', () => {
  it('[F26] is for the two libraries at its ends; to others it does not exist', async () => {
    const { id, questionId } = (await librarian.post('/v1/referrals', toBirch())).body;
    const stranger = running.at(running.libraries.dogwood);
    expect((await librarian.get(`/v1/referrals/${id}`)).status).toBe(200);
    expect((await receiver.get(`/v1/referrals/${id}`)).status).toBe(200);
    const foreign = await stranger.get(`/v1/referrals/${id}`);
    const missing = await stranger.get(`/v1/referrals/${newId()}`);
    expect(foreign).toMatchObject({ status: 404, body: missing.body });
    expect((await stranger.post(`/v1/referrals/${id}/return`, { reason: 'x' })).body).toEqual(missing.body);
    expect((await stranger.get(`/v1/referrals?direction=in&questionId=${questionId}`)).body.items).toEqual(
      [],
    );
    expect((await stranger.get(`/v1/referrals?direction=out&questionId=${questionId}`)).body.items).toEqual(
      [],
    );
  });

  it('[R104][R105] lists what a library sent and received, newest first, page by page', async () => {
    const mine = running.as(staff({ institutionId: running.libraries.dogwood, roles: ['librarian'] }));
    running.questions.standing = { turnInstitutionId: running.libraries.dogwood };
    const made: string[] = [];
    for (let n = 0; n < 3; n += 1) made.unshift((await mine.post('/v1/referrals', toBirch())).body.id);
    const first = await mine.get('/v1/referrals?direction=out&limit=2');
    const second = await mine.get(`/v1/referrals?direction=out&limit=2&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(made);
    expect(second.body.nextCursor).toBeNull();
    const received = await receiver.get('/v1/referrals?direction=in&limit=3');
    expect(received.body.items.map(({ id }: { id: string }) => id)).toEqual(made);
  });
});

describe('The partner list', () => {
  const list = (query: string) => librarian.get(`/v1/partners?questionId=${newId()}&${query}`);
  const short = (items: { name: string; may: boolean; whyNot: { code: string } | null }[]) =>
    items.map(({ name, may, whyNot }) => [name.split(' ')[0], may || whyNot?.code]);

  it('[R98][R99] shows who may be referred to and why others may not', async () => {
    expect(short((await list('kind=cooperative')).body.items)).toEqual([
      ['Aspen', 'same-library'],
      ['Birch', true],
      ['Dogwood', true],
      ['Elm', 'profile-not-active'],
    ]);
    expect(short((await list('kind=subscription')).body.items)).toEqual([
      ['Aspen', 'same-library'],
      ['Birch', true],
    ]);
    expect(short((await list('kind=shared-followup')).body.items)).toEqual([['Shared', true]]);
  });

  it('[R102] is searched by name and read page by page', async () => {
    expect(short((await list('search=DOG')).body.items)).toEqual([['Dogwood', true]]);
    const first = (await list('limit=3')).body;
    const rest = (await list(`limit=3&cursor=${first.nextCursor}`)).body;
    expect(short([...first.items, ...rest.items]).map(([name]) => name)).toEqual([
      'Aspen',
      'Birch',
      'Dogwood',
      'Elm',
    ]);
  });

  it('[R100][R101] has experts and the own e-mail partners beside the libraries', async () => {
    const admin = running.at(running.libraries.aspen, ['institution-admin']);
    const expert = { name: 'Map room', address: 'maps@archive.example', expertise: ['Historical maps'] };
    await admin.post('/v1/experts', { ...expert, qualityControl: true });
    await admin.post('/v1/experts', { name: 'Law desk', address: 'law@archive.example', expertise: ['law'] });
    await librarian.post('/v1/email-partners', { name: 'County Archive', address: 'desk@archive.example' });
    expect(short((await list('kind=expert')).body.items)).toEqual([
      ['Law', true],
      ['Map', true],
    ]);
    const { items } = (await list('kind=expert&expertise=MAPS')).body;
    expect(items).toMatchObject([{ name: 'Map room', reasonRequired: true, institutionId: null }]);
    expect(short((await list('kind=email')).body.items)).toEqual([['County', true]]);
    running.questions.standing = { outsideReferralId: newId() };
    expect(short((await list('kind=email')).body.items)).toEqual([['County', 'withdraw-first']]);
    expect(short((await list('kind=expert&search=law')).body.items)).toEqual([['Law', 'withdraw-first']]);
  });
});

describe('The chain of a question', () => {
  it('[R108] tells every library in it each outcome and the time to the answer, and others nothing', async () => {
    const { aspen, birch, dogwood, elm } = running.libraries;
    const first = (await librarian.post('/v1/referrals', toBirch({ reason: 'Maps' }))).body;
    const { questionId } = first;
    running.questions.standing = { turnInstitutionId: birch, waitingInstitutionIds: [aspen] };
    const to = { kind: 'cooperative-partner', institutionId: dogwood };
    const second = (await receiver.post('/v1/referrals', { questionId, to })).body;
    const seen = (library: string) => running.at(library).get(`/v1/chains/${questionId}`);
    expect((await seen(dogwood)).body).toMatchObject({
      hops: [{ id: first.id, reason: 'Maps', status: 'open', secondsToAnswer: null }, { id: second.id }],
      waiting: [{ institutionId: aspen }, { institutionId: birch }],
      receiver: { institutionId: dogwood, name: 'Dogwood Public Library' },
    });
    running.clock.advance(90 * 60_000);
    const answered = {
      ...word(questionId, running),
      ...{ answerId: newId(), deliveredBy: 'mail' as const, informedInstitutionIds: [] },
      answeredReferralIds: [first.id, second.id],
    };
    await emit(running.nats, 'question.answered.v1', answered, {
      ...{ subject: questionId, time: running.clock.now() },
    });
    await running.events.next('referral.answered.v1', ({ subject }) => subject === second.id);
    for (const library of [aspen, birch, dogwood]) {
      const { hops, receiver: nobody } = (await seen(library)).body;
      expect(nobody).toBeNull();
      for (const hop of hops) {
        expect(hop).toMatchObject({ status: 'answered', endedBy: { accountId: answered.actorId } });
        expect(hop.secondsToAnswer).toBeGreaterThanOrEqual(90 * 60);
      }
    }
    const missing = await running.at(elm).get(`/v1/chains/${newId()}`);
    expect(await seen(elm)).toMatchObject({ status: 404, body: missing.body });
    running.questions.readableBy = elm;
    expect((await seen(elm)).body.hops).toHaveLength(2);
    running.questions.readableBy = null;
  });
});

describe('A partner looked at before sending', () => {
  it('[R102] shows what it is good at, why it may not be chosen, and how it has done so far', async () => {
    const { birch, dogwood } = running.libraries;
    const law = { subjects: ['law'], geography: ['us-md'], languages: ['es'] };
    await running.set('expertise', dogwood, law);
    const details = (id: string, by = librarian) => by.get(`/v1/partners/${id}?questionId=${newId()}`);
    const before = (await details(dogwood)).body;
    expect(before).toMatchObject({
      ...{ institutionId: dogwood, may: true, expertise: law, timeZone: 'America/Denver' },
      groups: [{ id: running.groups.cooperative, name: '24/7 Cooperative Libraries' }],
    });
    const to = { kind: 'cooperative-partner', institutionId: dogwood };
    const { id } = (await librarian.post('/v1/referrals', { questionId: newId(), to })).body;
    await running.at(dogwood).post(`/v1/referrals/${id}/return`, { reason: 'No' });
    const { received, returned } = before.trackRecord;
    expect((await details(dogwood)).body.trackRecord).toMatchObject({
      ...{ received: received + 1, returned: returned + 1 },
    });
    running.questions.standing = { waitingInstitutionIds: [birch] };
    expect((await details(birch)).body.whyNot.code).toBe('waiting-in-chain');
    expect((await details(newId())).status).toBe(404);
    const found = await librarian.get(`/v1/partners?questionId=${newId()}&expertise=LAW`);
    expect(found.body.items.map((row: { name: string }) => row.name)).toEqual(['Dogwood Public Library']);
  });
});

it('[promise 31] Every end of a sign-in reaches referrals within 5 seconds', async () => {
  const { service, nats, libraries } = running;
  const path = '/v1/referrals?direction=out';
  const tried = { institutionId: libraries.dogwood, roles: ['librarian' as const], path };
  expect(await signInEndsSeen(service, nats, tried)).toEqual(allEnded());
});
