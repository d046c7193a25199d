import { TooManyFiles } from './refusals.js';

/** Bytes of one file, and files of one answer. */
export const fileLimit = 10 * 1024 * 1024;
export const filesOfAnswer = 5;
/** Files that wait for an answer at one library's hands; those nobody sent are forgotten after a week. */
export const filesWaiting = 20;
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

export function mustHaveRoom(waiting: number): void {
  if (waiting >= filesWaiting) throw new TooManyFiles(filesWaiting);
}
