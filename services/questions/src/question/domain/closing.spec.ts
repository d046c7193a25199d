import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { answer, asked, chatEnded, referral, referredOn, rules } from '../../../test/a-question.js';
import { ada, bo, claimed, cleo, dan, everyone } from '../../../test/a-claimed-question.js';
import { aspen, birch, cedar, coordinatorOf, dogwood, elm, later, reviewerOf } from '../../../test/people.js';
import { standing } from '../../../test/standing.js';
import { takenAt } from './opening.js';
import { answerQuestion } from './conversation.js';
import { closeQuestion, reopenQuestion } from './closing.js';
import { referQuestion } from './referring.js';

describe('Closing and reopening', () => {
  it('[R75] where home reviewers close, nobody else does, however it came by the question', () => {
    const question = claimed();
    answerQuestion(question, ada, answer(), later(1));
    for (const who of [ada, reviewerOf(aspen), cleo]) {
      expect(() => closeQuestion(question, who, 'home-reviewers-only', later(2))).toThrow(
        expect.objectContaining({ code: 'home-reviewers-close' }),
      );
    }
    closeQuestion(question, coordinatorOf(birch), 'home-reviewers-only', later(2));
    expect(question.state).toBe('closed');
  });

  it('[R62] where any holder closes, it takes the turn or the home library while it is open', () => {
    const question = claimed();
    expect(() => closeQuestion(question, bo, 'any-holder', later(2))).toThrow(
      expect.objectContaining({ code: 'not-a-holder' }),
    );
    closeQuestion(question, cleo, 'any-holder', later(2));
    expect(() => closeQuestion(question, ada, 'any-holder', later(2))).toThrow('closed');
  });

  it('[R109] ends open referrals and says which', () => {
    const question = claimed();
    const ids = referredOn(question, [ada, dogwood]);
    question.takeEvents();
    closeQuestion(question, dan, 'any-holder', later(2));
    expect(question.takeEvents()[0]?.data).toMatchObject({ closedReferralIds: ids });
  });

  it('[R57] [A25] is reopened by a reviewer of a library concerned or the coordinator, with a reason', () => {
    const reopening = { reason: 'Wrong county' };
    for (const who of [reviewerOf(cedar), reviewerOf(birch), coordinatorOf(elm)]) {
      const question = chatEnded('lost-call', bo);
      reopenQuestion(question, who, reopening, rules, everyone, later(5));
      expect(standing(question, cedar)).toBe('new');
      expect(question.takeWritten().lines.at(-1)).toMatchObject({
        actorId: who.accountId,
        why: 'Wrong county',
      });
    }
    expect(() =>
      reopenQuestion(chatEnded('answered', bo), cleo, reopening, rules, everyone, later(5)),
    ).toThrow(expect.objectContaining({ code: 'not-a-reviewer' }));
    expect(() => reopenQuestion(claimed(), reviewerOf(cedar), reopening, rules, everyone, later(5))).toThrow(
      expect.objectContaining({ code: 'still-open' }),
    );
  });
});

describe('A question that did not come by chat', () => {
  it('[R129] from the web form is new and unassigned, and never in Shared Followup', () => {
    const question = asked();
    expect([standing(question, cedar), question.pooled, question.source]).toEqual(['new', false, 'web-form']);
  });

  it('[R70] taken at the desk is new and assigned to who took it', () => {
    const facts = { id: newId(), number: '1', institutionId: cedar, patron: { name: 'Robin', email: null } };
    const question = takenAt('phone', { ...facts, text: 'Hours?' }, cleo, rules, later(0));
    expect(standing(question, cedar, cleo)).toBe('new @me');
  });

  it('shows its first line where it has no subject', () => {
    expect(asked().subject).toBe('Why?');
  });
});

describe('The history', () => {
  it('says who did what when, and why', () => {
    const question = claimed();
    referQuestion(question, ada, dogwood, referral({ reason: 'County law' }), later(2));
    expect(question.takeWritten().lines).toMatchObject([
      { what: 'created', actorId: bo.accountId, institutionId: birch },
      { what: 'claimed', actorId: ada.accountId, institutionId: aspen, at: later(1) },
      { what: 'referred', actorId: ada.accountId, why: 'County law', about: { toInstitutionId: dogwood } },
    ]);
  });
});
