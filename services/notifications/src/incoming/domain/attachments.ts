import { safeFileName } from '@carrel/kernel';

/** The largest one that is kept to be downloaded, in bytes; all of them are in the original. */
export const largestAttachment = 15 * 1024 * 1024;

/** An attachment as it is kept: without its bytes where it is not given out. */
export interface KeptAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly content: Uint8Array | null;
  readonly refusal: 'too-large' | 'kind-not-allowed' | null;
}

/** The name under which it is shown; numbered when there was none. */
export const shownName = (name: string | null, mediaType: string, at: number): string =>
  safeFileName(name ?? '') || `attachment-${at}${endings[mediaType] ?? ''}`;

const endings: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
};
