import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually, staff } from '@carrel/testing';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { v7 as newId } from 'uuid';
import { Cooperative } from './a-cooperative.js';

const page = { listed: true, accent: '#1d6f5c', privacyNotice: null, privacyUrl: null };

const written = (what: object) => Buffer.from(JSON.stringify(what)).toString('base64');

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

  it('of a portal leads to the libraries of its group, where the group wants to be looked up', async () => {
    const { evergreen } = cooperative.group;
    const portal = newId();
    await emit(
      cooperative.nats,
      'institution.registered.v1',
      {
        ...{ institutionId: portal, name: 'Ask Evergreen', subscriptionGroupId: evergreen, portal: true },
        ...{ timeZone: 'America/Denver', profileStatus: 'active', acceptsReferrals: true },
        redirectToInstitutionId: null,
      },
      { subject: portal },
    );
    await cooperative.known('directory_institutions', portal);
    const pickedFrom = async (address: string) => (await read(address)).body.pickFromGroupId;
    expect(await pickedFrom(portal)).toBeNull();
    await cooperative.set('library-picker', evergreen, { listed: true });
    expect(await pickedFrom(portal)).toBe(evergreen);
    expect(await pickedFrom('aspen-county')).toBeNull();
    await cooperative.set('library-picker', evergreen, { listed: false });
  });

  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const administratorOf = (library: 'aspen' | 'birch') => {
    const institutionId = cooperative.institution[library];
    const subscriptionGroupId = cooperative.group.evergreen;
    return cooperative.chat.as(staff({ institutionId, subscriptionGroupId, roles: ['institution-admin'] }));
  };
  const put = (content: Buffer, type = 'image/png', by = administratorOf('aspen')) =>
    by.put(`/v1/page-logos/${cooperative.institution.aspen}`, content, { 'content-type': type });

  it('has the logo that its administrator gave, at an address of Carrel’s that changes with it', async () => {
    expect((await read('aspen')).body.logoPath).toBeNull();
    const kept = await put(png);
    expect(kept.status).toBe(200);
    expect((await read('aspen')).body.logoPath).toBe(kept.body.path);
    const shown = await cooperative.chat.http.get(`/v1/page-logos/${cooperative.institution.aspen}`);
    expect([
      shown.status,
      shown.headers.get('content-type'),
      shown.headers.get('x-content-type-options'),
    ]).toEqual([200, 'image/png', 'nosniff']);
    expect((await put(png, 'image/png', administratorOf('birch'))).status).toBe(403);
    expect(
      (await cooperative.chat.http.put(`/v1/page-logos/${cooperative.institution.aspen}`, {})).status,
    ).toBe(401);
  });

  it.each([
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'image/png', 422],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'image/svg+xml',
      415,
    ],
    ['a text', Buffer.from('hello'), 'image/png', 422],
    ['something too large', Buffer.alloc(300 * 1024), 'image/png', 413],
  ])('has no logo that is %s', async (_, content, type, status) => {
    expect((await put(content, type)).status).toBe(status);
  });

  it('[promise 29] takes a logo from no address of our own network', async () => {
    const path = `/v1/page-logos/${cooperative.institution.aspen}/fetches`;
    for (const url of ['http://127.0.0.1:1/x.png', 'http://169.254.169.254/', 'http://localhost/']) {
      const refused = await administratorOf('aspen').post(path, { url });
      expect([refused.status, refused.body.code]).toEqual([422, 'logo-refused']);
    }
  });

  it('is looked at before it is so, by the link alone, and nothing of it is in force', async () => {
    const settings = {
      'patron-closed-page': { html: '<h2>Soon</h2><script>alert(1)</script>' },
      'patron-words': { words: [{ language: 'en', key: 'open.title', text: 'Hello there' }] },
      banner: { title: 'New', text: null, imageUrl: null, imageAlt: null, linkUrl: null },
    };
    const made = await administratorOf('aspen').post('/v1/page-previews', { settings });
    expect(made.body.path).toMatch(/^\/ask\/aspen-county\/\?preview=/);
    const [, key] = made.body.path.split('preview=');
    expect((await read(`aspen?preview=${key}`)).body).toMatchObject({
      ...{ preview: true, closedHtml: '<h2>Soon</h2>', banner: { title: 'New' } },
      words: settings['patron-words'].words,
    });
    expect((await read('aspen')).body).toMatchObject({
      preview: false,
      closedHtml: null,
      banner: null,
      words: [],
    });
    // The key of one library's preview opens nothing at another.
    expect((await read(`birch?preview=${key}`)).status).toBe(404);
    expect((await read('aspen?preview=pt_nothing')).status).toBe(404);
    const wrong = await administratorOf('aspen').post('/v1/page-previews', {
      settings: { banner: { title: 3 } },
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'setting-invalid']);
    const strange = await administratorOf('aspen').post('/v1/page-previews', {
      settings: { 'web-origins': { origins: [] } },
    });
    expect([strange.status, strange.body.code]).toEqual([422, 'invalid']);
  });

  it('shows the library’s closed page in HTML without what runs, and its own words', async () => {
    const { aspen } = cooperative.institution;
    await cooperative.set('patron-closed-page', aspen, {
      html: '<p onclick="x()">Call <b>us</b></p><script>1</script>',
    });
    await cooperative.set('patron-words', aspen, {
      words: [{ language: 'es', key: 'again', text: '¡Otra vez!' }],
    });
    await eventually(async () =>
      expect((await read('aspen')).body).toMatchObject({
        closedHtml: '<p>Call <b>us</b></p>',
        words: [{ key: 'again', text: '¡Otra vez!' }],
      }),
    );
  });

  it('[2.6] takes a request once its task is solved: once, for this library and this door, and not from free networks', async () => {
    const { birch } = cooperative.institution;
    await cooperative.librarian('birch').then((desk) => desk.monitor());
    const ask = (solution?: string) =>
      cooperative.chat.http.post('/v1/sessions', {
        ...{ institutionId: birch, patron: { name: 'Robin' }, question: newId() },
        ...(solution === undefined ? {} : { solution }),
      });
    const rule = { use: 'always', effort: 'light', networks: [] as string[] };
    await cooperative.set('patron-challenge', birch, rule);
    await eventually(async () => expect((await ask()).body.code).toBe('challenge'));
    const refused = await ask();
    expect(refused.status).toBe(403);
    const solve = async (challenge: Challenge) =>
      written({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
    const solution = await solve(refused.body.facts.challenge);
    expect((await ask(solution)).status).toBe(201);
    const again = await ask(solution);
    expect([again.status, again.body.code]).toEqual([403, 'challenge']);

    const other = (await ask()).body.facts.challenge as Challenge;
    const solved = await solveChallenge({ challenge: other, deriveKey });
    for (const parameters of [
      { ...other.parameters, cost: 1 },
      { ...other.parameters, expiresAt: other.parameters.expiresAt! + 1000 },
      { ...other.parameters, data: { for: 'question', library: birch } },
    ])
      expect((await ask(written({ challenge: { ...other, parameters }, solution: solved }))).status).toBe(
        403,
      );
    for (const nonsense of [
      'x',
      written({}),
      written({ challenge: other, solution: { counter: 1, derivedKey: '00' } }),
    ])
      expect((await ask(nonsense)).status).toBe(403);

    await cooperative.set('patron-challenge', birch, { ...rule, networks: ['127.0.0.0/8', '::1/128'] });
    await eventually(async () => expect((await ask()).status).toBe(201));
    await cooperative.set('patron-challenge', birch, { ...rule, use: 'never' });
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

  it('[promise 29] looks at no site but those that the library has named, and at none of our own network', async () => {
    const { aspen } = cooperative.institution;
    const asked: string[] = [];
    const inside = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.end();
    });
    await new Promise<void>((listening) => inside.listen(0, '127.0.0.1', listening));
    const origin = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`;
    const check = async (url: string) =>
      (await cooperative.chat.http.post('/v1/patron-pages/aspen/site-checks', { url })).body.findings;
    await cooperative.set('web-origins', aspen, { origins: [] });
    await eventually(async () => expect(await check(origin)).toEqual([{ code: 'not-listed', what: origin }]));
    await cooperative.set('web-origins', aspen, { origins: [origin] });
    await eventually(async () =>
      expect(await check(`${origin}/x`)).toEqual([{ code: 'not-reached', what: origin }]),
    );
    expect(asked).toEqual([]);
    inside.close();
  });
});
