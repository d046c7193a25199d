import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session.js';
import { SessionReader, type Viewer } from '../session-reader.service.js';
import { SessionDto } from './session.dto.js';

/** A session as one viewer may see it. */
@Injectable()
export class SessionViews {
  constructor(private readonly sessions: SessionReader) {}

  async full(session: Session, viewer: Viewer): Promise<SessionDto> {
    const position = await this.sessions.positionOf(session);
    return SessionDto.of(
      session,
      viewer.kind === 'patron' ? 'patron' : this.as(session, viewer.id),
      position,
    );
  }

  /** Without the place in line, which lists show by their order. */
  brief(session: Session, librarian: { id: string }): SessionDto {
    return SessionDto.of(session, this.as(session, librarian.id), null);
  }

  private as(session: Session, librarianId: string): 'party' | 'desk' {
    return session.present.some((p) => p.librarianId === librarianId) ? 'party' : 'desk';
  }
}
