import type { QuestionOf, requests } from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Actor } from './domain/people.js';
import type { Question, Reopening } from './domain/question.js';
import type { DeliveredBy } from './domain/record.js';
import type { Active, Referring } from './domain/referable.js';
import { ReferralIdTaken, UnknownLibrary } from './domain/refusals.js';
import { rowOf, type QuestionRow } from './domain/row.js';
import { standingOf, type QuestionStanding } from './domain/standing.js';
import { Homes, type Caller } from './homes.js';
import { QuestionsQueries } from './persistence/questions.queries.js';
import { Questions } from './persistence/questions.repository.js';

export interface Written {
  readonly id: string;
  readonly question: QuestionRow;
}

/** What staff, and the referrals service, do with questions. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly homes: Homes,
    private readonly clock: Clock,
  ) {}

  claim(caller: Caller, id: string): Promise<QuestionRow> {
    return this.act(caller, id, (question, actor, now) => question.claimBy(actor, now));
  }

  unclaim(caller: Caller, id: string): Promise<QuestionRow> {
    return this.act(caller, id, (question, actor, now) => question.unclaimBy(actor, now));
  }

  async assign(caller: Caller, id: string, assigneeId: string): Promise<QuestionRow> {
    const active = await this.homes.stillAt(caller.institutionId, [assigneeId]);
    return this.act(caller, id, (question, actor, now) => question.assignBy(actor, assigneeId, active, now));
  }

  async note(caller: Caller, id: string, text: string): Promise<Written> {
    const note = { id: newId(), text };
    return {
      id: note.id,
      question: await this.act(caller, id, (q, actor, now) => q.noteBy(actor, note, now)),
    };
  }

  async answer(caller: Caller, id: string, text: string, deliveredBy: DeliveredBy): Promise<Written> {
    const answer = { id: newId(), text, deliveredBy };
    return {
      id: answer.id,
      question: await this.act(caller, id, (q, actor, now) => q.answerBy(actor, answer, now)),
    };
  }

  async close(caller: Caller, id: string): Promise<QuestionRow> {
    const policy = await this.homes.closePolicyFor(id);
    return this.act(caller, id, (question, actor, now) => question.closeBy(actor, policy, now));
  }

  async reopen(caller: Caller, id: string, wish: Reopening): Promise<QuestionRow> {
    const rules = await this.homes.rulesFor(id);
    const active = await this.homes.stillAt(await this.homes.homeOf(id), [wish.assigneeId]);
    return this.act(caller, id, (question, actor, now) => question.reopenBy(actor, wish, rules, active, now));
  }

  /** Rows 24 to 26 and 33, as referrals asks for them; the same referral again gives the same answer (B3). */
  async refer(asked: QuestionOf<typeof requests.refer>): Promise<QuestionStanding> {
    const { questionId, senderInstitutionId: institutionId, to } = asked;
    const known = await this.queries.byReferral(asked.referralId);
    if (known && known !== questionId) throw new ReferralIdTaken();
    const { sharedFollowup } = await this.homes.rulesFor(questionId);
    const actor = { ...(await this.homes.asked(questionId, institutionId)), ...nobodySpecial(asked.actorId) };
    const { kind } = to;
    const referring: Referring = { ...asked, id: asked.referralId, kind };
    return this.questions.change(questionId, (question) => {
      const now = this.clock.now();
      if (kind === 'shared-followup') question.shareBy(actor, referring, sharedFollowup, now);
      else question.referBy(actor, required(to.institutionId), referring, now);
      return standingOf(question);
    });
  }

  /** Rows 27 to 29, as referrals asks for them. */
  async endReferral(asked: QuestionOf<typeof requests.endReferral>) {
    const { referralId, by, institutionId, actorId, reason } = asked;
    const id = await this.queries.byReferral(referralId);
    if (!id) throw new NotFound('referral');
    const active = await this.stillThere(id);
    const who = { accountId: actorId, institutionId };
    const verb = by === 'withdraw' ? 'withdrawBy' : 'returnBy';
    return this.questions.change(id, (question) => {
      question[verb](who, referralId, reason, active, this.clock.now());
      return { questionId: id, endedReferralIds: question.endedWith(referralId) };
    });
  }

  private async act(
    caller: Caller,
    id: string,
    verb: (question: Question, actor: Actor, now: Date) => void,
  ): Promise<QuestionRow> {
    const actor = await this.homes.actor(caller, id);
    return this.questions.change(id, (question) => {
      verb(question, actor, this.clock.now());
      return rowOf(question, caller.institutionId);
    });
  }

  /** Assignees of the question who still work at their library. */
  private async stillThere(id: string): Promise<Active> {
    const { holdings } = await this.questions.get(id);
    const active = await Promise.all(
      holdings.map(({ institutionId, assigneeId }) => this.homes.stillAt(institutionId, [assigneeId])),
    );
    return new Set(active.flatMap((ids) => [...ids]));
  }
}

/** Referrals has checked the person; here the library counts. */
const nobodySpecial = (accountId: string) => ({ accountId, reviewer: false, admin: false });

function required(institutionId: string | null): string {
  if (!institutionId) throw new UnknownLibrary();
  return institutionId;
}
