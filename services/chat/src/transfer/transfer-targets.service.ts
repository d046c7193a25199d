import { Injectable } from '@nestjs/common';
import type { Monitor } from '../monitor/domain/monitor.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { MonitorsQueries } from '../monitor/persistence/monitors.queries.js';
import { QueuesService } from '../queue/queues.service.js';
import { speaks } from '../session/domain/asked-from.js';
import type { Session } from '../session/domain/session.js';

export interface Targets {
  librarians: Monitor[];
  queues: { id: string; name: string; kind: string; ready: number }[];
}

/** To whom a session may be transferred: the available under their cap, whatever they monitor (R28, R33, F8). */
@Injectable()
export class TransferTargets {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly queries: MonitorsQueries,
    private readonly queues: QueuesService,
  ) {}

  /** Librarians who speak the patron's language first, then by name; queues with how many of them are there. */
  async of(session: Session): Promise<Targets> {
    const ready = await this.ready(session, await this.queries.availableAround(session));
    const inLanguage = ({ languages }: Monitor) => Number(!speaks(languages, session.language));
    const librarians = ready.sort((a, b) => inLanguage(a) - inLanguage(b));
    const chain = await this.queues.chainOf(session.institutionId, session.practice);
    const queues = chain.map(({ id, name, kind }) => {
      return {
        id,
        name,
        kind,
        ready: librarians.filter((librarian) => librarian.queueIds.includes(id)).length,
      };
    });
    return { librarians, queues: queues.filter((queue) => queue.ready > 0) };
  }

  async isReady(
    session: Session,
    to: { toLibrarianId: string | null; toQueueId: string | null },
  ): Promise<boolean> {
    if (to.toQueueId !== null)
      return (await this.of(session)).queues.some((queue) => queue.id === to.toQueueId);
    const monitor = to.toLibrarianId === null ? null : await this.queries.of(to.toLibrarianId);
    return monitor !== null && (await this.ready(session, [monitor])).length > 0;
  }

  private async ready(session: Session, monitors: Monitor[]): Promise<Monitor[]> {
    const ready: Monitor[] = [];
    for (const monitor of monitors) {
      const present = session.present.some((p) => p.librarianId === monitor.accountId);
      if (present || monitor.standing !== 'available') continue;
      if ((await this.mayJoin(monitor, session)) && (await this.monitors.hasRoom(monitor)))
        ready.push(monitor);
    }
    return ready;
  }

  /** Of a library that answers for these patrons; practice stays among those who practise (A15). */
  private async mayJoin(monitor: Monitor, session: Session): Promise<boolean> {
    const theirs = await this.queues.monitorableBy(monitor);
    const practising = theirs.some(
      (queue) => queue.kind === 'practice' && monitor.queueIds.includes(queue.id),
    );
    return practising === session.practice && theirs.some((queue) => session.queueIds.includes(queue.id));
  }
}
