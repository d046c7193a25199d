import { Refusal } from '@carrel/kernel';

export class ProxyNotInGroup extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'proxy-not-in-group';
  constructor(institutionId: string) {
    super('Only a library of the group can stand for the group.', { institutionId });
  }
}
