import { Refusal } from '@carrel/kernel';

export class SettingRefused extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'setting-invalid';
  constructor(key: string, faults: readonly string[]) {
    super(`This is no value for ${key}: ${faults.join('; ')}.`, { key, faults });
  }
}

export class SharedFollowupNeedsLibraries extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'shared-followup-needs-libraries';
  constructor(libraries: number) {
    super('Shared Followup needs a subscription group of two or more libraries.', { libraries, needed: 2 });
  }
}

export class NotOfTheGroup extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'not-of-the-group';
  constructor(institutionId: string) {
    super('The default library is one of this subscription group.', { institutionId });
  }
}

export class Stale extends Refusal {
  readonly kind = 'stale';
  readonly code = 'setting-changed-meanwhile';
  constructor() {
    super('Somebody changed this setting after you read it; read it again.');
  }
}

export class SlugTaken extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'patron-page-taken';
  constructor(slug: string) {
    super('The page of another library has, or had, this address.', { slug });
  }
}

export class AddressTaken extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'question-address-taken';
  constructor() {
    super('Another library receives questions at this address.');
  }
}
