import { Aggregate } from '@carrel/kernel';

/** How a patron is known at one library; one record for each address there (B14, 2.6). */
export interface KnownPatron {
  readonly id: string;
  /** This question is the first from the address. */
  readonly isNew: boolean;
}

/** At most so many links a day to one address, so that a form cannot be made to mail strangers (promise 20). */
const linksADay = 3;
export const linkLivesMs = 30 * 86_400_000;
/** For so long a link that opens nothing more still has a new one mailed to the address it was mailed to. */
export const linkRenewedMs = 180 * 86_400_000;
const day = 86_400_000;

export class PatronRecord extends Aggregate {
  institutionId!: string;
  email!: string;
  name: string | null = null;
  linksSent = 0;
  linkSentAt: Date | null = null;

  /** A link to his or her questions is asked for, by whoever knows the address. False at the limit. */
  askForLink(now: Date): boolean {
    const today = this.linkSentAt !== null && +now - +this.linkSentAt < day;
    if (today && this.linksSent >= linksADay) return false;
    this.linksSent = today ? this.linksSent + 1 : 1;
    // A day is counted from its first link.
    if (!today) this.linkSentAt = now;
    const { id: patronId, institutionId } = this;
    this.record('patron.link-requested.v1', { patronId, institutionId }, now);
    return true;
  }
}
