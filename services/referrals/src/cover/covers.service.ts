import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { NotYourDuty } from '../calendar/domain/refusals.js';
import { Duties } from '../calendar/persistence/duties.repository.js';
import { Calendar, type GroupDuty } from '../calendar/calendar.js';
import type { TakenOver } from '../plan/domain/on-duty.js';
import { RotaGroups, type Member } from '../plan/groups.service.js';
import { Rotas } from '../plan/persistence/rotas.repository.js';
import { Cover, type CoverStatus } from './domain/cover.js';
import { rungOf, rungStarts } from './domain/ladder.js';
import { BestEffortOnly, NobodyPlanned, NotAble, NotOffered, NotYourCover } from './domain/refusals.js';
import { Ladder } from './ladder.js';
import { Covers } from './persistence/covers.repository.js';

/** Requests for cover, and taking them (R91). */
@Injectable()
export class CoversService {
  constructor(
    private readonly covers: Covers,
    private readonly duties: Duties,
    private readonly calendar: Calendar,
    private readonly ladder: Ladder,
    private readonly groups: RotaGroups,
    private readonly rotas: Rotas,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async ask(
    dutyId: string,
    input: { reason: string | null; swapFor: readonly string[] },
    by: Member,
    id = newId(),
  ): Promise<Cover> {
    const now = this.clock.now();
    const groupIds = await this.groups.of(by);
    const duty = await this.calendar.find(dutyId, groupIds, now);
    if (!duty) throw new NotFound('duty');
    this.mustActIn(duty.groupId, by);
    const own = duty.institutionId === by.institutionId;
    // A coordinator requests cover for a library, or for a duty without one.
    const institutionId = own ? by.institutionId : (duty.institutionId ?? duty.planned);
    if (institutionId === null || (!own && !this.groups.runs(duty.groupId, by)))
      throw new NotYourDuty(duty.institutionId);
    if (duty.bestEffort) throw new BestEffortOnly();
    for (const other of input.swapFor) await this.mustBeOthers(other, duty, institutionId, now);
    const { sameDay } = await this.ladder.around(duty);
    const times = await this.directory.setting('rota-times', duty.groupId);
    // If no other library has a duty that day, the next rung is asked at once.
    const hours = sameDay.size > 0 ? times : { ...times, sameDayHours: 0 };
    const climbsAt = rungStarts(now, duty.from, hours);
    await this.transactions.run(async (tx) => {
      const ladder = { climbsAt, askedInstitutionIds: [...sameDay] };
      const asker = { accountId: by.accountId, institutionId };
      await this.covers.add(tx, Cover.ask(id, duty, asker, input, ladder, now));
      await this.rotas.lookSoon(tx, duty.groupId, now);
    });
    return this.climbed(id);
  }

  /** A coordinator gives a duty to another library at once, whoever was asked before. */
  async handOn(
    dutyId: string,
    input: { institutionId: string; reason: string | null },
    by: Member,
    id = newId(),
  ): Promise<GroupDuty> {
    const now = this.clock.now();
    const duty = await this.calendar.find(dutyId, await this.groups.of(by), now);
    if (!duty) throw new NotFound('duty');
    await this.groups.mustManage(duty.groupId, by, 'duty');
    const from = duty.institutionId ?? duty.planned;
    if (from === null || duty.planned === null) throw new NobodyPlanned();
    if (duty.bestEffort) throw new BestEffortOnly();
    const { able } = await this.ladder.around(duty);
    if (!able.has(input.institutionId)) throw new NotAble(input.institutionId);
    const times = await this.directory.setting('rota-times', duty.groupId);
    const open = (await this.covers.ofDuties([dutyId])).get(dutyId);
    const taker = { accountId: by.accountId, rung: 'same-day' as const, inExchangeDutyId: null };
    await this.transactions.run(async (tx) => {
      if (!open) {
        const ladder = { climbsAt: rungStarts(now, duty.from, times), askedInstitutionIds: [] };
        const asker = { accountId: by.accountId, institutionId: from };
        const asked = { reason: input.reason, swapFor: [] };
        await this.covers.add(tx, Cover.ask(id, duty, asker, asked, ladder, now));
      }
      await this.covers.change(tx, open?.id ?? id, async (cover) => {
        cover.take({ ...taker, institutionId: input.institutionId }, now);
        await this.duties.change(tx, duty, (record) =>
          record.takeOver(
            { of: duty.planned!, by: input.institutionId, because: 'cover' },
            duty.institutionId,
            now,
          ),
        );
      });
    });
    return duty;
  }

  /** By a library of the rung that is asked, or for a library by a coordinator. Once: later ones are refused with the name of the first. */
  async take(
    id: string,
    input: { inExchangeDutyId: string | null; institutionId: string | null },
    by: Member,
  ): Promise<Cover> {
    const seen = await this.visible(id, by);
    this.mustActIn(seen.groupId, by);
    const forAnother = input.institutionId !== null && input.institutionId !== by.institutionId;
    if (forAnother && !this.groups.runs(seen.groupId, by)) throw new NotYourCover();
    const institutionId = input.institutionId ?? by.institutionId;
    const now = this.clock.now();
    seen.mustBeOpen();
    await this.ladder.climb(seen, now);
    const near = await this.calendar.dutiesOf(seen.groupId, seen);
    const duty = near.find((one) => one.id === seen.dutyId);
    const around = duty && (await this.ladder.around(duty));
    if (around && !around.able.has(institutionId)) throw new NotAble(institutionId);
    const exchanged = await this.exchanged(input.inExchangeDutyId, institutionId, seen.groupId, now);
    // A coordinator who decides need not wait for a rung.
    const rung = this.groups.runs(seen.groupId, by) || !around ? 'same-day' : rungOf(institutionId, around);
    const taker = { institutionId, accountId: by.accountId, rung, inExchangeDutyId: exchanged?.id ?? null };
    return this.transactions.run((tx) =>
      this.covers.change(tx, id, async (cover) => {
        cover.take(taker, now);
        const because: TakenOver['because'] = exchanged ? 'swap' : 'cover';
        const handed = [{ duty: duty ?? missing(), to: institutionId }];
        if (exchanged) handed.push({ duty: exchanged, to: cover.institutionId });
        // Always in one order, so that two exchanges of the same duties cannot wait for each other.
        for (const { duty: one, to } of [...handed].sort((a, b) => (a.duty.id < b.duty.id ? -1 : 1))) {
          await this.duties.change(tx, one, (record) =>
            record.takeOver({ of: one.planned!, by: to, because }, one.institutionId, now),
          );
        }
        return cover;
      }),
    );
  }

  async withdraw(id: string, by: Member): Promise<Cover> {
    const seen = await this.visible(id, by);
    this.mustActIn(seen.groupId, by);
    if (seen.institutionId !== by.institutionId && !this.groups.runs(seen.groupId, by))
      throw new NotYourCover();
    return this.transactions.run((tx) =>
      this.covers.change(tx, id, (cover) => {
        cover.withdraw(this.clock.now());
        return cover;
      }),
    );
  }

  async get(id: string, by: Member): Promise<Cover> {
    return this.visible(id, by);
  }

  /** Of all groups whose rotas the caller sees. */
  async list(
    page: { status?: CoverStatus | undefined; before?: string | undefined; limit: number },
    by: Member,
  ): Promise<Cover[]> {
    return this.covers.page({ ...page, groupIds: await this.groups.of(by) });
  }

  private mustActIn(groupId: string, by: Member): void {
    if (!this.groups.runs(groupId, by) && !this.groups.actsForLibrary(by)) throw new NotYourCover();
  }

  private async visible(id: string, by: Member): Promise<Cover> {
    const cover = await this.covers.get(id);
    if (!(await this.groups.of(by)).includes(cover.groupId)) throw new NotFound('request for cover');
    return cover;
  }

  /** On its present rung: the asker need not wait for the job that notifies the others. */
  private async climbed(id: string): Promise<Cover> {
    const cover = await this.covers.get(id);
    await this.ladder.climb(cover, this.clock.now());
    return this.covers.get(id);
  }

  private async exchanged(
    dutyId: string | null,
    institutionId: string,
    groupId: string,
    now: Date,
  ): Promise<GroupDuty | undefined> {
    if (dutyId === null) return undefined;
    const duty = await this.calendar.find(dutyId, [groupId], now);
    if (duty?.institutionId !== institutionId || duty.to <= now) throw new NotOffered();
    return duty;
  }

  private async mustBeOthers(
    dutyId: string,
    duty: GroupDuty,
    institutionId: string,
    now: Date,
  ): Promise<void> {
    const other = await this.calendar.find(dutyId, [duty.groupId], now);
    const fits = other && other.institutionId !== null && other.institutionId !== institutionId;
    if (!fits || other.to <= now) throw new NotOffered();
  }
}

function missing(): never {
  throw new NotFound('duty');
}
