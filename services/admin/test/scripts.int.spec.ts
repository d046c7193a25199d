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
      [{ path: 'scripts.1.name', message: 'is there already' }],
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
