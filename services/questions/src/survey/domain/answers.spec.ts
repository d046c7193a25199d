import { surveyCatalogue } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { questionsOf, readAnswers } from './answers.js';

const asked = questionsOf(['satisfied', 'answered', 'comments']);
const faultsOf = (given: Record<string, unknown>) => {
  try {
    readAnswers(asked, given);
    return [];
  } catch (refusal) {
    return (refusal as { facts: { faults?: { question: string; fault: string }[] } }).facts.faults;
  }
};

describe('The catalogue of survey questions', () => {
  it('[R136] has fifteen questions and more to choose from, of three kinds, each said in every language', () => {
    expect(surveyCatalogue.length).toBeGreaterThanOrEqual(15);
    expect(new Set(surveyCatalogue.map(({ key }) => key)).size).toBe(surveyCatalogue.length);
    expect(new Set(surveyCatalogue.map(({ kind }) => kind))).toEqual(new Set(['rating', 'choice', 'text']));
    for (const { ask, options, kind } of surveyCatalogue) {
      expect(options.length > 1).toBe(kind === 'choice');
      for (const words of [ask, ...options.map(({ label }) => label)]) {
        expect(Object.keys(words)).toEqual(['en', 'es', 'fr', 'de']);
        expect(Object.values(words).every((said) => said.length > 1)).toBe(true);
      }
    }
  });
});

describe('Answers to a survey', () => {
  it('are numbers of one to five, options and words; what was left out is not counted', () => {
    const { counted, texts } = readAnswers(asked, {
      satisfied: '4',
      answered: 'partly',
      comments: ' Kind. ',
    });
    expect(counted).toEqual({ satisfied: 4, answered: 'partly', comments: true });
    expect(texts).toEqual({ comments: 'Kind.' });
    expect(readAnswers(asked, { satisfied: 5, answered: '', comments: '  ' }).counted).toEqual({
      satisfied: 5,
    });
  });

  it('that do not fit are refused with every fault named', () => {
    expect(faultsOf({ satisfied: 6, answered: 'perhaps', comments: 'x'.repeat(2001), speed: 3 })).toEqual([
      { question: 'satisfied', fault: 'not-1-to-5' },
      { question: 'answered', fault: 'not-an-option' },
      { question: 'comments', fault: 'too-long' },
      { question: 'speed', fault: 'not-asked' },
    ]);
    expect(faultsOf({ comments: ['a'] })).toEqual([{ question: 'comments', fault: 'not-text' }]);
  });

  it('are refused when there is none', () => {
    expect(() => readAnswers(asked, { satisfied: '' })).toThrow(
      expect.objectContaining({ code: 'nothing-answered' }),
    );
  });
});
