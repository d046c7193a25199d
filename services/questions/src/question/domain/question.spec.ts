import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { answer, asked, chatEnded, referral, referredOn, rules } from '../../../test/a-question.js';
import { ada, bo, claimed, cleo, dan, everyone, shared } from '../../../test/a-claimed-question.js';
import {
  adminOf,
  ask,
  aspen,
  birch,
  cedar,
  coordinatorOf,
  dogwood,
  elm,
  later,
  librarianOf,
} from '../../../test/people.js';
import { standing } from '../../../test/standing.js';
import { addNote, answerQuestion } from './conversation.js';
import { assignQuestion, claimQuestion, unclaimQuestion } from './claiming.js';
import { referQuestion, returnReferral, shareQuestion } from './referring.js';
import { closeQuestion, reopenQuestion } from './closing.js';

describe('Whose turn it is', () => {
  it('[R60] a library that does not have the turn is answered who has', () => {
    const question = claimed();
    for (const act of [
      () => answerQuestion(question, cleo, answer(), later(2)),
      () => unclaimQuestion(question, cleo, later(2)),
      () => referQuestion(question, cleo, dogwood, referral(), later(2)),
      () => closeQuestion(question, bo, 'any-holder', later(2)),
    ]) {
      expect(act).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/with-another-library|not-a-holder/) }),
      );
    }
    expect(() => answerQuestion(question, cleo, answer(), later(2))).toThrow(
      expect.objectContaining({ code: 'with-another-library', facts: { institutionId: aspen } }),
    );
  });

  it('[R66] only who claims it first acts on a question in Shared Followup', () => {
    expect(() => answerQuestion(shared(), ada, answer(), later(1))).toThrow('with another library');
  });

  it('[R72] of two who claim, the second is answered who was first', () => {
    const question = claimed();
    const winner = { winner: { accountId: ada.accountId, institutionId: aspen } };
    const refusal = expect.objectContaining({ code: 'already-claimed', facts: winner });
    expect(() => claimQuestion(question, librarianOf(ask), later(1))).toThrow(refusal);
    expect(() => claimQuestion(question, librarianOf(aspen), later(1))).toThrow(refusal);
    expect(() => claimQuestion(question, cleo, later(1))).toThrow(refusal);
    expect(() => claimQuestion(question, cleo, later(1))).toThrow('Somebody else has claimed');
    expect(() => claimQuestion(question, ada, later(1))).toThrow('You have already claimed');
  });

  it('refuses to work on what is answered until somebody reopens it', () => {
    const question = chatEnded('answered', bo);
    expect(() => claimQuestion(question, cleo, later(1))).toThrow(
      expect.objectContaining({ code: 'nothing-open' }),
    );
  });
});

describe('Who may see a question', () => {
  it('[R50] the library that only chatted reads the transcript, without contact', () => {
    const question = chatEnded('followup-by-patron-library', bo, {}, { ...rules, sharedFollowup: false });
    expect(question.readingOf(bo)).toBe('transcript');
  });

  it('[R66] libraries of the group read what waits in Shared Followup, and no longer once it is claimed', () => {
    expect(shared().readingOf(librarianOf(ask))).toBe('everything');
    expect(claimed().readingOf(librarianOf(ask))).toBeUndefined();
  });

  it('[B6] a library with nothing to do with it is answered that there is no such question, whatever it tries', () => {
    const question = shared();
    const other = librarianOf(elm);
    expect(question.readingOf(other)).toBeUndefined();
    for (const act of [
      () => claimQuestion(question, other, later(1)),
      () => unclaimQuestion(question, other, later(1)),
      () => assignQuestion(question, other, other.accountId, everyone, later(1)),
      () => addNote(question, other, { id: newId(), text: 'x' }, later(1)),
      () => answerQuestion(question, other, answer(), later(1)),
      () => referQuestion(question, other, cedar, referral(), later(1)),
      () => shareQuestion(question, other, referral(), true, later(1)),
      () => closeQuestion(question, other, 'any-holder', later(1)),
      () => reopenQuestion(question, other, { reason: 'x' }, rules, everyone, later(1)),
    ]) {
      expect(act).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
  });

  it('a library that gave it back keeps no sight of the patron', () => {
    const question = claimed();
    const [id] = referredOn(question, [ada, dogwood]);
    returnReferral(question, dan, id!, null, everyone, later(2));
    expect(question.readingOf(dan)).toBe('without contact');
  });

  it("[B31] the coordinator of the patron's group reads everything", () => {
    expect(claimed().readingOf(coordinatorOf(elm))).toBe('everything');
  });
});

describe('Claiming and assigning', () => {
  it('[A26] is given up by who claimed it or an administrator there, and by nobody else', () => {
    const colleague = librarianOf(aspen);
    expect(() => unclaimQuestion(claimed(), colleague, later(2))).toThrow(
      expect.objectContaining({ code: 'not-the-claimer' }),
    );
    const question = claimed();
    unclaimQuestion(question, adminOf(aspen), later(2));
    expect(question.pooled).toBe(true);
  });

  it('[A26] a referral is returned, not unclaimed', () => {
    const question = claimed();
    referredOn(question, [ada, dogwood]);
    claimQuestion(question, dan, later(2));
    expect(() => unclaimQuestion(question, dan, later(3))).toThrow(
      expect.objectContaining({ code: 'return-first' }),
    );
  });

  it('[A26] nobody gives up what nobody has claimed', () => {
    expect(() => unclaimQuestion(asked(), cleo, later(1))).toThrow(
      expect.objectContaining({ code: 'not-claimed' }),
    );
  });

  it('[A26] only an administrator or the present assignee assigns', () => {
    const question = claimed();
    expect(() => assignQuestion(question, librarianOf(aspen), ada.accountId, everyone, later(2))).toThrow(
      expect.objectContaining({ code: 'not-yours-to-assign' }),
    );
    expect(() => assignQuestion(question, adminOf(aspen), newId(), everyone, later(2))).toThrow(
      expect.objectContaining({ code: 'not-a-colleague' }),
    );
    assignQuestion(question, adminOf(aspen), ada.accountId, everyone, later(2));
    expect(question.holdingOf(aspen)?.assigneeId).toBe(ada.accountId);
  });
});

describe('Answering', () => {
  it('[R76] needs an address, or says how else the answer came to the patron', () => {
    const question = asked({ email: null });
    expect(() => answerQuestion(question, cleo, answer(), later(1))).toThrow(
      expect.objectContaining({ code: 'no-address' }),
    );
    answerQuestion(question, cleo, answer('Come by', 'telephone'), later(1));
    expect(question.state).toBe('answered');
  });

  it("[R108] informs every sender and the patron's library, and names the referrals it answered", () => {
    const question = claimed();
    const ids = referredOn(question, [ada, dogwood], [dan, elm]);
    question.takeEvents();
    answerQuestion(question, librarianOf(elm), answer(), later(2));
    const [event] = question.takeEvents();
    expect(event?.data).toMatchObject({ answeredReferralIds: ids });
    expect(new Set((event?.data as { informedInstitutionIds: string[] }).informedInstitutionIds)).toEqual(
      new Set([cedar, aspen, dogwood]),
    );
  });

  it('[A4] a library that has it answered may add to the answer', () => {
    const question = chatEnded('answered', bo);
    answerQuestion(question, bo, answer('And one more thing'), later(1));
    expect(question.takeWritten().messages.map((m) => m.text)).toEqual(['And one more thing']);
    expect(standing(question, birch, bo)).toBe('answered @me');
  });
});
