import { Clock, RemoteRefusal } from '@carrel/kernel';
import { Job, TooLarge } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { BouncesService } from './bounces.service.js';
import { QuestionUpdates } from './question-updates.js';
import { Destinations, type Destination } from './destinations.js';
import type { IncomingMail, Place } from './domain/incoming-mail.js';
import { kindOf } from './domain/kinds.js';
import type { Mailbox, ReadMail } from './domain/read-mail.js';
import { belongingOf, type Belonging } from './domain/threading.js';
import { keptAttachments } from './kept-attachments.js';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { IncomingMailsQueries } from './persistence/incoming-mails.queries.js';
import { headersOnly, MailReader } from './reading/mail-reader.js';
import { ReturnAddresses } from '../mail/return-addresses.js';
import { Tracing } from './tracing.js';

/** Questions by mail of one sender within an hour; the next one waits for a person (F13). */
const questionsAnHour = 2;
const hour = 3_600_000;
const minute = 60_000;

/**
 * Processes a mail that has arrived: a job, retried until every service it needs has answered; each step may
 * run twice, since questions recognises a mail by its id.
 */
@Injectable()
export class HandlingService {
  constructor(
    private readonly mails: IncomingMails,
    private readonly queries: IncomingMailsQueries,
    private readonly reader: MailReader,
    private readonly destinations: Destinations,
    private readonly returnAddresses: ReturnAddresses,
    private readonly tracing: Tracing,
    private readonly bounces: BouncesService,
    private readonly carrying: QuestionUpdates,
    private readonly clock: Clock,
  ) {}

  @Job('read-mail')
  async handle({ mailId }: { mailId: string }): Promise<void> {
    const arrived = await this.queries.get(mailId);
    const raw = arrived?.status === 'arrived' ? await this.queries.raw(mailId) : undefined;
    if (!arrived || !raw) return;
    const mail = (await this.reader.read(raw)) ?? headersOnly(raw);
    const destination = await this.destinations.of(arrived.recipient);
    const answerTo = await this.destinations.answerTo(mail);
    const attachments = await keptAttachments(mail.attachments);
    await this.mails.change(mailId, async (row, tx) => {
      row.read(mail, answerTo);
      // The library that has it, should it not be filed.
      if (destination?.kind === 'library' && row.status === 'arrived')
        row.belongsTo({ institutionId: destination.institutionId });
      if (row.status === 'arrived' && !row.erasedAt) await this.mails.attach(tx, mailId, attachments);
    });
    await this.sort(arrived, mail, answerTo, destination);
  }

  /** The job queue gives up after some days; mails are kept. */
  @Job('read-mails-left', { cron: '*/10 * * * *' })
  async readLeft(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - 30 * minute);
    for (const id of await this.queries.left(before, 500))
      await this.mails.change(id, (_, tx) => this.mails.readLater(tx, id));
  }

  private async sort(
    arrived: IncomingMail,
    mail: ReadMail,
    answerTo: Mailbox | null,
    destination: Destination | undefined,
  ): Promise<void> {
    const returned =
      destination?.kind === 'token' &&
      destination.token !== 'forged' &&
      destination.token.purpose === 'bounce';
    const envelope = { sender: arrived.envelopeSender, recipient: arrived.recipient, returned };
    const kind = kindOf(mail, envelope, this.returnAddresses.domain);
    const library = destination?.kind === 'library' ? destination.institutionId : null;
    if (kind.kind === 'bounce') return this.bounces.came(arrived.id, kind, destination);
    // A sender most likely reads mail to the same address.
    if ((kind.kind === 'automatic' || kind.kind === 'personal') && mail.from)
      await this.bounces.endSuppression(mail.from.address);
    if (kind.kind === 'automatic') return this.automatic(arrived.id, kind.sign, mail, destination);
    if (kind.kind !== 'personal') {
      const about = await this.tracing.about(destination, mail.refersTo);
      return this.settle(arrived.id, { institutionId: about?.institutionId ?? library }, (row, now) =>
        row.refuse(kind.kind === 'loop' ? `loop-${kind.sign}` : kind.kind, now),
      );
    }
    const belonging = belongingOf(await this.tracing.tracesOf(mail, destination, answerTo));
    if (mail.cut.includes('unreadable')) return this.hold(arrived.id, 'unreadable', belonging, library);
    await this.personal(arrived.id, mail, answerTo, belonging, library);
  }

  private async personal(
    id: string,
    mail: ReadMail,
    answerTo: Mailbox | null,
    belonging: Belonging,
    library: string | null,
  ): Promise<void> {
    if (belonging.to === 'review') return this.hold(id, belonging.reason, belonging, library);
    if (belonging.to !== 'nothing') return this.join(id, belonging);
    if (!library) return this.hold(id, 'no-question-named', belonging, library);
    const sender = answerTo?.address;
    if (!sender) return this.hold(id, 'no-sender', belonging, library);
    if (!mail.wholeText && !mail.subject) return this.hold(id, 'empty', belonging, library);
    const since = new Date(this.clock.now().getTime() - hour);
    // An unrecognised autoresponder answers each receipt with a new mail.
    const limit = { sender, institutionId: library, since, atMost: questionsAnHour };
    if (!(await this.mails.takeAsQuestion(id, limit)))
      return this.hold(id, 'many-from-one', belonging, library);
    await this.orSettled(id, async () => {
      const questionId = await this.carrying.ask(id, library);
      await this.mails.change(id, (row) =>
        this.unlessOver(row, () => row.join('question', questionId, 'token', this.clock.now())),
      );
    });
  }

  private async join(
    id: string,
    belonging: Extract<Belonging, { to: 'question' | 'referral' }>,
  ): Promise<void> {
    const { questionId } = belonging;
    const referralId = belonging.to === 'referral' ? belonging.referralId : null;
    const institutionId = (await this.tracing.homeOf(questionId)) ?? null;
    await this.settlePlace(id, { institutionId, questionId, referralId });
    if (!institutionId) return this.forgotten(id);
    if (!referralId && !(await this.carrying.takesReplies(institutionId, questionId)))
      return this.settle(id, undefined, (row, now) => row.hold('replies-off', now));
    await this.orSettled(id, async () => {
      await this.carrying.reply(id, { questionId, referralId }, belonging.by);
      await this.mails.change(id, (row) =>
        this.unlessOver(row, () =>
          row.join(referralId ? 'partner-reply' : 'reply', questionId, belonging.by, this.clock.now()),
        ),
      );
    });
  }

  /** F16: a note of the system's where its sender is whom we wrote to; anywhere else it is only listed. */
  private async automatic(
    id: string,
    sign: string,
    mail: ReadMail,
    destination: Destination | undefined,
  ): Promise<void> {
    const belonging = belongingOf(await this.tracing.tracesOf(mail, destination));
    const library = destination?.kind === 'library' ? destination.institutionId : null;
    if (belonging.to !== 'question' && belonging.to !== 'referral') {
      const place = await this.placeOf(belonging, library);
      return this.settle(id, place, (row, now) => row.refuse('automatic', now));
    }
    const { questionId } = belonging;
    const institutionId = (await this.tracing.homeOf(questionId)) ?? null;
    await this.settlePlace(id, { institutionId, questionId });
    if (!institutionId) return this.forgotten(id);
    await this.orSettled(id, async () => {
      await this.carrying.automatic(id, questionId);
      await this.settle(id, undefined, (row, now) => row.note('automatic', sign, now));
    });
  }

  private async hold(
    id: string,
    reason: string,
    belonging: Belonging,
    library: string | null,
  ): Promise<void> {
    const place = await this.placeOf(belonging, library);
    return this.settle(id, place, (row, now) => row.hold(reason, now));
  }

  private async placeOf(belonging: Belonging, library: string | null): Promise<Place> {
    if (belonging.to === 'nothing') return { institutionId: library };
    const { questionId } = belonging;
    const referralId = 'referralId' in belonging ? belonging.referralId : null;
    const home = questionId ? await this.tracing.homeOf(questionId) : undefined;
    return { institutionId: home ?? library, questionId: home ? questionId : null, referralId };
  }

  /** The question is erased, so mail about it is erased too. */
  private async forgotten(id: string): Promise<void> {
    await this.mails.change(id, async (row, tx) => {
      if (row.status !== 'arrived') return;
      const now = this.clock.now();
      row.refuse('erased', now);
      row.erase('everything', now);
      await this.mails.forgetBytes(tx, [id], 'everything');
    });
  }

  /** A refusal by questions is final: a person sees why. Rate limits and unavailability are retried. */
  private async orSettled(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof TooLarge)
        return this.settle(id, undefined, (row, now) => row.hold('too-large', now));
      if (!(error instanceof RemoteRefusal) || error.kind === 'too-many' || error.kind === 'away')
        throw error;
      if (error.code === 'erased' || error.kind === 'not-found') await this.forgotten(id);
      else await this.settle(id, undefined, (row, now) => row.hold(error.code, now));
    }
  }

  private settlePlace(id: string, place: Place): Promise<void | undefined> {
    return this.mails.change(id, (row) => row.belongsTo(place));
  }

  private async settle(
    id: string,
    place: Place | undefined,
    decide: (row: IncomingMail, now: Date) => void,
  ): Promise<void> {
    await this.mails.change(id, async (row, tx) => {
      if (row.status !== 'arrived') return;
      if (place) row.belongsTo(place);
      decide(row, this.clock.now());
      if (row.isHeld) await tx.job('notify-of-held-mail', { mailId: id }, { key: `held:${id}` });
    });
  }

  private unlessOver(row: IncomingMail, work: () => void): void {
    if (row.status === 'arrived') work();
  }
}
