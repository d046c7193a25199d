import { Refusal } from '@carrel/kernel';

export class UnknownLibraries extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'library-not-in-group';
  constructor(institutionIds: readonly string[]) {
    super('A rota names libraries of its group only.', { institutionIds });
  }
}

export class BlocksOverlap extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'blocks-overlap';
  constructor(one: object, other: object) {
    super('Two blocks of one lane overlap.', { blocks: [one, other] });
  }
}

export class UnknownLane extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'unknown-lane';
  constructor(lane: string) {
    super('A block names a subject lane that the rota does not define.', { lane });
  }
}

export class LaneTwice extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'lane-twice';
  constructor(lane: string) {
    super('A rota defines each of its lanes once.', { lane });
  }
}

export class NoSuchDay extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'no-such-day';
  constructor(day: string) {
    super('The calendar has no such day.', { day });
  }
}

export class ExceptionUnclear extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'closed-names-a-library';
  constructor(date: string) {
    super('On a closed date no library is on duty.', { date });
  }
}

export class RotaChanged extends Refusal {
  readonly kind = 'stale';
  readonly code = 'rota-changed-meanwhile';
  constructor() {
    super('Somebody changed this rota after you read it; read it again.');
  }
}

export class MayNotManage extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor(what: string) {
    super(
      `Only the group's administrators and coordinators may ${what === 'rota' ? 'change its rota' : 'do this'}.`,
    );
  }
}
