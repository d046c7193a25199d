import { Refusal } from '@carrel/kernel';

export class NotYourDuty extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-your-duty';
  constructor(institutionId: string | null) {
    super('Another library has this duty.', { institutionId });
  }
}

export class NotBegun extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'duty-not-begun';
  constructor(from: Date) {
    super('This duty has not begun.', { from: from.toISOString() });
  }
}

export class DutyOver extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'duty-over';
  constructor(to: Date) {
    super('This duty is over.', { to: to.toISOString() });
  }
}

export class ChangedHands extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'duty-changed-hands';
  constructor(institutionId: string) {
    super('Another library has this duty by now.', { institutionId });
  }
}

export class TooManyFeeds extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-calendar-links';
  constructor(most: number) {
    super(`You have ${most} calendar links already; remove one first.`, { most });
  }
}
