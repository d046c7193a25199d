import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import type { Librarian } from '../../monitor/domain/monitor.js';
import type { Session } from '../../session/domain/session.js';
import { silenceOf, type SilenceTimes } from '../../session/domain/silence.js';
import { SessionReader, type Viewer } from '../session-reader.service.js';
import { SurveyInvitations } from '../survey-invitations.service.js';
import { SessionDto, SilenceDto } from './session.dto.js';

interface Around {
  times: SilenceTimes;
  othersWaiting: number;
}

/** A session as one viewer may see it. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly sessions: SessionReader,
    private readonly surveys: SurveyInvitations,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async full(session: Session, viewer: Viewer): Promise<SessionDto> {
    const position = await this.sessions.positionOf(session);
    const viewportUrl = await this.viewportOf(session);
    const left = await this.sessions.leftOf(session);
    if (viewer.kind === 'patron') {
      const waitingMessages = await this.waitingMessagesOf(session);
      const surveyUrl = await this.surveys.of(session);
      return SessionDto.of(session, 'patron', { position, viewportUrl, waitingMessages, surveyUrl, left });
    }
    return { ...this.as(session, viewer, await this.around(viewer), position), viewportUrl, left };
  }

  /** Without the place in line, which lists show by their order. */
  async list(sessions: Session[], librarian: Librarian): Promise<SessionDto[]> {
    if (sessions.length === 0) return [];
    const around = await this.around(librarian);
    return sessions.map((session) => this.as(session, librarian, around, null));
  }

  private as(session: Session, { id }: Librarian, around: Around, position: number | null): SessionDto {
    const party = session.present.some((p) => p.librarianId === id);
    if (!party || session.status !== 'active')
      return SessionDto.of(session, party ? 'party' : 'desk', { position });
    const silence = SilenceDto.of(silenceOf(session, around.times, this.clock.now()));
    return SessionDto.of(session, 'party', { position, silence, othersWaiting: around.othersWaiting });
  }

  /** From the acceptance on the library's page stands beside the patron's chat (R13). */
  private async viewportOf(session: Session): Promise<string | null> {
    if (session.status !== 'active' || session.patronLeftAt) return null;
    return (await this.directory.setting('viewport', session.institutionId)).url;
  }

  private async waitingMessagesOf(session: Session): Promise<string[]> {
    if (session.status !== 'waiting') return [];
    const { messages } = await this.directory.setting('waiting-messages', session.institutionId);
    if (!messages.some((message) => message.includes('{{'))) return messages;
    const library = await this.directory.institution(session.institutionId);
    return library ? (await this.directory.worded('waiting-messages', library)).messages : messages;
  }

  /** Idle rules and waiting patrons are those of the librarian who looks (B4, R22). */
  private async around(librarian: Librarian): Promise<Around> {
    const times = await this.directory.setting('chat-times', librarian.subscriptionGroupId);
    return { times, othersWaiting: await this.sessions.countWaitingFor(librarian) };
  }
}
