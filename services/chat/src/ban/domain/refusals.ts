import { Refusal } from '@carrel/kernel';

export class BanTooLong extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'ban-too-long';
  constructor(longestDays: number) {
    super(`This library bans nobody for more than ${longestDays} days.`, { longestDays });
  }
}

export class NothingToBanBy extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-ban-by';
  constructor(by: readonly string[]) {
    super('None of this is known of the patron any more.', { by });
  }
}

/** Says until when and what is left to do instead; never what the patron was recognized by. */
export class Banned extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'banned';
  constructor(facts: { page: { title: string; text: string }; askForm: unknown; until: string }) {
    super(facts.page.title, facts);
  }
}
