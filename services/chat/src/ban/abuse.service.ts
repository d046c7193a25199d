import { Injectable } from '@nestjs/common';
import type { ResolutionCode } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import type { Librarian } from '../monitor/domain/monitor.js';
import { ConversationService } from '../attending/conversation.service.js';
import type { Session } from '../session/domain/session.js';
import { SessionCodes } from '../attending/session-codes.service.js';
import { SessionReader } from '../reading/session-reader.service.js';
import { SessionsService } from '../attending/sessions.service.js';
import { SessionFull } from '../lines/domain/refusals.js';
import { BansService } from './bans.service.js';
import type { BanAsked } from './domain/ban.js';

/** What such chats are coded as, where the library has the code. */
const prank = 'prank';

/** Steps against abusive patrons: a warning, then the end of the chat, and a ban if needed (2.2). */
@Injectable()
export class AbuseService {
  constructor(
    private readonly conversation: ConversationService,
    private readonly reader: SessionReader,
    private readonly sessions: SessionsService,
    private readonly codes: SessionCodes,
    private readonly bans: BansService,
    private readonly directory: Directory,
  ) {}

  /** The warning as the patron's library wrote it. */
  async warn(id: string, librarian: Librarian, clientId: string): Promise<void> {
    const session = await this.attended(id, librarian);
    const { warning } = await this.directory.setting('patron-abuse', session.institutionId);
    await this.conversation.say(session, librarian, warning, clientId);
  }

  /** Writes the library's closing text and ends the chat, without survey or follow-up. */
  async disconnect(
    id: string,
    librarian: Librarian,
    clientId: string,
    ban: BanAsked | null,
  ): Promise<Session> {
    const session = await this.attended(id, librarian);
    session.mustBeAlone(librarian.id);
    if (ban) await this.bans.mustBeAllowed(id, librarian, ban);
    const { disconnect } = await this.directory.setting('patron-abuse', session.institutionId);
    try {
      await this.conversation.say(session, librarian, disconnect, clientId);
    } catch (error) {
      // The chat is at its length limit; ending it matters more than this line.
      if (!(error instanceof SessionFull)) throw error;
    }
    const known = await this.codes.of(id, librarian);
    const descriptiveCodes = known.some(({ code }) => code === prank) ? [prank] : [];
    const resolution = await this.codeFor(session);
    const how = { resolution, noContactConfirmed: false, descriptiveCodes };
    const ended = await this.sessions.end(id, librarian, how);
    if (ban) await this.bans.make(id, librarian, ban);
    return ended;
  }

  private attended(id: string, librarian: Librarian): Promise<Session> {
    return this.reader.readAsParty(id, { kind: 'librarian', ...librarian });
  }

  private async codeFor({ practice, subscriptionGroupId }: Session): Promise<ResolutionCode> {
    if (practice) return 'practice';
    const { forbidden } = await this.directory.setting('resolution-codes', subscriptionGroupId);
    return forbidden.includes('lost-call') ? 'answered' : 'lost-call';
  }
}
