import { Injectable } from '@nestjs/common';
import { descriptiveCodesOf, type DescriptiveCode } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { mustDescribe, NotFound } from '@carrel/kernel';
import type { Librarian } from '../monitor/domain/monitor.js';
import type { Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { SessionReader } from '../reading/session-reader.service.js';

/** The codes that say what a session was about: those of the patron's library (2.3). */
@Injectable()
export class SessionCodes {
  constructor(
    private readonly queries: SessionsQueries,
    private readonly reader: SessionReader,
    private readonly directory: Directory,
  ) {}

  /** To choose from at the end: none for a librarian of another group. */
  async of(id: string, librarian: Librarian): Promise<readonly DescriptiveCode[]> {
    const session = await this.reader.readAsParty(id, { kind: 'librarian', ...librarian });
    if (!isOwn(session, librarian)) return [];
    const lists = await this.directory.setting('descriptive-codes', session.institutionId);
    return descriptiveCodesOf(lists).filter(({ active }) => active);
  }

  async mustFit(id: string, librarian: Librarian, codes: readonly string[]): Promise<void> {
    if (codes.length === 0) return;
    const session = await this.queries.byId(id);
    if (!session) throw new NotFound('session');
    session.presenceOf(librarian.id);
    const lists = await this.directory.setting('descriptive-codes', session.institutionId);
    mustDescribe(codes, { lists, own: isOwn(session, librarian) });
  }
}

const isOwn = (session: Session, librarian: Librarian): boolean =>
  session.subscriptionGroupId === librarian.subscriptionGroupId;
