import { Injectable } from '@nestjs/common';
import { Clock, isDay, isTimeZone, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import type { EntityManager } from 'typeorm';
import { Live } from '../live/live.js';
import { isOpenAt, nextOpening, type OpeningHours } from './domain/opening-hours.js';
import { BadHours, HoursChanged } from './domain/refusals.js';
import { OpeningHoursOfQueues } from './persistence/opening-hours.repository.js';
import { Queues, type Queue } from './persistence/queues.repository.js';
import { QueuesService } from './queues.service.js';

/** Who asks, with what he or she administers. */
export interface Administrator {
  accountId: string;
  institutionId: string;
  subscriptionGroupId: string;
  /** Libraries and groups whose queues are the caller's to run. */
  administers: string[];
}

export interface VersionedHours {
  version: number;
  hours: OpeningHours | null;
}

/** When queues are open, and who says so: the admin of the library or group that owns the queue. */
@Injectable()
export class HoursService {
  constructor(
    private readonly hours: OpeningHoursOfQueues,
    private readonly queues: Queues,
    private readonly around: QueuesService,
    private readonly transactions: Transactions,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  /** Those of the queues that are open now, and when the first of the others opens. */
  async openOf(queues: Queue[]): Promise<{ open: Queue[]; nextOpening: Date | null }> {
    const hours = await this.hours.of(queues.map(({ id }) => id));
    const now = this.clock.now();
    const of = ({ id, kind }: Queue) => (kind === 'practice' ? null : (hours.get(id) ?? null));
    const openings = queues.flatMap((queue) => nextOpening(of(queue), now)?.getTime() ?? []);
    return {
      open: queues.filter((queue) => isOpenAt(of(queue), now)),
      nextOpening: openings.length > 0 ? new Date(Math.min(...openings)) : null,
    };
  }

  /** Hours are null for a queue that is always open. Read by who may monitor the queue or runs it. */
  async of(queueId: string, caller: Administrator): Promise<VersionedHours> {
    const mine = await this.around.monitorableBy(caller);
    if (!mine.some(({ id }) => id === queueId)) await this.owned(queueId, caller);
    // The version first: hours newer than their ETag are refused later, never lost.
    const version = await this.hours.versionOf(queueId);
    return { version, hours: (await this.hours.of([queueId])).get(queueId) ?? null };
  }

  /** `seen` is the version the caller last read, undefined for one who does not say. */
  async set(
    queueId: string,
    hours: OpeningHours,
    seen: number | undefined,
    caller: Administrator,
  ): Promise<VersionedHours> {
    await this.owned(queueId, caller);
    if (!isTimeZone(hours.timeZone)) throw new BadHours(`There is no time zone named ${hours.timeZone}.`);
    if (
      [...hours.intervals, ...(hours.exceptions ?? []).flatMap((one) => one.hours)].some(
        ({ opens, closes }) => opens === closes,
      )
    )
      throw new BadHours('An interval opens and closes at different times; a whole day is 00:00 to 24:00.');
    const dates = (hours.exceptions ?? []).map(({ date }) => date);
    if (!dates.every(isDay)) throw new BadHours('An exception is for a day that the calendar has.');
    if (new Set(dates).size < dates.length) throw new BadHours('A date has one exception.');
    const version = await this.change(queueId, seen, (manager) =>
      this.hours.keep(manager, queueId, hours, caller.accountId),
    );
    return { version, hours: { ...hours, exceptions: hours.exceptions ?? [] } };
  }

  /** Always open from now on. */
  async clear(queueId: string, seen: number | undefined, caller: Administrator): Promise<void> {
    await this.owned(queueId, caller);
    await this.change(queueId, seen, (manager) => this.hours.drop(manager, queueId));
  }

  private change(
    queueId: string,
    seen: number | undefined,
    work: (manager: EntityManager) => Promise<void>,
  ): Promise<number> {
    return this.transactions.run(async (tx) => {
      const version = await this.hours.nextVersion(tx.manager, queueId);
      if (seen !== undefined && seen !== version - 1) throw new HoursChanged();
      await work(tx.manager);
      tx.afterCommit(() => this.live.deskChanged([queueId]));
      return version;
    });
  }

  private async owned(queueId: string, { administers }: Administrator): Promise<void> {
    const ownerId = await this.queues.ownerOf(queueId);
    if (ownerId === undefined || !administers.includes(ownerId)) throw new NotFound('queue');
  }
}
