import { Refusal } from '@carrel/kernel';

export class HoursChanged extends Refusal {
  readonly kind = 'stale';
  readonly code = 'hours-changed-meanwhile';
  constructor() {
    super('Somebody changed these hours after you read them; read them again.');
  }
}

export class BadHours extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'bad-hours';
  constructor(detail: string) {
    super(detail);
  }
}
