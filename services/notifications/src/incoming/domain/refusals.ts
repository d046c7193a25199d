import { Refusal } from '@carrel/kernel';

export class NotWaiting extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'mail-not-waiting';
  constructor(status: string) {
    super('This mail has found its place; only one that is held or refused can be decided upon.', { status });
  }
}

export class BeingDecided extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'mail-being-decided';
  constructor() {
    super('Somebody is deciding about this mail just now.');
  }
}

export class MailForgotten extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'erased';
  constructor() {
    super('This mail is erased; only its outcome is left.');
  }
}

export class WhichQuestion extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'question-needed';
  constructor() {
    super('The mail does not show which question it belongs to; name it.');
  }
}

export class WhichLibrary extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'library-needed';
  constructor() {
    super('The mail does not show which library it is for; name it.');
  }
}

export class NobodyToAnswer extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'mail-without-sender';
  constructor() {
    super('This mail names no sender, so it can be no question of anybody.');
  }
}

export class AttachmentRefused extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'attachment-refused';
  constructor(why: string) {
    super('This attachment is not given out; it is in the original mail.', { why });
  }
}
