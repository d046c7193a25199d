import type { QuestionOf, requests } from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { type Mark, type Reopening, closeQuestion, reopenQuestion } from '../question/domain/closing.js';
import { CommandRunner, type Written } from '../question/command-runner.js';
import type { DeliveredBy } from '../question/domain/history.js';
import {
  type Referring,
  referQuestion,
  referralsEndedWith,
  returnBySystem,
  returnReferral,
  shareQuestion,
  withdrawReferral,
} from '../question/domain/referring.js';
import { ReferralIdTaken, UnknownLibrary } from '../question/domain/refusals.js';
import type { QuestionRow } from '../question/domain/row.js';
import { standingOf, type QuestionStanding } from '../question/domain/question-standing.js';
import { MailFiles } from '../files/persistence/mail-files.repository.js';
import { FilesService } from '../files/files.service.js';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { assignQuestion, claimQuestion, unclaimQuestion } from '../question/domain/claiming.js';
import { addNote, answerQuestion } from '../question/domain/conversation.js';
import { addPartnerReply, consultOutside } from '../question/domain/outside-advice.js';

/** Why a close counts apart, the other question told by its number. */
export interface CloseInput {
  readonly as: 'spam' | 'duplicate';
  readonly number?: string | undefined;
}

export interface Answer {
  readonly text: string;
  readonly deliveredBy: DeliveredBy;
  readonly fileIds?: readonly string[] | undefined;
}

/** What staff, and the referrals service, do with questions. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly commands: CommandRunner,
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly libraryRules: LibraryRules,
    private readonly files: FilesService,
    private readonly mailFiles: MailFiles,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  claim(caller: Caller, id: string): Promise<QuestionRow> {
    return this.commands.act(caller, id, (question, actor, now) => claimQuestion(question, actor, now));
  }

  unclaim(caller: Caller, id: string): Promise<QuestionRow> {
    return this.commands.act(caller, id, (question, actor, now) => unclaimQuestion(question, actor, now));
  }

  async assign(caller: Caller, id: string, assigneeId: string): Promise<QuestionRow> {
    const active = await this.libraryRules.stillAt(caller.institutionId, [assigneeId]);
    return this.commands.act(caller, id, (question, actor, now) =>
      assignQuestion(question, actor, assigneeId, active, now),
    );
  }

  note(caller: Caller, id: string, text: string): Promise<Written> {
    return this.commands.write(caller, id, text, (q, actor, note, now) => addNote(q, actor, note, now));
  }

  /** With files, all of them go out with it, or nothing is answered. */
  answer(caller: Caller, id: string, { text, deliveredBy, fileIds = [] }: Answer): Promise<Written> {
    return this.transactions.run(async () => {
      const written = await this.commands.write(caller, id, text, (q, actor, letter, now) =>
        answerQuestion(q, actor, { ...letter, deliveredBy }, now),
      );
      await this.files.send(caller, id, fileIds, written.id);
      return written;
    });
  }

  async close(caller: Caller, id: string, input?: CloseInput): Promise<QuestionRow> {
    const mark = input && (await this.markOf(caller, input));
    const policy = await this.libraryRules.closePolicyFor(id);
    return this.commands.act(caller, id, (question, actor, now) =>
      closeQuestion(question, actor, policy, now, mark),
    );
  }

  async reopen(caller: Caller, id: string, input: Reopening): Promise<QuestionRow> {
    const rules = await this.libraryRules.rulesFor(id);
    const active = await this.libraryRules.stillAt(await this.libraryRules.homeOf(id), [input.assigneeId]);
    return this.commands.act(caller, id, (question, actor, now) =>
      reopenQuestion(question, actor, input, rules, active, now),
    );
  }

  private async markOf(caller: Caller, { as, number }: CloseInput): Promise<Mark> {
    if (as === 'spam') return { as };
    const ofId = number && (await this.queries.byNumber(number));
    if (!ofId) throw new NotFound('question');
    const other = await this.questions.get(ofId);
    if (!other.readingOf(await this.libraryRules.reader(caller, ofId))) throw new NotFound('question');
    return { as, ofId };
  }

  /** Rows 24 to 26 and 33, as referrals asks for them; the same referral again gives the same answer (B3). */
  async refer(asked: QuestionOf<typeof requests.refer>): Promise<QuestionStanding> {
    const { questionId, senderInstitutionId: institutionId, to } = asked;
    const known = await this.queries.byReferral(asked.referralId);
    if (known && known !== questionId) throw new ReferralIdTaken();
    const { sharedFollowup } = await this.libraryRules.rulesFor(questionId);
    const actor = {
      ...(await this.libraryRules.asked(questionId, institutionId)),
      ...nobodySpecial(asked.actorId),
    };
    const { kind } = to;
    const { expertAccountId = null, expertAccountIds = [] } = to;
    const experts = { expertAccountId, expertAccountIds };
    const referring: Referring = { ...asked, id: asked.referralId, kind, ...experts };
    return this.questions.change(questionId, (question) => {
      const now = this.clock.now();
      if (kind === 'shared-followup') shareQuestion(question, actor, referring, sharedFollowup, now);
      else if (kind === 'expert' || kind === 'email-partner') consultOutside(question, actor, referring, now);
      else referQuestion(question, actor, required(to.institutionId), referring, now);
      return standingOf(question);
    });
  }

  /** Row 32, as the mail to a referral's own address arrives; the same message again changes nothing. */
  async adviceCame(asked: QuestionOf<typeof requests.referralReply>): Promise<{ questionId: string }> {
    const { referralId, messageId, text, quoted = '', matchedBy, files = [] } = asked;
    const questionId = await this.queries.byReferral(referralId);
    if (!questionId) throw new NotFound('referral');
    if (await this.queries.message(questionId, messageId)) return { questionId };
    const active = await this.commands.stillThere(questionId);
    const reply = { id: messageId, text, quoted, matchedBy };
    const now = this.clock.now();
    await this.transactions.run(async () => {
      await this.questions.change(questionId, (question) =>
        addPartnerReply(question, referralId, reply, active, now),
      );
      await this.mailFiles.add({ questionId, mailId: messageId, at: now }, files);
    });
    return { questionId };
  }

  /** Rows 27 to 29, 49 and 51, as referrals asks for them. */
  async endReferral(asked: QuestionOf<typeof requests.endReferral>) {
    const { referralId, by, institutionId, actorId, reason } = asked;
    const id = await this.queries.byReferral(referralId);
    if (!id) throw new NotFound('referral');
    const active = await this.commands.stillThere(id);
    const who = { accountId: actorId, institutionId };
    return this.questions.change(id, (question) => {
      const now = this.clock.now();
      if (by === 'withdraw') withdrawReferral(question, who, referralId, reason, active, now);
      else if (by === 'return') returnReferral(question, who, referralId, reason, active, now);
      else returnBySystem(question, referralId, by, active, now);
      return { questionId: id, endedReferralIds: referralsEndedWith(question, referralId) };
    });
  }
}

/** Referrals has checked the person; here the library counts. */
const nobodySpecial = (accountId: string) => ({ accountId, reviewer: false, admin: false });

function required(institutionId: string | null): string {
  if (!institutionId) throw new UnknownLibrary();
  return institutionId;
}
