import { Refusal } from '@carrel/kernel';

export class StillUnderWay extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'still-under-way';
  constructor() {
    super('This mail is still being tried; wait until it is known how it fared.');
  }
}

export class NothingToResend extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-resend';
  constructor() {
    super('The mail server has taken this mail, or its text is kept no more; write to the patron again.');
  }
}

export class NotTheirs extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor() {
    super('Only an administrator of that library may do this.');
  }
}

export class NoAddresses extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'no-addresses';
  constructor() {
    super('The library has named no address to test; save the addresses first.');
  }
}

export class NotSuppressed extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'not-suppressed';
  constructor() {
    super('There is no such address of this library that is written to no more.');
  }
}
