import type { Actor } from '../src/question/domain/people.js';
import type { Question } from '../src/question/domain/question.js';

/** One library's standing in a word, such as `new @me`, `pending (library)`, `answered` or `none`. */
export function standing(question: Question, institutionId: string, me?: Pick<Actor, 'accountId'>): string {
  const holding = question.holdingOf(institutionId);
  if (!holding?.status) return 'none';
  const assignee = holding.assigneeId && (holding.assigneeId === me?.accountId ? ' @me' : ' @other');
  return `${holding.status}${assignee ?? ''}${holding.waitingOn ? ` (${holding.waitingOn})` : ''}`;
}
