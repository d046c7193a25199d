import { Refusal } from '@carrel/kernel';

class TooManyAttachments extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-attachments';
  constructor(most: number) {
    super(`A session holds at most ${most} files.`, { most });
  }
}

/** Bytes of one file, and files of one session. */
export const attachmentLimit = 10 * 1024 * 1024;
const attachmentsOfSession = 10;

/** A file that one side gave the other in a chat. */
export interface Attachment {
  readonly id: string;
  readonly sessionId: string;
  /** The librarian who sent it; null for the patron. */
  readonly librarianId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly at: Date;
}

export function mustHaveRoom(present: number): void {
  if (present >= attachmentsOfSession) throw new TooManyAttachments(attachmentsOfSession);
}

/** What the line in the chat says: the name, and where the file is, as a pushed page's line does. */
export const attachmentLine = ({ id, sessionId, name }: Attachment): string =>
  `${name} /api/chat/v1/sessions/${sessionId}/attachments/${id}`;
