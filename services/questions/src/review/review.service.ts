import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { hasNewsFor, mustBeOn, NobodyChatted, type Review } from './domain/review.js';
import { Reviews, type ToReview } from './persistence/reviews.js';
import { TranscriptReads, type TranscriptRead } from './persistence/transcript-reads.js';
import { recordFeedback } from '../question/domain/describing.js';

export type { ToReview } from './persistence/reviews.js';
export type { TranscriptRead } from './persistence/transcript-reads.js';
type After = readonly [string, string] | undefined;

/** The weekly look at a library's chats (R7, R8, R80). */
@Injectable()
export class ReviewService {
  constructor(
    private readonly reviews: Reviews,
    private readonly reads: TranscriptReads,
    private readonly questions: Questions,
    private readonly libraryRules: LibraryRules,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async queue(
    caller: Caller,
    monday: string,
    reviewed: boolean,
    after: After,
    limit: number,
  ): Promise<{ timeZone: string; rows: ToReview[] }> {
    const library = await this.directory.institution(caller.institutionId);
    if (!library) throw new NotFound('library');
    const { timeZone } = library;
    const week = { monday, timeZone, reviewed };
    return { timeZone, rows: await this.reviews.queue(library.id, week, after, limit) };
  }

  /** By a reviewer who may read the question; feedback reaches the librarian who chatted, of whichever library. */
  async review(
    caller: Caller,
    questionId: string,
    found: Pick<Review, 'marks' | 'comment'> & { feedback: boolean },
  ): Promise<Review> {
    const question = await this.readable(caller, questionId);
    const { items } = await this.directory.setting('review-checklist', caller.subscriptionGroupId);
    mustBeOn(items, found.marks);
    const librarianId = question.source === 'chat' ? await this.reviews.librarianOf(questionId) : null;
    if (found.feedback && !librarianId) throw new NobodyChatted();
    const review = {
      ...{ questionId, institutionId: caller.institutionId, reviewerId: caller.accountId },
      ...{ at: this.clock.now(), marks: found.marks, comment: found.comment },
      feedbackToId: found.feedback ? librarianId : null,
    };
    const before = (await this.reviews.ofQuestion(questionId)).find(
      ({ institutionId }) => institutionId === caller.institutionId,
    );
    await this.transactions.run(async (tx) => {
      await this.reviews.put(tx, review);
      const { feedbackToId: toId, at } = review;
      if (!toId || toId === caller.accountId || !hasNewsFor(toId, review, before)) return;
      await this.questions.change(questionId, (own) => recordFeedback(own, caller, toId, at));
    });
    return review;
  }

  /** The reviews of a question as far as a library may know of them: its own, and those of the patron's library. */
  async reviewsOf(caller: Caller, questionId: string): Promise<Review[]> {
    const { homeInstitutionId } = await this.readable(caller, questionId);
    const known = [caller.institutionId, homeInstitutionId];
    return (await this.reviews.ofQuestion(questionId)).filter((r) => known.includes(r.institutionId));
  }

  feedbackFor(caller: Caller, after: After, limit: number): Promise<Review[]> {
    return this.reviews.feedback(caller.accountId, after, limit);
  }

  /** Who of other libraries has read transcripts of this library's patrons. */
  readsOf(caller: Caller, before: number | undefined, limit: number): Promise<TranscriptRead[]> {
    return this.reads.ofHome(caller.institutionId, before, limit);
  }

  private async readable(caller: Caller, questionId: string) {
    const question = await this.questions.get(questionId);
    if (!question.readingOf(await this.libraryRules.reader(caller, questionId)))
      throw new NotFound('question');
    return question;
  }
}
