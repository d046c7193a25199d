import { describe, expect, it } from '@jest/globals';
import { acknowledgementOf, faultsOfSetting, filledIn } from './index.js';

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
    const form = { acknowledgement: 'We write to you.' };
    expect(acknowledgementOf(form, 'pat@example.org')).toBe('We write to you.');
    expect(acknowledgementOf(form, null)).toMatch(/left no e-mail address/);
    const own = { ...form, acknowledgementWithoutAddress: 'Come by.' };
    expect(acknowledgementOf(own, null)).toBe('Come by.');
  });
});
