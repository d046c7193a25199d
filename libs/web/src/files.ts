import { StreamableFile } from '@nestjs/common';
import { takeFile, type FileGiven, type FileTaken } from '@carrel/kernel';
import { fileTypeFromBuffer } from 'file-type';
import { mediaTypeOf } from './file-bodies.js';

/** A body that is a file, as FileBodyParsers let it in: its media type, and its bytes unless it was something else. */
export function uploaded(
  contentType: string | undefined,
  body: unknown,
): { mediaType: string; content: Buffer | undefined } {
  return { mediaType: mediaTypeOf(contentType), content: Buffer.isBuffer(body) ? body : undefined };
}

/** A file as an answer, always as a download: what a stranger wrote is never shown as a page of ours (RFC 6266). */
export function download(file: { name: string; mediaType: string; content: Buffer }): StreamableFile {
  const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return new StreamableFile(file.content, {
    type: file.mediaType,
    length: file.content.byteLength,
    disposition: `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
  });
}

/** The rule for files (kernel's takeFile), with the kind that the bytes show. @throws FileRefused */
export async function takenFile<C extends Uint8Array>(
  given: FileGiven & { content: C },
): Promise<FileTaken & { content: C }> {
  const detected = (await fileTypeFromBuffer(given.content))?.mime ?? null;
  return { ...takeFile(given, detected), content: given.content };
}
