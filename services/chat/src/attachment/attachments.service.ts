import { Injectable } from '@nestjs/common';
import { Clock, FileRefused, NotFound } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { takenFile } from '@carrel/web';
import { Live } from '../live/live.js';
import { SessionReader, type Viewer } from '../reading/session-reader.service.js';
import { Sessions } from '../session/persistence/sessions.repository.js';
import { Lines } from '../lines/persistence/lines.repository.js';
import { attachmentLine, mustHaveRoom, type Attachment } from './domain/attachment.js';
import { Attachments, type AttachmentContent } from './persistence/attachments.repository.js';

/** Files that patron and librarian give each other in a chat. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly attachments: Attachments,
    private readonly sessions: Sessions,
    private readonly reader: SessionReader,
    private readonly lines: Lines,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  /** The other side sees it as a line of kind `attachment`. */
  async add(
    sessionId: string,
    by: Viewer,
    given: { name: string; mediaType: string; content: Buffer | undefined },
  ): Promise<Attachment> {
    await this.reader.readAsParty(sessionId, by);
    if (!given.content) throw new FileRefused('Send the file itself as the body, under its own media type.');
    const { name, mediaType, content } = await takenFile({ ...given, content: given.content });
    const file: AttachmentContent = {
      ...{ id: newId(), sessionId, librarianId: by.kind === 'librarian' ? by.id : null, name, mediaType },
      ...{ content, bytes: content.byteLength, at: this.clock.now() },
    };
    await this.sessions.change(sessionId, async (session, tx) => {
      if (by.kind === 'librarian') session.mustAttend(by.id);
      else session.mustAcceptFromPatron();
      mustHaveRoom((await this.attachments.of(sessionId, tx.manager)).length);
      await this.attachments.add(tx.manager, file);
      const line = { kind: 'attachment', authorId: file.librarianId, text: attachmentLine(file) } as const;
      await this.lines.say(tx.manager, sessionId, line);
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
    return file;
  }

  async list(sessionId: string, viewer: Viewer): Promise<Attachment[]> {
    await this.reader.readTranscript(sessionId, viewer);
    return this.attachments.of(sessionId);
  }

  async fetch(sessionId: string, id: string, viewer: Viewer): Promise<AttachmentContent> {
    await this.reader.readTranscript(sessionId, viewer);
    const file = await this.attachments.get(sessionId, id);
    if (!file) throw new NotFound('attachment');
    return file;
  }
}
