import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evergreen, libraries } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const aspen = libraries.find(({ key }) => key === 'aspen')!.id;
const field = { name: 'topic', label: 'Topic', required: true, options: [], queueIds: [] };
const spanish = {
  ...{ language: 'es', waitingMessages: ['Un momento.'], closedPage: null },
  ...{ askForm: null, labels: [{ field: 'topic', label: 'Tema' }] },
};
const help = { code: 'answered', text: 'When it is.' };

describe('Settings of a library and its group', () => {
  let admin: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin();
  });
  afterAll(() => admin?.stop());

  it('[R120] the short name is branding of the group, set by its administrator alone', async () => {
    const path = `/v1/groups/${evergreen.id}/settings/branding`;
    const boss = await admin.as('admin@evergreen.example');
    expect((await boss.get(path)).body).toEqual({ shortName: 'Evergreen' });
    expect((await boss.put(path, { shortName: 'EG' })).status).toBe(200);
    expect((await boss.get(`/v1/groups/${evergreen.id}`)).body.shortName).toBe('EG');
    const iris = await admin.as('admin@birch.example');
    expect((await iris.put(path, { shortName: 'Birch' })).status).toBe(403);
    expect((await boss.put(path, { shortName: '  ' })).status).toBe(422);
  });

  it.each([
    [
      '[R127] Yes needs the address of the service',
      'open-worldcat',
      { enabled: true, questionFormUrl: null },
    ],
    ['[R125] a picture says what it shows', 'banner', picture(null)],
    [
      '[R136] no more than fifteen questions',
      'surveys',
      surveysOf(Array.from({ length: 16 }, () => 'satisfied')),
    ],
    ['[R136] a form of its own has a question', 'surveys', surveysOf([])],
    [
      '[B9] the address goes no later than the words',
      'privacy-clocks',
      { ipDays: 30, identityDays: 400, textDays: 365 },
    ],
    ['[2.3] codes are there once', 'descriptive-codes', codesOf('a', 'a')],
    [
      'a word has only what it is filled in with',
      'patron-words',
      { words: [{ language: 'en', key: 'open.lead', text: 'Hello {library}' }] },
    ],
    [
      'a word is there once in a language',
      'patron-words',
      { words: [1, 2].map((n) => ({ language: 'en', key: 'again', text: `Again ${n}` })) },
    ],
    [
      '[2.6] a network is one',
      'patron-challenge',
      { use: 'always', effort: 'light', networks: ['10.0.0.0/33'] },
    ],
    ['a language is a tag', 'languages', { staff: ['English'], patrons: ['en'] }],
    ['[R125] a translation is there once', 'patron-translations', { languages: [spanish, spanish] }],
  ])('%s: refused otherwise', async (_, key, value) => {
    const iris = await admin.as('admin@aspen.example');
    const refused = await iris.put(`/v1/institutions/${aspen}/settings/${key}`, value);
    expect([refused.status, refused.body.code]).toEqual([422, 'setting-invalid']);
    expect(refused.body.errors.length).toBeGreaterThan(0);
  });

  it.each([
    ['[R127]', 'open-worldcat', { enabled: true, questionFormUrl: 'https://aspen.example/ask' }],
    ['[R125]', 'banner', picture('A tree')],
    ['[R125]', 'chat-closed-page', { title: 'Closed', text: 'Come back.' }],
    ['[R125]', 'patron-closed-page', { html: '<p>Closed until <b>Monday</b>.</p>' }],
    ['[R125]', 'patron-words', { words: [{ language: 'es', key: 'open.title', text: 'Hola' }] }],
    [
      '[2.6]',
      'patron-challenge',
      { use: 'always', effort: 'normal', networks: ['192.0.2.0/24', '2001:db8::/32'] },
    ],
    ['[R128]', 'exclude-transcripts', { enabled: true }],
    ['[R136]', 'surveys', surveysOf(['satisfied', 'comments'])],
    ['[2.3]', 'descriptive-codes', codesOf('a', 'b')],
    [
      '[R122]',
      'institution-answers',
      { answers: [{ name: 'Hours', content: '{{library}} opens at nine.' }] },
    ],
    ['[2.6]', 'languages', { staff: ['en'], patrons: ['es', 'en'] }],
    ['[R125]', 'patron-translations', { languages: [spanish] }],
  ])(
    '[R125] [R127] [R128] %s %s of a library is stored, published and in its history',
    async (_, key, value) => {
      const iris = await admin.as('admin@aspen.example');
      const path = `/v1/institutions/${aspen}/settings/${key}`;
      expect((await iris.put(path, value)).status).toBe(200);
      expect((await iris.get(path)).body).toEqual(value);
      expect((await iris.get(`${path}/history`)).body.items[0]).toMatchObject({
        // The demonstration has offered every language already.
        version: key === 'languages' ? 2 : 1,
        value,
      });
      const event = await admin.events.next(
        'settings.changed.v1',
        ({ data }) => data.key === key && data.ownerId === aspen && isDeepStrictEqual(data.value, value),
      );
      expect(event.data).toMatchObject({ level: 'institution', ownerId: aspen, value });
    },
  );

  it('whether its libraries may be looked up is for the group to say, what a librarian speaks for the librarian', async () => {
    const boss = await admin.as('admin@evergreen.example');
    const picker = `/v1/groups/${evergreen.id}/settings/library-picker`;
    expect((await boss.get(picker)).body).toEqual({ listed: false });
    expect((await boss.put(picker, { listed: true })).status).toBe(200);
    await admin.events.next('settings.changed.v1', ({ data }) => data.key === 'library-picker');
    const lib = await admin.as('librarian@aspen.example');
    expect((await lib.put(picker, { listed: false })).status).toBe(403);
    const spoken = '/v1/me/settings/spoken-languages';
    expect((await lib.put(spoken, { languages: ['en', 'es-MX'] })).status).toBe(200);
    expect((await lib.put(spoken, { languages: ['Spanish'] })).status).toBe(422);
    const notices = '/v1/me/settings/notice-preferences';
    const prefer = (kind: string, by: string) =>
      lib.put(notices, { kinds: [{ kind, by }], digestAt: '08:30' });
    expect((await prefer('patron-replied', 'digest')).status).toBe(200);
    expect((await prefer('duty-began', 'mail')).status).toBe(422);
    expect((await prefer('weather', 'mail')).status).toBe(422);
  });

  it.each([
    [
      '[R14] five with idle ones cannot be fewer than three without',
      'chat-limits',
      { patronsAtOnce: 6, patronsWithIdle: 5 },
    ],
    [
      '[R17] asking comes before yellow',
      'chat-times',
      times({ silencePromptSeconds: 180, yellowSeconds: 180 }),
    ],
    ['[B8] yellow comes before the end', 'chat-times', times({ yellowSeconds: 600, unattendedMinutes: 10 })],
    ['[R121] a field is asked once', 'chat-form', { fields: [field, field] }],
    ['[R58] a code is explained once', 'resolution-codes', { forbidden: [], help: [help, help] }],
  ])('%s: refused otherwise', async (_, key, value) => {
    const boss = await admin.as('admin@evergreen.example');
    const refused = await boss.put(`/v1/groups/${evergreen.id}/settings/${key}`, value);
    expect([refused.status, refused.body.code]).toEqual([422, 'setting-invalid']);
  });
});

function picture(imageAlt: string | null) {
  return { title: null, text: null, imageUrl: 'https://aspen.example/logo.png', imageAlt, linkUrl: null };
}
function surveysOf(questions: string[]) {
  const form = { use: 'internal', url: null, questions };
  return { chatSession: form, askAnswers: form };
}
function codesOf(...codes: string[]) {
  const custom = codes.map((code) => ({ code, label: code, active: true }));
  return { list: 'custom', custom, inactive: [] };
}
function times(more: object) {
  const standard = { localFirstSeconds: 60, silencePromptSeconds: 90, yellowSeconds: 180 };
  return { ...standard, unattendedMinutes: 30, ...more };
}
