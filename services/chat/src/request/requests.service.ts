import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { Challenges, PatronMarks } from '@carrel/web';
import type { Session } from '../session/domain/session.js';
import { SessionsService, type ChatAsked } from '../attending/sessions.service.js';
import { BansService } from '../ban/bans.service.js';

/** A patron's request for a chat, with the marks that recognise the patron. */
export type RequestFrom = Omit<ChatAsked, 'networkMark'> & {
  /** Of an earlier chat, if the patron's browser still has it. */
  readonly earlierTokenHash: string | null;
  readonly network: string;
  /** The address itself, which libraries' networks are compared with. */
  readonly address: string;
  /** Of the task that the library may have set. */
  readonly solution: string | undefined;
};

/** Requests of patrons, who are let in unless the library has banned them or sets a task that is not solved. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly bans: BansService,
    private readonly challenges: Challenges,
    private readonly marks: PatronMarks,
    private readonly directory: Directory,
  ) {}

  async request({ earlierTokenHash, network, address, solution, ...asked }: RequestFrom): Promise<Session> {
    const library = await this.directory.institution(asked.institutionId);
    if (!library) throw new NotFound('institution');
    const who = { tokenHash: earlierTokenHash, email: asked.patron.email, network };
    await this.bans.mustAdmit(library, who);
    const rule = await this.directory.setting('patron-challenge', library.id);
    await this.challenges.mustPass(rule, { for: 'chat', institutionId: library.id, address, solution });
    return this.sessions.request({ ...asked, networkMark: this.marks.ofNetwork(network) });
  }
}
