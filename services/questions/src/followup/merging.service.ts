import { Clock, NotFound } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { mergeQuestion, splitQuestion } from '../question/domain/merging.js';
import { rowOf, type QuestionRow } from '../question/domain/row.js';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';

export interface SplitInput {
  readonly subject: string;
  readonly ownSubject?: string | undefined;
}

/** Makes one question of two, and two of one (rows 54 and 55). */
@Injectable()
export class MergingService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly libraryRules: LibraryRules,
    private readonly clock: Clock,
  ) {}

  /** @returns the one that goes */
  async merge(caller: Caller, id: string, into: string): Promise<QuestionRow> {
    const keptId = await this.queries.byNumber(into);
    if (!keptId) throw new NotFound('question');
    const actor = await this.libraryRules.actor(caller, id);
    const kept = { ...actor, ...(await this.libraryRules.reader(caller, keptId)) };
    const policy = await this.libraryRules.closePolicyFor(id);
    return this.questions.changeBoth(id, keptId, (duplicate, other) => {
      // Of a library in another group the caller may be less than of this one.
      if (!other.readingOf(kept)) throw new NotFound('question');
      mergeQuestion(duplicate, other, actor, policy, this.clock.now());
      return rowOf(duplicate, caller.institutionId);
    });
  }

  /** @returns the new one */
  async split(caller: Caller, id: string, input: SplitInput): Promise<QuestionRow> {
    const actor = await this.libraryRules.actor(caller, id);
    const rules = await this.libraryRules.rulesFor(id);
    const part = { ...input, id: newId(), number: await this.queries.nextNumber() };
    const opened = await this.questions.split(id, (question) =>
      splitQuestion(question, actor, part, rules, this.clock.now()),
    );
    return rowOf(opened, caller.institutionId);
  }
}
