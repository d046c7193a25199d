import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import type { Librarian } from '../../monitor/domain/monitor.js';
import type { Session } from '../domain/session.js';
import { silenceOf, type SilenceTimes } from '../domain/silence.js';
import { SessionReader, type Viewer } from '../session-reader.service.js';
import { SurveyInvitations } from '../survey-invitations.service.js';
import { SessionDto, SilenceDto, type ReadSoFar } from './session.dto.js';

interface Around {
  times: SilenceTimes;
  othersWaiting: number;
  reading: ReadonlyMap<string, ReadSoFar>;
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
    const around = await this.around(viewer, [session]);
    return { ...this.as(session, viewer, around, position), viewportUrl, left };
  }

  /** Without the place in line, which lists show by their order. */
  async list(sessions: Session[], librarian: Librarian): Promise<SessionDto[]> {
    if (sessions.length === 0) return [];
    const around = await this.around(librarian, sessions);
    return sessions.map((session) => this.as(session, librarian, around, null));
  }

  private as(session: Session, { id }: Librarian, around: Around, position: number | null): SessionDto {
    const party = session.present.some((p) => p.librarianId === id);
    if (!party || session.status !== 'active')
      return SessionDto.of(session, party ? 'party' : 'desk', { position });
    const silence = SilenceDto.of(silenceOf(session, around.times, this.clock.now()));
    const { othersWaiting, reading } = around;
    return SessionDto.of(session, 'party', {
      position,
      silence,
      othersWaiting,
      reading: reading.get(session.id),
    });
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
  private async around(librarian: Librarian, sessions: readonly Session[]): Promise<Around> {
    const times = await this.directory.setting('chat-times', librarian.subscriptionGroupId);
    const reading = await this.sessions.readingOf(librarian, sessions);
    return { times, othersWaiting: await this.sessions.countWaitingFor(librarian), reading };
  }
}
