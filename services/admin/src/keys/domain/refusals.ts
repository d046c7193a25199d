import { Refusal } from '@carrel/kernel';

export class RotationUnderWay extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'rotation-under-way';
  constructor() {
    super('The key before is still needed for tokens it has signed; rotate again in an hour.');
  }
}
