import { describe, expect, it } from '@jest/globals';
import { otherFieldCodes, rulesOfFields } from './field-codes.js';
import { spokenFieldCodes } from './field-words.js';
import { problemDocument } from './problem.js';
import { spoken, spokenCodes } from './problem-words.js';

const busy = problemDocument(429, 'form-busy', 'Try again in 7 seconds.', {
  facts: { retryAfterSeconds: 7 },
});

describe('A problem that a patron reads', () => {
  it.each([
    ['es-MX, en;q=0.5', 'es', /7 segundos/],
    ['fr', 'fr', /7 secondes/],
    ['fi, de;q=0.8', 'de', /7 Sekunden/],
  ])('is worded for %s, with its code and facts as they are', (accepted, language, detail) => {
    const said = spoken(busy, accepted);
    expect(said.language).toBe(language);
    expect(said.document).toMatchObject({ code: 'form-busy', status: 429, facts: { retryAfterSeconds: 7 } });
    expect(said.document.detail).toMatch(detail);
    expect(said.document.title).not.toBe(busy.title);
  });

  it('is in English for everybody else, and where there are no words for it', () => {
    for (const accepted of [undefined, '*', 'en', 'en-GB, es;q=0.9', 'fi', 'x'.repeat(600)])
      expect(spoken(busy, accepted)).toEqual({ document: busy, language: 'en' });
    const other = problemDocument(409, 'constructor', 'No.');
    expect(spoken(other, 'es').document).toBe(other);
  });

  it('leaves no fact out of what it says', () => {
    for (const code of spokenCodes)
      for (const language of ['es', 'fr', 'de']) {
        const { title, detail } = spoken(problemDocument(409, code, 'English'), language).document;
        expect([title === '', detail === '', detail === 'English']).toEqual([false, false, false]);
      }
  });

  it('says of each field what is wrong with it, with its bounds, and keeps code and values', () => {
    const errors = [
      { path: 'text', code: 'too-long', values: { max: 20_000 }, message: 'text must be shorter' },
      { path: 'x', code: 'too-long', values: { maxBytes: 9 }, message: 'x must be shorter' },
      { path: 'patron.email', code: 'not-a-mail-address', message: 'email must be an address' },
    ];
    const problem = problemDocument(422, 'invalid', '3 fields hold what cannot be taken.', { errors });
    const { document } = spoken(problem, 'de');
    expect(document.errors).toEqual([
      { ...errors[0], message: 'Das ist zu lang (höchstens 20000).' },
      { ...errors[1], message: 'Das ist zu lang.' },
      { ...errors[2], message: 'Das ist keine E-Mail-Adresse wie name@beispiel.org.' },
    ]);
    expect(spoken(problem, 'fi').document.errors).toEqual(errors);
  });

  it('has words for every code that a field may have', () => {
    const codes = [...otherFieldCodes, ...Object.values(rulesOfFields).map(({ code }) => code)];
    expect([...new Set(codes)].filter((code) => !spokenFieldCodes.includes(code))).toEqual([]);
  });
});
