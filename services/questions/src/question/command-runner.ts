import { Clock } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Letter } from './domain/conversation.js';
import type { Actor } from './domain/people.js';
import type { Question } from './domain/question.js';
import type { Active } from './domain/referring.js';
import { rowOf, type QuestionRow } from './domain/row.js';
import { LibraryRules, type Caller } from './library-rules.js';
import { Questions } from './persistence/questions.repository.js';

export interface Written {
  readonly id: string;
  readonly question: QuestionRow;
}

/** One member of staff does one thing to one question, and sees the row it became. */
@Injectable()
export class CommandRunner {
  constructor(
    private readonly questions: Questions,
    private readonly libraryRules: LibraryRules,
    private readonly clock: Clock,
  ) {}

  async act(
    caller: Caller,
    id: string,
    verb: (question: Question, actor: Actor, now: Date) => void,
  ): Promise<QuestionRow> {
    const actor = await this.libraryRules.actor(caller, id);
    return this.questions.change(id, (question) => {
      verb(question, actor, this.clock.now());
      return rowOf(question, caller.institutionId);
    });
  }

  /** As act, with words that become a message of the question. */
  async write(
    caller: Caller,
    id: string,
    text: string,
    verb: (question: Question, actor: Actor, letter: Letter, now: Date) => void,
  ): Promise<Written> {
    const letter = { id: newId(), text };
    const question = await this.act(caller, id, (q, actor, now) => verb(q, actor, letter, now));
    return { id: letter.id, question };
  }

  /** Assignees of the question who still work at their library. */
  async stillThere(id: string): Promise<Active> {
    const { holdings } = await this.questions.get(id);
    const active = await Promise.all(
      holdings.map(({ institutionId, assigneeId }) => this.libraryRules.stillAt(institutionId, [assigneeId])),
    );
    return new Set(active.flatMap((ids) => [...ids]));
  }
}
