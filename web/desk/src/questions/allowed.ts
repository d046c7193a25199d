import { useLibraryName } from '../frame/me.js';
import type { Question } from './api.js';
import { useSay, type Key, type Say } from './words.js';

export type ActionName =
  | 'claim'
  | 'unclaim'
  | 'assign'
  | 'answers'
  | 'clarifications'
  | 'messages'
  | 'notes'
  | 'refer'
  | 'share'
  | 'close'
  | 'merge'
  | 'split'
  | 'done'
  | 'recall'
  | 'reopen';

/** Whether a verb is there for this person at all, and why it is greyed. */
export interface Allowed {
  readonly there: boolean;
  readonly whyNot: string | undefined;
}

/** Refusals that are said in the reader's language; any other in the service's own words. */
const codes = [
  'already-claimed',
  'already-closed',
  'already-shared',
  'answer-or-return-first',
  'chat-is-whole',
  'close-instead',
  'erased',
  'home-recalls',
  'home-reviewers-close',
  'home-splits',
  'library-closed',
  'no-address',
  'not-a-holder',
  'not-a-reviewer',
  'not-claimed',
  'not-the-claimer',
  'not-yet-answered',
  'not-yours-to-assign',
  'nothing-open',
  'return-first',
  'return-instead',
  'shared-followup-off',
  'still-open',
  'withdraw-first',
] as const;

/** What the service says may be done with the question, in words. */
export function useAllowed(question: Question): (action: ActionName) => Allowed {
  const say = useSay();
  const nameOf = useLibraryName();
  const byName = new Map(question.actions.map((one) => [one.action, one]));
  return (action) => {
    const found = byName.get(action);
    if (!found || found.code === 'not-allowed') return { there: false, whyNot: undefined };
    if (found.allowed) return { there: true, whyNot: undefined };
    if (found.code === 'with-another-library' && question.turnInstitutionId)
      return { there: true, whyNot: say('why.with', { library: nameOf(question.turnInstitutionId) }) };
    return { there: true, whyNot: wordsOf(found.code, say) ?? found.reason ?? say('why.not') };
  };
}

const wordsOf = (code: string | null, say: Say): string | undefined =>
  codes.some((one) => one === code) ? say(`why.${code}` as Key) : undefined;
