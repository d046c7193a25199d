import { describe, expect, it } from '@jest/globals';
import { directionOf, pickLanguage, wordsFor } from './languages.js';

describe('A language', () => {
  it('is the first wanted one that there is, or the one nearest to it, or the fallback', () => {
    expect(pickLanguage(['en', 'es', 'pt-BR'], ['es'])).toBe('es');
    expect(pickLanguage(['en', 'es', 'pt-BR'], ['de', 'es-MX'])).toBe('es');
    expect(pickLanguage(['en', 'pt-BR'], ['PT-br'])).toBe('pt-BR');
    expect(pickLanguage(['es', 'en'], ['de'], 'en')).toBe('en');
    expect(pickLanguage(['es'], ['de'], 'en')).toBe('es');
    expect(pickLanguage([], ['de'])).toBeUndefined();
  });

  it('says something wherever anything is said', () => {
    expect(wordsFor({ en: 'Yes', fr: 'Oui' }, ['fr-CA'])).toBe('Oui');
    expect(wordsFor({ fr: 'Oui' }, ['de'])).toBe('Oui');
    expect(wordsFor({}, ['de'])).toBe('');
  });

  it('is read from right to left where it is written so', () => {
    expect(['ar', 'he-IL', 'ur', 'en', 'az-Arab'].map(directionOf)).toEqual([
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'rtl',
    ]);
  });
});
