import type { AnswerOf, QuestionOf, requests } from '@carrel/contracts';
import { Clock, dayAt, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { CoversService } from '../cover/covers.service.js';
import { Covers } from '../cover/persistence/covers.repository.js';
import type { Cover } from '../cover/domain/cover.js';
import { Calendar, type GroupDuty } from '../calendar/calendar.js';
import { versionOn } from '../plan/domain/slots.js';
import { RotaGroups, type Member } from '../plan/groups.service.js';
import { Rotas } from '../plan/persistence/rotas.repository.js';
import type { DutyRecord } from '../calendar/domain/duty.js';
import { NotYourDuty } from '../calendar/domain/refusals.js';
import { Duties } from '../calendar/persistence/duties.repository.js';

/** A duty with its record. */
export interface KnownDuty extends GroupDuty {
  readonly record: DutyRecord | undefined;
  /** The open request for cover. */
  readonly cover: Cover | undefined;
}

@Injectable()
export class DutiesService {
  constructor(
    private readonly calendar: Calendar,
    private readonly duties: Duties,
    private readonly covers: Covers,
    private readonly handingOn: CoversService,
    private readonly rotas: Rotas,
    private readonly groups: RotaGroups,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The library's own in all its groups (R141); with a group, everybody's in that group. */
  async list(
    wanted: { from: Date; to: Date; groupId?: string | undefined },
    by: Member,
  ): Promise<KnownDuty[]> {
    const { groupId, ...span } = wanted;
    if (groupId !== undefined) await this.groups.mustSee(groupId, by);
    const groupIds = groupId === undefined ? await this.groups.of(by) : await this.rotas.among([groupId]);
    const all = (await Promise.all(groupIds.map((id) => this.calendar.dutiesOf(id, span)))).flat();
    const found = groupId === undefined ? all.filter((duty) => duty.institutionId === by.institutionId) : all;
    return this.known(found.sort((a, b) => a.from.getTime() - b.from.getTime() || (a.id < b.id ? -1 : 1)));
  }

  /** A library's own duties in all its groups. */
  async ofLibrary(institutionId: string, span: { from: Date; to: Date }): Promise<GroupDuty[]> {
    const nobody = { accountId: institutionId, institutionId, groupRoles: [], operator: false };
    return this.list(span, nobody);
  }

  async get(id: string, by: Member): Promise<KnownDuty> {
    const duty = await this.find(id, by);
    return (await this.known([duty]))[0]!;
  }

  /** A librarian of the library on duty says that he or she has looked (R87). */
  async check(id: string, by: Member): Promise<KnownDuty> {
    const duty = await this.find(id, by);
    if (duty.institutionId !== by.institutionId) throw new NotYourDuty(duty.institutionId);
    await this.transactions.run((tx) =>
      this.duties.change(tx, duty, (record) => record.check(by, this.clock.now())),
    );
    return this.get(id, by);
  }

  /** By a coordinator, to another library, without asking around first. */
  async handOn(
    id: string,
    to: { institutionId: string; reason: string | null },
    by: Member,
  ): Promise<KnownDuty> {
    await this.handingOn.handOn(id, to, by);
    return this.get(id, by);
  }

  /** What a notice about it says besides its times. */
  async notice({
    dutyId,
    coverId,
  }: QuestionOf<typeof requests.dutyNotice>): Promise<AnswerOf<typeof requests.dutyNotice>> {
    const cover = coverId === null ? undefined : await this.covers.get(coverId);
    const record = cover ?? (await this.duties.of([dutyId])).get(dutyId);
    if (!record?.lane) return { lane: null, reason: cover?.reason ?? null };
    const { timeZone, versions } = await this.calendar.standing(record.groupId, record);
    const { lanes = [] } = versionOn(versions, timeZone, dayAt(timeZone, record.from)) ?? {};
    const name = lanes.find(({ key }) => key === record.lane)?.name ?? record.lane;
    return { lane: name, reason: cover?.reason ?? null };
  }

  private async find(id: string, by: Member): Promise<GroupDuty> {
    const groupIds = await this.groups.of(by);
    const duty = await this.calendar.find(id, groupIds, this.clock.now());
    if (!duty) throw new NotFound('duty');
    return duty;
  }

  private async known(duties: readonly GroupDuty[]): Promise<KnownDuty[]> {
    const ids = duties.map(({ id }) => id);
    const [records, covers] = await Promise.all([this.duties.of(ids), this.covers.ofDuties(ids)]);
    return duties.map((duty) => ({ ...duty, record: records.get(duty.id), cover: covers.get(duty.id) }));
  }
}
