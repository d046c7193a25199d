import type { AnswerOf, EventEnvelope, requests } from '@carrel/contracts';
import { Clock, PartAway } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import {
  afterChat,
  afterDismissal,
  afterWaiting,
  askedByForm,
  takenAt,
  type Patron,
} from './domain/opening.js';
import type { Question } from './domain/question.js';
import { FormBusy, NothingSaid, OwnLibraryOnly, UnknownLibrary } from './domain/refusals.js';
import type { Source } from './domain/state.js';
import { Homes, type Caller } from './homes.js';
import { FormLimits } from './persistence/form-limits.js';
import { Questions } from './persistence/questions.repository.js';
import { QuestionsQueries } from './persistence/questions.queries.js';

export interface Asking {
  readonly institutionId: string;
  readonly patron: Patron;
  readonly subject: string | null;
  readonly text: string;
}
type SessionTranscript = AnswerOf<typeof requests.sessionTranscript>;
export type DeskSource = Extract<Source, 'desk' | 'phone' | 'fax' | 'sms'>;

/** How questions begin. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly homes: Homes,
    private readonly limits: FormLimits,
    private readonly clock: Clock,
  ) {}

  /** Rows 1 to 8: once for each session, however often its end is told. */
  async sessionEnded(event: EventEnvelope<'session.ended.v1'>, chat: SessionTranscript): Promise<void> {
    const { data } = event;
    if (await this.queries.bySession(data.sessionId)) return;
    const rules = await this.knownRules(data.institutionId);
    const said = chat.lines.some((line) => line.from !== 'system');
    const ended = { ...data, ...(await this.fresh()), patron: chat.patron, text: chat.question, said };
    const question = this.unlessSilent(() =>
      afterChat({ ...ended, endedAt: new Date(data.endedAt) }, rules, this.clock.now()),
    );
    if (question) await this.questions.add(question, chat.lines, event);
  }

  /** Row 9: once for each session. */
  async sessionDismissed(
    event: EventEnvelope<'session.dismissed.v1'>,
    chat: SessionTranscript,
  ): Promise<void> {
    const { data } = event;
    if (await this.queries.bySession(data.sessionId)) return;
    await this.knownRules(data.institutionId);
    const waited = { ...data, ...(await this.fresh()), patron: chat.patron, text: chat.question };
    const by = { accountId: data.librarianId, institutionId: data.librarianInstitutionId };
    const question = afterDismissal(waited, by, data.reasonCode, this.clock.now());
    await this.questions.add(question, chat.lines, event);
  }

  /** Row 10: once for each session. */
  async sessionAbandoned(
    event: EventEnvelope<'session.abandoned.v1'>,
    chat: SessionTranscript,
  ): Promise<void> {
    const { data } = event;
    if (await this.queries.bySession(data.sessionId)) return;
    const rules = await this.knownRules(data.institutionId);
    const waited = { ...data, ...(await this.fresh()), patron: chat.patron, text: chat.question };
    await this.questions.add(afterWaiting(waited, rules, this.clock.now()), chat.lines, event);
  }

  /** Row 11. The patron keeps the token; we keep its hash. */
  async form(asking: Asking, tokenHash: string): Promise<Question> {
    const rules = await this.homes.rulesOf(asking.institutionId);
    const wait = await this.limits.take(asking.institutionId, this.clock.now());
    if (wait) throw new FormBusy(wait);
    const question = askedByForm({ ...asking, ...(await this.fresh()), tokenHash }, rules, this.clock.now());
    await this.questions.add(question);
    return question;
  }

  /** Row 12. */
  async desk(caller: Caller, source: DeskSource, asking: Asking): Promise<Question> {
    if (asking.institutionId !== caller.institutionId) throw new OwnLibraryOnly();
    const rules = await this.homes.rulesOf(asking.institutionId);
    const asked = { ...asking, ...(await this.fresh()) };
    const question = takenAt(source, asked, caller, rules, this.clock.now());
    await this.questions.add(question);
    return question;
  }

  private async fresh() {
    return { id: newId(), number: await this.queries.nextNumber() };
  }

  /** A library that chat knows and we do not is one we have not heard of yet: the event comes again. */
  private async knownRules(institutionId: string) {
    try {
      return await this.homes.rulesOf(institutionId);
    } catch (error) {
      throw error instanceof UnknownLibrary ? new PartAway('admin') : error;
    }
  }

  private unlessSilent(open: () => Question): Question | undefined {
    try {
      return open();
    } catch (error) {
      if (error instanceof NothingSaid) return undefined;
      throw error;
    }
  }
}
