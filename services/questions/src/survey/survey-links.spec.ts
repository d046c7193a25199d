import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { SurveyLinks } from './survey-links.js';

describe('A link to a survey', () => {
  const secret = 'a secret of thirty-two bytes and more';
  const links = new SurveyLinks([secret]);
  const subject = { form: 'ask-answers' as const, institutionId: newId(), subjectId: newId() };

  it('[R138] says which form it opens and whose, to those who signed it', () => {
    const token = links.sign(subject);
    expect(token).toMatch(/^[\w-]{66}$/);
    expect(links.read(token)).toEqual(subject);
    expect(new SurveyLinks(['another secret of thirty-two bytes']).read(token)).toBeUndefined();
  });

  it('[R137] stays good when the secret is replaced, as long as the old one is named', () => {
    const token = links.sign(subject);
    const after = new SurveyLinks(['the secret that has come in its place', secret]);
    expect(after.read(token)).toEqual(subject);
    expect(links.read(after.sign(subject))).toBeUndefined();
  });

  it('is worth nothing once a character of it was changed', () => {
    const token = links.sign(subject);
    for (let n = 0; n < token.length; n += 1) {
      const other = token[n] === 'A' ? 'B' : 'A';
      expect(links.read(token.slice(0, n) + other + token.slice(n + 1))).toBeUndefined();
    }
    for (const made of ['', 'x', `${token}A`, `${token}=`, token.slice(1)])
      expect(links.read(made)).toBeUndefined();
  });
});
