import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { answer, asked, chatEnded, referral, referredOn, rules } from '../../test/a-question.js';
import { ada, bo, claimed, cleo, dan, everyone, shared } from '../../test/a-claimed-question.js';
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
} from '../../test/people.js';
import { standing } from '../../test/standing.js';

describe('Whose turn it is', () => {
  it('[R60] a library that does not have the turn is told who has', () => {
    const question = claimed();
    for (const act of [
      () => question.answerBy(cleo, answer(), later(2)),
      () => question.unclaimBy(cleo, later(2)),
      () => question.referBy(cleo, dogwood, referral(), later(2)),
      () => question.closeBy(bo, 'any-holder', later(2)),
    ]) {
      expect(act).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/with-another-library|not-a-holder/) }),
      );
    }
    expect(() => question.answerBy(cleo, answer(), later(2))).toThrow(
      expect.objectContaining({ code: 'with-another-library', facts: { institutionId: aspen } }),
    );
  });

  it('[R66] only who claims it first acts on a question in Shared Followup', () => {
    expect(() => shared().answerBy(ada, answer(), later(1))).toThrow('with another library');
  });

  it('[R72] of two who claim, the second hears who was first', () => {
    const question = claimed();
    const winner = { winner: { accountId: ada.accountId, institutionId: aspen } };
    const refusal = expect.objectContaining({ code: 'already-claimed', facts: winner });
    expect(() => question.claimBy(librarianOf(ask), later(1))).toThrow(refusal);
    expect(() => question.claimBy(librarianOf(aspen), later(1))).toThrow(refusal);
    expect(() => question.claimBy(cleo, later(1))).toThrow(refusal);
  });

  it('refuses to work on what is answered until somebody reopens it', () => {
    const question = chatEnded('answered', bo);
    expect(() => question.claimBy(cleo, later(1))).toThrow(expect.objectContaining({ code: 'nothing-open' }));
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

  it('[B6] a library with nothing to do with it hears that there is no such question, whatever it tries', () => {
    const question = shared();
    const other = librarianOf(elm);
    expect(question.readingOf(other)).toBeUndefined();
    for (const act of [
      () => question.claimBy(other, later(1)),
      () => question.unclaimBy(other, later(1)),
      () => question.assignBy(other, other.accountId, everyone, later(1)),
      () => question.noteBy(other, { id: newId(), text: 'x' }, later(1)),
      () => question.answerBy(other, answer(), later(1)),
      () => question.referBy(other, cedar, referral(), later(1)),
      () => question.shareBy(other, referral(), true, later(1)),
      () => question.closeBy(other, 'any-holder', later(1)),
      () => question.reopenBy(other, { reason: 'x' }, rules, everyone, later(1)),
    ]) {
      expect(act).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
  });

  it('a library that gave it back keeps no sight of the patron', () => {
    const question = claimed();
    const [id] = referredOn(question, [ada, dogwood]);
    question.returnBy(dan, id!, null, everyone, later(2));
    expect(question.readingOf(dan)).toBe('without contact');
  });

  it("[B31] the coordinator of the patron's group reads everything", () => {
    expect(claimed().readingOf(coordinatorOf(elm))).toBe('everything');
  });
});

describe('Claiming and assigning', () => {
  it('[A26] is given up by who claimed it or an administrator there, and by nobody else', () => {
    const colleague = librarianOf(aspen);
    expect(() => claimed().unclaimBy(colleague, later(2))).toThrow(
      expect.objectContaining({ code: 'not-the-claimer' }),
    );
    const question = claimed();
    question.unclaimBy(adminOf(aspen), later(2));
    expect(question.pooled).toBe(true);
  });

  it('[A26] a referral is returned, not unclaimed', () => {
    const question = claimed();
    referredOn(question, [ada, dogwood]);
    question.claimBy(dan, later(2));
    expect(() => question.unclaimBy(dan, later(3))).toThrow(
      expect.objectContaining({ code: 'return-first' }),
    );
  });

  it('[A26] nobody gives up what nobody has claimed', () => {
    expect(() => asked().unclaimBy(cleo, later(1))).toThrow(expect.objectContaining({ code: 'not-claimed' }));
  });

  it('[A26] only an administrator or the present assignee assigns', () => {
    const question = claimed();
    expect(() => question.assignBy(librarianOf(aspen), ada.accountId, everyone, later(2))).toThrow(
      expect.objectContaining({ code: 'not-yours-to-assign' }),
    );
    expect(() => question.assignBy(adminOf(aspen), newId(), everyone, later(2))).toThrow(
      expect.objectContaining({ code: 'not-a-colleague' }),
    );
    question.assignBy(adminOf(aspen), ada.accountId, everyone, later(2));
    expect(question.holdingOf(aspen)?.assigneeId).toBe(ada.accountId);
  });
});

describe('Answering', () => {
  it('[R76] needs an address, or says how else the answer came to the patron', () => {
    const question = asked({ email: null });
    expect(() => question.answerBy(cleo, answer(), later(1))).toThrow(
      expect.objectContaining({ code: 'no-address' }),
    );
    question.answerBy(cleo, answer('Come by', 'telephone'), later(1));
    expect(question.state).toBe('answered');
  });

  it("[R108] informs every sender and the patron's library, and names the referrals it answered", () => {
    const question = claimed();
    const ids = referredOn(question, [ada, dogwood], [dan, elm]);
    question.takeEvents();
    question.answerBy(librarianOf(elm), answer(), later(2));
    const [event] = question.takeEvents();
    expect(event?.data).toMatchObject({ answeredReferralIds: ids });
    expect(new Set((event?.data as { informedInstitutionIds: string[] }).informedInstitutionIds)).toEqual(
      new Set([cedar, aspen, dogwood]),
    );
  });

  it('[A4] a library that has it answered may add to the answer', () => {
    const question = chatEnded('answered', bo);
    question.answerBy(bo, answer('And one more thing'), later(1));
    expect(question.takeWritten().messages.map((m) => m.text)).toEqual(['And one more thing']);
    expect(standing(question, birch, bo)).toBe('answered @me');
  });
});
