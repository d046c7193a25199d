import { requests } from '@carrel/contracts';
import { isSameMailbox, RemoteRefusal } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { MAIL_CONFIG, type MailConfig } from '../mail/config.js';
import { isMailbox } from '../mail/domain/address.js';
import type { Mailbox, ReadMail } from './domain/read-mail.js';
import { ReturnAddresses, type ReturnAddress } from '../mail/return-addresses.js';

/** Which of our addresses a mail came to. */
export type Destination =
  | { readonly kind: 'token'; readonly token: ReturnAddress }
  | { readonly kind: 'library'; readonly institutionId: string }
  /** The mailbox of all answers, our sender's, or postmaster (RFC 5321, 4.5.1): of no library in particular. */
  | { readonly kind: 'house' };

/** Recognises our addresses. */
@Injectable()
export class Destinations {
  constructor(
    private readonly returnAddresses: ReturnAddresses,
    private readonly requests: Requests,
    @Inject(MAIL_CONFIG) private readonly config: Pick<MailConfig, 'from'>,
  ) {}

  /** Undefined for an address that is not ours. @throws ServiceUnavailable while that cannot be decided */
  async of(address: string): Promise<Destination | undefined> {
    const token = this.returnAddresses.read(address);
    if (token) return { kind: 'token', token };
    if (!isMailbox(address)) return undefined;
    const institutionId = await this.libraryAt(address);
    if (institutionId) return { kind: 'library', institutionId };
    return this.isGeneralAddress(address) ? { kind: 'house' } : undefined;
  }

  /**
   * Who gets the answer (RFC 5322, 3.6.2): whom Reply-To names, as the contact form of a web site does, unless it is
   * empty or one of our own addresses. @throws ServiceUnavailable while that cannot be decided
   */
  async answerTo({ from, replyTo }: Pick<ReadMail, 'from' | 'replyTo'>): Promise<Mailbox | null> {
    if (!replyTo || !isMailbox(replyTo.address)) return from;
    if (from && isSameMailbox(from.address, replyTo.address)) return from;
    return (await this.of(replyTo.address)) ? from : replyTo;
  }

  /** Whether it is an address that every mail domain has for those who run it (RFC 2142). */
  isSystemMailbox(address: string): boolean {
    const { domain } = this.returnAddresses;
    return ['postmaster', 'abuse'].some((name) => isSameMailbox(`${name}@${domain}`, address));
  }

  private isGeneralAddress(address: string): boolean {
    const ours = isSameMailbox(this.config.from.address, address);
    return ours || this.returnAddresses.isBare(address) || this.isSystemMailbox(address);
  }

  private async libraryAt(address: string): Promise<string | null> {
    try {
      return (await this.requests.ask(requests.questionAddress, { address })).institutionId;
    } catch (error) {
      if (error instanceof RemoteRefusal && error.kind !== 'away') return null;
      throw error;
    }
  }
}
