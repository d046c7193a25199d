import { Refusal } from '@carrel/kernel';

/** Whoever typed an address into a form has not shown that it is his or hers. */
export class LinkNeeded extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'link-needed';
  constructor() {
    super(
      'The link in a mail of ours shows that the address is yours: have one sent, open it, and delete there.',
    );
  }
}
