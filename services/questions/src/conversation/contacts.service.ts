import type { AnswerOf, QuestionOf, requests } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { By } from '../question/domain/people.js';
import { type ContactChange, correctPatronContact, mustBeListed } from '../question/domain/conversation.js';
import type { Question } from '../question/domain/question.js';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { PatronAccess } from '../question/patron-access.js';
import { Patrons } from '../patron/persistence/patrons.repository.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';

type Asked = typeof requests.correctContact;
const patron: By = { accountId: null, institutionId: null };

/** The name and address to which a question is answered, given or corrected after it was asked (B38). */
@Injectable()
export class ContactsService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly patrons: Patrons,
    private readonly libraryRules: LibraryRules,
    private readonly access: PatronAccess,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** By a library that has the question in its lists. */
  async byStaff(caller: Caller, id: string, contact: ContactChange): Promise<Question> {
    const actor = await this.libraryRules.actor(caller, id);
    return this.correct(id, contact, actor, (question) => mustBeListed(question, actor));
  }

  /** By the patron, with the token of the question or of a mailed link. */
  async byPatron(tokenHash: string, id: string, contact: ContactChange): Promise<Question> {
    await this.access.mustOpen(tokenHash, id);
    return this.correct(id, contact, patron);
  }

  /** As the patron gave it to chat, after the chat. */
  async afterChat({ sessionId, patron: contact }: QuestionOf<Asked>): Promise<AnswerOf<Asked>> {
    const questionId = (await this.queries.bySession(sessionId)) ?? null;
    if (questionId) await this.correct(questionId, contact, patron);
    return { questionId };
  }

  /** The record of the address is found or made with it, as when a question begins (B14). */
  private async correct(
    id: string,
    contact: ContactChange,
    by: By,
    allow: (question: Question) => void = () => undefined,
  ): Promise<Question> {
    const home = await this.libraryRules.homeOf(id);
    return this.transactions.forLibrary(home, async (tx) => {
      const before = await this.questions.get(id);
      allow(before);
      const now = this.clock.now();
      const { patronName, patronEmail } = before;
      const { name = patronName, email = patronEmail } = contact;
      const known = await this.patrons.meet(tx, home, { name, email }, now);
      return this.questions.change(id, (question) => {
        allow(question);
        correctPatronContact(question, { name, email }, known?.id ?? null, by, now);
        return question;
      });
    });
  }
}
