import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { libraries } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

describe('The demonstration', () => {
  let admin: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());

  it('has the groups, libraries and memberships of the page', async () => {
    const robin = await admin.as('librarian@aspen.example');
    const groups = (await robin.get('/v1/groups')).body.items;
    expect(
      groups.map((g: { name: string; kind: string; libraries: number }) => [g.name, g.kind, g.libraries]),
    ).toEqual([
      ['24/7 Cooperative Libraries', 'cooperative', 5],
      ['Evergreen Libraries', 'subscription', 4],
      ['Prairie Libraries', 'subscription', 2],
    ]);
    const found = (await robin.get('/v1/institutions')).body.items;
    expect(found).toHaveLength(6);
    expect(found.find((one: { name: string }) => one.name === 'Elm College').profileStatus).toBe('new');
    expect(found.find((one: { name: string }) => one.name === 'Evergreen Ask').portal).toBe(true);
  });

  it('[R2] lets everyone sign in, each with the union of his or her roles', async () => {
    const addresses = [
      'operator@carrel.example',
      'admin@evergreen.example',
      'admin@prairie.example',
      'coordinator@evergreen.example',
      'admin@cooperative.example',
      ...libraries.flatMap(({ key }) =>
        ['admin', 'librarian', 'second', 'reviewer'].map((local) => `${local}@${key}.example`),
      ),
    ];
    for (const address of addresses) expect((await admin.login(address)).status).toBe(200);
    const me = (await (await admin.as('admin@evergreen.example')).get('/v1/me')).body;
    expect(me.capabilities).toEqual(
      expect.arrayContaining(['group.manage', 'institution.manage', 'accounts.manage']),
    );
    expect(me.institution.name).toBe('Aspen County Library');
    expect(me.groups.map((g: { name: string }) => g.name)).toEqual([
      'Evergreen Libraries',
      '24/7 Cooperative Libraries',
    ]);
    expect(me.number).toMatch(/^\d{9}$/);
    expect(me.trained).toBe(true);
  });

  it('is made once, however often the service starts', async () => {
    await admin.service.restart();
    const { body } = await (await admin.as('librarian@aspen.example')).get('/v1/institutions');
    expect(body.items).toHaveLength(6);
  });

  it('is made once, however many replicas start at once', async () => {
    const empty = await aRunningAdmin({ env: { CARREL_DEMO: 'false' } });
    const replicas = await Promise.all([1, 2, 3].map(() => aRunningAdmin({ other: empty })));
    const { body } = await (await replicas[2]!.as('librarian@aspen.example')).get('/v1/institutions');
    expect(body.items).toHaveLength(6);
    for (const replica of replicas) await replica.stop();
    await empty.stop();
  });
});
