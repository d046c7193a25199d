import { Aggregate } from '@carrel/kernel';

/** B9: a patron's identity goes before the words; on request everything goes at once. */
export type Extent = 'identity' | 'everything';

/** A question of which only codes, times and ids are left: enough to tell that it was erased, and to count it. */
export class ErasedQuestion extends Aggregate {
  homeInstitutionId!: string;
  sessionId: string | null = null;

  recordErased(extent: Extent, now: Date): void {
    const { id: questionId, homeInstitutionId: patronInstitutionId, sessionId } = this;
    this.record('question.erased.v1', { questionId, patronInstitutionId, sessionId, extent }, now);
  }
}
