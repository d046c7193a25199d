import { requests } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestClient } from '@carrel/testing';
import { evergreen, libraries } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const aspen = libraries.find(({ key }) => key === 'aspen')!.id;
const welcome = { name: 'Welcome & more', kind: 'text', content: 'Good evening.' };
const at = (path: string, name: string) => `${path}/${encodeURIComponent(name)}`;

describe('Scripts', () => {
  let admin: RunningAdmin;
  const owners: [scope: string, path: string, who: string, setting: string][] = [
    ['shared', `/v1/groups/${evergreen.id}`, 'admin@evergreen.example', 'group-scripts'],
    ["the institution's", `/v1/institutions/${aspen}`, 'admin@aspen.example', 'institution-scripts'],
    ['my', '/v1/me', 'librarian@aspen.example', 'account-scripts'],
  ];
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());

  it.each(owners)('[R122] %s: are added, changed and removed by name', async (_, owner, who, key) => {
    const path = `${owner}/scripts`;
    const me = await admin.as(who);
    const added = await me.post(path, welcome);
    expect([added.status, added.body, added.headers.get('etag')]).toEqual([201, welcome, '"1"']);
    const page = { name: 'Catalogue', kind: 'url', content: 'https://aspen.example/catalogue' };
    expect((await me.post(path, page)).status).toBe(201);
    const twice = await me.post(path, page);
    expect([twice.status, twice.body.code]).toEqual([409, 'script-exists']);
    const renamed = { ...welcome, name: 'Welcome', content: 'Good morning.' };
    expect((await me.put(at(path, welcome.name), renamed)).body).toEqual(renamed);
    expect((await me.put(at(path, 'Welcome'), { ...renamed, name: 'Catalogue' })).status).toBe(409);
    expect((await me.put(at(path, welcome.name), renamed)).status).toBe(404);
    expect((await me.get(path)).body.items).toEqual([renamed, page]);
    expect((await me.get(`${owner}/settings/${key}`)).body).toEqual({ scripts: [renamed, page] });
    expect((await me.delete(at(path, 'Catalogue'))).status).toBe(204);
    expect((await me.delete(at(path, 'Catalogue'))).status).toBe(404);
    const { body } = await me.get(`${owner}/settings/${key}/history`);
    expect(body.items.map(({ version }: { version: number }) => version)).toEqual([4, 3, 2, 1]);
    expect(
      (await admin.events.next('settings.changed.v1', ({ data }) => data.key === key)).data,
    ).toMatchObject({ level: key.replace('-scripts', ''), value: { scripts: [welcome] } });
  });

  it('[R122] change the whole document too, under its ETag; a stale one is refused', async () => {
    const robin = await admin.as('second@aspen.example');
    const whole = '/v1/me/settings/account-scripts';
    const scripts = [welcome, { name: 'Hours', kind: 'text', content: 'Nine to five.' }];
    expect((await robin.put(whole, { scripts }, { 'if-match': '"0"' })).headers.get('etag')).toBe('"1"');
    for (const stale of [
      await robin.put(whole, { scripts: [] }, { 'if-match': '"0"' }),
      await robin.post('/v1/me/scripts', { ...welcome, name: 'x' }, { 'if-match': '"0"' }),
      await robin.put(at('/v1/me/scripts', 'Hours'), welcome, { 'if-match': '"0"' }),
      await robin.delete(at('/v1/me/scripts', 'Hours'), undefined, { 'if-match': '"0"' }),
    ])
      expect([stale.status, stale.body.code]).toEqual([412, 'setting-changed-meanwhile']);
    expect((await robin.get(whole)).body).toEqual({ scripts });
    const twins = await robin.put(whole, { scripts: [welcome, welcome] });
    expect([twins.status, twins.body.errors]).toEqual([
      422,
      [{ path: 'scripts.1.name', code: 'wrong-value', message: 'is there already' }],
    ]);
    const noPage = { name: 'Page', kind: 'url', content: 'javascript:alert(1)' };
    expect((await robin.put(whole, { scripts: [noPage] })).body.errors[0].path).toBe('scripts.0.content');
    expect((await robin.post('/v1/me/scripts', noPage)).status).toBe(422);
  });

  it('[R1] are changed at their own level only: a librarian neither shared ones nor the library’s', async () => {
    const robin: TestClient = await admin.as('librarian@aspen.example');
    for (const path of [`/v1/groups/${evergreen.id}/scripts`, `/v1/institutions/${aspen}/scripts`]) {
      expect((await robin.get(path)).status).toBe(200);
      expect((await robin.post(path, welcome)).status).toBe(403);
    }
    expect((await robin.get('/v1/me/settings/institution-scripts')).status).toBe(404);
    expect((await robin.get(`/v1/institutions/${aspen}/settings/account-scripts`)).status).toBe(404);
    const other = await admin.as('librarian@birch.example');
    expect((await other.get('/v1/me/scripts')).body.items).toEqual([]);
    const { body } = await robin.get('/v1/me/settings');
    expect(body.items.map(({ key }: { key: string }) => key)).toContain('account-scripts');
  });
});

describe('Canned answers', () => {
  let admin: RunningAdmin;
  const owners: [scope: string, path: string, who: string, setting: string][] = [
    ['shared', `/v1/groups/${evergreen.id}`, 'admin@evergreen.example', 'group-answers'],
    ["the institution's", `/v1/institutions/${aspen}`, 'admin@aspen.example', 'institution-answers'],
    ['my', '/v1/me', 'librarian@aspen.example', 'account-answers'],
  ];
  const hours = { name: 'Hours', content: 'Dear {{patron}},\nwe open at nine.\n{{librarian}}, {{library}}' };
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());

  it.each(owners)(
    '%s: are added, changed and removed by name, as scripts are',
    async (_, owner, who, key) => {
      const path = `${owner}/canned-answers`;
      const me = await admin.as(who);
      expect((await me.post(path, hours)).status).toBe(201);
      const twice = await me.post(path, hours);
      expect([twice.status, twice.body.code]).toEqual([409, 'canned-answer-exists']);
      const renamed = { name: 'Opening', content: 'We open at ten.' };
      expect((await me.put(at(path, 'Hours'), renamed)).body).toEqual(renamed);
      expect((await me.put(at(path, 'Hours'), renamed)).status).toBe(404);
      expect((await me.get(path)).body.items).toEqual([renamed]);
      expect((await me.get(`${owner}/settings/${key}`)).body).toEqual({ answers: [renamed] });
      expect((await me.delete(at(path, 'Opening'), undefined, { 'if-match': '"1"' })).status).toBe(412);
      expect((await me.delete(at(path, 'Opening'))).status).toBe(204);
      const { data } = await admin.events.next('settings.changed.v1', (event) => event.data.key === key);
      expect(data).toMatchObject({ level: key.replace('-answers', ''), value: { answers: [hours] } });
    },
  );

  it('are refused with a placeholder that nobody knows, one by one and as a whole', async () => {
    const robin = await admin.as('librarian@aspen.example');
    for (const content of ['Dear {{reader}}', 'Dear {{patron', '{% if patron %}']) {
      const refused = await robin.post('/v1/me/canned-answers', { name: 'Odd', content });
      expect([refused.status, refused.body.code]).toEqual([422, 'setting-invalid']);
      expect(refused.body.detail).toContain('/answers/0/content has');
      const whole = await robin.put('/v1/me/settings/account-answers', {
        answers: [{ name: 'Odd', content }],
      });
      expect(whole.status).toBe(422);
    }
    expect(
      (await robin.post('/v1/me/canned-answers', { name: 'Long', content: 'x'.repeat(10_001) })).status,
    ).toBe(422);
  });

  it('[R1] are changed at their own level only', async () => {
    const robin = await admin.as('librarian@aspen.example');
    for (const path of [
      `/v1/groups/${evergreen.id}/canned-answers`,
      `/v1/institutions/${aspen}/canned-answers`,
    ]) {
      expect((await robin.get(path)).status).toBe(200);
      expect((await robin.post(path, hours)).status).toBe(403);
    }
  });
});

describe('What a librarian keeps for the work with questions', () => {
  let admin: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());
  const filter = {
    ...{
      name: 'Mine, soon due',
      list: 'active',
      mine: true,
      q: 'law "rent"',
      status: null,
      assigneeId: null,
    },
    ...{ source: 'mail', topic: 'policy', code: 'housing', due: 'soon', sort: 'due' },
  };

  it('saved filters are a list under one name each, at most fifty, and nobody else’s', async () => {
    const path = '/v1/me/settings/saved-filters';
    const robin = await admin.as('librarian@aspen.example');
    expect((await robin.get(path)).body).toEqual({ filters: [] });
    expect((await robin.put(path, { filters: [filter] })).status).toBe(200);
    expect((await robin.get(path)).body).toEqual({ filters: [filter] });
    expect((await (await admin.as('second@aspen.example')).get(path)).body).toEqual({ filters: [] });
    const many = Array.from({ length: 51 }, (_, n) => ({ ...filter, name: `Filter ${n}` }));
    for (const filters of [
      many,
      [filter, filter],
      [{ ...filter, list: 'everything' }],
      [{ ...filter, q: 'x'.repeat(201) }],
      [{ ...filter, patron: 'Robin' }],
    ]) {
      const refused = await robin.put(path, { filters });
      expect([refused.status, refused.body.code]).toEqual([422, 'setting-invalid']);
    }
    expect((await robin.put(path, { filters: many.slice(1) })).status).toBe(200);
  });

  it('a signature is any text of so many characters, and is answered to those who write the mail', async () => {
    const path = '/v1/me/settings/mail-signature';
    const robin = await admin.as('librarian@aspen.example');
    const text = 'Robin — «Referencia» 👋\n{{patron}} <b>Room 2</b>\n';
    expect((await robin.put(path, { text })).status).toBe(200);
    expect((await robin.get(path)).body).toEqual({ text });
    expect((await robin.put(path, { text: 'x'.repeat(2001) })).status).toBe(422);
    const accountId = (await robin.get('/v1/me')).body.id as string;
    const asked = () => admin.service.app.get(Requests).ask(requests.accountSignature, { accountId });
    expect(await asked()).toEqual({ text });
    const { value } = (
      await admin.events.next('settings.changed.v1', ({ data }) => data.key === 'mail-signature')
    ).data;
    expect(value ?? null).toBeNull();
    const boss = await admin.as('admin@aspen.example');
    expect((await boss.post(`/v1/accounts/${accountId}/deactivate`)).status).toBe(200);
    expect(await asked()).toEqual({ text: '' });
  });

  it('reports by mail name somebody, once', async () => {
    const boss = await admin.as('admin@aspen.example');
    const path = `/v1/institutions/${aspen}/settings/report-mail`;
    const put = async (value: object) => (await boss.put(path, value)).status;
    expect(await put({ every: 'week', addresses: [] })).toBe(422);
    expect(await put({ every: 'week', addresses: ['no address'] })).toBe(422);
    expect(await put({ every: 'week', addresses: ['board@aspen.example'] })).toBe(200);
    expect(await put({ every: 'never', addresses: [] })).toBe(200);
    expect((await boss.get(`${path}/history`)).body.items).toHaveLength(2);
    const group = await admin.as('admin@evergreen.example');
    const ofGroup = `/v1/groups/${evergreen.id}/settings/group-report-mail`;
    expect(
      (await group.put(ofGroup, { every: 'month', addresses: ['board@evergreen.example'] })).status,
    ).toBe(200);
    expect((await boss.put(ofGroup, { every: 'never', addresses: [] })).status).toBe(403);
  });
});
