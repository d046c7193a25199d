import type { AnswerOf, EventEnvelope, QuestionOf, requests } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { askedByForm } from '../question/domain/opening.js';
import { FormBusy, Erased } from '../question/domain/refusals.js';
import { MailFiles } from '../files/persistence/mail-files.repository.js';
import { LibraryRules } from '../question/library-rules.js';
import { FormLimits } from '../intake/persistence/form-limits.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { addAutomaticMail, addBounce, addPatronReply } from '../question/domain/conversation.js';

type Asked<N extends keyof typeof requests> = QuestionOf<(typeof requests)[N]>;
type Said<N extends keyof typeof requests> = Promise<AnswerOf<(typeof requests)[N]>>;

/**
 * What arrives by mail, sent by notifications. A mail is sent again until we have answered, so that each is
 * known by its own id: the message, or the question, that it became.
 */
@Injectable()
export class CorrespondenceService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly mailFiles: MailFiles,
    private readonly libraryRules: LibraryRules,
    private readonly limits: FormLimits,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** A patron's reply by mail (rows 35 to 38); to where a merged question goes on. */
  async patronReply(asked: Asked<'patronReply'>): Said<'patronReply'> {
    const { messageId, text, quoted = '', matchedBy, files = [] } = asked;
    const questionId = await this.queries.goesOnAs(asked.questionId);
    const rules = await this.libraryRules.rulesFor(questionId);
    if (!(await this.queries.message(questionId, messageId))) {
      const now = this.clock.now();
      await this.transactions.run(async () => {
        await this.questions.change(questionId, (question) =>
          addPatronReply(question, { id: messageId, text, quoted, matchedBy }, rules, now),
        );
        await this.mailFiles.add({ questionId, mailId: messageId, at: now }, files);
      });
    }
    return { questionId };
  }

  /** A question by mail (row 11), under the limits of the library's web form and for its assignee. */
  async mailQuestion(asked: Asked<'mailQuestion'>): Said<'mailQuestion'> {
    const { mailId, institutionId, patron, subject, text, files = [] } = asked;
    const known = await this.numberOf(mailId);
    if (known) return { questionId: mailId, number: known };
    const rules = await this.libraryRules.rulesOf(institutionId);
    const { assigneeId } = await this.directory.setting('ask-form', institutionId);
    const [assignee] = assigneeId ? await this.libraryRules.stillAt(institutionId, [assigneeId]) : [];
    const now = this.clock.now();
    const turn = await this.limits.take(institutionId, now);
    if ('wait' in turn) throw new FormBusy(turn.wait);
    const { number } = turn;
    await this.transactions.run(async () => {
      await this.questions.add({ institutionId, patron, now }, (record) => {
        const mail = { id: mailId, number, institutionId, patron, subject, text, known: record };
        return askedByForm(mail, rules, now, assignee, 'mail');
      });
      await this.mailFiles.add({ questionId: mailId, mailId, at: now }, files);
    });
    return { questionId: mailId, number };
  }

  /** An automatic mail (row 39): kept as a note. */
  async automaticMail({
    questionId,
    messageId,
    text,
    quoted = '',
  }: Asked<'automaticMail'>): Said<'automaticMail'> {
    if (!(await this.queries.message(questionId, messageId))) {
      await this.questions.change(questionId, (question) =>
        addAutomaticMail(question, { id: messageId, text, quoted }, this.clock.now()),
      );
    }
    return { questionId };
  }

  async byNumber({ number }: Asked<'questionByNumber'>): Said<'questionByNumber'> {
    const questionId = (await this.queries.byNumber(number)) ?? null;
    const erased = questionId && (await this.questions.get(questionId)).erasedAt;
    return { questionId: erased ? null : questionId };
  }

  /** A mail that did not arrive (row 39), if its question still exists. */
  async bounced(event: EventEnvelope<'mail.bounced.v1'>): Promise<void> {
    const { questionId } = event.data;
    if (!questionId) return;
    await this.transactions.runOnce(event, async () => {
      try {
        await this.questions.change(questionId, (question) =>
          addBounce(question, event.data, this.clock.now()),
        );
      } catch (error) {
        if (!(error instanceof Erased || error instanceof NotFound)) throw error;
      }
    });
  }

  private async numberOf(id: string): Promise<string | undefined> {
    try {
      return (await this.questions.get(id)).number;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}
