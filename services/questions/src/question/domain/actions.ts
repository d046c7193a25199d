import type { Capability } from '@carrel/contracts';
import { notByRole, tried, type AllowedAction } from '@carrel/kernel';
import { assignQuestion, claimQuestion, recallQuestion, unclaimQuestion } from './claiming.js';
import { closeQuestion, finishOwnPart, reopenQuestion, type ClosePolicy } from './closing.js';
import { addNote, answerQuestion, askForClarification, sendMessage } from './conversation.js';
import type { HomeRules } from './home-rules.js';
import { mustBeAbleToSplit } from './merging.js';
import type { Actor } from './people.js';
import { Question } from './question.js';
import { referQuestion, shareQuestion } from './referring.js';

interface Around {
  readonly policy: ClosePolicy;
  readonly rules: HomeRules;
}
type Verb = (question: Question, actor: Actor, around: Around, now: Date) => unknown;

/** Ids and words that only a trial uses; no library has this id. */
const nobody = '00000000-0000-7000-8000-000000000000';
const letter = { id: nobody, text: '.' };
const referring = { id: nobody, reason: null } as never;

/** Each action with the capabilities of which one is needed, as its operation declares them, and the verb that decides. */
const verbs = {
  claim: [['questions.work'], (q, a, _, now) => claimQuestion(q, a, now)],
  unclaim: [['questions.work', 'questions.assign'], (q, a, _, now) => unclaimQuestion(q, a, now)],
  assign: [
    ['questions.work', 'questions.assign'],
    (q, a, _, now) => assignQuestion(q, a, a.accountId, new Set([a.accountId]), now),
  ],
  answers: [
    ['questions.work'],
    (q, a, _, now) => answerQuestion(q, a, { ...letter, deliveredBy: q.noContact ? 'desk' : 'mail' }, now),
  ],
  clarifications: [['questions.work'], (q, a, _, now) => askForClarification(q, a, letter, now)],
  messages: [['questions.work'], (q, a, _, now) => sendMessage(q, a, letter, now)],
  notes: [['questions.work', 'questions.review'], (q, a, _, now) => addNote(q, a, letter, now)],
  refer: [['questions.work'], (q, a, _, now) => referQuestion(q, a, nobody, referring, now)],
  share: [
    ['questions.work'],
    (q, a, { rules }, now) => shareQuestion(q, a, referring, rules.sharedFollowup, now),
  ],
  close: [
    ['questions.work', 'questions.review'],
    (q, a, { policy }, now) => closeQuestion(q, a, policy, now),
  ],
  merge: [
    ['questions.work', 'questions.review'],
    (q, a, { policy }, now) => closeQuestion(q, a, policy, now, { as: 'duplicate', ofId: nobody }),
  ],
  split: [['questions.work'], (q, a) => mustBeAbleToSplit(q, a)],
  done: [
    ['questions.work', 'questions.review'],
    (q, a, { policy }, now) => finishOwnPart(q, a, policy, nobody, now),
  ],
  recall: [['questions.review', 'questions.assign'], (q, a, _, now) => recallQuestion(q, a, '.', now)],
  reopen: [
    ['questions.review'],
    (q, a, { rules }, now) => reopenQuestion(q, a, { reason: '.' }, rules, new Set(), now),
  ],
} as const satisfies Record<string, readonly [readonly Capability[], Verb]>;

export type QuestionAction = keyof typeof verbs;

/** What this person may do with the question now, each tried on a copy by the very verb that would decide. */
export function actionsOn(
  question: Question,
  actor: Actor,
  around: Around,
  may: (capability: Capability) => boolean,
  now: Date,
): AllowedAction<QuestionAction>[] {
  return Object.entries(verbs).map(([name, [capabilities, verb]]) => {
    const action = name as QuestionAction;
    if (!capabilities.some((capability) => may(capability))) return notByRole(action);
    return tried(action, () => (verb as Verb)(copyOf(question), actor, around, now));
  });
}

function copyOf(question: Question): Question {
  const { holdings, referrals } = question;
  return Object.assign(new Question(), question, {
    ...{ pending: undefined, written: undefined },
    holdings: holdings.map(alike),
    referrals: referrals.map(alike),
  });
}

const alike = <T extends object>(of: T): T =>
  Object.assign(Object.create(Object.getPrototypeOf(of) as object) as T, structuredClone({ ...of }));
