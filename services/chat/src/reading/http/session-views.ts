import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import type { Librarian } from '../../monitor/domain/monitor.js';
import { QueuesService } from '../../queue/queues.service.js';
import { actionsOn } from '../../session/domain/actions.js';
import type { Session } from '../../session/domain/session.js';
import { silenceOf, type SilenceTimes } from '../../session/domain/silence.js';
import { SessionReader, type Viewer } from '../session-reader.service.js';
import { SurveyInvitations } from '../survey-invitations.service.js';
import { SessionDto, SilenceDto, type ReadSoFar } from './session.dto.js';

interface Around {
  names: ReadonlyMap<string, string>;
  languages: readonly string[];
  /** Where one of the sessions is under way. */
  active?: {
    times: SilenceTimes;
    othersWaiting: number;
    reading: ReadonlyMap<string, ReadSoFar>;
  };
}

/** A session as one viewer may see it. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly sessions: SessionReader,
    private readonly surveys: SurveyInvitations,
    private readonly directory: Directory,
    private readonly queues: QueuesService,
    private readonly clock: Clock,
  ) {}

  async full(session: Session, viewer: Viewer): Promise<SessionDto> {
    const position = await this.sessions.positionOf(session);
    const viewportUrl = await this.viewportOf(session);
    const left = await this.sessions.leftOf(session);
    if (viewer.kind === 'patron') {
      const waitingMessages = await this.waitingMessagesOf(session);
      const surveyUrl = await this.surveys.of(session);
      const names = await this.librariesOf([session]);
      const beside = { position, viewportUrl, waitingMessages, surveyUrl, left, names };
      return SessionDto.of(session, 'patron', beside);
    }
    const around = await this.around(viewer, [session]);
    const actions = actionsOn(session, viewer.id, await this.sessions.deskOf(viewer, session));
    return { ...this.as(session, viewer, around, position), viewportUrl, left, actions };
  }

  /** When silence is shown to this librarian (B4). */
  silenceTimes({ subscriptionGroupId }: Librarian): Promise<SilenceTimes> {
    return this.directory.setting('chat-times', subscriptionGroupId);
  }

  /** Without the place in line, which lists show by their order. */
  async list(sessions: Session[], librarian: Librarian): Promise<SessionDto[]> {
    if (sessions.length === 0) return [];
    const around = await this.around(librarian, sessions);
    return sessions.map((session) => this.as(session, librarian, around, null));
  }

  /** For those who answer for the patrons and are not in the sessions themselves. */
  async ofSupervisor(sessions: Session[]): Promise<SessionDto[]> {
    const names = await this.namesIn(sessions);
    return sessions.map((session) => SessionDto.of(session, 'desk', { names }));
  }

  private as(session: Session, { id }: Librarian, around: Around, position: number | null): SessionDto {
    const named = { names: around.names, languages: around.languages };
    const party = session.present.some((p) => p.librarianId === id);
    if (!party || session.status !== 'active' || !around.active)
      return SessionDto.of(session, party ? 'party' : 'desk', { position, ...named });
    const { times, othersWaiting, reading } = around.active;
    const silence = SilenceDto.of(silenceOf(session, times, this.clock.now()));
    return SessionDto.of(session, 'party', {
      position,
      silence,
      othersWaiting,
      ...named,
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
    const library = await this.directory.institution(session.institutionId);
    const wanted = session.language ? [session.language] : [];
    return library ? (await this.directory.worded('waiting-messages', library, wanted)).messages : [];
  }

  /** Idle rules and waiting patrons are those of the librarian who looks (B4, R22). */
  private async around(librarian: Librarian, sessions: readonly Session[]): Promise<Around> {
    const names = await this.namesIn(sessions);
    const languages = await this.sessions.languagesOf(librarian);
    if (!sessions.some(({ status }) => status === 'active')) return { names, languages };
    const times = await this.silenceTimes(librarian);
    const reading = await this.sessions.readingOf(librarian, sessions);
    const othersWaiting = await this.sessions.countWaitingFor(librarian);
    return { names, languages, active: { times, othersWaiting, reading } };
  }

  private async namesIn(sessions: readonly Session[]): Promise<Map<string, string>> {
    const queues = await this.queues.namesOf(sessions.flatMap(({ queueIds }) => queueIds));
    return new Map([...(await this.librariesOf(sessions)), ...queues]);
  }

  /** The patrons' and the librarians'. */
  private librariesOf(sessions: readonly Session[]): Promise<Map<string, string>> {
    const ids = sessions.flatMap(({ institutionId, participants }) => [
      institutionId,
      ...participants.map((p) => p.institutionId),
    ]);
    return this.directory.namesOf([...new Set(ids)]);
  }
}
