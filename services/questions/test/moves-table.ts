import { expect, it } from '@jest/globals';
import { answer, chatEnded, referredOn } from './a-question.js';
import { aspen, birch, cedar, dogwood, elm, later, librarianOf } from './people.js';
import { standing } from './standing.js';
import type { Question } from '../src/question/domain/question.js';
import { claimQuestion } from '../src/question/domain/claiming.js';
import { answerQuestion } from '../src/question/domain/conversation.js';

// The table of moves, row by row and by hand. Cedar is the patron's library, Birch chatted, Aspen claims,
// Dogwood receives; `@me` is whoever of that library is named here.
export const cleo = librarianOf(cedar);
export const bo = librarianOf(birch);
export const ada = librarianOf(aspen);
export const dan = librarianOf(dogwood);
export const amy = librarianOf(aspen);
export const eve = librarianOf(elm);
const people = new Map([cleo, bo, ada, dan].map((p) => [p.institutionId, p]));

export const forPatronsLibrary = () => chatEnded('followup-by-patron-library', bo);
export const claimedBy = (who = ada) => after(forPatronsLibrary(), (q) => claimQuestion(q, who, later(1)));
export const byMe = () => chatEnded('followup-by-me', bo);
export const referredToDogwood = () => after(claimedBy(), (q) => referredOn(q, [ada, dogwood]));
export const answeredThere = () =>
  after(referredToDogwood(), (q) => answerQuestion(q, dan, answer(), later(2)));
export const active = new Set([amy, ...people.values()].map((p) => p.accountId));

export interface Row {
  row: string;
  ids: string;
  does: string;
  given: () => Question;
  when: (question: Question) => void;
  /** Cedar, Birch, Aspen, Dogwood. */
  then: [string, string, string, string];
  pooled?: boolean;
  due?: 'kept' | 'cleared' | 'anew';
}

/** One test for each row: what the move makes of every library. */
export function keep(rows: readonly Row[]): void {
  for (const { row, ids, does, given, when, then, pooled = false, due = 'kept' } of rows) {
    it(`${ids} row ${row}: ${does}`, () => {
      const question = given();
      const dueBefore = question.dueAt;
      when(question);
      const libraries = [cedar, birch, aspen, dogwood];
      expect(libraries.map((id) => standing(question, id, people.get(id)))).toEqual(then);
      expect(question.pooled).toBe(pooled);
      expect(question.dueAt).toEqual({ kept: dueBefore, cleared: null, anew: later(75) }[due]);
    });
  }
}

export function after(question: Question, act: (question: Question) => unknown): Question {
  act(question);
  return question;
}
