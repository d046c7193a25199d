import { defaultDescriptiveCodes, descriptiveCodesOf, faultsOfSetting } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { mustDescribe } from './descriptive-codes.js';

const standard = { list: 'default' as const, custom: [], inactive: ['music'] };
const own = {
  list: 'custom' as const,
  custom: [
    { code: 'maps', label: 'Maps', active: true },
    { code: 'globes', label: 'Globes', active: false },
  ],
  inactive: [],
};
const refused = (code: string) => expect.objectContaining({ code });

describe('[2.3] Descriptive codes', () => {
  it('are a default list of about seventy, or up to fifty of the library’s own', () => {
    expect(defaultDescriptiveCodes.length).toBeGreaterThanOrEqual(70);
    expect(new Set(defaultDescriptiveCodes.map(({ code }) => code)).size).toBe(
      defaultDescriptiveCodes.length,
    );
    expect(descriptiveCodesOf(standard).filter(({ active }) => !active)).toMatchObject([{ code: 'music' }]);
    const many = Array.from({ length: 51 }, (_, n) => ({ code: `c${n}`, label: 'x', active: true }));
    expect(faultsOfSetting('descriptive-codes', { ...own, custom: many.slice(0, 50) })).toEqual([]);
    expect(faultsOfSetting('descriptive-codes', { ...own, custom: many })).not.toEqual([]);
    expect(faultsOfSetting('descriptive-codes', { ...own, custom: [many[0], many[0]] })).toEqual([
      '/custom/1/code is there already',
    ]);
  });

  it('are those of the patron’s library, and active', () => {
    expect(() => mustDescribe(['law', 'housing'], { lists: standard, own: true })).not.toThrow();
    expect(() => mustDescribe(['maps'], { lists: standard, own: true })).toThrow(
      refused('descriptive-codes-not-used'),
    );
    expect(() => mustDescribe(['music'], { lists: standard, own: true })).toThrow(
      refused('descriptive-codes-not-used'),
    );
    expect(() => mustDescribe(['maps'], { lists: own, own: true })).not.toThrow();
    expect(() => mustDescribe(['globes'], { lists: own, own: true })).toThrow(
      refused('descriptive-codes-not-used'),
    );
  });

  it('that a question has already may stay when they are used no more', () => {
    expect(() =>
      mustDescribe(['music', 'law'], { lists: standard, own: true, before: ['music'] }),
    ).not.toThrow();
  });

  it('are given for patrons of one’s own group alone', () => {
    expect(() => mustDescribe(['law'], { lists: standard, own: false })).toThrow(
      refused('codes-for-own-patrons-only'),
    );
    expect(() => mustDescribe([], { lists: standard, own: false, before: ['law'] })).toThrow();
    expect(() => mustDescribe(['law'], { lists: standard, own: false, before: ['law'] })).not.toThrow();
    expect(() => mustDescribe([], { lists: standard, own: false })).not.toThrow();
  });
});
