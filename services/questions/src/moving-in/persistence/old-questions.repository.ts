import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Patrons } from '../../patron/persistence/patrons.repository.js';
import { QuestionInsert } from '../../question/persistence/question-insert.js';
import type { TranscriptLine } from '../../question/persistence/questions.queries.js';
import { DailyCounts } from '../../statistics/persistence/daily-counts.js';
import { movedIn, type OldQuestion } from '../domain/old-question.js';

/** A question of another system, whose patron is not looked up here yet, with the lines of its chat. */
export interface OldRow {
  readonly old: Omit<OldQuestion, 'known'>;
  readonly lines: readonly TranscriptLine[];
}

/** Writes questions of another system with all that was said, their patrons and their counts, and no event. */
@Injectable()
export class OldQuestions {
  constructor(
    private readonly transactions: Transactions,
    private readonly patrons: Patrons,
    private readonly inserts: QuestionInsert,
    private readonly counts: DailyCounts,
  ) {}

  async add(rows: readonly OldRow[], now: Date): Promise<void> {
    for (const [institutionId, own] of byLibrary(rows))
      await this.transactions.forLibrary(institutionId, async (tx) => {
        const whole = [];
        for (const { old, lines } of own) {
          const known = await this.patrons.meet(tx, institutionId, old.patron, old.askedAt);
          const question = movedIn({ ...old, known }, now);
          const chat = lines.length ? { chat: { lines, notes: [] } } : {};
          // It is found by the number it had, too.
          whole.push({ question, written: question.takeWritten(), words: old.outsideId, ...chat });
        }
        await this.inserts.writeAll(tx.manager, institutionId, whole);
        await this.counts.newQuestions(
          tx.manager,
          own.map(({ old }) => old.id),
        );
      });
  }
}

function byLibrary(rows: readonly OldRow[]): Map<string, OldRow[]> {
  const libraries = new Map<string, OldRow[]>();
  for (const row of rows) {
    const { institutionId } = row.old;
    libraries.set(institutionId, [...(libraries.get(institutionId) ?? []), row]);
  }
  return libraries;
}
