import {
  acknowledgementOf,
  filledIn as filledInWith,
  wordedWith,
  type AnswerOf,
  type EventEnvelope,
  type requests,
} from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound, ServiceUnavailable } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Challenges, type KnownBy } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import { BansService } from '../ban/bans.service.js';
import {
  afterChat,
  afterDismissal,
  afterWaiting,
  askedByForm,
  takenAt,
  type Patron,
} from '../question/domain/opening.js';
import type { Question, Source } from '../question/domain/question.js';
import {
  FormBusy,
  LibraryClosed,
  NothingSaid,
  UnknownLibrary,
  OwnLibraryOnly,
} from '../question/domain/refusals.js';
import { filledIn, type Answers, type AskForm } from './domain/form.js';
import { LibraryRules, homeSettings, rulesIn, type Caller } from '../question/library-rules.js';
import { FormLimits } from './persistence/form-limits.js';
import { Questions, type QuestionOrigin } from '../question/persistence/questions.repository.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { SuccessionService } from '../succession/succession.service.js';

export interface Asking {
  readonly institutionId: string;
  readonly patron: Patron;
  readonly subject: string | null;
  readonly text: string;
  /** The patron's, a tag of BCP 47. */
  readonly language?: string | null;
}
/** A session's data from chat: what the patron saw, and the librarians' notes. */
export type Chat = AnswerOf<typeof requests.sessionTranscript> & AnswerOf<typeof requests.sessionNotes>;
type SessionOver = EventEnvelope<'session.ended.v1' | 'session.dismissed.v1' | 'session.abandoned.v1'>;
export type DeskSource = Extract<Source, 'desk' | 'phone' | 'fax' | 'sms'>;

/** Creates questions: from chats, the web form and librarians. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly libraryRules: LibraryRules,
    private readonly bans: BansService,
    private readonly challenges: Challenges,
    private readonly limits: FormLimits,
    private readonly directory: Directory,
    private readonly succession: SuccessionService,
    private readonly clock: Clock,
  ) {}

  /** Rows 1 to 8: once for each session, however often its end is delivered. */
  async sessionEnded(event: EventEnvelope<'session.ended.v1'>, from: Promise<Chat>): Promise<void> {
    const arrived = await this.arrived(event, from);
    if (!arrived) return;
    const { asked, chat, rules } = arrived;
    const said = chat.lines.some((line) => line.from !== 'system');
    const ended = { ...event.data, ...asked, said, endedAt: new Date(event.data.endedAt) };
    await unlessSilent(this.add(arrived, (known) => afterChat({ ...ended, known }, rules, this.clock.now())));
  }

  /** A dismissed request (row 9): once for each session. */
  async sessionDismissed(event: EventEnvelope<'session.dismissed.v1'>, from: Promise<Chat>): Promise<void> {
    const arrived = await this.arrived(event, from);
    if (!arrived) return;
    const { data } = event;
    const waited = { ...data, ...arrived.asked };
    const by = { accountId: data.librarianId, institutionId: data.librarianInstitutionId };
    await this.add(arrived, (known) =>
      afterDismissal({ ...waited, known }, by, data.reasonCode, this.clock.now()),
    );
  }

  /** An abandoned request (row 10): once for each session. */
  async sessionAbandoned(event: EventEnvelope<'session.abandoned.v1'>, from: Promise<Chat>): Promise<void> {
    const arrived = await this.arrived(event, from);
    if (!arrived) return;
    const waited = { ...event.data, ...arrived.asked };
    await this.add(arrived, (known) => afterWaiting({ ...waited, known }, arrived.rules, this.clock.now()));
  }

  /** A question by web form (row 11). The patron gets the token; its hash is stored. */
  async form(
    asking: Asking,
    answers: Answers,
    tokenHash: string,
    who: KnownBy,
    came: { readonly address: string; readonly solution?: string | undefined },
  ): Promise<{ question: Question; acknowledgement: string }> {
    const { institutionId, subject, patron } = asking;
    const library = await this.directory.libraryWith(institutionId, [
      'ask-form',
      'patron-abuse',
      'custom-messages',
      'languages',
      'patron-challenge',
      'branding',
      ...homeSettings,
    ]);
    if (!library) throw new UnknownLibrary();
    if (library.profileStatus === 'closed') throw new LibraryClosed();
    const names = { library: library.name, group: library.settings.branding.shortName };
    const abuse = wordedWith(library.settings['patron-abuse'], names);
    await this.bans.mustAdmit(institutionId, abuse, who);
    const { address, solution } = came;
    await this.challenges.mustPass(library.settings['patron-challenge'], {
      ...{ for: 'question', institutionId, address, solution },
    });
    const [rules, form] = [rulesIn(library.settings), library.settings['ask-form']];
    const fields = filledIn(form, { subject, email: patron.email, fields: answers });
    const turn = await this.limits.take(institutionId, this.clock.now());
    if ('wait' in turn) throw new FormBusy(turn.wait);
    const assignee = form.assigneeId
      ? [...(await this.libraryRules.stillAt(institutionId, [form.assigneeId]))][0]
      : undefined;
    const asked = { ...asking, id: newId(), number: turn.number, tokenHash, fields };
    const question = await this.begun({ ...asking, languages: library.settings.languages }, (known) =>
      askedByForm({ ...asked, known }, rules, this.clock.now(), assignee),
    );
    const languages = {
      wanted: withoutRegion(asking.language),
      offered: library.settings.languages.patrons,
    };
    const into = await this.directory.translationFor(institutionId, languages.wanted);
    const said = acknowledgementOf(library.settings, patron.email, languages, into?.askForm ?? {});
    return { question, acknowledgement: filledInWith(said, { ...names, number: String(question.number) }) };
  }

  /** @throws NotFound for a library nobody knows */
  async askForm(institutionId: string, wanted: readonly string[] = []): Promise<AskForm> {
    const library = await this.directory.institution(institutionId);
    if (!library) throw new NotFound('library');
    return this.directory.worded('ask-form', library, wanted);
  }

  /** A question that a librarian enters (row 12). */
  async desk(caller: Caller, source: DeskSource, asking: Asking): Promise<Question> {
    if (asking.institutionId !== caller.institutionId) throw new OwnLibraryOnly();
    const rules = await this.libraryRules.rulesOf(asking.institutionId);
    const asked = { ...asking, ...(await this.fresh()) };
    return this.begun(asking, (known) =>
      takenAt(source, { ...asked, known }, caller, rules, this.clock.now()),
    );
  }

  private async begun(
    { institutionId, patron, languages }: Asking & Pick<QuestionOrigin, 'languages'>,
    open: Parameters<Questions['add']>[1],
  ): Promise<Question> {
    return (await this.questions.add({ institutionId, patron, languages, now: this.clock.now() }, open))!;
  }

  /** What a session's question is made of; undefined when it has one. What is known here is read while chat is asked. */
  private async arrived(cause: SessionOver, from: Promise<Chat>) {
    const [chat, filing] = await Promise.all([from, this.filingOf(cause.data)]);
    if (!filing) return undefined;
    const { library, id, number } = filing;
    const { patron, question: text, fields = [], descriptiveCodes: codes } = chat;
    const { tokenHash = null, language = null } = chat;
    const promisedAt = chat.promisedAt === null ? null : new Date(chat.promisedAt);
    const said = { patron, text, fields, language, codes, promisedAt, tokenHash };
    return {
      ...{ cause, chat, rules: rulesIn(library.settings), languages: library.settings.languages },
      asked: { id, number, institutionId: library.id, ...said },
    };
  }

  private async filingOf({ sessionId, institutionId }: SessionOver['data']) {
    if (await this.queries.bySession(sessionId)) return undefined;
    return { library: await this.homeOf(institutionId), ...(await this.fresh()) };
  }

  /** The library that a session's question is filed with. */
  private async homeOf(institutionId: string) {
    const read = (id: string) => this.directory.libraryWith(id, [...homeSettings, 'languages']);
    let library = await read(institutionId);
    if (library?.profileStatus === 'closed')
      library = await read(await this.succession.homeOf(institutionId));
    // Its event has not arrived yet: the handler fails and is retried.
    if (!library) throw new ServiceUnavailable('admin');
    return library;
  }

  private add(
    { asked, chat, languages, cause }: NonNullable<Awaited<ReturnType<IntakeService['arrived']>>>,
    open: Parameters<Questions['add']>[1],
  ): Promise<Question | undefined> {
    const { institutionId, patron } = asked;
    const { lines, notes } = chat;
    const now = this.clock.now();
    return this.questions.add({ institutionId, patron, languages, now, chat: { lines, notes }, cause }, open);
  }

  private async fresh() {
    return { id: newId(), number: await this.queries.nextNumber() };
  }
}

/** `pt-BR` is also `pt`. */
const withoutRegion = (language: string | null | undefined): string[] =>
  language ? [...new Set([language, language.split('-')[0]!])] : [];

/** A lost call without any text is no question, and not retried. */
async function unlessSilent(begun: Promise<unknown>): Promise<void> {
  try {
    await begun;
  } catch (error) {
    if (!(error instanceof NothingSaid)) throw error;
  }
}
