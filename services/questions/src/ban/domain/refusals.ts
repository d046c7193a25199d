import { Refusal } from '@carrel/kernel';

/** The library has banned the patron, and does not leave its web form open to banned ones (setting patron-abuse). */
export class Banned extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'banned';
  constructor(facts: { page: { title: string; text: string }; until: string }) {
    super(facts.page.title, facts);
  }
}
