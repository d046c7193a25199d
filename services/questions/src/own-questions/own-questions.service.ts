import { Clock, NotFound } from '@carrel/kernel';
import { newPatronToken } from '@carrel/web';
import type { AnswerOf, requests } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { ReadingService, type SeenByPatron } from '../reading/reading.service.js';
import { PatronLinks } from '../patron/persistence/patron-links.repository.js';
import { Patrons, type PatronRow } from '../patron/persistence/patrons.repository.js';

export type { PatronRow } from '../patron/persistence/patrons.repository.js';
type State = 'open' | 'answered' | 'closed';

const nilId = '00000000-0000-0000-0000-000000000000';

/** What patrons see of their own: one question by its token, all at one library by a mailed link (B14). */
@Injectable()
export class OwnQuestionsService {
  constructor(
    private readonly patrons: Patrons,
    private readonly links: PatronLinks,
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly reading: ReadingService,
    private readonly libraryRules: LibraryRules,
    private readonly clock: Clock,
  ) {}

  /** Has a link mailed to the address, when the library knows it; the answer is the same either way. */
  async sendLink(institutionId: string, email: string): Promise<void> {
    await this.libraryRules.rulesOf(institutionId);
    const now = this.clock.now();
    await this.patrons.change(institutionId, email, (patron) => patron.askForLink(now));
  }

  /** Has a new link mailed to the address that a link, expired too, or a question belongs to; nothing is said of it. */
  async renewLink(tokenHash: string): Promise<void> {
    const now = this.clock.now();
    const of = (await this.links.once(tokenHash)) ?? (await this.ownerOfQuestion(tokenHash));
    const patron = of && (await this.patrons.byId(of.patronId));
    if (patron)
      await this.patrons.change(patron.institutionId, patron.email, (record) => record.askForLink(now));
  }

  private async ownerOfQuestion(tokenHash: string): Promise<{ patronId: string } | undefined> {
    const id = await this.queries.byToken(tokenHash);
    const patronId = id && (await this.queries.ownerOf(id))?.patronId;
    return patronId ? { patronId } : undefined;
  }

  /** A new link, as the mail that carries it is written. */
  async linkFor(patronId: string): Promise<AnswerOf<typeof requests.patronLink>> {
    const patron = await this.patrons.byId(patronId);
    if (!patron) throw new NotFound('patron');
    const { token, hash } = newPatronToken();
    const { institutionId, name, email } = patron;
    await this.links.add({ patronId, institutionId }, hash, this.clock.now());
    return {
      patronId,
      institutionId,
      patron: { name, email },
      path: `/my-questions#${token}`,
    };
  }

  /** One patron has one record, however the address was spelled when each question was asked. */
  async mergeSpellings(): Promise<void> {
    for (let after: string | undefined = nilId; after;) after = await this.patrons.mergeSpellings(after, 100);
  }

  forgetExpiredLinks(): Promise<void> {
    return this.links.forgetExpired(this.clock.now());
  }

  /** By a link's token, newest first; by one question's token that question. Others find nothing. */
  async mine(
    tokenHash: string,
    status: State | undefined,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<SeenByPatron[]> {
    const link = await this.links.of(tokenHash, this.clock.now());
    const one = link ? undefined : await this.queries.byToken(tokenHash);
    if (!link && !one) throw new NotFound('link');
    const ids = link ? await this.links.questionIds(link, status, after, limit) : after ? [] : [one!];
    const seen = await Promise.all(ids.map((id) => this.reading.byPatron(id)));
    return link ? seen : seen.filter(({ question }) => !status || question.state === status);
  }

  /** The record behind a question, while the caller's library still has something to do on it (2.6). */
  async recordOf(caller: Caller, questionId: string): Promise<PatronRow> {
    const question = await this.questions.get(questionId);
    if (!question.contactFor(await this.libraryRules.reader(caller, questionId)))
      throw new NotFound('question');
    const { patronId, homeInstitutionId } = question;
    const patron = patronId ? await this.patrons.get(homeInstitutionId, patronId) : undefined;
    if (!patron) throw new NotFound('patron');
    return patron;
  }
}
