import { Refusal } from '@carrel/kernel';

export class AlreadyBarred extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'already-barred';
  constructor(barId: string | null) {
    super('The group has barred this library already; lift that first.', barId ? { barId } : {});
  }
}

export class AlreadyLifted extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'already-lifted';
  constructor(by: string | null) {
    super('The library is not barred any more.', { accountId: by });
  }
}

export class NotOfTheGroup extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'library-not-in-group';
  constructor(institutionId: string) {
    super('The library does not belong to the group.', { institutionId });
  }
}

export class LeadsBack extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'redirect-leads-back';
  constructor(institutionId: string) {
    super('Referrals are led to another library than the barred one, and to none that is barred itself.', {
      institutionId,
    });
  }
}
