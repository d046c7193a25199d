import { Refusal } from '@carrel/kernel';

export class AlreadyTaken extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'already-taken';
  constructor(takenByInstitutionId: string | null, takenAt: Date | null) {
    super('Another library has taken this duty over.', {
      takenByInstitutionId,
      takenAt: takenAt?.toISOString() ?? null,
    });
  }
}

export class CoverOver extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'cover-over';
  constructor(status: string) {
    super('This request for cover is over.', { status });
  }
}

export class CoverAsked extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'cover-already-asked';
  constructor() {
    super('Cover for this duty is asked for already.');
  }
}

export class OwnDuty extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'own-duty';
  constructor() {
    super('A library does not cover for itself; withdraw the request instead.');
  }
}

export class NotYourTurn extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-asked-yet';
  constructor(rung: string, yours: string) {
    super('Others are asked first.', { askedNow: rung, yourRung: yours });
  }
}

export class NotYourCover extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor() {
    super('Only the library that asked, or a coordinator of the group, may do this.');
  }
}

export class NotOffered extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'exchange-not-offered';
  constructor() {
    super('The library that asked does not offer to take this duty in exchange.');
  }
}

export class BestEffortOnly extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'no-obligation';
  constructor() {
    super('Nobody is held to a duty that is best effort, so that it needs no cover.');
  }
}

export class NotAble extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'library-not-able';
  constructor(institutionId: string) {
    super('Duty is done by libraries of the group.', { institutionId });
  }
}

export class NobodyPlanned extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'nobody-planned';
  constructor() {
    super('The rota names no library for this duty; publish a rota that does.');
  }
}
