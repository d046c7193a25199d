import { Refusal } from '@carrel/kernel';

export class PolicyPageHidden extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'policy-page-hidden';
  constructor() {
    super('Make the policy page viewable before you submit it.');
  }
}
export class PolicyPageSubmitted extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'policy-page-submitted';
  constructor() {
    super('The policy page has been submitted already.');
  }
}
export class PolicyFieldsMissing extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'policy-fields-missing';
  constructor(fields: readonly string[]) {
    super('These fields must be filled in before the policy page is submitted.', { fields });
  }
}
