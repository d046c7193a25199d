import { describe, expect, it } from '@jest/globals';
import { acknowledgementOf, faultsOfSetting, filledIn, settings, wordedWith } from './index.js';

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
    expect(acknowledgementOf(words({}), 'pat@example.org')).toBe('We write to you.');
    expect(acknowledgementOf(words({}), null)).toMatch(/left no e-mail address/);
    const page = {
      type: 'acknowledgement-page',
      use: 'custom',
      greeting: 'Dear reader,',
      text: 'We mail you.',
    };
    const own = words({ acknowledgementWithoutAddress: 'Come by.' }, { ...page, language: 'es' }, page);
    expect(acknowledgementOf(own, null)).toBe('Come by.');
    // One text, whether the form's answer says it or the page.
    expect(acknowledgementOf(own, 'pat@example.org', ['de', 'es'])).toBe('Dear reader,\n\nWe mail you.');
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
