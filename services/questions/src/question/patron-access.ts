import { Clock, NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { QuestionsQueries } from './persistence/questions.queries.js';
import { PatronLinks } from '../patron/persistence/patron-links.repository.js';

/** Which question a patron's token opens: the one it was given for, or any of those its link shows (B14). */
@Injectable()
export class PatronAccess {
  constructor(
    private readonly queries: QuestionsQueries,
    private readonly links: PatronLinks,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for every other question, as for one that is not there */
  async mustOpen(tokenHash: string, questionId: string): Promise<void> {
    const of = await this.queries.ownerOf(questionId);
    if (of && of.tokenHash === tokenHash) return;
    const link = of?.patronId ? await this.links.of(tokenHash, this.clock.now()) : undefined;
    if (link?.patronId === of?.patronId && link?.institutionId === of?.institutionId && link) return;
    throw new NotFound('question');
  }
}
