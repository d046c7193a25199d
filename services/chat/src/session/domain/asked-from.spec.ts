import { describe, expect, it } from '@jest/globals';
import { pageAskedFrom, speaks } from './asked-from.js';

describe('Where a patron asks from', () => {
  it('is a page of the web, without the place within it', () => {
    expect(pageAskedFrom('https://library.example/record?id=7#top')).toBe(
      'https://library.example/record?id=7',
    );
    for (const none of [
      undefined,
      'about:blank',
      'https://me:secret@library.example/',
      'javascript:alert(1)',
      'x'.repeat(3000),
    ])
      expect(pageAskedFrom(none)).toBeNull();
  });
});

describe('A librarian speaks a patron’s language', () => {
  it('whatever the region, and also where one of both is not known', () => {
    expect(speaks(['en', 'es'], 'es-MX')).toBe(true);
    expect(speaks(['pt-BR'], 'pt')).toBe(true);
    expect(speaks(['en'], 'fr')).toBe(false);
    expect(speaks([], 'fr')).toBe(true);
    expect(speaks(['en'], null)).toBe(true);
  });
});
