import { answeredBy, closedBy, newFor, noLongerOpen, unlisted, waits, type Change } from './holding.js';

/** One row of the table of moves: what an action makes of every library's standing; absent is unchanged. */
export interface Move {
  readonly row: string;
  readonly actor?: Change;
  /** The patron's library, when it neither acts nor is the other one. */
  readonly home?: Change;
  /** The library the action names: the receiver of a referral, the sender one goes back to. */
  readonly other?: Change;
  readonly rest?: Change;
  /** `back` restores Shared Followup when the question was claimed from there. */
  readonly pool: 'kept' | 'off' | 'on' | 'back';
  readonly due: 'kept' | 'cleared' | 'anew';
}

/** Every permitted move of an existing question; resolution.ts has those that create one. */
export const moves = {
  claimFromPool: { row: '13', actor: newFor.actor, home: waits.unassigned, pool: 'off', due: 'kept' },
  claim: { row: '14', actor: newFor.actor, pool: 'off', due: 'kept' },
  unclaim: { row: '15', actor: unlisted, home: newFor.nobody, pool: 'back', due: 'kept' },
  unclaimAtHome: { row: '15', actor: newFor.nobody, pool: 'back', due: 'kept' },
  assign: { row: '16', pool: 'kept', due: 'kept' },
  assignAtHome: { row: '16', pool: 'off', due: 'kept' },
  note: { row: '17, 18, 22, 23, 34, 36, 54, 55', pool: 'kept', due: 'kept' },
  clarify: { row: '20', actor: waits.onPatron, home: waits.assigned, pool: 'off', due: 'kept' },
  answer: {
    row: '21',
    actor: answeredBy.actorIfNone,
    home: answeredBy.another,
    rest: answeredBy.another,
    pool: 'off',
    due: 'cleared',
  },
  refer: { row: '24..26', actor: waits.assigned, other: newFor.nobody, pool: 'off', due: 'kept' },
  giveBack: { row: '27, 28, 29', other: newFor.whoHadIt, pool: 'off', due: 'kept' },
  recall: { row: '29b', actor: newFor.nobody, rest: noLongerOpen, pool: 'off', due: 'kept' },
  consultExpert: { row: '30', actor: waits.onExpert, home: waits.assigned, pool: 'off', due: 'kept' },
  consultAddress: { row: '31', actor: waits.onAddress, home: waits.assigned, pool: 'off', due: 'kept' },
  adviceCame: { row: '32', other: newFor.whoHadIt, pool: 'off', due: 'kept' },
  share: { row: '33', actor: unlisted, home: newFor.nobody, pool: 'on', due: 'kept' },
  shareFromHome: { row: '33', actor: newFor.nobody, pool: 'on', due: 'kept' },
  close: {
    row: '40, 41, 54',
    actor: closedBy.another,
    home: closedBy.another,
    rest: closedBy.another,
    pool: 'off',
    due: 'cleared',
  },
  replyAwaited: { row: '35', other: newFor.whoHadIt, pool: 'off', due: 'kept' },
  replyToAnswer: { row: '37', other: newFor.whoHadIt, home: waits.assigned, pool: 'off', due: 'anew' },
  replyToChat: { row: '37', other: newFor.nobody, pool: 'off', due: 'anew' },
  replyToClosed: { row: '38', other: newFor.nobody, pool: 'off', due: 'anew' },
  done: { row: '42', actor: closedBy.another, pool: 'kept', due: 'kept' },
  reopen: { row: '43', other: newFor.nobody, pool: 'off', due: 'anew' },
  reopenIntoPool: { row: '43', other: newFor.nobody, pool: 'on', due: 'anew' },
} as const satisfies Record<string, Move>;
