import { describe, expect, it } from '@jest/globals';
import { lookOf } from './look-alike.js';

describe('A name', () => {
  it.each([
    'ENOCH PRATT FREE LIBRARY',
    'enoch pratt free library',
    'Enoch  Pratt Free-Library.',
    'EnochPratt Free Library',
    'Ｅｎｏｃｈ Pratt Free Library',
    'Énoch Prâtt Free Library',
    '“Enoch Pratt” Free Library',
    'Enoch\u00a0Pratt\u200b Free Library',
  ])('[A23] [R95] looks like another but for case, accents, width, spaces and punctuation: %s', (name) => {
    expect(lookOf(name)).toBe(lookOf('Enoch Pratt Free Library'));
  });

  it('[A23] that says something else does not', () => {
    const names = [
      'Enoch Pratt Free Library',
      'Enoch Pratt Library',
      'Straße',
      '東京図書館',
      '大阪図書館',
      '!!!',
      '???',
    ];
    expect(new Set(names.map(lookOf)).size).toBe(names.length);
    expect(lookOf('STRASSE')).toBe(lookOf('Straße'));
  });
});
