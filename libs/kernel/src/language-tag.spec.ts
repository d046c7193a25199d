import { describe, expect, it } from '@jest/globals';
import { languageTag } from './language-tag.js';

describe('A patron’s language', () => {
  it('is a language as BCP 47 writes it', () => {
    expect(languageTag('pt-br')).toBe('pt-BR');
    for (const none of [undefined, '', '*', 'not a tag', 'x'.repeat(50)])
      expect(languageTag(none)).toBeNull();
  });
});
