import { describe, expect, it } from '@jest/globals';
import {
  acknowledgementOf,
  faultsOfSetting,
  filledIn,
  settings,
  wordedWith,
  type SettingKey,
} from './index.js';

const scripts = (content: string, kind = 'text') => ({ scripts: [{ name: 'Hello', kind, content }] });

describe('A chat script', () => {
  it.each(['account-scripts', 'institution-scripts', 'group-scripts'] as const)(
    '[R122] of %s names only placeholders there are, as mails do',
    (key) => {
      expect(
        faultsOfSetting(key, scripts('Hello {{patron}}, {{ librarian }} of {{library}}, {{group}}')),
      ).toEqual([]);
      expect(faultsOfSetting(key, scripts('Hello {{number}}'))).toEqual([
        expect.stringMatching(/^\/scripts\/0\/content has no token \{\{number\}\}; there are \{\{patron\}\}/),
      ]);
      expect(faultsOfSetting(key, scripts('Hello {{constructor}}'))).toHaveLength(1);
      expect(faultsOfSetting(key, scripts('Hello {{patron'))).toHaveLength(1);
    },
  );

  it('is said with their values', () => {
    expect(filledIn('Hello {{ patron }}{{group}}{{constructor}}!', { patron: 'Pat', group: null })).toBe(
      'Hello Pat!',
    );
  });
});

describe('An acknowledgement', () => {
  it('promises no e-mail to a patron who left no address', () => {
    const words = (form: object, ...messages: object[]) =>
      ({
        'ask-form': { acknowledgement: 'We write to you.', ...form },
        'custom-messages': { messages },
      }) as never;
    const none = { wanted: [], offered: [] };
    expect(acknowledgementOf(words({}), 'pat@example.org', none)).toBe('We write to you.');
    expect(acknowledgementOf(words({}), null, none)).toMatch(/left no e-mail address/);
    const page = {
      type: 'acknowledgement-page',
      use: 'custom',
      greeting: 'Dear reader,',
      text: 'We mail you.',
    };
    const own = words({ acknowledgementWithoutAddress: 'Come by.' }, { ...page, language: 'es' }, page);
    expect(acknowledgementOf(own, null, none)).toBe('Come by.');
    // One text, whether the form's answer says it or the page.
    const languages = { wanted: ['de'], offered: ['es'] };
    expect(acknowledgementOf(own, 'pat@example.org', languages)).toBe('Dear reader,\n\nWe mail you.');
    // The form in the patron's language is nearer than a page in another; a page in that language is nearest.
    const german = { acknowledgement: 'Wir schreiben.', acknowledgementWithoutAddress: 'Kommen Sie vorbei.' };
    expect(acknowledgementOf(own, 'pat@example.org', languages, german)).toBe('Wir schreiben.');
    expect(acknowledgementOf(own, null, languages, german)).toBe('Kommen Sie vorbei.');
    const spanish = { wanted: ['es'], offered: [] };
    expect(acknowledgementOf(own, 'pat@example.org', spanish, german)).toBe('Dear reader,\n\nWe mail you.');
  });
});

describe('A text of a library’s pages', () => {
  const form = settings['ask-form'].default;
  const closed = (text: string) => ({ title: 'Closed', text });
  it.each([
    ['ask-form', { ...form, title: 'Ask {{library}}', introduction: 'of {{group}}' }, []],
    ['ask-form', { ...form, acknowledgement: 'Number {{number}}' }, []],
    ['ask-form', { ...form, introduction: '{{number}}' }, ['/introduction']],
    ['ask-form', { ...form, acknowledgement: '{{patron}}' }, ['/acknowledgement']],
    ['ask-form', { ...form, acknowledgementWithoutAddress: '{{x' }, ['/acknowledgementWithoutAddress']],
    ['chat-closed-page', closed('{{library}}'), []],
    ['chat-closed-page', closed('{{librarian}}'), ['/text']],
    ['waiting-messages', { messages: ['Hello', 'from {{library}}'] }, []],
    ['waiting-messages', { messages: ['Hello', '{{ hours }}'] }, ['/messages/1']],
  ] as const)('in %s names only placeholders there are', (key, value, faulty) => {
    expect(faultsOfSetting(key, value).map((fault) => fault.split(' ')[0])).toEqual(faulty);
  });

  it('is shown with their values, and nothing but texts is changed', () => {
    const value = { ...form, title: 'Ask {{library}}', fields: [{ label: '{{library}}' }] };
    expect(wordedWith(value, { library: 'Cedar' })).toEqual({ ...value, title: 'Ask Cedar' });
    expect(wordedWith({ messages: ['{{library}}'] }, { library: 'Cedar' })).toEqual({ messages: ['Cedar'] });
  });
});

/** Every text of a setting that people type, as a path into a value of it. */
const textsOf = (schema: Schema, path: string[] = []): string[][] => {
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, of]) => textsOf(of, [...path, name]));
  if (schema.items) return textsOf(schema.items, [...path, '0']);
  if (schema.anyOf) return schema.anyOf.flatMap((of) => textsOf(of, path));
  const free = !['format', 'pattern', 'enum', 'const'].some((word) => word in schema);
  return schema.type === 'string' && free && (schema.maxLength ?? 0) >= 60 ? [path] : [];
};
interface Schema {
  type?: string;
  maxLength?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

describe('A placeholder that nothing fills in', () => {
  const script = { name: 'Hello', kind: 'text', content: '' };
  const field = { name: 'topic', label: 'Topic', required: true, options: ['maps'], queueIds: [] };
  const choice = { name: 'topic', label: 'Topic', kind: 'choice', required: true, options: ['maps'] };
  const answer = { name: 'Hello', content: '' };
  const filter = {
    ...{ name: 'Mine', list: 'new', mine: true, q: null, status: null, assigneeId: null, source: null },
    ...{ topic: null, code: null, due: null, sort: 'updated' },
  };
  const message = { type: 'answer', language: 'en', use: 'custom', greeting: '', text: '' };
  /** Values with one of everything that has a text. */
  const examples: Partial<Record<keyof typeof settings, object>> = {
    'chat-closed-page': { title: '', text: '' },
    'review-checklist': { items: [{ key: 'a', label: '' }] },
    'ask-form': { ...settings['ask-form'].default, fields: [choice] },
    'resolution-codes': { forbidden: [], help: [{ code: 'answered', text: '' }] },
    'chat-form': { fields: [field] },
    'group-scripts': { scripts: [script] },
    'institution-scripts': { scripts: [script] },
    'account-scripts': { scripts: [script] },
    'waiting-messages': { messages: [''] },
    'custom-messages': { messages: [message] },
    'custom-reply-text': { enabled: true, texts: [{ language: 'en', text: '' }] },
    'group-answers': { answers: [answer] },
    'institution-answers': { answers: [answer] },
    'account-answers': { answers: [answer] },
    'saved-filters': { filters: [filter] },
    'patron-words': { words: [{ language: 'en', key: 'open.title', text: 'Ask' }] },
    'patron-translations': {
      languages: [
        {
          ...{ language: 'es', waitingMessages: ['Hello'], closedPage: { title: '', text: '' } },
          askForm: { title: 'Ask', introduction: '', acknowledgement: '', acknowledgementWithoutAddress: '' },
          labels: [{ field: 'topic', label: 'Topic', options: [{ option: 'Law', text: 'Law' }] }],
        },
      ],
    },
    'descriptive-codes': {
      ...settings['descriptive-codes'].default,
      custom: [{ code: 'a', label: '', active: true }],
    },
  };
  const written = (Object.keys(settings) as SettingKey[]).flatMap((key) =>
    textsOf(settings[key].schema as Schema)
      .filter((path) => !/^(name|imageAlt)$/.test(path.at(-1)!))
      .map((path) => [key, path] as const),
  );

  it.each(written)('is refused by %s at %j, and shown to nobody as it stands', (key, path) => {
    const value = structuredClone(examples[key] ?? settings[key].default) as Record<string, unknown>;
    let at = value;
    for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
    at[path.at(-1)!] = 'Hello {{nothing}}';
    const faults = faultsOfSetting(key, value);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault.split(' ')[0]).toBe(`/${path.join('/')}`);
  });

  it('is refused in the address of a page, which is opened as it stands', () => {
    const page = (content: string) => ({ scripts: [{ name: 'Page', kind: 'url', content }] });
    expect(faultsOfSetting('institution-scripts', page('https://a.example/?q={{patron}}'))).toHaveLength(1);
    expect(faultsOfSetting('institution-scripts', page('https://a.example/?q=1'))).toEqual([]);
  });
});
