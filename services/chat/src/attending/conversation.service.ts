import { filledIn } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import type { Transaction } from '@carrel/messaging';
import { Live } from '../live/live.js';
import type { Librarian } from '../monitor/domain/monitor.js';
import { Notes } from '../notes/persistence/notes.repository.js';
import { closingCheck, type LineKind } from '../lines/domain/line.js';
import { Lines } from '../lines/persistence/lines.repository.js';
import { TranscriptService } from '../transcript/transcript.service.js';
import { NoSuchScript } from '../session/domain/refusals.js';
import type { Session } from '../session/domain/session.js';
import { SessionReader } from '../reading/session-reader.service.js';
import { Sessions } from '../session/persistence/sessions.repository.js';

export const scriptScopes = ['account', 'institution', 'group'] as const;
export type ScriptScope = (typeof scriptScopes)[number];
export interface Script {
  scope: ScriptScope;
  name: string;
  kind: 'text' | 'url';
  content: string;
}
export interface Agency {
  name: string;
  contact: string;
}

/** What a librarian does in a session besides writing. */
@Injectable()
export class ConversationService {
  constructor(
    private readonly sessions: Sessions,
    private readonly lines: Lines,
    private readonly transcript: TranscriptService,
    private readonly reader: SessionReader,
    private readonly notes: Notes,
    private readonly directory: Directory,
    private readonly live: Live,
  ) {}

  /** Opens a page beside the patron's chat (R12). */
  async pushPage(id: string, librarian: Librarian, url: string, title: string | null): Promise<void> {
    await this.addLine(id, librarian, 'page', title ? `${title} ${url}` : url);
  }

  /** Asks whether anything is left before the end (R143). */
  async closing(id: string, librarian: Librarian): Promise<void> {
    await this.addLine(id, librarian, 'closing', closingCheck);
  }

  /** An outside agency the patron was sent to: recorded, not routed (R111). */
  async noteAgency(id: string, librarian: Librarian, { name, contact }: Agency): Promise<void> {
    await this.sessions.change(id, async (session, tx) => {
      session.mustAttend(librarian.id);
      const by = { authorId: librarian.id, authorName: librarian.name, toId: null, queueId: null };
      const text = [name, contact].filter((part) => part !== '').join(', ');
      await this.notes.add({ ...by, kind: 'outside-agency', sessionId: id, text }, tx.manager);
    });
  }

  /** The librarian's own scripts, those of the library and of the group. */
  async scriptsOf(librarian: Librarian): Promise<Script[]> {
    const owners = {
      account: librarian.id,
      institution: librarian.institutionId,
      group: librarian.subscriptionGroupId,
    };
    const scripts = await Promise.all(
      scriptScopes.map(async (scope) => {
        const value = await this.directory.setting(`${scope}-scripts`, owners[scope]);
        return value.scripts.map((script) => ({ scope, ...script }));
      }),
    );
    return scripts.flat();
  }

  /** Says a script's text, or opens its page, under the script's name. */
  async useScript(
    id: string,
    librarian: Librarian,
    wanted: { scope: ScriptScope; name: string; clientId: string },
  ): Promise<void> {
    const viewer = { kind: 'librarian' as const, ...librarian };
    const session = await this.reader.readAsParty(id, viewer);
    const scripts = await this.scriptsOf(librarian);
    const script = scripts.find(({ scope, name }) => scope === wanted.scope && name === wanted.name);
    if (!script) throw new NoSuchScript(wanted.name);
    if (script.kind === 'url') return this.pushPage(id, librarian, script.content, script.name);
    await this.say(session, librarian, script.content, wanted.clientId);
  }

  /** Says a prepared text as the librarian's own line, its placeholders filled in. */
  async say(session: Session, librarian: Librarian, content: string, clientId: string): Promise<void> {
    const viewer = { kind: 'librarian' as const, ...librarian };
    await this.transcript.write(
      session.id,
      viewer,
      await this.filledIn(content, session, librarian),
      clientId,
    );
  }

  /** With the values of its placeholders, as patron and librarian know each other. */
  private async filledIn(content: string, session: Session, librarian: Librarian): Promise<string> {
    if (!content.includes('{{')) return content;
    const [library, { shortName: group }] = await Promise.all([
      this.directory.institution(session.institutionId),
      this.directory.setting('branding', session.subscriptionGroupId),
    ]);
    const { name } = session.presenceOf(librarian.id);
    const values = { patron: session.patronName, librarian: name, library: library?.name ?? null, group };
    const text = filledIn(content, values).trim();
    return text || content;
  }

  private async addLine(
    id: string,
    by: Librarian,
    kind: Exclude<LineKind, 'text'>,
    text: string,
  ): Promise<void> {
    await this.sessions.change(id, async (session: Session, tx: Transaction) => {
      session.mustAttend(by.id);
      await this.lines.say(tx.manager, id, { kind, authorId: by.id, text });
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }
}
