import { randomBytes } from 'node:crypto';
import { Clock, FileRefused, NotFound } from '@carrel/kernel';
import { Job, newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { takenFile } from '@carrel/web';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { PatronAccess } from '../question/patron-access.js';
import { Questions } from '../question/persistence/questions.repository.js';
import {
  mustHaveRoom,
  mustTakeFromPatron,
  patronsOwn,
  unsentLivesMs,
  type FileEntry,
  type MailFile,
} from './domain/file.js';
import { AlreadySent, NoSuchFileToSend } from './domain/refusals.js';
import { Files, type FileContent } from './persistence/files.repository.js';
import { MailFiles } from './persistence/mail-files.repository.js';
import { mustBeAbleToAnswer } from '../question/domain/conversation.js';

export type { FileContent } from './persistence/files.repository.js';

interface Given {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer | undefined;
}

/** Files sent with answers and replies: who may add, send and fetch them. */
@Injectable()
export class FilesService {
  constructor(
    private readonly files: Files,
    private readonly mailFiles: MailFiles,
    private readonly questions: Questions,
    private readonly libraryRules: LibraryRules,
    private readonly access: PatronAccess,
    private readonly clock: Clock,
  ) {}

  /** By the library that may answer now; it goes out with the answer that names it. */
  async add(caller: Caller, questionId: string, given: Given): Promise<FileEntry> {
    await this.mustAnswer(caller, questionId);
    const { institutionId, accountId: authorId } = caller;
    return this.keep(questionId, { institutionId, authorId }, given, mustHaveRoom);
  }

  /** By the patron; it goes with the reply that names it, and nobody else sees it before. */
  async addByPatron(tokenHash: string, questionId: string, given: Given): Promise<FileEntry> {
    await this.access.mustOpen(tokenHash, questionId);
    const by = { institutionId: patronsOwn, authorId: patronsOwn };
    return this.keep(questionId, by, given, (_waiting, all) => mustTakeFromPatron(all));
  }

  /** With the patron's reply, in its transaction. @throws NoSuchFileToSend unless the patron gave all of them */
  async sendFromPatron(questionId: string, ids: readonly string[], messageId: string): Promise<void> {
    if (!ids.length) return;
    const sent = await this.files.send(questionId, patronsOwn, ids, messageId);
    if (sent !== new Set(ids).size) throw new NoSuchFileToSend();
  }

  /** Removes an unsent file; a missing one is no error. @throws AlreadySent once the patron has it */
  async drop(caller: Caller, questionId: string, id: string): Promise<void> {
    await this.mustAnswer(caller, questionId);
    if (await this.files.drop(questionId, caller.institutionId, id)) return;
    if ((await this.files.get(questionId, id))?.messageId) throw new AlreadySent();
  }

  /** With the message, in its transaction. @throws NoSuchFileToSend unless all of them wait at this library */
  async send(caller: Caller, questionId: string, ids: readonly string[], messageId: string): Promise<void> {
    if (!ids.length) return;
    const sent = await this.files.send(questionId, caller.institutionId, ids, messageId);
    if (sent !== new Set(ids).size) throw new NoSuchFileToSend();
  }

  /** As far as the caller's library may read the question; what waits to be sent only that library sees. */
  async ofQuestion(caller: Caller, questionId: string): Promise<(FileEntry | MailFile)[]> {
    const reading = (await this.questions.get(questionId)).readingOf(
      await this.libraryRules.reader(caller, questionId),
    );
    if (!reading) throw new NotFound('question');
    if (reading === 'transcript') return [];
    const files = await this.files.ofQuestion(questionId);
    return [
      ...(await this.mailFiles.ofQuestion(questionId)),
      ...files.filter((file) => file.messageId !== null || file.institutionId === caller.institutionId),
    ];
  }

  async forStaff(caller: Caller, questionId: string, id: string): Promise<FileContent> {
    const seen = (await this.ofQuestion(caller, questionId)).some((file) => file.id === id);
    return found(seen ? await this.files.get(questionId, id) : undefined);
  }

  /** The patron reads what was sent, with the token of the question or of a mailed link. */
  async forPatron(tokenHash: string, questionId: string, id: string): Promise<FileContent> {
    await this.access.mustOpen(tokenHash, questionId);
    const file = await this.files.get(questionId, id);
    return found(file?.messageId ? file : undefined);
  }

  async byKey(key: string): Promise<FileContent> {
    return found(await this.files.byKey(key));
  }

  /** The files of one message. */
  async ofMessage(questionId: string, messageId: string): Promise<FileEntry[]> {
    return (await this.files.ofQuestion(questionId)).filter((file) => file.messageId === messageId);
  }

  @Job('forget-unsent-files', { cron: '41 4 * * *' })
  async forgetUnsent(): Promise<void> {
    await this.files.forgetUnsent(new Date(+this.clock.now() - unsentLivesMs));
  }

  private async keep(
    questionId: string,
    by: Pick<FileEntry, 'institutionId' | 'authorId'>,
    given: Given,
    mayAdd: (waiting: number, all: number) => void,
  ): Promise<FileEntry> {
    if (!given.content) throw new FileRefused('Send the file itself as the body, under its own media type.');
    const { name, mediaType, content } = await takenFile({ ...given, content: given.content });
    const file: FileContent = {
      ...{ id: newId(), questionId, messageId: null, ...by, name, mediaType, content },
      ...{ bytes: content.byteLength, at: this.clock.now(), key: randomBytes(32).toString('base64url') },
    };
    await this.files.add(file, mayAdd);
    return file;
  }

  private async mustAnswer(caller: Caller, questionId: string): Promise<void> {
    const actor = await this.libraryRules.actor(caller, questionId);
    mustBeAbleToAnswer(await this.questions.get(questionId), actor);
  }
}

function found(file: FileContent | undefined): FileContent {
  if (!file) throw new NotFound('file');
  return file;
}
