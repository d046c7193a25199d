import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { ReturnFirst } from '../question/domain/refusals.js';
import { LibraryRules } from '../question/library-rules.js';
import { Patrons } from '../patron/persistence/patrons.repository.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { ClosedLibraries } from './persistence/closed-libraries.repository.js';
import { SuccessionQueries } from './persistence/succession.queries.js';
import { giveUpForClosedLibrary, handOverQuestion, leaveToGroup } from '../question/domain/succession.js';

type Page = (after: string | null) => Promise<string[]>;

/** What becomes of a library's questions once it is closed (row 51, ADR 29). */
@Injectable()
export class SuccessionService {
  constructor(
    private readonly closedLibraries: ClosedLibraries,
    private readonly queries: SuccessionQueries,
    private readonly questions: Questions,
    private readonly patrons: Patrons,
    private readonly libraryRules: LibraryRules,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  closed(institutionId: string, successorId: string | null): Promise<void> {
    return this.closedLibraries.remember(institutionId, successorId);
  }

  /**
   * Where what comes from a library's patrons is filed: with the library, or once it is closed with its heir. Without an
   * heir it stays, for the group to look after (ADR 29).
   */
  async homeOf(institutionId: string): Promise<string> {
    if ((await this.directory.institution(institutionId))?.profileStatus !== 'closed') return institutionId;
    return (await this.heirOf(institutionId)) ?? institutionId;
  }

  /** All that closed libraries still have: questions come late, from a chat or a mail that was under way. */
  async lookAfterAll(): Promise<void> {
    for (const { id } of await this.closedLibraries.all()) await this.lookAfter(id);
  }

  /** Goes on where it stopped. @throws Error while referrals to the closed library are still open: try again */
  async lookAfter(closedId: string): Promise<void> {
    const now = this.clock.now();
    let waiting = await this.each(
      (after) => this.queries.workedOnBy(closedId, after),
      async (id) => {
        const rules = await this.libraryRules.rulesFor(id);
        await this.questions.change(id, (question) => giveUpForClosedLibrary(question, closedId, rules, now));
      },
    );
    const heir = await this.heirOf(closedId);
    waiting += heir
      ? await this.each(
          (after) => this.queries.questionsOf(closedId, after),
          (id) => this.handOver(id, heir),
        )
      : await this.leaveToGroup(closedId);
    if (waiting) throw new Error(`${waiting} questions of ${closedId} wait for referrals to be returned`);
  }

  /** Whom the operator named, or else the group's default library; one that is closed hands on to its own. */
  private async heirOf(closedId: string): Promise<string | undefined> {
    const closed = new Map(
      (await this.closedLibraries.all()).map(({ id, successorId }) => [id, successorId]),
    );
    const seen = new Set<string>();
    for (let id = closedId; ;) {
      if (!closed.has(id)) return id === closedId ? undefined : id;
      if (seen.has(id)) return undefined;
      seen.add(id);
      const next = closed.get(id) ?? (await this.defaultBeside(id));
      if (!next) return undefined;
      id = next;
    }
  }

  private async defaultBeside(institutionId: string): Promise<string | null> {
    const library = await this.directory.institution(institutionId);
    if (!library) return null;
    return (await this.directory.setting('default-library', library.subscriptionGroupId)).institutionId;
  }

  private async leaveToGroup(closedId: string): Promise<number> {
    const rules = await this.libraryRules.rulesOf(closedId);
    if (!rules.sharedFollowup) return 0;
    return this.each(
      (after) => this.queries.waitingAt(closedId, after),
      (id) => this.questions.change(id, (question) => leaveToGroup(question, rules, this.clock.now())),
    );
  }

  private async handOver(id: string, successorId: string): Promise<void> {
    const rules = await this.libraryRules.rulesOf(successorId);
    const now = this.clock.now();
    await this.transactions.forLibrary(successorId, async (tx) => {
      const { patronName: name, patronEmail: email } = await this.questions.get(id);
      const known = await this.patrons.meet(tx, successorId, { name, email }, now);
      await this.questions.change(id, (question) =>
        handOverQuestion(question, successorId, known?.id ?? null, rules, now),
      );
    });
  }

  /** @returns how many have to wait until referrals has given them back */
  private async each(page: Page, work: (id: string) => Promise<void>): Promise<number> {
    let waiting = 0;
    for (let after: string | null = null; ;) {
      const ids: string[] = await page(after);
      for (const id of ids)
        try {
          await work(id);
        } catch (error) {
          if (!(error instanceof ReturnFirst)) throw error;
          waiting += 1;
        }
      if (!ids.length) return waiting;
      after = ids.at(-1)!;
    }
  }
}
