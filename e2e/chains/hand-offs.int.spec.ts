import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { emit, eventually } from '@carrel/testing';
import { librariesAtWork, libraryNames, type LibrariesAtWork, type LibraryName } from './at-work.js';
import { aCast, type Cast } from './cast.js';
import { insist } from './insist.js';

let work: LibrariesAtWork;
let cast: Cast;
beforeAll(async () => {
  work = await librariesAtWork();
  cast = await aCast(work);
});
afterAll(() => work?.stop());

describe('Many at once', () => {
  it('[F3][B3] of 50 who refer one question, one wins and 49 are answered who has it', async () => {
    const questionId = await work.asks('Aspen');
    const targets = libraryNames.filter((name) => name !== 'Aspen');
    const people = await Promise.all(Array.from({ length: 10 }, () => work.person('Aspen')));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const to = { kind: 'cooperative-partner', institutionId: work.ids[targets[n % targets.length]!] };
        return insist(work.at(people[n % 10]!).referrals, '/v1/referrals', { questionId, to });
      }),
    );
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ status }) => status === 409);
    expect([won.length, lost.length]).toEqual([1, 49]);
    const { receiver } = won[0]!.body;
    for (const { body } of lost) {
      expect(body.code).toBe('with-another-library');
      expect(body.facts.institutionId).toBe(receiver.institutionId);
    }
    await eventually(async () => {
      const { items } = (
        await work.at(cast.people.Aspen).referrals.get(`/v1/referrals?direction=out&questionId=${questionId}`)
      ).body;
      expect(items).toHaveLength(1);
    });
  });

  it('[F3] of 50 who withdraw one referral, one wins and 49 are answered who was faster', async () => {
    const questionId = await work.asks('Birch');
    const to = { kind: 'subscription-partner', institutionId: work.ids.Cedar };
    const { id } = (await work.at(cast.people.Birch).referrals.post('/v1/referrals', { questionId, to }))
      .body;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        insist(work.at(cast.people.Birch).referrals, `/v1/referrals/${id}/withdraw`, {}),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect(body.facts.winner).toEqual({
        ...{ accountId: cast.people.Birch.accountId, institutionId: work.ids.Birch },
      });
    const { body } = await work.at(cast.people.Birch).questions.get(`/v1/questions/${questionId}`);
    expect(body).toMatchObject({ status: 'new', turnInstitutionId: work.ids.Birch });
  });
});

describe('From any list that is to be followed up', () => {
  const refer = (questionId: string, by: LibraryName, to: object) =>
    work.at(cast.people[by]).referrals.post('/v1/referrals', { questionId, to });
  const toElm = () => ({ kind: 'cooperative-partner', institutionId: work.ids.Elm });
  const listed = async (by: LibraryName, query: string, questionId: string) => {
    const { items } = (await work.at(cast.people[by]).questions.get(`/v1/questions?${query}&limit=200`)).body;
    return items.some(({ id }: { id: string }) => id === questionId);
  };

  it('[R97][R145] a chat and a form question are referred from Shared Followup, New and My New', async () => {
    const chat = await work.chats('Cedar', cast.people.Grove);
    expect(await listed('Aspen', 'list=shared-followup', chat)).toBe(true);
    expect((await refer(chat, 'Aspen', toElm())).body.code).toBe('claim-first');
    expect((await refer(chat, 'Cedar', toElm())).status).toBe(201);

    const form = await work.asks('Cedar');
    expect(await listed('Cedar', 'list=new', form)).toBe(true);
    expect((await refer(form, 'Cedar', toElm())).status).toBe(201);
    expect(await listed('Cedar', 'list=referred', form)).toBe(true);

    const claimed = await work.chats('Cedar', cast.people.Grove);
    await work.at(cast.people.Aspen).questions.post(`/v1/questions/${claimed}/claim`);
    expect(await listed('Aspen', 'list=new&mine=true', claimed)).toBe(true);
    expect((await refer(claimed, 'Aspen', toElm())).status).toBe(201);
    expect(await listed('Elm', 'list=new', claimed)).toBe(true);

    const expert = { kind: 'expert', expertId: cast.expertId };
    const asked = await work.asks('Birch');
    expect((await refer(asked, 'Birch', expert)).status).toBe(201);
    expect((await refer(form, 'Elm', expert)).status).toBe(201);
    const answers = work.at(cast.expert).questions.post(`/v1/questions/${asked}/answers`, { text: 'No.' });
    expect((await answers).status).toBe(201);
    await eventually(async () => expect(await listed('Birch', 'list=answered', asked)).toBe(true));
  });

  it('[R94] a question of the portal goes to the default library, which decides and refers it on', async () => {
    const { evergreen } = work.groups;
    await work.library('Cedar', { portal: true });
    const value = { institutionId: work.ids.Birch };
    await emit(
      work.nats,
      'settings.changed.v1',
      { key: 'default-library', level: 'group', ownerId: evergreen, value },
      { subject: newId() },
    );
    await work.untilDirectory(
      async (directory) => (await directory.institution(work.ids.Cedar))?.portal === true,
    );
    await work.untilDirectory(
      async (directory) => (await directory.setting('default-library', evergreen)).institutionId !== null,
    );
    const chat = await work.chats('Cedar', cast.people.Grove);
    await work.at(cast.people.Aspen).questions.post(`/v1/questions/${chat}/claim`);
    const home = { kind: 'subscription-partner', institutionId: work.ids.Cedar };
    const { body } = await refer(chat, 'Aspen', home);
    expect(body.receiver.institutionId).toBe(work.ids.Birch);
    expect(await listed('Birch', 'list=new', chat)).toBe(true);
    expect((await refer(chat, 'Birch', toElm())).status).toBe(201);
    const { hops, waiting } = (await work.at(cast.people.Cedar).referrals.get(`/v1/chains/${chat}`)).body;
    expect(hops).toHaveLength(2);
    expect(waiting.map((each: { institutionId: string }) => each.institutionId)).toEqual([
      ...[work.ids.Aspen, work.ids.Birch],
    ]);
    await work.library('Cedar');
  });
});

describe('A library that is closed', () => {
  it('[A26] gives back what was referred to it, and what it had referred on once that comes back', async () => {
    const questionId = await work.asks('Dogwood');
    const refer = async (by: LibraryName, to: LibraryName) => {
      const target = { kind: 'cooperative-partner', institutionId: work.ids[to] };
      const { body } = await work
        .at(cast.people[by])
        .referrals.post('/v1/referrals', { questionId, to: target });
      return body.id as string;
    };
    const [toElm, toFir] = [await refer('Dogwood', 'Elm'), await refer('Elm', 'Fir')];
    await work.library('Elm', { profileStatus: 'closed' });
    await work.untilDirectory(
      async (directory) => (await directory.institution(work.ids.Elm))?.profileStatus === 'closed',
    );
    const turn = async () =>
      (await work.at(cast.people.Dogwood).questions.get(`/v1/questions/${questionId}`)).body
        .turnInstitutionId;
    expect(await turn()).toBe(work.ids.Fir);
    await work.at(cast.people.Fir).referrals.post(`/v1/referrals/${toFir}/return`, { reason: 'Not ours' });
    const returned = await work.events.next(
      'referral.returned.v1',
      ({ subject }) => subject === toElm,
      30_000,
    );
    expect(returned.data).toMatchObject({ cause: 'receiver', actorId: null });
    expect(await turn()).toBe(work.ids.Dogwood);
  });
});
