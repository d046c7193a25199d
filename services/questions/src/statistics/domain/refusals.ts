import { Refusal } from '@carrel/kernel';

export class BadPeriod extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'bad-period';
  constructor() {
    super('A period begins with its first day, ends with its last, and spans at most 5 years.');
  }
}
export class UnknownTimeZone extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'unknown-time-zone';
  constructor() {
    super('A time zone is an IANA name, such as America/Denver.');
  }
}
