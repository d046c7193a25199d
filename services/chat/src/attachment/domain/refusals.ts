import { Refusal } from '@carrel/kernel';

export class TooManyAttachments extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-attachments';
  constructor(most: number) {
    super(`A session holds at most ${most} files.`, { most });
  }
}
