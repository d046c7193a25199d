import type { AnswerOf, QuestionOf, requests } from '@carrel/contracts';
import { Directory, type GroupRow } from '@carrel/directory';
import { Clock, type Day, dayAt, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { dutyIdOf } from '../calendar/persistence/duties.repository.js';
import { Calendar, named, type GroupDuty } from '../calendar/calendar.js';
import { OnDuty } from '../plan/domain/on-duty.js';
import type { Plan, Version } from '../plan/domain/plan.js';
import { versionOn } from '../plan/domain/slots.js';
import { RotaGroups, type Member } from '../plan/groups.service.js';
import { Rotas } from '../plan/persistence/rotas.repository.js';

/** A version with what it takes to read it. */
export interface PublishedRota {
  groupId: string;
  timeZone: string;
  /** Undefined before the first. */
  published: Version | undefined;
  /** Number of the version that holds today, if any. */
  inForce: number | null;
}
export interface OfferedTo {
  institutionId: string;
  lane: string | null;
  because: string;
  duty: GroupDuty;
}

@Injectable()
export class RotasService {
  constructor(
    private readonly rotas: Rotas,
    private readonly calendar: Calendar,
    private readonly groups: RotaGroups,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The last version, whether it holds already or not. */
  async read(groupId: string, by: Member): Promise<PublishedRota> {
    await this.groups.mustSee(groupId, by);
    const [last] = await this.rotas.versions(groupId, { limit: 1 });
    return this.shown(groupId, last);
  }

  async readVersion(groupId: string, version: number, by: Member): Promise<PublishedRota> {
    await this.groups.mustSee(groupId, by);
    const found = await this.rotas.version(groupId, version);
    if (!found) throw new NotFound('version');
    return this.shown(groupId, found);
  }

  async versions(
    groupId: string,
    page: { before?: number | undefined; limit: number },
    by: Member,
  ): Promise<Version[]> {
    await this.groups.mustSee(groupId, by);
    return this.rotas.versions(groupId, page);
  }

  /** A plan without a date holds from today on; `seen` is the version the caller last read. */
  async publish(
    groupId: string,
    plan: Omit<Plan, 'effectiveFrom'> & { effectiveFrom?: Day | undefined },
    seen: number | undefined,
    by: Member,
  ): Promise<PublishedRota> {
    await this.groups.mustManage(groupId, by);
    const { timeZone } = await this.group(groupId);
    const now = this.clock.now();
    const libraries = await this.directory.librariesOf(groupId);
    const open = libraries.filter(({ profileStatus }) => profileStatus !== 'closed');
    const group = { timeZone, libraryIds: new Set(open.map(({ id }) => id)) };
    const dated = { ...plan, effectiveFrom: plan.effectiveFrom ?? dayAt(timeZone, now) };
    const published = await this.transactions.run((tx) =>
      this.rotas.publish(tx, groupId, now, (rota) => rota.publish(dated, seen, group, by.accountId, now)),
    );
    return this.shown(groupId, published);
  }

  /** Every lane's duty at a moment, and to whom a question on these subjects would be offered. */
  async onDuty(
    groupId: string,
    at: Date | undefined,
    subjects: readonly string[],
    by: Member,
  ): Promise<{ at: Date; duties: GroupDuty[]; offer: OfferedTo | null }> {
    await this.groups.mustSee(groupId, by);
    const moment = at ?? this.clock.now();
    const onDuty = await this.at(groupId, moment);
    const offer = onDuty.offer(subjects);
    return {
      at: moment,
      duties: named(groupId, onDuty.all),
      offer: offer && { ...offer, duty: named(groupId, [offer.duty])[0]! },
    };
  }

  /** For other services: to whom each of these questions is offered first. */
  async offers(asked: QuestionOf<typeof requests.onDuty>): Promise<AnswerOf<typeof requests.onDuty>> {
    const { groupId, at, questions } = asked;
    const [rota] = await this.rotas.among([groupId]);
    if (!rota || !(await this.directory.group(groupId))) return { offers: questions.map(() => null) };
    const onDuty = await this.at(groupId, new Date(at));
    const offers = questions.map(({ subjects }) => {
      const offer = onDuty.offer(subjects);
      if (!offer) return null;
      const { institutionId, lane, because, duty } = offer;
      const dutyId = dutyIdOf({ ...duty, groupId });
      return {
        institutionId,
        lane,
        because,
        dutyId,
        from: duty.from.toISOString(),
        to: duty.to.toISOString(),
      };
    });
    return { offers };
  }

  private async at(groupId: string, at: Date): Promise<OnDuty> {
    const span = { from: at, to: new Date(at.getTime() + 1) };
    return new OnDuty(await this.calendar.standing(groupId, span), at);
  }

  private async shown(groupId: string, published: Version | undefined): Promise<PublishedRota> {
    const { timeZone } = await this.group(groupId);
    const now = this.clock.now();
    const all = await this.rotas.versionsSince(groupId, now);
    const inForce = versionOn(all, timeZone, dayAt(timeZone, now))?.version ?? null;
    return { groupId, timeZone, published, inForce };
  }

  private async group(groupId: string): Promise<GroupRow> {
    const group = await this.directory.group(groupId);
    if (!group) throw new NotFound('rota');
    return group;
  }
}
