import { Directory } from '@carrel/directory';
import { Injectable } from '@nestjs/common';
import { MonitorsQueries } from '../monitor/persistence/monitors.queries.js';
import { HoursService } from '../queue/hours.service.js';
import type { Queue } from '../queue/persistence/queues.repository.js';
import { QueuesService } from '../queue/queues.service.js';

export const availabilityReasons = ['staffed', 'nobody-monitors', 'outside-hours', 'library-closed'] as const;

export interface Availability {
  open: boolean;
  queueId: string;
  /** When the first queue of the chain that is closed by its hours opens; null once the library is closed. */
  nextOpening: string | null;
  /** The library's, in which its patrons read times. */
  timeZone: string;
  reason: (typeof availabilityReasons)[number];
}

/** Whether chat is open for a library's patrons, computed on every call, so never stale (F7). */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly queues: QueuesService,
    private readonly hours: HoursService,
    private readonly monitors: MonitorsQueries,
    private readonly directory: Directory,
  ) {}

  /** The queues that a request made now goes to: those of the chain that are open by their hours. */
  async chainOf(
    institutionId: string,
    practice: boolean,
  ): Promise<{ open: Queue[]; nextOpening: string | null }> {
    if (await this.isClosed(institutionId)) return { open: [], nextOpening: null };
    const { open, nextOpening } = await this.hours.openOf(await this.queues.chainOf(institutionId, practice));
    return { open, nextOpening: nextOpening?.toISOString() ?? null };
  }

  /** Whether a request made now would reach anyone, over the whole chain (B17, B23). */
  async of(institutionId: string): Promise<Availability> {
    const [primary] = await this.queues.chainOf(institutionId, false);
    const { open, nextOpening } = await this.chainOf(institutionId, false);
    const staffed = await this.monitors.staffed(open.map((queue) => queue.id));
    const answering = open.find((queue) => staffed.has(queue.id));
    const timeZone = (await this.directory.institution(institutionId))?.timeZone ?? 'UTC';
    const closed = { open: false, queueId: primary.id, nextOpening: null, timeZone };
    if (answering) return { ...closed, open: true, queueId: answering.id, reason: 'staffed' };
    if (await this.isClosed(institutionId)) return { ...closed, reason: 'library-closed' };
    return { ...closed, nextOpening, reason: open.length > 0 ? 'nobody-monitors' : 'outside-hours' };
  }

  private async isClosed(institutionId: string): Promise<boolean> {
    return (await this.directory.institution(institutionId))?.profileStatus === 'closed';
  }
}
