import { Refusal } from '@carrel/kernel';

export class TooManyFiles extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'too-many-files';
  constructor(most: number) {
    super(`At most ${most} files wait to be sent; remove one first.`, { most });
  }
}
export class PatronFilesFull extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'too-many-files';
  constructor(most: number) {
    super(`A patron gives at most ${most} files to one question.`, { most });
  }
}
export class AlreadySent extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'already-sent';
  constructor() {
    super('The file was sent to the patron already.');
  }
}
export class NoSuchFileToSend extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'unknown-file';
  constructor() {
    super('A file to send was uploaded to this question by your library, and not sent before.');
  }
}
