import { Directory } from '@carrel/directory';
import { Clock, mailboxSpellings, NotFound, searchQuery, type AllowedAction } from '@carrel/kernel';
import type { Capability } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { actionsOn } from '../question/domain/actions.js';
import { lists, type ListName } from '../question/domain/lists.js';
import type { Status } from '../question/domain/holding.js';
import type { Reader, Reading } from '../question/domain/people.js';
import type { Question } from '../question/domain/question.js';
import type { HistoryLine, Message, MessageKind } from '../question/domain/history.js';
import { rowOf, type QuestionRow } from '../question/domain/row.js';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { limitsOf } from '../privacy/domain/clocks.js';
import { ListsQueries, type Filter, type PatronLike, type Window } from './persistence/lists.queries.js';
import {
  QuestionsQueries,
  type SessionNote,
  type TranscriptLine,
} from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';
import type { FileEntry, MailFile } from '../files/domain/file.js';
import { Files } from '../files/persistence/files.repository.js';
import { MailFiles } from '../files/persistence/mail-files.repository.js';
import { PatronAccess } from '../question/patron-access.js';
import { languagesOf } from '../question/persistence/search-words.js';
import { TranscriptReads } from '../review/persistence/transcript-reads.js';

export interface ListInput {
  readonly list: ListName;
  readonly mine: boolean;
  readonly words?: string | undefined;
  /** A patron's name or whole address. */
  readonly patron?: string | undefined;
  readonly status?: Status | undefined;
  readonly assigneeId?: string | undefined;
  readonly filter?: Filter | undefined;
  readonly sort?: 'updated' | 'due';
}
/** One question as far as the reader may see it. */
export interface Seen {
  readonly question: Question;
  readonly row: QuestionRow;
  readonly contact: boolean;
  readonly inSharedFollowup: boolean;
  readonly transcript: TranscriptLine[];
  /** What librarians noted beside the chat; the patron never reads it. */
  readonly notes: SessionNote[];
  readonly files: (FileEntry | MailFile)[];
  readonly history: HistoryLine[];
  readonly messages: Message[];
}
export interface SeenByPatron {
  readonly question: Question;
  /** What was written both ways, and what was sent with it. */
  readonly messages: Message[];
  readonly files: FileEntry[];
}

const forPatrons = new Set<MessageKind>(['answer', 'message', 'clarification', 'reply']);

/** Reads questions, as far as the caller may see them. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly lists: ListsQueries,
    private readonly libraryRules: LibraryRules,
    private readonly reads: TranscriptReads,
    private readonly access: PatronAccess,
    private readonly files: Files,
    private readonly mailFiles: MailFiles,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** A library's list, or the part of it that is the caller's own (R63..R67). */
  async list(caller: Caller, input: ListInput, window: Window): Promise<QuestionRow[]> {
    const { institutionId, accountId } = caller;
    const { list, mine, status, filter, sort = 'updated' } = input;
    const words = await this.queryOf(institutionId, input.words);
    const patron = patronLike(input.patron);
    if (words === null || patron === null) return [];
    if (list === 'shared-followup')
      return mine ? [] : this.lists.pool(caller.subscriptionGroupId, institutionId, words, patron, window);
    const assigneeId = mine ? accountId : input.assigneeId;
    const { referred, statuses: all } = lists[list];
    const statuses = all.filter((one) => !status || one === status);
    const asked = { institutionId, referred, statuses, assigneeId, words, patron, filter, sort };
    return this.lists.page(asked, window);
  }

  /** A whole list, a page at a time, for a file of any size. */
  async *all(caller: Caller, input: ListInput): AsyncGenerator<QuestionRow[]> {
    for (let after: Window['after']; ;) {
      const rows = await this.list(caller, input, { after, limit: 500 });
      yield rows.slice(0, 500);
      if (rows.length <= 500) return;
      const { updatedAt, dueAt, id } = rows[499]!;
      after = [(input.sort === 'due' ? dueAt! : updatedAt).toISOString(), id];
    }
  }

  /** What left the lists after 90 quiet days; any work on it brings it back (R68). */
  async serviceHistory(
    { institutionId }: Caller,
    typed: { words?: string | undefined; patron?: string | undefined },
    window: Window,
  ) {
    const words = await this.queryOf(institutionId, typed.words);
    const patron = patronLike(typed.patron);
    if (words === null || patron === null) return [];
    const list = { institutionId, ...lists.all, words, patron, archived: true };
    return this.lists.page(list, window);
  }

  /**
   * What else the patron has asked at this library, for its own staff while they see who asked. Nothing that is older than
   * the library's clock for identities, even before the patron is taken out of it.
   */
  async earlier(caller: Caller, id: string, window: Window): Promise<QuestionRow[]> {
    const question = await this.questions.get(id);
    const { homeInstitutionId: institutionId, patronId } = question;
    const seen = question.contactFor(await this.libraryRules.reader(caller, id));
    if (!seen || caller.institutionId !== institutionId) throw new NotFound('question');
    if (!patronId) return [];
    const clocks = await this.directory.setting('privacy-clocks', institutionId);
    const since = limitsOf(clocks, this.clock.now()).identity;
    return this.lists.ofPatron({ patronId, institutionId, except: id, since }, window);
  }

  /** The one question with this number, when the caller may know of it. */
  async byNumber(caller: Caller, number: string): Promise<QuestionRow[]> {
    const id = await this.queries.byNumber(number);
    if (!id) return [];
    const question = await this.questions.get(id);
    const reading = question.readingOf(await this.libraryRules.reader(caller, id));
    return reading ? [rowOf(question, caller.institutionId)] : [];
  }

  async get(caller: Caller, id: string): Promise<Seen> {
    const reader = await this.libraryRules.reader(caller, id);
    const { question, reading } = await this.readable(id, reader);
    const { lines: transcript, notes } = (await this.queries.chat(id)) ?? { lines: [], notes: [] };
    if (transcript.length && caller.institutionId !== question.homeInstitutionId)
      await this.reads.add(caller, question, this.clock.now());
    const part = reading === 'transcript';
    const { sharedFollowup } = await this.libraryRules.rulesFor(id);
    return {
      question,
      row: rowOf(question, caller.institutionId),
      contact: question.contactFor(reader),
      inSharedFollowup: question.pooled && sharedFollowup,
      transcript,
      notes,
      files: part ? [] : await this.filesFor(reader, id),
      history: part ? [] : await this.queries.history(id),
      messages: part ? [] : (await this.queries.messages(id)).filter((message) => mayRead(message, reader)),
    };
  }

  /** @throws NotFound for a question of which the caller sees nothing */
  async mustSee(caller: Caller, id: string): Promise<void> {
    await this.readable(id, await this.libraryRules.reader(caller, id));
  }

  /** What the caller may do with a question that he or she sees. */
  async actionsFor(
    caller: Caller & { readonly capabilities: ReadonlySet<Capability> },
    question: Question,
  ): Promise<AllowedAction[]> {
    const actor = await this.libraryRules.actor(caller, question.id);
    const policy = await this.libraryRules.closePolicyFor(question.id);
    const rules = await this.libraryRules.rulesFor(question.id);
    const may = (capability: Capability) => caller.capabilities.has(capability);
    return actionsOn(question, actor, { policy, rules }, may, this.clock.now());
  }

  private async filesFor(reader: Reader, id: string): Promise<(FileEntry | MailFile)[]> {
    const files = (await this.files.ofQuestion(id)).filter((file) => mayFetch(file, reader));
    return [...(await this.mailFiles.ofQuestion(id)), ...files];
  }

  /** The patron's own question, by the token that asking it returned. */
  async asked(tokenHash: string, id: string): Promise<SeenByPatron> {
    await this.access.mustOpen(tokenHash, id);
    return this.byPatron(id);
  }

  /** A question as whoever asked it sees it; the caller has made sure that it is his or hers. */
  async byPatron(id: string): Promise<SeenByPatron> {
    const messages = (await this.queries.messages(id)).filter((message) => forPatrons.has(message.kind));
    const files = (await this.files.ofQuestion(id)).filter((file) => file.messageId !== null);
    return { question: await this.questions.get(id), messages, files };
  }

  /** What was typed, in the languages of whoever asks; null where it has no word that could be found. */
  private async queryOf(
    institutionId: string,
    typed: string | undefined,
  ): Promise<string | null | undefined> {
    if (typed === undefined) return undefined;
    return searchQuery(typed, languagesOf(await this.directory.setting('languages', institutionId)));
  }

  private async readable(id: string, reader: Reader): Promise<{ question: Question; reading: Reading }> {
    const question = await this.questions.get(id);
    const reading = question.readingOf(reader);
    if (!reading) throw new NotFound('question');
    return { question, reading };
  }
}

/** Names are searched by their words, addresses as a whole in every spelling; null where there is no word to be found. */
function patronLike(typed: string | undefined): PatronLike | undefined | null {
  if (typed === undefined) return undefined;
  if (typed.includes('@')) return { spellings: mailboxSpellings(typed.trim()) };
  const words = searchQuery(typed, []);
  return words === null ? null : { words };
}

/** Comments on quality are between who forwarded them and the coordinator (R81). */
const mayRead = ({ kind, institutionId }: Message, reader: Reader): boolean =>
  kind !== 'quality' || reader.coordinator || institutionId === reader.institutionId;

/** What waits to be sent only the library that uploaded it sees. */
const mayFetch = ({ messageId, institutionId }: FileEntry, reader: Reader): boolean =>
  messageId !== null || institutionId === reader.institutionId;
