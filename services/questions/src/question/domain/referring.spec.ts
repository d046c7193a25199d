import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { asked, referral, referredOn } from '../../../test/a-question.js';
import { ada, claimed, cleo, dan, everyone, shared } from '../../../test/a-claimed-question.js';
import { aspen, cedar, dogwood, elm, later, librarianOf } from '../../../test/people.js';
import { standing } from '../../../test/standing.js';
import {
  referQuestion,
  referralsEndedWith,
  returnReferral,
  shareQuestion,
  withdrawReferral,
} from './referring.js';

describe('Referring', () => {
  it('[A26] never to a library that already waits in the chain', () => {
    const question = claimed();
    referredOn(question, [ada, dogwood], [dan, elm]);
    const eve = librarianOf(elm);
    expect(() => referQuestion(question, eve, aspen, referral(), later(2))).toThrow(
      expect.objectContaining({ code: 'waiting-in-chain', facts: { institutionId: aspen } }),
    );
    expect(() => referQuestion(question, eve, elm, referral(), later(2))).toThrow('to itself');
  });

  it("[B7] back to the patron's library is no loop, unless that library waits for it itself", () => {
    const question = claimed();
    referredOn(question, [ada, dogwood], [dan, cedar]);
    expect(standing(question, cedar)).toBe('new');
    const own = asked();
    referredOn(own, [cleo, dogwood]);
    expect(() => referQuestion(own, dan, cedar, referral(), later(2))).toThrow(
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
    expect(() => referQuestion(question, from, newId(), referral(), later(2))).toThrow(
      expect.objectContaining({ code: 'too-many-hops' }),
    );
  });

  it('[R76] without an address only when that is confirmed', () => {
    const question = asked({ email: null });
    expect(() => referQuestion(question, cleo, dogwood, referral(), later(1))).toThrow(
      expect.objectContaining({ code: 'no-contact' }),
    );
    referQuestion(question, cleo, dogwood, referral({ noContactConfirmed: true }), later(1));
    expect(question.turn?.institutionId).toBe(dogwood);
  });

  it('[B3] once, however often the same referral comes', () => {
    const question = asked();
    const same = referral();
    referQuestion(question, cleo, dogwood, same, later(1));
    referQuestion(question, cleo, dogwood, same, later(2));
    expect(question.chain).toHaveLength(1);
    expect(question.takeEvents().map((e) => e.name)).toEqual(['question.created.v1', 'question.referred.v1']);
    expect(() => referQuestion(question, dan, elm, same, later(2))).toThrow(
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
    returnReferral(question, dan, id!, 'Not ours', everyone, later(2));
    expect(question.holdings.some((h) => h.referred)).toBe(false);
    expect(question.holdingOf(aspen)?.relations).toEqual(['claimer']);
  });

  it('[A26] goes back without an assignee when the sender has left', () => {
    const question = claimed();
    const [id] = referredOn(question, [ada, dogwood]);
    returnReferral(question, dan, id!, null, new Set(), later(2));
    expect(standing(question, aspen)).toBe('new');
  });

  it('[A26] one that was sent onward is returned by whoever has it now', () => {
    const question = claimed();
    const [first] = referredOn(question, [ada, dogwood], [dan, elm]);
    expect(() => returnReferral(question, dan, first!, null, everyone, later(2))).toThrow(
      expect.objectContaining({ code: 'with-another-library', facts: { institutionId: elm } }),
    );
  });

  it('[A26] a withdrawal takes back every hop below, and says which', () => {
    const question = claimed();
    const ids = referredOn(question, [ada, dogwood], [dan, elm]);
    withdrawReferral(question, ada, ids[0]!, null, everyone, later(2));
    expect(referralsEndedWith(question, ids[0]!)).toEqual(ids);
    withdrawReferral(question, ada, ids[0]!, null, everyone, later(3));
    expect(() => returnReferral(question, dan, ids[0]!, null, everyone, later(3))).toThrow(
      expect.objectContaining({ code: 'referral-ended', facts: { outcome: 'withdrawn' } }),
    );
  });

  it('[R84] to Shared Followup only where it is on, and not with a referral open', () => {
    const off = expect.objectContaining({ code: 'shared-followup-off' });
    const first = expect.objectContaining({ code: 'return-first' });
    expect(() => shareQuestion(asked(), cleo, referral(), false, later(1))).toThrow(off);
    const question = claimed();
    referredOn(question, [ada, dogwood]);
    expect(() => shareQuestion(question, dan, referral(), true, later(1))).toThrow(first);
    expect(() => shareQuestion(shared(), cleo, referral(), true, later(1))).toThrow('already waits');
  });
});
