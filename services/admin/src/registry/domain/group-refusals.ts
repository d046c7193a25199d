import { Refusal } from '@carrel/kernel';

export class ProxyNotInGroup extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'proxy-not-in-group';
  constructor(institutionId: string) {
    super('Only a library of the group can stand for the group.', { institutionId });
  }
}

export class GroupHasLibraries extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'group-has-libraries';
  constructor(libraries: number) {
    super('A subscription group is deleted once no library belongs to it.', { libraries });
  }
}
