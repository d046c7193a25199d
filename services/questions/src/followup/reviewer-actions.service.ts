import type { ResolutionCode } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { CommandRunner, type Written } from '../question/command-runner.js';
import {
  type Coding,
  correctResolution,
  describeQuestion,
  forwardForQuality,
  nameOutsideAgency,
} from '../question/domain/describing.js';
import type { QuestionRow } from '../question/domain/row.js';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { recallQuestion, unassignAccount } from '../question/domain/claiming.js';
import { finishOwnPart } from '../question/domain/closing.js';

/** What is done about a question beside working on it. */
@Injectable()
export class ReviewerActionsService {
  constructor(
    private readonly commands: CommandRunner,
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly libraryRules: LibraryRules,
    private readonly clock: Clock,
  ) {}

  recode(caller: Caller, id: string, code: ResolutionCode, reason: string): Promise<QuestionRow> {
    return this.commands.act(caller, id, (q, actor, now) => correctResolution(q, actor, code, reason, now));
  }

  recall(caller: Caller, id: string, reason: string): Promise<QuestionRow> {
    return this.commands.act(caller, id, (q, actor, now) => recallQuestion(q, actor, reason, now));
  }

  async done(caller: Caller, id: string): Promise<QuestionRow> {
    const policy = await this.libraryRules.closePolicyFor(id);
    return this.commands.act(caller, id, (q, actor, now) => finishOwnPart(q, actor, policy, newId(), now));
  }

  /** With the descriptive codes of the patron's library (2.3). */
  async code(caller: Caller, id: string, coding: Coding): Promise<QuestionRow> {
    const describing = await this.libraryRules.describing(caller, id);
    return this.commands.act(caller, id, (q, actor, now) =>
      describeQuestion(q, actor, coding, describing, now),
    );
  }

  nameAgency(caller: Caller, id: string, text: string): Promise<Written> {
    return this.commands.write(caller, id, text, (q, actor, agency, now) =>
      nameOutsideAgency(q, actor, agency, now),
    );
  }

  forward(
    caller: Caller,
    id: string,
    to: 'coordinator' | 'quality-control',
    comment: string,
  ): Promise<Written> {
    return this.commands.write(caller, id, comment, (q, actor, c, now) =>
      forwardForQuality(q, actor, to, c, now),
    );
  }

  /** Row 49: so many at a time; true while there are more. */
  async unassign(accountId: string, atOnce = 100): Promise<boolean> {
    const ids = await this.queries.assignedTo(accountId, atOnce);
    for (const id of ids) {
      await this.questions.change(id, (question) => unassignAccount(question, accountId, this.clock.now()));
    }
    return ids.length === atOnce;
  }
}
