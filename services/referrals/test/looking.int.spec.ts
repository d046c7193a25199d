import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { staff } from '@carrel/testing';
import { aReferralsService } from './a-service.js';

let running: Awaited<ReturnType<typeof aReferralsService>>;
let librarian: ReturnType<typeof running.at>;
let receiver: ReturnType<typeof running.at>;
beforeAll(async () => {
  running = await aReferralsService();
  librarian = running.at(running.libraries.aspen);
  receiver = running.at(running.libraries.birch);
});
afterAll(() => running?.stop());
beforeEach(() => {
  running.questions.standing = {};
  running.questions.refer = () => undefined;
  running.questions.end = ({ referralId }) => [referralId];
});

const toBirch = (more: object = {}) => ({
  questionId: newId(),
  to: { kind: 'cooperative-partner', institutionId: running.libraries.birch },
  ...more,
});
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
