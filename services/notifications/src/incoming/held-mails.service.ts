import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { MailQueue, type Draft } from '../delivery/mail-queue.js';
import { IncomingMailsQueries } from './persistence/incoming-mails.queries.js';

/** Notices that a mail could not be filed and waits for a person: its sender has our acceptance (B39). */
@Injectable()
export class HeldMailsService {
  constructor(
    private readonly queries: IncomingMailsQueries,
    private readonly facts: MailFacts,
    private readonly mailQueue: MailQueue,
  ) {}

  @Job('notify-of-held-mail')
  async notify({ mailId }: { mailId: string }): Promise<void> {
    const mail = await this.queries.get(mailId);
    // Mail without a known library is listed for the operator.
    if (mail?.status !== 'held' || !mail.institutionId) return;
    const { institutionId, questionId } = mail;
    const question = questionId ? await this.facts.question(questionId) : undefined;
    const { name: library } = await this.facts.library(institutionId);
    const about = question ? { number: question.number, title: question.subject } : {};
    const drafts = (await this.facts.surelyReached(institutionId)).map((to): Draft => ({
      ...{ notice: 'mail-held', data: { library, ...about } },
      ...{ to, toPatron: false, personal: false, bundle: `mail-held:${institutionId}` },
      ...{ institutionId, questionId: question ? questionId : null, sessionId: null },
      number: question?.number ?? null,
    }));
    await this.mailQueue.postBecauseOf(mailId, drafts);
  }
}
