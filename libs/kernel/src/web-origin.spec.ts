import { describe, expect, it } from '@jest/globals';
import { originSpellings, readableOrigin } from './web-origin.js';

describe('A web origin', () => {
  it.each([
    ['https://xn--bcher-kva.example', 'https://bücher.example'],
    ['HTTPS://Bücher.Example:443', 'https://bücher.example'],
    ['http://library.example:8080', 'http://library.example:8080'],
    ['no origin', 'no origin'],
  ])('%s is kept as %s', (written, kept) => {
    expect(readableOrigin(written)).toBe(kept);
  });

  it('is found in whatever form it is kept', () => {
    for (const kept of ['https://xn--bcher-kva.example', 'https://bücher.example'])
      expect(originSpellings('https://xn--bcher-kva.example')).toContain(kept);
  });
});
