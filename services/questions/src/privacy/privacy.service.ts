import { requests } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound, RemoteRefusal } from '@carrel/kernel';
import { newId, Requests, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../question/domain/people.js';
import type { Caller } from '../question/library-rules.js';
import { PatronLinks } from '../patron/persistence/patron-links.repository.js';
import { Patrons } from '../patron/persistence/patrons.repository.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { limitsOf } from './domain/clocks.js';
import { LinkNeeded } from './domain/refusals.js';
import { ErasureBatches, type Which } from './persistence/erasure-batches.js';
import { Erasures, type Erasure } from './persistence/erasures.js';
import { PatronQueries, type PatronsQuestion } from './persistence/patron.queries.js';
import { closeQuestion } from '../question/domain/closing.js';

export type { Erasure } from './persistence/erasures.js';
export type { PatronsQuestion } from './persistence/patron.queries.js';

/** No account: the patron asked for it. */
const byPatron = '00000000-0000-0000-0000-000000000000';
const QUESTIONS_A_PAGE = 20;
/** Between two looks at a patron who is to be forgotten and still chats. */
const whileTheyChatMs = 5 * 60_000;

/** What a library keeps of its patrons, for how long, and what it gives out or forgets on request (B9). */
@Injectable()
export class PrivacyService {
  constructor(
    private readonly questions: Questions,
    private readonly erasing: ErasureBatches,
    private readonly erasures: Erasures,
    private readonly patrons: PatronQueries,
    private readonly records: Patrons,
    private readonly links: PatronLinks,
    private readonly queries: QuestionsQueries,
    private readonly directory: Directory,
    private readonly requests: Requests,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Starts to erase one patron of the caller's library, by address; a job does the rest. */
  async erase({ institutionId, accountId: askedBy }: Caller, address: string): Promise<Erasure> {
    const erasure = { id: newId(), institutionId, address, askedBy, askedAt: this.clock.now() };
    await this.erasures.add(erasure);
    return { ...erasure, questions: 0, doneAt: null };
  }

  /**
   * By the patron: with a mailed link everything of that address at that library, by a job; with the token of a question
   * that was asked without an address, that question alone. @returns whether a job goes on with it
   * @throws LinkNeeded for the token of a question with an address
   */
  async eraseOwn(tokenHash: string): Promise<boolean> {
    const link = await this.links.of(tokenHash, this.clock.now());
    if (link) {
      const record = await this.records.byId(link.patronId);
      if (!record) throw new NotFound('patron');
      const { institutionId, email: address } = record;
      const asked = { id: newId(), institutionId, address, askedBy: byPatron, askedAt: this.clock.now() };
      await this.erasures.add(asked);
      return true;
    }
    const questionId = await this.queries.byToken(tokenHash);
    if (!questionId) throw new NotFound('link');
    const { patronEmail, homeInstitutionId: institutionId } = await this.questions.get(questionId);
    if (patronEmail) throw new LinkNeeded();
    const which = { institutionId, questionId };
    await this.closeOpen(which, null);
    await this.erasing.next(which, 'everything', this.clock.now());
    return false;
  }

  /** Of one library, or for the operator of all of them. */
  erasuresOf(institutionId: string | null, before: string | undefined, limit: number): Promise<Erasure[]> {
    return this.erasures.page(institutionId, before, limit);
  }

  async erasure({ institutionId }: Caller, id: string): Promise<Erasure> {
    const erasure = await this.erasures.of(institutionId, id);
    if (!erasure) throw new NotFound('erasure');
    return erasure;
  }

  /** Everything there is of one patron, one question at a time: each may hold a chat of megabytes. */
  async *everythingOf({ institutionId }: Caller, address: string): AsyncGenerator<PatronsQuestion[]> {
    for (let after: string | null = null; ;) {
      const page: Omit<PatronsQuestion, 'transcript'>[] = await this.patrons.page(
        institutionId,
        address,
        after,
        QUESTIONS_A_PAGE,
      );
      for (const question of page)
        yield [{ ...question, transcript: await this.patrons.transcriptOf(question.id) }];
      if (page.length < QUESTIONS_A_PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  /** What was mailed to the patron, as notifications keeps it. @throws ServiceUnavailable while it does not answer */
  async *mailsTo({ institutionId }: Caller, email: string): AsyncGenerator<readonly unknown[]> {
    const asked = { institutionId, email, after: null };
    for await (const { deliveries } of this.requests.pages(requests.patronDeliveries, asked))
      for (const { textAfter, ...mail } of deliveries)
        yield [{ ...mail, text: mail.text && mail.text + (await this.textAfter(mail.id, textAfter)) }];
  }

  /** The patron's chats, as chat keeps them, with the surveys about them; those that became no question too. */
  async *chatsOf({ institutionId }: Caller, email: string): AsyncGenerator<readonly unknown[]> {
    const asked = { institutionId, email, after: null };
    for await (const { sessions } of this.requests.pages(requests.patronSessions, asked)) {
      const surveys = await this.patrons.surveysOf(sessions.map((session) => session.id));
      for (const { linesAfter, ...session } of sessions) {
        const lines = [...session.lines, ...(await this.linesAfter(session.id, linesAfter))];
        yield [{ ...session, lines, surveys: surveys.get(session.id) ?? [] }];
      }
    }
  }

  /** The rest of a long mail; nothing where its words went meanwhile. */
  private async textAfter(deliveryId: string, after: number | undefined): Promise<string> {
    if (after === undefined) return '';
    try {
      const asked = { deliveryId, after };
      return (await this.requests.askWhole(requests.deliveryText, asked, 'parts')).parts.join('');
    } catch (error) {
      if (error instanceof RemoteRefusal && error.kind === 'not-found') return '';
      throw error;
    }
  }

  private async linesAfter(sessionId: string, after: number | undefined) {
    if (after === undefined) return [];
    const { lines } = await this.requests.askWhole(requests.sessionTranscript, { sessionId, after }, 'lines');
    return lines.map(({ from, text, sentAt }) => ({ from, text, sentAt }));
  }

  /** Which of these sessions are questions that are not erased. */
  keptOf(sessionIds: readonly string[]): Promise<string[]> {
    return this.erasing.keptOf(sessionIds);
  }

  /**
   * Goes on with a request where it stopped. While another service is unavailable the job is retried; a chat that still goes
   * on is waited for, and the question that it becomes goes too.
   */
  async carryOut(id: string): Promise<void> {
    const erasure = await this.erasures.get(id);
    if (!erasure?.address) return;
    const { institutionId, address, askedBy } = erasure;
    const which = { institutionId, address };
    const forgetQuestions = async () => {
      await this.closeOpen(which, askedBy);
      const step = () =>
        this.erasing.next(which, 'everything', this.clock.now(), (tx, count) =>
          this.erasures.went(tx, id, count, null),
        );
      while ((await step()) > 0);
    };
    await forgetQuestions();
    // What came by mail or by chat and became no question is with those who keep it.
    await this.requests.ask(requests.forgetMailFrom, { institutionId, address });
    const open = await this.forgetChats(institutionId, address);
    // What was on its way from a chat meanwhile.
    await forgetQuestions();
    if (open) return this.erasures.later(erasure, new Date(this.clock.now().getTime() + whileTheyChatMs));
    await this.transactions.forLibrary(institutionId, (tx) =>
      this.erasures.went(tx, id, 0, this.clock.now()),
    );
  }

  /** The surveys about a chat go before it does: nobody could name it afterwards. @returns how many chats still go on */
  private async forgetChats(institutionId: string, address: string): Promise<number> {
    const who = { institutionId, address };
    for (let known: string[] = []; ;) {
      const { sessionIds, open } = await this.requests.ask(requests.forgetChatsOf, { ...who, known });
      if (!sessionIds.length) return open;
      await this.erasing.surveysAbout(sessionIds);
      known = sessionIds;
    }
  }

  /** The clocks of every library, each by its own settings. */
  async forgetOld(): Promise<void> {
    for (const institutionId of await this.erasing.libraries()) {
      const clocks = await this.directory.setting('privacy-clocks', institutionId);
      const limits = limitsOf(clocks, this.clock.now());
      await this.erasing.oldSurveys(institutionId, limits.everything);
      const old = { institutionId, quietSince: limits.everything };
      await this.closeOpen(old, null);
      while ((await this.erasing.next(old, 'everything', this.clock.now())) > 0);
      const known = { institutionId, quietSince: limits.identity };
      while ((await this.erasing.next(known, 'identity', this.clock.now())) > 0);
    }
  }

  /** Row 48: what is open anywhere is closed first, so that nobody waits for it. */
  private async closeOpen(which: Which, accountId: string | null): Promise<void> {
    const { institutionId } = which;
    // Closing notes who did it; of the clocks nobody did.
    const actor = {
      ...{ accountId, institutionId, coordinator: true, sharesPool: false, reviewer: true, admin: true },
    } as Actor;
    for (
      let open = await this.erasing.stillOpen(which);
      open.length;
      open = await this.erasing.stillOpen(which)
    )
      for (const id of open)
        await this.questions.change(id, (question) => {
          const { lastActivityAt } = question;
          if (question.state === 'open') closeQuestion(question, actor, 'any-holder', this.clock.now());
          // Else what was quiet for long enough would be kept for as long again.
          question.lastActivityAt = lastActivityAt;
        });
  }
}
