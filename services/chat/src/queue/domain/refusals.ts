import { Refusal } from '@carrel/kernel';

export class BadHours extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'bad-hours';
  constructor(detail: string) {
    super(detail);
  }
}
