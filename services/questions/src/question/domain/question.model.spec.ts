import { settings } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { resolutionCodes } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { answer, asked, chatEnded, consulting, letter, referral, rules } from '../../../test/a-question.js';
import { cedar, later, libraries, librarianOf } from '../../../test/people.js';
import { faultsOf } from './invariants.js';
import type { Question } from './question.js';
import {
  assignQuestion,
  claimQuestion,
  recallQuestion,
  unassignAccount,
  unclaimQuestion,
} from './claiming.js';
import { addNote, addPatronReply, answerQuestion, askForClarification, sendMessage } from './conversation.js';
import { referQuestion, returnReferral, shareQuestion, withdrawReferral } from './referring.js';
import { closeQuestion, finishOwnPart, reopenQuestion } from './closing.js';
import { mergeQuestion, splitQuestion } from './merging.js';
import { addPartnerReply, consultOutside } from './outside-advice.js';
import { correctResolution, describeQuestion, forwardForQuality, nameOutsideAgency } from './describing.js';

// Any librarian of any library tries anything in any order; the domain refuses or keeps every invariant.
const ids = Object.values(libraries);
const staff = ids.map((id) => librarianOf(id, { reviewer: true, admin: true }));
const active = new Set(staff.map((p) => p.accountId));

const who = fc.constantFrom(...staff);
const step = fc.oneof(
  fc.record({ verb: fc.constant('claim' as const), who }),
  fc.record({ verb: fc.constant('unclaim' as const), who }),
  fc.record({ verb: fc.constant('assign' as const), who }),
  fc.record({ verb: fc.constant('note' as const), who }),
  fc.record({ verb: fc.constant('answer' as const), who }),
  fc.record({ verb: fc.constant('refer' as const), who, to: fc.constantFrom(...ids) }),
  fc.record({ verb: fc.constant('share' as const), who }),
  fc.record({ verb: fc.constant('return' as const), who, nth: fc.nat(4) }),
  fc.record({ verb: fc.constant('withdraw' as const), who, nth: fc.nat(4) }),
  fc.record({ verb: fc.constant('close' as const), who }),
  fc.record({ verb: fc.constant('message' as const), who }),
  fc.record({ verb: fc.constant('clarify' as const), who }),
  fc.record({ verb: fc.constant('consult' as const), who, expert: fc.option(who) }),
  fc.record({ verb: fc.constant('advice' as const), who, nth: fc.nat(4) }),
  fc.record({ verb: fc.constant('reply' as const), who }),
  fc.record({ verb: fc.constant('recall' as const), who }),
  fc.record({ verb: fc.constant('recode' as const), who, code: fc.constantFrom(...resolutionCodes) }),
  fc.record({ verb: fc.constant('done' as const), who }),
  fc.record({ verb: fc.constant('forward' as const), who }),
  fc.record({ verb: fc.constant('agency' as const), who }),
  fc.record({ verb: fc.constant('code' as const), who }),
  fc.record({ verb: fc.constant('deactivate' as const), who }),
  fc.record({ verb: fc.constant('reopen' as const), who, pool: fc.boolean() }),
  fc.record({ verb: fc.constant('merge' as const), who, away: fc.boolean() }),
  fc.record({ verb: fc.constant('split' as const), who }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function take(question: Question, step: Step, now: Date): void {
  const nth = (n: number) => question.referrals.at(-1 - n)?.id ?? newId();
  switch (step.verb) {
    case 'claim':
      return claimQuestion(question, step.who, now);
    case 'unclaim':
      return unclaimQuestion(question, step.who, now);
    case 'assign':
      return assignQuestion(question, step.who, step.who.accountId, active, now);
    case 'note':
      return addNote(question, step.who, { id: newId(), text: 'x' }, now);
    case 'answer':
      return answerQuestion(question, step.who, answer(), now);
    case 'refer':
      return referQuestion(question, step.who, step.to, referral(), now);
    case 'share':
      return shareQuestion(question, step.who, referral({ kind: 'shared-followup' }), true, now);
    case 'return':
      return returnReferral(question, step.who, nth(step.nth), null, active, now);
    case 'withdraw':
      return withdrawReferral(question, step.who, nth(step.nth), null, active, now);
    case 'close':
      return closeQuestion(question, step.who, 'any-holder', now);
    case 'message':
      return sendMessage(question, step.who, letter(), now);
    case 'clarify':
      return askForClarification(question, step.who, letter(), now);
    case 'consult':
      return consultOutside(question, step.who, consulting(step.expert?.accountId), now);
    case 'advice':
      return addPartnerReply(question, nth(step.nth), letter(), active, now);
    case 'reply':
      return addPatronReply(question, letter(), rules, now);
    case 'recall':
      return recallQuestion(question, step.who, 'x', now);
    case 'recode':
      return correctResolution(question, step.who, step.code, 'x', now);
    case 'done':
      return finishOwnPart(question, step.who, 'home-reviewers-only', newId(), now);
    case 'forward':
      return forwardForQuality(question, step.who, 'coordinator', letter(), now);
    case 'agency':
      return nameOutsideAgency(question, step.who, letter(), now);
    case 'code':
      return describeQuestion(
        question,
        step.who,
        { topic: 'policy', codes: [], readScale: 3 },
        describing,
        now,
      );
    case 'deactivate':
      return unassignAccount(question, step.who.accountId, now);
    case 'reopen':
      return reopenQuestion(question, step.who, { reason: 'x', pool: step.pool }, rules, active, now);
    case 'merge':
      return step.away
        ? mergeQuestion(question, asked(), step.who, 'any-holder', now)
        : mergeQuestion(asked(), question, step.who, 'any-holder', now);
    case 'split':
      return void splitQuestion(question, step.who, { id: newId(), number: '1', subject: 'x' }, rules, now);
  }
}

const initialState = fc.oneof(
  fc.record({ code: fc.constantFrom(...resolutionCodes), by: who }).map(
    ({ code, by }) =>
      () =>
        chatEnded(code, by),
  ),
  fc.constant(() => asked()),
);

const describing = { lists: settings['descriptive-codes'].default, own: true };

describe('Whatever anybody tries in whatever order', () => {
  it('[R59] [R60] one library at most has it New, and exactly one has the turn while it is open', () => {
    play((question) => {
      expect(question.holdings.filter((h) => h.status === 'new').length).toBeLessThanOrEqual(1);
      const open = question.holdings.some((h) => h.status === 'new' || h.status === 'pending');
      expect(question.holdings.filter((h) => h.hasTurn)).toHaveLength(open ? 1 : 0);
    });
  });

  it('[R66] what waits in Shared Followup is New and unassigned at home, with no referral open', () => {
    play((question) => {
      if (!question.pooled) return;
      expect(question.home).toMatchObject({ status: 'new', assigneeId: null, institutionId: cedar });
      expect(question.chain).toEqual([]);
    });
  });

  it('[A4] [R109] an answer leaves nothing open, and a close leaves nothing but Closed', () => {
    play((question, done) => {
      const statuses = question.holdings.map((h) => h.status).filter((s) => s !== null);
      if (done === 'answer') expect(statuses.filter((s) => s === 'new' || s === 'pending')).toEqual([]);
      if (done === 'close') expect(new Set(statuses)).toEqual(new Set(['closed']));
      if (done === 'answer' || done === 'close') expect(question.chain).toEqual([]);
    });
  });

  it('every other invariant holds, and events are numbered without a gap', () => {
    play((question) => {
      expect(faultsOf(question)).toEqual([]);
      expect(question.takeEvents().length).toBeLessThanOrEqual(2);
    });
  });

  it('a refusal leaves everything as it was', () => {
    play(
      () => undefined,
      (before, after) => expect(after).toEqual(before),
    );
  });
});

function play(
  check: (question: Question, done: Step['verb']) => void,
  refused: (before: unknown, after: unknown) => void = () => undefined,
): void {
  fc.assert(
    fc.property(initialState, fc.array(step, { maxLength: 40 }), (begin, steps) => {
      const question = begin();
      question.takeEvents();
      for (const [hour, one] of steps.entries()) {
        const before = structuredClone({ ...question });
        try {
          take(question, one, later(hour + 1));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          refused(before, structuredClone({ ...question }));
          continue;
        }
        check(question, one.verb);
      }
    }),
    { numRuns: 400 },
  );
}
