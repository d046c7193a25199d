import { Refusal, type RefusalKind } from '@carrel/kernel';

/** Every reason why a question may not go to a library, with the message for people. */
export const obstacles = {
  'nothing-open': ['conflict', 'The question is answered or closed; there is nothing to refer.'],
  'with-another-library': ['conflict', 'Another library works on the question at the moment.'],
  'claim-first': ['conflict', 'The question waits in Shared Followup; claim it before referring it.'],
  'own-profile-not-active': ['invalid', "Your library's profile is not active yet."],
  'too-many-hops': ['conflict', 'The question has been referred as often as it may be; answer or return it.'],
  'not-joined': ['invalid', 'The library has not joined any of your groups.'],
  'redirect-leads-nowhere': ['invalid', "The library's redirect leads to no library that takes referrals."],
  'same-library': ['invalid', 'The question would come back to your own library.'],
  'return-instead': ['conflict', "The patron's library is waiting for the question; return it instead."],
  'waiting-in-chain': ['conflict', 'The library is itself waiting for this question.'],
  'profile-not-active': ['invalid', "The library's profile is not active."],
  'accepts-no-referrals': ['invalid', 'The library does not accept referrals.'],
  'not-a-partner': ['invalid', "Your group's referral partners do not include the library."],
  barred: ['invalid', 'The group has barred the library from referrals.'],
  'withdraw-first': [
    'conflict',
    'An expert or partner has been asked already; withdraw that referral first.',
  ],
  'unknown-expert': ['invalid', 'There is no such expert for your library.'],
  'expert-away': ['invalid', 'None of the accounts of the expert is active.'],
  yourself: ['invalid', 'You are this expert yourself.'],
  'reason-required': ['invalid', 'Say why: this referral needs a reason.'],
  'return-first': ['conflict', 'Another library waits for the question; return it before sharing it.'],
  'shared-followup-off': ['invalid', "Shared Followup is not switched on in the patron's group."],
  'already-shared': ['conflict', 'The question already waits in Shared Followup.'],
} as const satisfies Record<string, readonly [RefusalKind, string]>;
export type Obstacle = keyof typeof obstacles;

export class MayNotRefer extends Refusal {
  readonly kind: RefusalKind;
  readonly code: Obstacle;
  constructor(obstacle: Obstacle, facts: Record<string, unknown> = {}) {
    super(obstacles[obstacle][1], facts);
    this.kind = obstacles[obstacle][0];
    this.code = obstacle;
  }
}

/** Who was faster; the name is for people and is found where they are shown it. */
export interface Winner {
  accountId: string | null;
  institutionId: string | null;
}
/** Another call has changed the referral, or is changing it now. */
export abstract class TooLate extends Refusal {
  readonly kind = 'conflict';
  constructor(
    message: string,
    readonly winner: Winner | null,
    readonly what: string,
    facts: Record<string, unknown>,
  ) {
    super(message, { ...facts, ...(winner ? { winner } : {}) });
  }
  /** The same with the winner's name. */
  abstract named(name: string): TooLate;
}

/** Not a permitted transition of the referral; names its status and who caused it. */
export class NotOpen extends TooLate {
  readonly code = 'referral-not-open';
  constructor(status: string, winner: Winner | null, name?: string) {
    super(`The referral is ${status}${name ? `, by ${name}` : ''}.`, winner, status, { status });
  }
  named(name: string): NotOpen {
    return new NotOpen(this.what, this.winner, name);
  }
}

export class AlreadyEnding extends TooLate {
  readonly code = 'referral-ending';
  constructor(by: string, winner: Winner | null, name?: string) {
    const who = name ? ` by ${name}` : '';
    super(`The referral is being ended by a ${by}${who} at this moment.`, winner, by, { by });
  }
  named(name: string): AlreadyEnding {
    return new AlreadyEnding(this.what, this.winner, name);
  }
}

export class NotYours extends Refusal {
  readonly kind = 'forbidden';
  constructor(
    readonly code: 'only-receiver-returns' | 'only-sender-withdraws',
    message: string,
  ) {
    super(message);
  }
}

export class ClaimInstead extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'claim-instead';
  constructor() {
    super('The question waits in Shared Followup: claim it to take it out again.');
  }
}

/** The questions service is unavailable: the command is stored and run as soon as it answers. */
export class Underway extends Refusal {
  readonly kind = 'away';
  readonly code = 'referral-underway';
  constructor(referralId: string) {
    super('The questions service does not answer at the moment; this is recorded and done once it does.', {
      referralId,
    });
  }
}
