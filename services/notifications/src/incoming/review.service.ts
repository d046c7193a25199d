import { Clock, NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { QuestionUpdates } from './question-updates.js';
import {
  incomingStatuses,
  type IncomingMail,
  type IncomingStatus,
  type Outcome,
  type Place,
  type Target,
} from './domain/incoming-mail.js';
import {
  AttachmentRefused,
  MailForgotten,
  NobodyToAnswer,
  WhichLibrary,
  WhichQuestion,
} from './domain/refusals.js';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { IncomingMailsQueries, type StoredAttachment } from './persistence/incoming-mails.queries.js';
import { Tracing } from './tracing.js';

export interface Reader {
  readonly accountId: string;
  readonly institutionId: string;
  readonly operator: boolean;
}
export interface SeenMail {
  readonly mail: IncomingMail;
  readonly attachments: StoredAttachment[];
  /** Whether the reader may see who wrote it. */
  readonly contact: boolean;
}
export interface Release {
  readonly as: 'reply' | 'question';
  readonly questionId?: string | undefined;
  readonly institutionId?: string | undefined;
}

/** Incoming mail for a library's staff, and their decisions about mail that was not filed. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly mails: IncomingMails,
    private readonly queries: IncomingMailsQueries,
    private readonly facts: MailFacts,
    private readonly tracing: Tracing,
    private readonly carrying: QuestionUpdates,
    private readonly clock: Clock,
  ) {}

  /** A library's mails, a question's, or for the operator those of no known library; newest first. */
  async list(
    reader: Reader,
    input: { questionId?: string | undefined; status?: IncomingStatus | undefined },
    before: string | undefined,
    limit: number,
  ): Promise<{ rows: SeenMail[]; more: boolean }> {
    const { questionId, status } = input;
    const statuses = status ? [status] : incomingStatuses;
    if (!questionId) {
      const institutionId = reader.operator ? null : reader.institutionId;
      const { mails, more } = await this.queries.list({ institutionId }, statuses, before, limit);
      return { rows: await this.withAttachments(mails, true), more };
    }
    const { allowed, contact } = await this.mayRead(reader, questionId);
    if (!allowed) throw new NotFound('question');
    // Mail matched without certainty is visible only to the library that decides about it.
    const shown = statuses.filter((one) => one === 'joined' || one === 'noted');
    if (shown.length === 0) return { rows: [], more: false };
    const { mails, more } = await this.queries.list({ questionId }, shown, before, limit);
    return { rows: await this.withAttachments(mails, contact), more };
  }

  async get(reader: Reader, id: string): Promise<SeenMail> {
    const { mail, contact } = await this.readable(reader, id);
    return (await this.withAttachments([mail], contact))[0]!;
  }

  /** As it came, byte by byte. It names its sender, so only for those who may know. */
  async original(reader: Reader, id: string): Promise<Buffer> {
    const { contact } = await this.readable(reader, id);
    if (!contact) throw new NotFound('mail');
    const raw = await this.queries.raw(id);
    if (!raw) throw new MailForgotten();
    return raw;
  }

  async attachment(
    reader: Reader,
    id: string,
    attachmentId: string,
  ): Promise<StoredAttachment & { content: Buffer }> {
    await this.readable(reader, id);
    const found = await this.queries.attachment(id, attachmentId);
    if (!found) throw new NotFound('attachment');
    const { content, ...rest } = found;
    if (!content) throw new AttachmentRefused(rest.refusal ?? 'unknown');
    return { ...rest, content };
  }

  /** Files a held or refused mail by a person's decision. */
  async release(reader: Reader, id: string, input: Release): Promise<SeenMail> {
    const mail = await this.ownMail(reader, id);
    mail.mustWait();
    if (input.as === 'question') {
      const institutionId = reader.operator
        ? (input.institutionId ?? mail.institutionId)
        : reader.institutionId;
      if (!institutionId) throw new WhichLibrary();
      if (!mail.sender) throw new NobodyToAnswer();
      await this.facts.library(institutionId);
      await this.decide(reader, id, null, async () => {
        const questionId = await this.carrying.ask(id, institutionId);
        return { outcome: 'question', place: { institutionId, questionId } };
      });
      return this.get(reader.operator ? { ...reader, institutionId, operator: false } : reader, id);
    }
    const questionId = input.questionId ?? mail.questionId;
    if (!questionId) throw new WhichQuestion();
    const home = await this.tracing.homeOf(questionId);
    const may = reader.operator ? { allowed: true } : await this.mayRead(reader, questionId);
    if (!home || !may.allowed) throw new NotFound('question');
    const referralId = input.questionId && input.questionId !== mail.questionId ? null : mail.referralId;
    const target = { questionId, referralId };
    await this.decide(reader, id, target, async () => {
      await this.carrying.reply(id, target, 'person');
      const outcome = referralId ? 'partner-reply' : 'reply';
      return { outcome, place: { institutionId: home, ...target } };
    });
    return this.get({ ...reader, institutionId: home, operator: false }, id);
  }

  async reject(reader: Reader, id: string): Promise<SeenMail> {
    await this.ownMail(reader, id);
    await this.mails.change(id, (row) => row.reject(reader.accountId, this.clock.now()));
    return this.get(reader, id);
  }

  /** Keeps others off while questions is asked; the mail changes its place only once questions has it. */
  private async decide(
    reader: Reader,
    id: string,
    target: Target | null,
    carry: () => Promise<{ outcome: Outcome; place: Place & { questionId: string } }>,
  ): Promise<void> {
    const { accountId: by } = reader;
    const since = this.clock.now();
    const before = await this.mails.change(id, (row) => {
      this.mustOwn(reader, row);
      const { questionId, referralId } = row;
      row.claim(by, target, since);
      return { questionId, referralId };
    });
    if (!before) throw new NotFound('mail');
    try {
      const { outcome, place } = await carry();
      await this.mails.change(id, (row) => row.release(outcome, place, by, since, this.clock.now()));
    } catch (error) {
      await this.mails.change(id, (row) => row.unclaim(by, since, before));
      throw error;
    }
  }

  /** Held and refused mail is the library's that it came to, or the operator's when that is not known. */
  private async ownMail(reader: Reader, id: string): Promise<IncomingMail> {
    const mail = await this.queries.get(id);
    if (!mail) throw new NotFound('mail');
    this.mustOwn(reader, mail);
    return mail;
  }

  private mustOwn(reader: Reader, mail: IncomingMail): void {
    if (mail.institutionId !== (reader.operator ? null : reader.institutionId)) throw new NotFound('mail');
  }

  private async readable(reader: Reader, id: string): Promise<{ mail: IncomingMail; contact: boolean }> {
    const mail = await this.queries.get(id);
    if (!mail) throw new NotFound('mail');
    if (reader.operator ? mail.institutionId === null : mail.institutionId === reader.institutionId)
      return { mail, contact: true };
    const inQuestion = mail.status === 'joined' || mail.status === 'noted';
    const may =
      !reader.operator && inQuestion && mail.questionId && (await this.mayRead(reader, mail.questionId));
    if (!may || !may.allowed) throw new NotFound('mail');
    return { mail, contact: may.contact };
  }

  private mayRead({ accountId, institutionId }: Reader, questionId: string) {
    return this.facts.mayRead({ questionId, accountId, institutionId });
  }

  private async withAttachments(mails: readonly IncomingMail[], contact: boolean): Promise<SeenMail[]> {
    const all = mails.length ? await this.queries.attachmentsOf(mails.map(({ id }) => id)) : [];
    return mails.map((mail) => ({
      mail,
      contact,
      attachments: all.filter(({ mailId }) => mailId === mail.id),
    }));
  }
}
