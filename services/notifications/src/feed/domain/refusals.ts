import { Refusal } from '@carrel/kernel';

export class NotItsAdministrator extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor() {
    super('Only an administrator of that group, or the operator, may see who reads its feed.');
  }
}
