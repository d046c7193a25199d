import { Refusal } from './refusal.js';

/** The file is empty, or not what it is said to be. */
export class FileRefused extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'file-refused';
}

/** Media types (RFC 6838) of the files that patrons and librarians exchange: documents, pictures and sound, nothing that runs. */
export const mediaTypes = [
  ...['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain', 'text/csv'],
  ...['audio/mpeg', 'application/epub+zip', 'application/vnd.oasis.opendocument.text'],
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const;
const texts = ['text/plain', 'text/csv'];

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

function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
