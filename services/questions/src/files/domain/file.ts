import { PatronFilesFull, TooManyFiles } from './refusals.js';

/** Bytes of one file, and files of one answer. */
export const fileLimit = 10 * 1024 * 1024;
export const filesOfAnswer = 5;
/** Most files of one library that wait for an answer; unsent ones are deleted after a week. */
const filesWaiting = 20;
/** Most files that the patron may give to one question, sent or not. */
const filesOfPatron = 20;
/** In place of a library and an account: the patron's own files, which no library sees before they are sent. */
export const patronsOwn = '00000000-0000-0000-0000-000000000000';
export const unsentLivesMs = 7 * 86_400_000;

/** A file as lists and letters name it. */
export interface FileEntry {
  readonly id: string;
  readonly questionId: string;
  readonly messageId: string | null;
  readonly institutionId: string;
  readonly authorId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly at: Date;
  /** The secret part of its public address: holders of the mail may fetch it. */
  readonly key: string;
}

/** A file that came with a mail: notifications keeps its bytes and gives them to whoever may read the question. */
export interface MailFile extends Omit<FileEntry, 'messageId' | 'authorId' | 'key'> {
  /** The message that the mail became; the question's own id where the mail became the question. */
  readonly messageId: string;
  readonly mailId: string;
}

/** Where staff fetch it, from the root of the site. */
export const pathOf = (file: FileEntry | MailFile): string =>
  'mailId' in file
    ? `/api/notifications/v1/incoming-mails/${file.mailId}/attachments/${file.id}`
    : `/api/questions/v1/questions/${file.questionId}/files/${file.id}`;

export function mustHaveRoom(waiting: number): void {
  if (waiting >= filesWaiting) throw new TooManyFiles(filesWaiting);
}

export function mustTakeFromPatron(given: number): void {
  if (given >= filesOfPatron) throw new PatronFilesFull(filesOfPatron);
}
