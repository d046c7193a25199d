import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import type { Librarian } from '../monitor/domain/monitor.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { QueuesService } from '../queue/queues.service.js';
import { explainOffer, type OfferExplained } from './domain/offer-explained.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';

@Injectable()
export class OfferExplanations {
  constructor(
    private readonly sessions: SessionsQueries,
    private readonly monitors: MonitorsService,
    private readonly queues: QueuesService,
    private readonly directory: Directory,
  ) {}

  /** For oneself; of others only who answers for the patron's group, or is of their library. */
  async of(sessionId: string, caller: Librarian, librarianId: string): Promise<OfferExplained> {
    const session = await this.sessions.byId(sessionId);
    const about = await this.placeOf(librarianId, caller);
    if (!session || !about) throw new NotFound('session');
    const mayAsk =
      librarianId === caller.id ||
      caller.subscriptionGroupId === session.subscriptionGroupId ||
      caller.institutionId === about.institutionId;
    const concerned = await Promise.all(
      [caller, about].map(async (staff) =>
        (await this.queues.monitorableBy(staff)).some(({ id }) => session.queueIds.includes(id)),
      ),
    );
    if (!mayAsk || concerned.includes(false)) throw new NotFound('session');
    const shift = await this.monitors.shiftOf(librarianId);
    return explainOffer(session, shift, shift !== null && (await this.monitors.hasRoom(shift)));
  }

  private async placeOf(librarianId: string, caller: Librarian) {
    if (librarianId === caller.id) return caller;
    const account = await this.directory.account(librarianId);
    return (
      account &&
      this.directory.institution(account.institutionId).then((institution) => {
        return (
          institution && {
            institutionId: institution.id,
            subscriptionGroupId: institution.subscriptionGroupId,
          }
        );
      })
    );
  }
}
