import { requests } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { isSameMailbox } from '@carrel/kernel';
import { MailFacts } from '../delivery/mail-facts.service.js';
import type { Destination } from './destinations.js';
import type { Mailbox, ReadMail } from './domain/read-mail.js';
import { numberIn, type NumberedQuestion, type SentMail, type Traces } from './domain/threading.js';
import { IncomingMailsQueries } from './persistence/incoming-mails.queries.js';

/** Finds candidates that a mail may belong to; domain/threading.ts decides among them. */
@Injectable()
export class Tracing {
  constructor(
    private readonly queries: IncomingMailsQueries,
    private readonly facts: MailFacts,
    private readonly requests: Requests,
  ) {}

  async tracesOf(
    mail: ReadMail,
    destination: Destination | undefined,
    answerTo: Mailbox | null = mail.from,
  ): Promise<Traces> {
    const from = mail.from?.address ?? null;
    const token = await this.behind(destination);
    const sent = await this.queries.sent(mail.refersTo);
    const answered = answerTo?.address ?? null;
    const known = (one: SentMail) => this.orPresentAddress(one, [from, answered]);
    return {
      from,
      answerTo: answered,
      token: token && typeof token === 'object' ? await known(token) : token,
      sent: await Promise.all(sent.slice(0, 5).map(known)),
      earlier: await this.queries.earlier(mail.refersTo),
      numbered: await this.numbered(mail.subject),
    };
  }

  /** The mail of ours that a report or automatic mail is about, whoever sends it. */
  async about(
    destination: Destination | undefined,
    messageIds: readonly string[],
  ): Promise<SentMail | undefined> {
    const token = await this.behind(destination);
    if (token && typeof token === 'object') return token;
    return (await this.queries.sent(messageIds))[0];
  }

  /** The library whose patron asked; undefined for a question that is erased. */
  async homeOf(questionId: string): Promise<string | undefined> {
    return (await this.facts.question(questionId))?.patronInstitutionId;
  }

  private async behind(destination: Destination | undefined): Promise<Traces['token']> {
    if (destination?.kind !== 'token') return null;
    if (destination.token === 'forged') return 'forged';
    return (await this.queries.delivery(destination.token.deliveryId)) ?? 'forgotten';
  }

  /** A patron whose address a librarian has corrected since answers from the new one. */
  private async orPresentAddress(mail: SentMail, writers: readonly (string | null)[]): Promise<SentMail> {
    const { questionId, recipient, toPatron } = mail;
    const wrote = (address: string | null | undefined) =>
      !!address && writers.some((one) => one !== null && isSameMailbox(one, address));
    if (!questionId || !toPatron || wrote(recipient)) return mail;
    const present = (await this.facts.question(questionId))?.patron.email;
    return wrote(present) ? { ...mail, recipient: present! } : mail;
  }

  private async numbered(subject: string): Promise<NumberedQuestion | null> {
    const number = numberIn(subject);
    if (!number) return null;
    const { questionId } = await this.requests.ask(requests.questionByNumber, { number });
    const question = questionId && (await this.facts.question(questionId));
    if (!questionId || !question) return null;
    const advisers = await this.queries.advisersOf(questionId);
    return { questionId, patronAddress: question.patron.email, advisers };
  }
}
