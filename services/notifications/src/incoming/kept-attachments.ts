import { FileRefused } from '@carrel/kernel';
import { takenFile } from '@carrel/web';
import { largestAttachment, shownName, type KeptAttachment } from './domain/attachments.js';
import type { Attachment } from './domain/read-mail.js';

/** What of a mail's attachments is given out, by the rule for files; all of them stay in the original. */
export const keptAttachments = (attachments: readonly Attachment[]): Promise<KeptAttachment[]> =>
  Promise.all(attachments.map((one, index) => kept(one, index + 1)));

async function kept({ name, mediaType, content }: Attachment, at: number): Promise<KeptAttachment> {
  const size = content.length;
  const shown = shownName(name, mediaType, at);
  const without = { name: shown, mediaType, size, content: null };
  if (size > largestAttachment) return { ...without, refusal: 'too-large' };
  try {
    return { ...(await takenFile({ name: shown, mediaType, content })), size, refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ...without, refusal: 'kind-not-allowed' };
  }
}
