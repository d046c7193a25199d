import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { answer, asked, chatEnded, referral, referredOn, rules } from '../../test/a-question.js';
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
  reviewerOf,
} from '../../test/people.js';
import { standing } from '../../test/standing.js';
import { takenAt } from './opening.js';

const cleo = librarianOf(cedar);
const bo = librarianOf(birch);
const ada = librarianOf(aspen);
const dan = librarianOf(dogwood);
const everyone = new Set([cleo, bo, ada, dan].map((p) => p.accountId));
const shared = () => chatEnded('followup-by-patron-library', bo);
const claimed = () => {
  const question = shared();
  question.claimBy(ada, later(1));
  return question;
};

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

describe('Referring', () => {
  it('[A26] never to a library that already waits in the chain', () => {
    const question = claimed();
    referredOn(question, [ada, dogwood], [dan, elm]);
    const eve = librarianOf(elm);
    expect(() => question.referBy(eve, aspen, referral(), later(2))).toThrow(
      expect.objectContaining({ code: 'waiting-in-chain', facts: { institutionId: aspen } }),
    );
    expect(() => question.referBy(eve, elm, referral(), later(2))).toThrow('to itself');
  });

  it("[B7] back to the patron's library is no loop, unless that library waits for it itself", () => {
    const question = claimed();
    referredOn(question, [ada, dogwood], [dan, cedar]);
    expect(standing(question, cedar)).toBe('new');
    const own = asked();
    referredOn(own, [cleo, dogwood]);
    expect(() => own.referBy(dan, cedar, referral(), later(2))).toThrow(
      expect.objectContaining({ code: 'return-instead' }),
    );
  });

  it('[A26] at most five hops', () => {
    const question = asked();
    let from = cleo;
    for (let hop = 0; hop < 5; hop++) {
      const to = librarianOf(newId());
      referredOn(question, [from, to.institutionId]);
      from = to;
    }
    expect(() => question.referBy(from, newId(), referral(), later(2))).toThrow(
      expect.objectContaining({ code: 'too-many-hops' }),
    );
  });

  it('[R76] without an address only when that is confirmed', () => {
    const question = asked({ email: null });
    expect(() => question.referBy(cleo, dogwood, referral(), later(1))).toThrow(
      expect.objectContaining({ code: 'no-contact' }),
    );
    question.referBy(cleo, dogwood, referral({ noContactConfirmed: true }), later(1));
    expect(question.turn?.institutionId).toBe(dogwood);
  });

  it('[B3] once, however often the same referral comes', () => {
    const question = asked();
    const same = referral();
    question.referBy(cleo, dogwood, same, later(1));
    question.referBy(cleo, dogwood, same, later(2));
    expect(question.chain).toHaveLength(1);
    expect(question.takeEvents().map((e) => e.name)).toEqual(['question.created.v1', 'question.referred.v1']);
    expect(() => question.referBy(dan, elm, same, later(2))).toThrow(
      expect.objectContaining({ code: 'referral-id-taken' }),
    );
  });

  it('[R64] lists it as referred for every sender and for the home library, not for the last receiver', () => {
    const question = claimed();
    referredOn(question, [ada, dogwood], [dan, elm]);
    const referred = question.holdings.filter((h) => h.referred).map((h) => h.institutionId);
    expect(new Set(referred)).toEqual(new Set([cedar, aspen, dogwood]));
  });

  it('[R64] no longer lists as referred what came back', () => {
    const question = claimed();
    const [id] = referredOn(question, [ada, dogwood]);
    question.returnBy(dan, id!, 'Not ours', everyone, later(2));
    expect(question.holdings.some((h) => h.referred)).toBe(false);
    expect(question.holdingOf(aspen)?.relations).toEqual(['claimer']);
  });

  it('[A26] goes back to nobody in particular when the sender has left', () => {
    const question = claimed();
    const [id] = referredOn(question, [ada, dogwood]);
    question.returnBy(dan, id!, null, new Set(), later(2));
    expect(standing(question, aspen)).toBe('new');
  });

  it('[A26] one that was sent onward is returned by whoever has it now', () => {
    const question = claimed();
    const [first] = referredOn(question, [ada, dogwood], [dan, elm]);
    expect(() => question.returnBy(dan, first!, null, everyone, later(2))).toThrow(
      expect.objectContaining({ code: 'with-another-library', facts: { institutionId: elm } }),
    );
  });

  it('[A26] a withdrawal takes back every hop below, and says which', () => {
    const question = claimed();
    const ids = referredOn(question, [ada, dogwood], [dan, elm]);
    question.withdrawBy(ada, ids[0]!, null, everyone, later(2));
    expect(question.endedWith(ids[0]!)).toEqual(ids);
    question.withdrawBy(ada, ids[0]!, null, everyone, later(3));
    expect(() => question.returnBy(dan, ids[0]!, null, everyone, later(3))).toThrow(
      expect.objectContaining({ code: 'referral-ended', facts: { outcome: 'withdrawn' } }),
    );
  });

  it('[R84] to Shared Followup only where it is on, and not with a referral open', () => {
    const off = expect.objectContaining({ code: 'shared-followup-off' });
    const first = expect.objectContaining({ code: 'return-first' });
    expect(() => asked().shareBy(cleo, referral(), false, later(1))).toThrow(off);
    const question = claimed();
    referredOn(question, [ada, dogwood]);
    expect(() => question.shareBy(dan, referral(), true, later(1))).toThrow(first);
    expect(() => shared().shareBy(cleo, referral(), true, later(1))).toThrow('already waits');
  });
});

describe('Closing and reopening', () => {
  it('[R75] where home reviewers close, nobody else does, however it came by the question', () => {
    const question = claimed();
    question.answerBy(ada, answer(), later(1));
    for (const who of [ada, reviewerOf(aspen), cleo]) {
      expect(() => question.closeBy(who, 'home-reviewers-only', later(2))).toThrow(
        expect.objectContaining({ code: 'home-reviewers-close' }),
      );
    }
    question.closeBy(coordinatorOf(birch), 'home-reviewers-only', later(2));
    expect(question.state).toBe('closed');
  });

  it('[R62] where any holder closes, it takes the turn or the home library while it is open', () => {
    const question = claimed();
    expect(() => question.closeBy(bo, 'any-holder', later(2))).toThrow(
      expect.objectContaining({ code: 'not-a-holder' }),
    );
    question.closeBy(cleo, 'any-holder', later(2));
    expect(() => question.closeBy(ada, 'any-holder', later(2))).toThrow('closed');
  });

  it('[R109] ends open referrals and says which', () => {
    const question = claimed();
    const ids = referredOn(question, [ada, dogwood]);
    question.takeEvents();
    question.closeBy(dan, 'any-holder', later(2));
    expect(question.takeEvents()[0]?.data).toMatchObject({ closedReferralIds: ids });
  });

  it('[R57] [A25] is reopened by a reviewer of a library concerned or the coordinator, with a reason', () => {
    const reopening = { reason: 'Wrong county' };
    for (const who of [reviewerOf(cedar), reviewerOf(birch), coordinatorOf(elm)]) {
      const question = chatEnded('lost-call', bo);
      question.reopenBy(who, reopening, rules, everyone, later(5));
      expect(standing(question, cedar)).toBe('new');
      expect(question.takeWritten().lines.at(-1)).toMatchObject({
        actorId: who.accountId,
        why: 'Wrong county',
      });
    }
    expect(() => chatEnded('answered', bo).reopenBy(cleo, reopening, rules, everyone, later(5))).toThrow(
      expect.objectContaining({ code: 'not-a-reviewer' }),
    );
    expect(() => claimed().reopenBy(reviewerOf(cedar), reopening, rules, everyone, later(5))).toThrow(
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
    question.referBy(ada, dogwood, referral({ reason: 'County law' }), later(2));
    expect(question.takeWritten().lines).toMatchObject([
      { what: 'created', actorId: bo.accountId, institutionId: birch },
      { what: 'claimed', actorId: ada.accountId, institutionId: aspen, at: later(1) },
      { what: 'referred', actorId: ada.accountId, why: 'County law', about: { toInstitutionId: dogwood } },
    ]);
  });
});
