import { requests, type QuestionOf } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { quotedBeside } from './domain/quoting.js';
import type { MatchedBy } from './domain/threading.js';
import { NobodyToAnswer } from './domain/refusals.js';
import { IncomingMailsQueries } from './persistence/incoming-mails.queries.js';

/** Sends a mail's content to questions, which decides its effect; each mail takes effect once. */
@Injectable()
export class QuestionUpdates {
  constructor(
    private readonly requests: Requests,
    private readonly queries: IncomingMailsQueries,
    private readonly facts: MailFacts,
  ) {}

  /** A patron's reply joins the question where the library takes replies, or has asked for this one (R134, B39). */
  async takesReplies(institutionId: string, questionId: string): Promise<boolean> {
    if (await this.queries.hasAsked(questionId)) return true;
    return (await this.facts.sender(institutionId)).takesReplies;
  }

  /** Rows 35 to 38 for a patron's words, row 32 for those of an expert or partner. */
  async reply(
    mailId: string,
    { questionId, referralId }: { questionId: string; referralId: string | null },
    matchedBy: MatchedBy | 'person',
  ): Promise<void> {
    const [words, files] = await Promise.all([this.wordsOf(mailId), this.filesOf(mailId)]);
    const whole = { messageId: mailId, ...words, matchedBy, ...files };
    if (referralId) await this.requests.ask(requests.referralReply, { referralId, ...whole });
    else await this.requests.ask(requests.patronReply, { questionId, ...whole });
  }

  /** A new question (row 11). */
  async ask(mailId: string, institutionId: string): Promise<string> {
    const mail = await this.queries.get(mailId);
    if (!mail?.sender) throw new NobodyToAnswer();
    const { questionId } = await this.requests.ask(requests.mailQuestion, {
      mailId,
      institutionId,
      patron: { name: mail.senderName, email: mail.sender },
      subject: mail.subject,
      text: mail.wholeText || mail.subject || '',
      ...(await this.filesOf(mailId)),
    });
    return questionId;
  }

  /** An automatic mail (row 39). */
  async automatic(mailId: string, questionId: string): Promise<void> {
    const words = await this.wordsOf(mailId);
    await this.requests.ask(requests.automaticMail, { questionId, messageId: mailId, ...words });
  }

  /** Attachments that are given out. None names no files, which the version before takes too. */
  private async filesOf(mailId: string): Promise<Pick<QuestionOf<typeof requests.mailQuestion>, 'files'>> {
    const kept = (await this.queries.attachmentsOf([mailId])).filter(({ refusal }) => refusal === null);
    const files = kept.map(({ id, name, mediaType, size: bytes }) => ({ id, name, mediaType, bytes }));
    return files.length ? { files } : {};
  }

  /** A mail may be nothing but an attachment. Nothing quoted is left out, as the version before expects. */
  private async wordsOf(mailId: string): Promise<{ text: string; quoted?: string }> {
    const mail = await this.queries.get(mailId);
    if (mail?.text) {
      const quoted = quotedBeside(mail.text, mail.wholeText ?? '');
      return { text: mail.text, ...(quoted ? { quoted } : {}) };
    }
    const files = await this.queries.attachmentsOf([mailId]);
    return { text: files.map(({ name }) => `[${name}]`).join('\n') || '[…]' };
  }
}
