import { describe, expect, it } from '@jest/globals';
import { answer, asked, chatEnded, referral, referredOn, rules } from '../../../test/a-question.js';
import { aspen, birch, cedar, dogwood, later, librarianOf } from '../../../test/people.js';
import { standing } from '../../../test/standing.js';
import type { Question } from './question.js';
import { giveUpForClosedLibrary, handOverQuestion, leaveToGroup } from './succession.js';
import { claimQuestion } from './claiming.js';
import { returnReferral, shareQuestion } from './referring.js';
import { answerQuestion } from './conversation.js';

const cleo = librarianOf(cedar);
const bo = librarianOf(birch);
const dan = librarianOf(dogwood);
const record = '0190a6f0-0000-7000-8000-0000000000aa';
const handOver = (question: Question) => handOverQuestion(question, aspen, record, rules, later(5));
const eventNames = (question: Question) => question.takeEvents().map(({ name }) => name);

describe('A question of a library that was closed', () => {
  it('[transitions row 51] is the successor’s, unassigned, with the time it had', () => {
    const question = asked();
    claimQuestion(question, cleo, later(1));
    const { dueAt } = question;
    handOver(question);
    expect([standing(question, cedar), standing(question, aspen)]).toEqual(['none', 'new']);
    expect(question).toMatchObject({ homeInstitutionId: aspen, patronId: record, dueAt });
    expect(eventNames(question).at(-1)).toBe('question.assigned.v1');
    const once = question.sequence;
    handOver(question);
    expect(question.sequence).toBe(once);
  });

  it('[transitions row 51] comes back to the successor when who works on it gives it back', () => {
    const question = asked();
    claimQuestion(question, cleo, later(1));
    const [id] = referredOn(question, [cleo, dogwood]);
    handOver(question);
    expect([standing(question, aspen), standing(question, dogwood)]).toEqual(['pending (library)', 'new']);
    returnReferral(question, dan, id!, 'Not ours', new Set(), later(6));
    expect(standing(question, aspen)).toBe('new');
  });

  it('[transitions row 51] waits until referrals has given back what the closed library received', () => {
    const question = chatEnded('followup-by-me', bo);
    referredOn(question, [bo, cedar]);
    expect(() => handOver(question)).toThrow(expect.objectContaining({ code: 'return-first' }));
  });

  it('[transitions row 51] is New at a successor that had it by referral, whose chain ends', () => {
    const question = asked();
    referredOn(question, [cleo, aspen]);
    question.takeEvents();
    handOver(question);
    expect([standing(question, aspen), question.chain]).toEqual(['new', []]);
    expect(eventNames(question)).toEqual(['question.unclaimed.v1']);
  });

  it('[transitions row 51] stays in Shared Followup, answered or closed as it was', () => {
    const pooled = chatEnded('followup-by-patron-library', bo);
    handOver(pooled);
    expect([pooled.pooled, standing(pooled, aspen)]).toEqual([true, 'new']);
    const answered = asked();
    answerQuestion(answered, cleo, answer(), later(1));
    handOver(answered);
    expect([standing(answered, aspen), answered.dueAt]).toEqual(['answered', null]);
  });

  it('[transitions row 51] [R66] waits for any library of its group when nobody takes it over', () => {
    const question = asked();
    claimQuestion(question, cleo, later(1));
    leaveToGroup(question, { ...rules, sharedFollowup: false }, later(2));
    expect(question.pooled).toBe(false);
    leaveToGroup(question, rules, later(2));
    expect([question.pooled, standing(question, cedar)]).toEqual([true, 'new']);
    claimQuestion(question, { ...bo, sharesPool: true }, later(3));
    expect([standing(question, birch, bo), standing(question, cedar)]).toEqual([
      'new @me',
      'pending (library)',
    ]);
  });
});

describe('A question on which a library worked that was closed', () => {
  const closed = (question: Question) => giveUpForClosedLibrary(question, birch, rules, later(5));

  it('[transitions row 51] is New at home again, and in Shared Followup where it came from there', () => {
    const mine = chatEnded('followup-by-me', bo);
    closed(mine);
    expect([standing(mine, cedar), standing(mine, birch), mine.pooled]).toEqual(['new', 'none', false]);
    expect(eventNames(mine).at(-1)).toBe('question.unclaimed.v1');
    const claimed = asked();
    shareQuestion(claimed, cleo, referral({ kind: 'shared-followup' }), true, later(1));
    claimQuestion(claimed, { ...bo, sharesPool: true }, later(2));
    closed(claimed);
    expect([standing(claimed, cedar), claimed.pooled]).toEqual(['new', true]);
    const once = claimed.sequence;
    closed(claimed);
    expect(claimed.sequence).toBe(once);
  });

  it('[transitions row 51] goes on with whom it was referred to, for the patron’s library', () => {
    const question = chatEnded('followup-by-me', bo);
    const [id] = referredOn(question, [bo, dogwood]);
    closed(question);
    expect([standing(question, cedar), standing(question, dogwood)]).toEqual(['pending (library)', 'new']);
    returnReferral(question, dan, id!, 'Not ours', new Set(), later(6));
    expect([standing(question, cedar), standing(question, birch)]).toEqual(['new', 'none']);
  });

  it('[transitions row 51] waits until referrals has given back what it received', () => {
    const question = asked();
    claimQuestion(question, cleo, later(1));
    referredOn(question, [cleo, birch]);
    expect(() => closed(question)).toThrow(expect.objectContaining({ code: 'return-first' }));
  });
});
