import { Refusal } from '@carrel/kernel';

export class Erased extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'erased';
  constructor() {
    super('What the patron wrote in this question has been erased; nothing more is done with it.');
  }
}
