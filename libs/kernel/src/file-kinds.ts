import { holdsProgramOrMacro, isWordDocument, isZip, zipEndsHere } from './file-insides.js';
import { isProgramName, safeFileName } from './file-names.js';
import { Refusal } from './refusal.js';

interface FileKind {
  /** RFC 6838. */
  readonly mediaType: string;
  /** Endings of its names, the usual one first. */
  readonly endings: readonly string[];
  /** Other media types under which browsers and mail programs send it. */
  readonly also?: readonly string[];
}
const openDocument = 'application/vnd.oasis.opendocument';
const officeDocument = 'application/vnd.openxmlformats-officedocument';

/** What patrons and librarians exchange in chats, questions, answers and mail: documents, pictures, sound; nothing that runs. */
const fileKinds: readonly FileKind[] = [
  { mediaType: 'application/pdf', endings: ['pdf'] },
  { mediaType: 'image/png', endings: ['png'] },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], also: ['image/jpg', 'image/pjpeg'] },
  { mediaType: 'image/gif', endings: ['gif'] },
  { mediaType: 'image/webp', endings: ['webp'] },
  { mediaType: 'image/heic', endings: ['heic', 'heif'], also: ['image/heif'] },
  { mediaType: 'image/heif', endings: ['heif', 'heic'], also: ['image/heic'] },
  { mediaType: 'text/plain', endings: ['txt', 'text', 'log', 'md'] },
  { mediaType: 'text/csv', endings: ['csv'], also: ['text/plain'] },
  { mediaType: 'audio/mpeg', endings: ['mp3', 'mpga'], also: ['audio/mp3'] },
  { mediaType: 'application/epub+zip', endings: ['epub'] },
  { mediaType: 'application/msword', endings: ['doc'] },
  { mediaType: `${officeDocument}.wordprocessingml.document`, endings: ['docx'] },
  { mediaType: `${officeDocument}.spreadsheetml.sheet`, endings: ['xlsx'] },
  { mediaType: `${officeDocument}.presentationml.presentation`, endings: ['pptx'] },
  { mediaType: `${openDocument}.text`, endings: ['odt'] },
  { mediaType: `${openDocument}.spreadsheet`, endings: ['ods'] },
  { mediaType: `${openDocument}.presentation`, endings: ['odp'] },
];
const taken = [...new Set(fileKinds.map(({ endings }) => endings[0]!))];
const texts = ['text/plain', 'text/csv'];

/** Media types under which a file may be sent. */
export const mediaTypes: readonly string[] = [
  ...new Set(fileKinds.flatMap(({ mediaType, also = [] }) => [mediaType, ...also])),
];
/** For people: which files are taken. */
export const filesTaken = `Files of these kinds are taken: ${taken.join(', ')}.`;

/** The file is empty, of a kind that is not taken, or not what it is said to be; the answer names what is taken. */
export class FileRefused extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'file-refused';
  constructor(why: string) {
    super(`${why} ${filesTaken}`, { taken });
  }
}

export interface FileGiven {
  readonly name: string;
  /** As the sender says. */
  readonly mediaType: string;
  readonly content: Uint8Array;
}
export interface FileTaken {
  /** Safe on every file system, with an ending that fits the content. */
  readonly name: string;
  readonly mediaType: string;
}

/**
 * The one rule for files: the content decides what a file is, and name and media type must not say otherwise.
 * @param detected media type that the bytes themselves show; null when they show none, as text does
 * @throws FileRefused
 */
export function takeFile(given: FileGiven, detected: string | null): FileTaken {
  const { content, mediaType: said } = given;
  const name = safeFileName(given.name);
  if (content.byteLength === 0) throw new FileRefused('The file is empty.');
  if (isProgramName(name)) throw new FileRefused('A file with such a name may be a program.');
  const kind = kindOf(content, detected, said, name);
  if (!kind) throw new FileRefused('The file is of another kind.');
  const fits = said === kind.mediaType || kind.also?.includes(said) || mayBeAnything.includes(said);
  if (!fits) throw new FileRefused(`The file is not of the type ${said.slice(0, 100)}.`);
  const insides = isZip(content) ? holdsProgramOrMacro(content) : zipEndsHere(content);
  if (insides) throw new FileRefused('The file holds a program, or is two files at once.');
  return { name: named(name, kind), mediaType: kind.mediaType };
}

/** Mail programs that do not know a kind say this. */
const mayBeAnything = ['application/octet-stream', 'binary/octet-stream'];

function kindOf(
  content: Uint8Array,
  detected: string | null,
  said: string,
  name: string,
): FileKind | undefined {
  if (detected === 'application/x-cfb')
    return isWordDocument(content) ? byType('application/msword') : undefined;
  if (detected !== null) return texts.includes(detected) ? undefined : byType(detected);
  if (!isText(content)) return undefined;
  return byType(said === 'text/csv' || endingOf(name) === 'csv' ? 'text/csv' : 'text/plain');
}

const byType = (mediaType: string) => fileKinds.find((kind) => kind.mediaType === mediaType);
const endingOf = (name: string) => (/\.([^.]{1,16})$/.exec(name)?.[1] ?? '').toLowerCase();

/** A name whose ending says nothing of the content, or something else, gets the one that fits. */
function named(name: string, { endings }: FileKind): string {
  if (!name) return `file.${endings[0]}`;
  return endings.includes(endingOf(name)) ? name : `${name}.${endings[0]}`;
}

/** Plain text, and neither a page nor a script that something may run. */
function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return !/^\s*(<!--.*?-->\s*)*(#!|<(!doctype|html|head|body|svg|script|iframe|\?xml|\?php))/is.test(
      text.slice(0, 4096),
    );
  } catch {
    return false;
  }
}
