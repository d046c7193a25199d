import { FileRefused, TooManyFiles } from './refusals.js';

/** What may be sent to a patron with an answer: documents, pictures and sound, nothing that runs. */
export const mediaTypes = [
  ...['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain', 'text/csv'],
  ...['audio/mpeg', 'application/epub+zip', 'application/vnd.oasis.opendocument.text'],
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const;
const texts = ['text/plain', 'text/csv'];

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

/**
 * The content is what its name says. `detected` is what the bytes themselves show; null when they show nothing,
 * as text does.
 */
export function mustBeWhatItSays(said: string, content: Uint8Array, detected: string | null): void {
  if (content.byteLength === 0) throw new FileRefused('The file is empty.');
  if (texts.includes(said)) {
    if (detected !== null || !isText(content)) throw new FileRefused('The file is not plain text.');
  } else if (detected !== said) {
    throw new FileRefused(`The file is not of the type ${said}.`);
  }
}

export function mustHaveRoom(waiting: number): void {
  if (waiting >= filesWaiting) throw new TooManyFiles(filesWaiting);
}

function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
