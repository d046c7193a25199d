import { describe, expect, it } from '@jest/globals';
import { ada, aReferral, ben, noon } from '../../../test/a-referral.js';
import { cedar } from '../../../test/libraries.js';
import { actionsOn } from './actions.js';
import type { Referral } from './referral.js';

const later = new Date(noon.getTime() + 60_000);
const eventNames = (referral: Referral) => referral.takeEvents().map(({ name }) => name);
const no = { kind: 'conflict', code: 'with-another-library', message: 'Birch has it.', facts: {} } as const;

describe('A referral', () => {
  it('[B3] publishes nothing until questions has carried it out', () => {
    const referral = aReferral().asked();
    expect(eventNames(referral)).toEqual([]);
    referral.made(later);
    expect(referral.status).toBe('open');
    expect(eventNames(referral)).toEqual(['referral.made.v1']);
  });

  it('[B3] keeps a refusal as questions said it', () => {
    const referral = aReferral().asked();
    referral.refused(no, later);
    expect(eventNames(referral)).toEqual([]);
    expect(() => referral.throwIfRefused()).toThrow('Birch has it.');
  });

  it('[A26] is returned by the library that received it, with its reason', () => {
    const referral = aReferral().open();
    expect(() => referral.returnTo(ada, 'no')).toThrow('Only the library or expert that received');
    referral.returnTo(ben, 'Not our county');
    expect(referral.status).toBe('open');
    referral.ended(later);
    expect(referral).toMatchObject({ status: 'returned', endReason: 'Not our county', endedAt: later });
    expect(referral.takeEvents()).toMatchObject([
      { name: 'referral.returned.v1', data: { actorId: ben.accountId, cause: 'receiver' } },
    ]);
  });

  it('[A26] is withdrawn by the library that sent it', () => {
    const referral = aReferral().open();
    expect(() => referral.withdraw(ben, null)).toThrow('Only the library that sent');
    referral.withdraw(ada, null);
    referral.ended(later);
    expect(referral.status).toBe('withdrawn');
    expect(eventNames(referral)).toEqual(['referral.withdrawn.v1']);
  });

  it('[A26] goes with the withdrawal of one before it in the chain', () => {
    const first = aReferral().open();
    const onward = aReferral().open();
    first.withdraw(ada, null);
    first.ended(later);
    onward.withdrawnBy(ada, later);
    expect(onward.takeEvents()).toMatchObject([
      { name: 'referral.withdrawn.v1', data: { actorId: ada.accountId } },
    ]);
  });

  it('stays open when questions will not have it ended', () => {
    const referral = aReferral().open();
    referral.returnTo(ben, 'Not ours');
    expect(() => referral.returnTo(ben, 'Again')).toThrow('being ended by a return');
    referral.staysOpen(no);
    expect(() => referral.throwIfRefused()).toThrow('Birch has it.');
    referral.returnTo(ben, 'Not ours');
    expect(() => referral.throwIfRefused()).not.toThrow();
    expect(referral.status).toBe('open');
  });

  it('[R108] is answered with the question, and then neither returned nor withdrawn', () => {
    const referral = aReferral().open();
    referral.answered(ben, later);
    expect(eventNames(referral)).toEqual(['referral.answered.v1']);
    expect(() => referral.returnTo(ben, 'late')).toThrow('The referral is answered.');
    expect(() => referral.withdraw(ada, null)).toThrow('The referral is answered.');
    expect(() => referral.closed(ben, later)).toThrow('The referral is answered.');
  });

  it('[R109] is closed with the question', () => {
    const referral = aReferral().open();
    referral.closed(ben, later);
    expect(referral.status).toBe('closed');
    expect(eventNames(referral)).toEqual(['referral.closed.v1']);
  });

  it('[B3] is published as made before it is published as answered, even when the answer arrives first', () => {
    const referral = aReferral().asked();
    referral.answered(ben, later);
    expect(eventNames(referral)).toEqual(['referral.made.v1', 'referral.answered.v1']);
  });

  it('[R66] into Shared Followup is over once somebody takes the question up, and is not withdrawn', () => {
    const referral = aReferral('shared-followup').open();
    expect(() => referral.withdraw(ada, null)).toThrow('claim it');
    referral.takenUp(ben, later);
    expect(referral).toMatchObject({ status: 'claimed', isOver: true });
    expect(eventNames(referral)).toEqual([]);
  });

  it('concerns the libraries at its two ends only, the receiver once it is made', () => {
    const known = (referral: Referral) =>
      [ada, ben, { ...ben, institutionId: cedar.id }].map((reader) => referral.isKnownTo(reader));
    expect(known(aReferral().asked())).toEqual([true, false, false]);
    expect(known(aReferral().open())).toEqual([true, true, false]);
  });

  it('keeps no word of anyone once the question is erased', () => {
    const referral = aReferral().open();
    referral.returnTo(ben, 'Secret');
    referral.ended(later);
    referral.erase();
    expect(JSON.stringify(referral)).not.toMatch(/Secret|county maps/);
  });
});

describe('What may be done with a referral', () => {
  const allowed = (referral: Referral, who = ben) =>
    actionsOn(referral, who).map(({ action, allowed: may, code }) => [action, may ? null : code]);

  it('is to return it for who received it and to withdraw it for who sent it, while it is open', () => {
    const referral = aReferral().open();
    expect(allowed(referral, ben)).toEqual([
      ['return', null],
      ['withdraw', 'only-sender-withdraws'],
    ]);
    expect(allowed(referral, ada)).toEqual([
      ['return', 'only-receiver-returns'],
      ['withdraw', null],
    ]);
    // Looking changes nothing.
    expect(referral.ending).toBeNull();
    referral.returnTo(ben, 'No');
    expect(allowed(referral)[0]).toEqual(['return', 'referral-ending']);
    referral.ended(later);
    expect(allowed(referral)[0]).toEqual(['return', 'referral-not-open']);
    expect(allowed(aReferral('shared-followup').open(), ada)[1]).toEqual(['withdraw', 'claim-instead']);
  });
});
