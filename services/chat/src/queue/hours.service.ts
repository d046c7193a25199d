import { Injectable } from '@nestjs/common';
import { Clock, NotFound } from '@carrel/kernel';
import { Live } from '../live/live.js';
import { isOpenAt, nextOpening, type OpeningHours } from './domain/opening-hours.js';
import { BadHours } from './domain/refusals.js';
import { isTimeZone } from './domain/wall-clock.js';
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

/** When queues are open, and who says so: the admin of the library or group that owns the queue. */
@Injectable()
export class HoursService {
  constructor(
    private readonly hours: OpeningHoursOfQueues,
    private readonly queues: Queues,
    private readonly around: QueuesService,
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

  /** Null for a queue that is always open. Read by who may monitor the queue or runs it. */
  async of(queueId: string, caller: Administrator): Promise<OpeningHours | null> {
    const mine = await this.around.monitorableBy(caller);
    if (!mine.some(({ id }) => id === queueId)) await this.owned(queueId, caller);
    return (await this.hours.of([queueId])).get(queueId) ?? null;
  }

  async set(queueId: string, hours: OpeningHours, caller: Administrator): Promise<OpeningHours> {
    await this.owned(queueId, caller);
    if (!isTimeZone(hours.timeZone)) throw new BadHours(`There is no time zone named ${hours.timeZone}.`);
    if (hours.intervals.some(({ opens, closes }) => opens === closes))
      throw new BadHours('An interval opens and closes at different times; a whole day is 00:00 to 24:00.');
    await this.hours.keep(queueId, hours, caller.accountId);
    this.live.deskChanged([queueId]);
    return hours;
  }

  /** Always open from now on. */
  async clear(queueId: string, caller: Administrator): Promise<void> {
    await this.owned(queueId, caller);
    await this.hours.drop(queueId);
    this.live.deskChanged([queueId]);
  }

  private async owned(queueId: string, { administers }: Administrator): Promise<void> {
    const ownerId = await this.queues.ownerOf(queueId);
    if (ownerId === undefined || !administers.includes(ownerId)) throw new NotFound('queue');
  }
}
