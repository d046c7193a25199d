import { requests, type AnswerOf } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Requests, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/people.js';
import type { Caller } from '../homes.js';
import { Questions } from '../persistence/questions.repository.js';
import { limitsOf } from './domain/clocks.js';
import { Erasing, type Which } from './persistence/erasing.js';
import { Erasures, type Erasure } from './persistence/erasures.js';
import { PatronQueries, type PatronsQuestion } from './persistence/patron.queries.js';

export type { Erasure } from './persistence/erasures.js';
export type { PatronsQuestion } from './persistence/patron.queries.js';

/** Between two looks at a patron who is to be forgotten and still chats. */
const whileTheyChatMs = 5 * 60_000;

/** What a library keeps of its patrons, for how long, and what it gives out or forgets on request (B9). */
@Injectable()
export class PrivacyService {
  constructor(
    private readonly questions: Questions,
    private readonly erasing: Erasing,
    private readonly erasures: Erasures,
    private readonly patrons: PatronQueries,
    private readonly directory: Directory,
    private readonly requests: Requests,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Begins to forget one patron of the caller's library, by address; it goes on by itself. */
  async erase({ institutionId, accountId: askedBy }: Caller, address: string): Promise<Erasure> {
    const erasure = { id: newId(), institutionId, address, askedBy, askedAt: this.clock.now() };
    await this.erasures.add(erasure);
    return { ...erasure, questions: 0, doneAt: null };
  }

  async erasure({ institutionId }: Caller, id: string): Promise<Erasure> {
    const erasure = await this.erasures.of(institutionId, id);
    if (!erasure) throw new NotFound('erasure');
    return erasure;
  }

  /** Everything there is of one patron, a hundred questions at a time. */
  async *everythingOf({ institutionId }: Caller, address: string): AsyncGenerator<PatronsQuestion[]> {
    for (let after: string | null = null; ;) {
      const page: PatronsQuestion[] = await this.patrons.page(institutionId, address, after, 100);
      yield page;
      if (page.length < 100) return;
      after = page.at(-1)!.id;
    }
  }

  /** What was mailed to the patron, as notifications keeps it. @throws PartAway while it does not answer */
  async *mailsTo({ institutionId }: Caller, email: string): AsyncGenerator<readonly unknown[]> {
    for (let after: string | null = null; ;) {
      const asked = { institutionId, email, after };
      const page: AnswerOf<typeof requests.patronDeliveries> = await this.requests.ask(
        requests.patronDeliveries,
        asked,
      );
      yield page.deliveries;
      if (!page.next) return;
      after = page.next;
    }
  }

  /** The patron's chats, as chat keeps them, with the surveys about them; those that became no question too. */
  async *chatsOf({ institutionId }: Caller, email: string): AsyncGenerator<readonly unknown[]> {
    for (let after: string | null = null; ;) {
      const asked = { institutionId, email, after };
      const page: AnswerOf<typeof requests.patronSessions> = await this.requests.ask(
        requests.patronSessions,
        asked,
      );
      const surveys = await this.patrons.surveysOf(page.sessions.map((session) => session.id));
      yield page.sessions.map((session) => ({ ...session, surveys: surveys.get(session.id) ?? [] }));
      if (!page.next) return;
      after = page.next;
    }
  }

  /** Which of these sessions are questions that are not erased. */
  keptOf(sessionIds: readonly string[]): Promise<string[]> {
    return this.erasing.keptOf(sessionIds);
  }

  /**
   * Goes on with a request where it stopped. While another part is away, the job comes again; a chat that still goes
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

  /** @returns how many of the patron's chats still go on */
  private async forgetChats(institutionId: string, address: string): Promise<number> {
    for (;;) {
      const { sessionIds, open } = await this.requests.ask(requests.forgetChatsOf, {
        institutionId,
        address,
      });
      if (!sessionIds.length) return open;
      await this.erasing.surveysAbout(sessionIds);
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
          if (question.state === 'open') question.closeBy(actor, 'any-holder', this.clock.now());
          // Else what was quiet for long enough would be kept for as long again.
          question.lastActivityAt = lastActivityAt;
        });
  }
}
