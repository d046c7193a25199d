import { TooManyFiles } from './refusals.js';

/** Bytes of one file, and files of one answer. */
export const fileLimit = 10 * 1024 * 1024;
export const filesOfAnswer = 5;
/** Files that wait for an answer at one library's hands; those nobody sent are forgotten after a week. */
const filesWaiting = 20;
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
  /** The part of its public address that is a secret: who has the mail may fetch it. */
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
