import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { ReturnFirst } from '../domain/refusals.js';
import { Homes } from '../homes.js';
import { Patrons } from '../patron/persistence/patrons.repository.js';
import { Questions } from '../persistence/questions.repository.js';
import { SuccessionQueries } from './persistence/succession.queries.js';

/** What becomes of a library's questions once it is closed (row 51). */
@Injectable()
export class SuccessionService {
  constructor(
    private readonly queries: SuccessionQueries,
    private readonly questions: Questions,
    private readonly patrons: Patrons,
    private readonly homes: Homes,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Goes on where it stopped. @throws Error while referrals to the closed library are still open: try again */
  async handOver(closedId: string, successorId: string): Promise<void> {
    let waiting = 0;
    for (let after: string | null = null; ;) {
      const ids: string[] = await this.queries.questionsOf(closedId, after);
      for (const id of ids) if (!(await this.one(id, successorId))) waiting += 1;
      if (!ids.length) break;
      after = ids.at(-1)!;
    }
    if (waiting) throw new Error(`${waiting} questions of ${closedId} wait for referrals to be returned`);
  }

  private async one(id: string, successorId: string): Promise<boolean> {
    const rules = await this.homes.rulesOf(successorId);
    const now = this.clock.now();
    try {
      await this.transactions.forLibrary(successorId, async (tx) => {
        const { patronName: name, patronEmail: email } = await this.questions.get(id);
        const known = await this.patrons.meet(tx, successorId, { name, email }, now);
        await this.questions.change(id, (question) =>
          question.handOverTo(successorId, known?.id ?? null, rules, now),
        );
      });
      return true;
    } catch (error) {
      if (error instanceof ReturnFirst) return false;
      throw error;
    }
  }
}
