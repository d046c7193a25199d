import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { Cooperative } from './a-cooperative.js';

const page = { listed: true, accent: '#1d6f5c', privacyNotice: null, privacyUrl: null };

describe('A library’s patron page', () => {
  let cooperative: Cooperative;
  const read = (address: string) => cooperative.chat.http.get(`/v1/patron-pages/${address}`);

  beforeAll(async () => {
    cooperative = await Cooperative.open();
    const { aspen } = cooperative.institution;
    await cooperative.set('patron-page', aspen, { ...page, slugs: ['aspen-county', 'aspen'] });
    await eventually(async () => expect((await read('aspen')).status).toBe(200));
  });
  afterAll(() => cooperative?.close());

  it('[R125] is described in one answer by its address, by an earlier one, and by the library’s id', async () => {
    const { aspen } = cooperative.institution;
    const answers = await Promise.all(['aspen-county', 'Aspen', aspen].map(read));
    for (const { body } of answers)
      expect(body).toMatchObject({
        ...{ institutionId: aspen, slug: 'aspen-county', accent: '#1d6f5c', fields: [], banner: null },
        ...{ timeZone: 'America/Denver', languages: ['en'], group: { shortName: null } },
        availability: { open: false, reason: 'nobody-monitors' },
        askForm: { title: 'Ask a question', email: 'optional' },
        privacy: { notice: null, identityDays: 180, textDays: 365 },
      });
    expect(JSON.stringify(answers)).not.toMatch(/alert|assigneeId/);
  });

  it('[F26] is not there at any other address', async () => {
    for (const address of ['nowhere', newId(), 'a'.repeat(3000), '%00'])
      expect((await read(address)).status).toBe(404);
  });

  it('stands in the list only when the library asks for that', async () => {
    const { birch } = cooperative.institution;
    await cooperative.set('patron-page', birch, { ...page, listed: false, slugs: ['birch'] });
    await eventually(async () => expect((await read('birch')).status).toBe(200));
    const { items } = (await cooperative.chat.http.get('/v1/patron-pages')).body;
    expect(items.map(({ slug }: { slug: string }) => slug)).toEqual(['aspen-county']);
  });

  it('is found by name among the libraries of its group, where the group wants to be looked up', async () => {
    const { evergreen } = cooperative.group;
    const pick = (query = '') => cooperative.chat.http.get(`/v1/groups/${evergreen}/libraries${query}`);
    expect((await pick()).status).toBe(404);
    await cooperative.set('library-picker', evergreen, { listed: true });
    const all = (await pick()).body;
    expect(all.items.map(({ name }: { name: string }) => name)).toEqual(['aspen', 'birch', 'cedar']);
    expect(all.items[0]).toEqual({
      ...{ id: cooperative.institution.aspen, name: 'aspen', slug: 'aspen-county' },
      timeZone: 'America/Denver',
    });
    expect((await pick('?search=CED')).body.items).toMatchObject([{ name: 'cedar', slug: null }]);
    const first = (await pick('?limit=2')).body;
    const next = (await pick(`?limit=2&cursor=${first.nextCursor}`)).body;
    expect([first.items.length, next.items.length, next.nextCursor]).toEqual([2, 1, null]);
    expect((await cooperative.chat.http.get(`/v1/groups/${newId()}/libraries`)).status).toBe(404);
    await cooperative.set('library-picker', evergreen, { listed: false });
    expect((await pick()).status).toBe(404);
  });

  it('may be framed by the library’s own origins and by nobody else', async () => {
    const framers = async () => {
      const { status, headers } = await cooperative.chat.http.get('/v1/patron-pages/aspen/framers');
      return [status, headers.get('x-frame-ancestors')];
    };
    expect(await framers()).toEqual([204, "'self'"]);
    const { aspen } = cooperative.institution;
    const origins = ['https://www.aspen.example', 'https://bücher.example', 'https://x.example;script-src'];
    await cooperative.set('web-origins', aspen, { origins });
    await eventually(async () =>
      expect(await framers()).toEqual([
        204,
        "'self' https://www.aspen.example https://xn--bcher-kva.example",
      ]),
    );
  });
});
