import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { CommandRunner, type Written } from '../question/command-runner.js';
import { FilesService } from '../files/files.service.js';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { Drafts, type Draft } from './persistence/drafts.repository.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { PatronAccess } from '../question/patron-access.js';
import { DraftChanged } from '../question/domain/refusals.js';
import {
  addPatronReply,
  answerQuestion,
  askForClarification,
  mustBeAbleToDraft,
  sendMessage,
} from '../question/domain/conversation.js';
import { closeAsSolved } from '../question/domain/closing.js';

export type { Draft } from './persistence/drafts.repository.js';

/** Messages between library and patron, and the draft of the answer. */
@Injectable()
export class ConversationService {
  constructor(
    private readonly commands: CommandRunner,
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly access: PatronAccess,
    private readonly files: FilesService,
    private readonly drafts: Drafts,
    private readonly transactions: Transactions,
    private readonly libraryRules: LibraryRules,
    private readonly clock: Clock,
  ) {}

  message(caller: Caller, id: string, text: string): Promise<Written> {
    return this.commands.write(caller, id, text, (q, actor, letter, now) =>
      sendMessage(q, actor, letter, now),
    );
  }

  clarify(caller: Caller, id: string, text: string): Promise<Written> {
    return this.commands.write(caller, id, text, (q, actor, letter, now) =>
      askForClarification(q, actor, letter, now),
    );
  }

  /** A patron's reply (rows 35 to 38), by the token that asking the question returned; to where a merged one goes on. */
  async reply(
    tokenHash: string,
    id: string,
    text: string,
    fileIds: readonly string[] = [],
  ): Promise<{ id: string; status: string }> {
    await this.access.mustOpen(tokenHash, id);
    const goesOn = await this.queries.goesOnAs(id);
    const rules = await this.libraryRules.rulesFor(goesOn);
    const letter = { id: newId(), text };
    return this.transactions.run(async () => {
      const status = await this.questions.change(goesOn, (question) => {
        addPatronReply(question, letter, rules, this.clock.now());
        return question.state;
      });
      await this.files.sendFromPatron(goesOn, fileIds, letter.id, id);
      return { id: letter.id, status };
    });
  }

  /** The patron says that nothing more is needed: it is closed for every library, until he or she writes again. */
  async solved(tokenHash: string, id: string): Promise<void> {
    await this.access.mustOpen(tokenHash, id);
    await this.questions.change(id, (question) => closeAsSolved(question, this.clock.now()));
  }

  /** The draft (row 19) is visible to the library that has the turn: a hand-off hides it and a return shows it again. */
  async draft(caller: Caller, id: string): Promise<Draft> {
    await this.mustHaveTheTurn(caller, id);
    return found(await this.drafts.of(id, caller.institutionId));
  }

  /** @param seen the version that was changed; what a colleague wrote meanwhile is not overwritten then */
  async keepDraft(
    caller: Caller,
    id: string,
    text: string,
    fileIds: readonly string[] = [],
    seen?: number,
  ): Promise<Draft> {
    await this.mustHaveTheTurn(caller, id);
    const draft = { text, fileIds, authorId: caller.accountId, updatedAt: this.clock.now() };
    const version = await this.drafts.keep(id, caller.institutionId, draft, seen);
    if (version === undefined) throw new DraftChanged();
    return { ...draft, version };
  }

  async dropDraft(caller: Caller, id: string, seen?: number): Promise<void> {
    await this.mustHaveTheTurn(caller, id);
    const dropped = await this.drafts.drop(id, caller.institutionId, seen);
    if (!dropped && (await this.drafts.of(id, caller.institutionId))) throw new DraftChanged();
  }

  /** The second step of an answer (R74): what the draft says goes to the patron. */
  sendDraft(caller: Caller, id: string, seen?: number): Promise<Written> {
    return this.transactions.run(async () => {
      const { text, fileIds, version } = await this.draft(caller, id);
      if (seen !== undefined && seen !== version) throw new DraftChanged();
      const sent = await this.commands.write(caller, id, text, (q, actor, letter, now) =>
        answerQuestion(q, actor, { ...letter, deliveredBy: 'mail' }, now),
      );
      await this.files.send(caller, id, fileIds, sent.id);
      await this.drafts.drop(id, caller.institutionId);
      return sent;
    });
  }

  private async mustHaveTheTurn(caller: Caller, id: string): Promise<void> {
    const reader = await this.libraryRules.actor(caller, id);
    mustBeAbleToDraft(await this.questions.get(id), reader);
  }
}

function found(draft: Draft | undefined): Draft {
  if (!draft) throw new NotFound('draft');
  return draft;
}
