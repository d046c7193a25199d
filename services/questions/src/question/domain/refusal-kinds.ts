import { Refusal } from '@carrel/kernel';

/** The state forbids it. */
export abstract class Conflict extends Refusal {
  readonly kind = 'conflict';
}
/** The person may not. */
export abstract class Forbidden extends Refusal {
  readonly kind = 'forbidden';
}
/** What was asked for breaks a rule whatever the state. */
export abstract class Invalid extends Refusal {
  readonly kind = 'invalid';
}
