import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { settings } from '@carrel/contracts';
import type { TestClient } from '@carrel/testing';
import { cooperative, evergreen, libraries, prairie } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const libraryOf = (key: string): string => libraries.find((library) => library.key === key)!.id;
const ofGroup = (groupId: string, key: string) => `/v1/groups/${groupId}/settings/${key}`;
const ofLibrary = (key: string, setting: string) => `/v1/institutions/${libraryOf(key)}/settings/${setting}`;

describe('Settings', () => {
  let admin: RunningAdmin;
  let prairieAdmin: TestClient;
  beforeAll(async () => {
    admin = await aRunningAdmin();
    prairieAdmin = await admin.as('admin@prairie.example');
  });
  afterAll(() => admin?.stop());

  it('have definitions that say the level, schema and default of each, for whoever draws a form', async () => {
    const robin = await admin.as('librarian@aspen.example');
    const { status, body } = await robin.get('/v1/setting-definitions');
    expect(status).toBe(200);
    const items = body.items as { key: string; level: string; schema: object; default: unknown }[];
    expect(items.map(({ key }) => key).sort()).toEqual(Object.keys(settings).sort());
    for (const { key, level, schema, default: value } of items) {
      const definition = settings[key as keyof typeof settings];
      expect([key, level, value]).toEqual([key, definition.level, definition.default]);
      expect(schema).toEqual(JSON.parse(JSON.stringify(definition.schema)));
    }
  });

  it('[R82] [R85] turn Shared Followup on and off for a group, and publish the change', async () => {
    const path = ofGroup(prairie.id, 'shared-followup');
    expect((await prairieAdmin.get(path)).body).toEqual({ enabled: false });
    const on = await prairieAdmin.put(path, { enabled: true });
    expect([on.status, on.body, on.headers.get('etag')]).toEqual([200, { enabled: true }, '"1"']);
    const changed = await admin.events.next(
      'settings.changed.v1',
      (event) => event.data.ownerId === prairie.id && event.data.key === 'shared-followup',
    );
    expect(changed.data).toEqual({
      key: 'shared-followup',
      level: 'group',
      ownerId: prairie.id,
      value: { enabled: true },
    });
    expect((await prairieAdmin.put(path, { enabled: false })).body).toEqual({ enabled: false });
  });

  it('[R83] refuse Shared Followup to a group with fewer than two libraries, and to cooperatives', async () => {
    const operator = await admin.as('operator@carrel.example');
    expect((await operator.post(`/v1/institutions/${libraryOf('dogwood')}/close`)).status).toBe(204);
    const refused = await prairieAdmin.put(ofGroup(prairie.id, 'shared-followup'), { enabled: true });
    expect([refused.status, refused.body.code]).toEqual([409, 'shared-followup-needs-libraries']);
    expect(refused.body.facts).toMatchObject({ libraries: 1 });
    expect((await prairieAdmin.put(ofGroup(prairie.id, 'shared-followup'), { enabled: false })).status).toBe(
      200,
    );
    const head = await admin.as('admin@cooperative.example');
    expect((await head.put(ofGroup(cooperative.id, 'shared-followup'), { enabled: true })).status).toBe(409);
  });

  it('carry an ETag, and a change by someone who saw an older version is refused', async () => {
    const path = ofGroup(evergreen.id, 'chat-limits');
    const boss = await admin.as('admin@evergreen.example');
    const read = await boss.get(path);
    expect([read.body, read.headers.get('etag')]).toEqual([{ patronsAtOnce: 3, patronsWithIdle: 5 }, '"0"']);
    const put = (patronsAtOnce: number, ifMatch: string) =>
      boss.put(path, { patronsAtOnce, patronsWithIdle: 6 }, { 'if-match': ifMatch });
    expect((await put(4, '"0"')).headers.get('etag')).toBe('"1"');
    const stale = await put(2, '"0"');
    expect([stale.status, stale.body.code]).toEqual([412, 'setting-changed-meanwhile']);
    expect((await put(2, 'W/"what"')).status).toBe(412);
    expect((await put(2, '*')).status).toBe(200);
    expect((await put(1, '"2"')).status).toBe(200);
  });

  it('let one of many who saw the same version change it', async () => {
    const boss = await admin.as('admin@evergreen.example');
    const path = ofGroup(evergreen.id, 'followup-due');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => boss.put(path, { hours: n + 1 }, { 'if-match': '"0"' })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(7).fill(412)]);
  });

  it('keep who changed what and when', async () => {
    const boss = await admin.as('admin@evergreen.example');
    const { id } = (await boss.get('/v1/me')).body;
    const { body } = await boss.get(`${ofGroup(evergreen.id, 'chat-limits')}/history?limit=2`);
    expect(body.items.map((change: { version: number }) => change.version)).toEqual([3, 2]);
    expect(body.items[0]).toMatchObject({ value: { patronsAtOnce: 1, patronsWithIdle: 6 }, changedBy: id });
    const next = await boss.get(
      `${ofGroup(evergreen.id, 'chat-limits')}/history?limit=2&cursor=${body.nextCursor}`,
    );
    expect(next.body).toMatchObject({ items: [{ version: 1 }], nextCursor: null });
  });

  it('name what breaks their schema field by field', async () => {
    const boss = await admin.as('admin@evergreen.example');
    const { status, body } = await boss.put(ofGroup(evergreen.id, 'chat-limits'), {
      patronsAtOnce: 99,
      more: 1,
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        { path: 'patronsAtOnce', code: 'too-large', values: { max: 20 }, message: 'must be <= 20' },
        { path: 'more', code: 'unknown-field', message: 'is no field of it' },
      ]),
    );
    const aspen = await admin.as('admin@aspen.example');
    const addresses = { enabled: true, addresses: ['alerts@aspen.example', 'nonsense'] };
    const mail = await aspen.put(ofLibrary('aspen', 'email-notification'), addresses);
    expect([mail.status, mail.body.errors[0].path]).toEqual([422, 'addresses.1']);
  });

  it('[R1] are changed by the administrators of their owner alone, and exist on one level only', async () => {
    const boss = await admin.as('admin@evergreen.example');
    const path = ofGroup(evergreen.id, 'shared-followup');
    for (const who of [
      'librarian@aspen',
      'admin@birch',
      'coordinator@evergreen',
      'admin@prairie',
      'operator@carrel',
    ]) {
      const client = await admin.as(`${who}.example`);
      expect([who, (await client.put(path, { enabled: false })).status]).toEqual([who, 403]);
    }
    const notTheirs = await boss.put(ofLibrary('birch', 'exclude-transcripts'), { enabled: true });
    expect(notTheirs.status).toBe(403);
    expect((await boss.put(ofLibrary('aspen', 'exclude-transcripts'), { enabled: true })).status).toBe(200);
    expect((await boss.put(ofGroup(evergreen.id, 'exclude-transcripts'), { enabled: true })).status).toBe(
      404,
    );
    expect((await boss.get(ofGroup(evergreen.id, '__proto__'))).status).toBe(404);
  });

  it('are read by the staff of their owner, and a foreign owner answers like a missing one', async () => {
    const robin = await admin.as('librarian@aspen.example');
    expect((await robin.get(ofGroup(evergreen.id, 'close-policy'))).body).toEqual({
      who: 'home-reviewers-only',
    });
    expect((await robin.get(ofLibrary('aspen', 'email-notification'))).body.addresses).toEqual([
      'alerts@aspen.example',
    ]);
    const foreign = await robin.get(ofLibrary('dogwood', 'email-notification'));
    const missing = await robin.get(`/v1/institutions/${prairie.id}/settings/email-notification`);
    expect(foreign.status).toBe(403);
    expect(foreign.body).toEqual(missing.body);
    expect((await robin.get(ofGroup(prairie.id, 'close-policy'))).status).toBe(403);
    const { body } = await robin.get(`/v1/groups/${evergreen.id}/settings`);
    const ofGroups = Object.values(settings).filter(({ level }) => level === 'group');
    expect(body.items.map((setting: { key: string }) => setting.key)).toEqual(ofGroups.map(({ key }) => key));
    expect(ofGroups.map(({ key }) => key)).toContain('shared-followup');
  });

  it('[R94] name a default library of the very group, and nobody else’s', async () => {
    const head = await admin.as('admin@evergreen.example');
    const path = ofGroup(evergreen.id, 'default-library');
    for (const institutionId of [libraryOf('dogwood'), libraryOf('elm'), cooperative.id]) {
      const refused = await head.put(path, { institutionId });
      expect([refused.status, refused.body.code]).toEqual([422, 'not-of-the-group']);
    }
    expect((await head.put(path, { institutionId: libraryOf('birch') })).status).toBe(200);
    expect((await head.put(path, { institutionId: null })).status).toBe(200);
  });

  it('[12.1] give a question address to one library, whoever saves it at the same moment', async () => {
    const address = `ask-${Date.now()}@cards.example`;
    const ids = ['aspen', 'birch', 'cedar'];
    const bosses = await Promise.all([
      admin.as('admin@aspen.example'),
      admin.as('admin@birch.example'),
      admin.as('admin@cedar.example'),
    ]);
    for (let round = 0; round < 4; round += 1) {
      const wanted = { enabled: true, address: round % 2 ? address : address.toUpperCase() };
      const answers = await Promise.all(
        bosses.map((boss, n) => boss.put(ofLibrary(ids[n]!, 'question-address'), wanted)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(answers.find(({ status }) => status === 409)!.body.code).toBe('question-address-taken');
      for (const [n, boss] of bosses.entries())
        await boss.put(ofLibrary(ids[n]!, 'question-address'), { enabled: false, address: null });
    }
  });

  it('[R125] give the address of a patron page to one library, whoever saves it at the same moment', async () => {
    const page = { listed: false, accent: null, privacyNotice: null, privacyUrl: null };
    const ids = ['aspen', 'birch', 'cedar'];
    const bosses = await Promise.all(ids.map((id) => admin.as(`admin@${id}.example`)));
    const answers = await Promise.all(
      bosses.map((boss, n) =>
        boss.put(ofLibrary(ids[n]!, 'patron-page'), { ...page, slugs: [ids[n]!, 'ask-the-law'] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!.body;
    expect([refused.code, refused.facts]).toEqual(['patron-page-taken', { slug: 'ask-the-law' }]);
    const own = answers.findIndex(({ status }) => status === 200);
    const again = { ...page, slugs: ['ask-the-law', ids[own]!] };
    expect((await bosses[own]!.put(ofLibrary(ids[own]!, 'patron-page'), again)).status).toBe(200);
    for (const slugs of [['Cedar'], ['a b'], [libraryOf('elm')], ['cedar', 'cedar']])
      expect((await bosses[0]!.put(ofLibrary('aspen', 'patron-page'), { ...page, slugs })).status).toBe(422);
  });
});
