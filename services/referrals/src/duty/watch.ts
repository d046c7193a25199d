import { requests, type EventEnvelope } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { Job, Requests, Transactions } from '@carrel/messaging';
import { Injectable, Logger } from '@nestjs/common';
import { Ladder } from '../cover/ladder.js';
import { Covers } from '../cover/persistence/covers.repository.js';
import { Calendar, named, type GroupDuty } from '../calendar/calendar.js';
import { dutiesIn, type Standing } from '../plan/domain/on-duty.js';
import { Rotas } from '../plan/persistence/rotas.repository.js';
import { answerableFor, halfOf, type CheckPoint } from '../calendar/domain/check-points.js';
import { Duties } from '../calendar/persistence/duties.repository.js';
import { Feeds } from './persistence/feeds.repository.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** After a longer outage notices of everything missed are of no use. */
const mostBackMs = 31 * 24 * hourMs;
const points: readonly CheckPoint[] = [1, 2];

/**
 * Looks for checks that were missed, duties nobody has, and requests whose next rung is due. Any replica may, any
 * number at once: each duty publishes a fact once, and how far the check came is stored.
 */
@Injectable()
export class Watch {
  private readonly log = new Logger(Watch.name);

  constructor(
    private readonly rotas: Rotas,
    private readonly calendar: Calendar,
    private readonly duties: Duties,
    private readonly covers: Covers,
    private readonly feeds: Feeds,
    private readonly ladder: Ladder,
    private readonly directory: Directory,
    private readonly requests: Requests,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** A group that fails is left for the next run and does not stop the others. */
  @Job('watch-rotas', { cron: '* * * * *', maxAttempts: 1 })
  async watchAll(): Promise<void> {
    for (const groupId of await this.rotas.toLookAt(this.clock.now())) {
      try {
        await this.watch(groupId);
      } catch (error) {
        this.log.error(`rota ${groupId}: ${String(error)}`);
      }
    }
  }

  async watch(groupId: string): Promise<void> {
    const now = this.clock.now();
    const since = await this.rotas.watchedUntil(groupId);
    if (!since) throw new NotFound('rota');
    const { gapNoticeHours } = await this.directory.setting('rota-times', groupId);
    const from = new Date(Math.max(since.getTime(), now.getTime() - mostBackMs));
    const ahead = new Date(now.getTime() + gapNoticeHours * hourMs);
    const standing = await this.calendar.standing(groupId, { from, to: ahead });
    const duties = named(groupId, dutiesIn(standing, { from, to: ahead }));
    for (const duty of duties) await this.startOf(duty, { from, now });
    for (const duty of duties) await this.missedOf(duty, standing, { from, now });
    await this.climbCovers(groupId, now);
    const open = await this.covers.ofDuties(duties.map(({ id }) => id));
    for (const duty of duties) {
      if (duty.from > now) await this.gapOf(duty, open.has(duty.id), now);
    }
    await this.rotas.watched(groupId, now, nextLook(duties, now));
  }

  /** A deleted group has no duties: requests for cover expire, its rota is not watched, its links end. */
  async groupGone(event: EventEnvelope<'group.deleted.v1'>): Promise<void> {
    const { groupId } = event.data;
    await this.transactions.runOnce(event, async (tx) => {
      for (const { id } of await this.covers.openOf(groupId)) {
        await this.covers.change(tx, id, (own) => own.lapse(this.clock.now()));
      }
      await this.rotas.delete(tx, groupId);
      await this.feeds.deleteAfter(tx, groupId);
    });
  }

  private async startOf(duty: GroupDuty, { from, now }: { from: Date; now: Date }): Promise<void> {
    const { institutionId } = duty;
    // A duty that is over by now, after a longer outage, has no start to publish.
    const begins = duty.from > from && duty.from <= now && duty.to > now;
    if (!begins || duty.gap || institutionId === null) return;
    await this.transactions.run((tx) =>
      this.duties.change(tx, duty, (record) => record.start(institutionId, now)),
    );
  }

  private async missedOf(
    duty: GroupDuty,
    standing: Standing,
    { from, now }: { from: Date; now: Date },
  ): Promise<void> {
    if (duty.bestEffort || duty.gap) return;
    for (const point of points) {
      const half = halfOf(duty, point);
      const due = half.to > from && half.to <= now;
      const institutionId = answerableFor(duty, half);
      if (!due || institutionId === null || !knewInTime(duty, standing, half.from)) continue;
      const empty = await this.nothingWaits(duty.groupId);
      await this.transactions.run((tx) =>
        this.duties.change(tx, duty, (record) =>
          empty ? record.attest(point, institutionId, now) : record.miss(point, institutionId, now),
        ),
      );
    }
  }

  /** Whether the group's Shared Followup is empty; a group that has switched it off has no list to be empty. */
  private async nothingWaits(groupId: string): Promise<boolean> {
    if (!(await this.directory.setting('shared-followup', groupId)).enabled) return false;
    return (await this.requests.ask(requests.sharedWaiting, { groupId })).waiting === 0;
  }

  private async gapOf(duty: GroupDuty, coverOpen: boolean, now: Date): Promise<void> {
    const reason = duty.gap ?? (coverOpen ? 'cover-open' : null);
    const institutionId = duty.institutionId ?? duty.insteadOf;
    if (reason === null || institutionId === null) return;
    await this.transactions.run((tx) =>
      this.duties.change(tx, duty, (record) => record.recordGap(institutionId, reason, now)),
    );
  }

  private async climbCovers(groupId: string, now: Date): Promise<void> {
    for (const cover of await this.covers.openOf(groupId)) {
      if (cover.to > now) await this.ladder.climb(cover, now);
      else await this.transactions.run((tx) => this.covers.change(tx, cover.id, (own) => own.lapse(now)));
    }
  }
}

/** A library notified of a duty after its half had begun cannot have missed it. */
function knewInTime(duty: GroupDuty, standing: Standing, at: Date): boolean {
  const versions = standing.versions.filter(({ revisedAt }) => revisedAt <= at);
  return dutiesIn({ ...standing, versions }, { from: duty.from, to: duty.to }).some(
    (one) =>
      one.lane === duty.lane &&
      one.from.getTime() === duty.from.getTime() &&
      one.institutionId === duty.institutionId,
  );
}

/** When the next duty begins or the next check can be missed; requests for cover and gaps are looked for every ten minutes. */
function nextLook(duties: readonly GroupDuty[], now: Date): Date {
  const ends = duties.flatMap((duty) => [
    duty.from.getTime(),
    ...points.map((point) => halfOf(duty, point).to.getTime()),
  ]);
  const ahead = ends.filter((at) => at > now.getTime());
  return new Date(Math.min(now.getTime() + 10 * minuteMs, ...ahead));
}
