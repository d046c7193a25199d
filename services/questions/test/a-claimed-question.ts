import { chatEnded } from './a-question.js';
import { aspen, birch, cedar, dogwood, later, librarianOf } from './people.js';
import { claimQuestion } from '../src/question/domain/claiming.js';

export const cleo = librarianOf(cedar);
export const bo = librarianOf(birch);
export const ada = librarianOf(aspen);
export const dan = librarianOf(dogwood);
export const everyone = new Set([cleo, bo, ada, dan].map((p) => p.accountId));

/** Cedar's patron chatted with Bo, who left the follow-up to Shared Followup. */
export const shared = () => chatEnded('followup-by-patron-library', bo);
/** And Ada of Aspen has claimed it. */
export const claimed = () => {
  const question = shared();
  claimQuestion(question, ada, later(1));
  return question;
};
