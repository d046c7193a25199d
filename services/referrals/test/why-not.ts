import type { Known } from '../src/referral/domain/known.js';
import { Referring } from '../src/referral/domain/referring.js';
import { MayNotRefer, type Obstacle } from '../src/referral/domain/refusals.js';

/** What stands in the way of a referral; null when nothing does. */
export const whyNot = (situation: Known, to: { id: string }): Obstacle | null => {
  try {
    new Referring(situation).destination('cooperative-partner', to.id);
    return null;
  } catch (refusal) {
    if (refusal instanceof MayNotRefer) return refusal.code;
    throw refusal;
  }
};
