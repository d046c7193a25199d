import { Injectable } from '@nestjs/common';
import { keyOf } from '@carrel/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import type { Attachment } from '../domain/attachment.js';

export interface AttachmentContent extends Attachment {
  readonly content: Buffer;
}
const columns = `id, session_id AS "sessionId", librarian_id AS "librarianId", name, media_type AS "mediaType", bytes, at`;

/** Files of sessions; deleted when the session's text is erased. */
@Injectable()
export class Attachments {
  constructor(private readonly db: DataSource) {}

  async add(manager: EntityManager, file: AttachmentContent): Promise<void> {
    await manager.query(
      `INSERT INTO attachments (id, session_id, librarian_id, name, media_type, bytes, content, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[file.id, file.sessionId, file.librarianId, file.name, file.mediaType],
        ...[file.bytes, file.content, file.at],
      ],
    );
  }

  async of(sessionId: string, manager: EntityManager = this.db.manager): Promise<Attachment[]> {
    return manager.query(`SELECT ${columns} FROM attachments WHERE session_id = $1 ORDER BY at, id`, [
      keyOf(sessionId, 'the files of a session'),
    ]);
  }

  async get(sessionId: string, id: string): Promise<AttachmentContent | undefined> {
    const [file] = await this.db.query<AttachmentContent[]>(
      `SELECT ${columns}, content FROM attachments WHERE session_id = $1 AND id = $2`,
      [keyOf(sessionId, 'a file'), keyOf(id, 'a file')],
    );
    return file;
  }
}
