import { Aggregate } from '@carrel/kernel';
import type { EventData } from '@carrel/contracts';
import { newId, type Transactions } from '../src/index.js';

/** A smallest aggregate that records events. */
export class Referral extends Aggregate {
  constructor(id = newId(), sequence = 0) {
    super();
    this.id = id;
    this.sequence = sequence;
  }

  make(): this {
    this.record('referral.made.v1', this.data(), new Date());
    return this;
  }

  answer(): this {
    this.record('referral.answered.v1', this.data(), new Date());
    return this;
  }

  private data(): EventData<'referral.made.v1'> {
    return {
      referralId: this.id,
      questionId: this.id,
      kind: 'expert',
      senderInstitutionId: this.id,
      receiverInstitutionId: null,
      groupId: null,
      actorId: null,
    };
  }
}

/** Commits one referral with `facts` facts and returns it. */
export async function aMadeReferral(transactions: Transactions, facts = 1): Promise<Referral> {
  const referral = new Referral().make();
  for (let fact = 1; fact < facts; fact += 1) referral.answer();
  await transactions.run((tx) => tx.publish(referral));
  return referral;
}
