import { requests } from '@carrel/contracts';
import { Directory, type InstitutionRow } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Librarian } from './domain/referral-input.js';
import type { Circle, Known } from './domain/known.js';
import { Referring, type Partner } from './domain/referring.js';
import { Bars } from '../bar/persistence/bars.repository.js';
import { ExpertsService } from '../expert/experts.service.js';
import { Experts } from '../expert/persistence/experts.repository.js';
import { ReferralsQueries, type TrackRecord } from './persistence/referrals.queries.js';

const YEAR_MS = 365 * 86_400_000;

export interface PartnerDetails {
  partner: Partner;
  timeZone: string | null;
  groups: { id: string; name: string }[];
  expertise: { subjects: string[]; geography: string[]; languages: string[] };
  trackRecord: TrackRecord;
}

/** Collects the data of the policy: libraries from the directory, the question's standing from questions. */
@Injectable()
export class PartnersService {
  constructor(
    private readonly directory: Directory,
    private readonly requests: Requests,
    private readonly experts: Experts,
    private readonly expertsAtWork: ExpertsService,
    private readonly bars: Bars,
    private readonly queries: ReferralsQueries,
    private readonly clock: Clock,
  ) {}

  /** The policy for one question as it stands now, seen from one library. Refused when it may not read it. */
  async referring({ institutionId, accountId }: Librarian, questionId: string): Promise<Referring> {
    const standing = await this.requests.ask(requests.questionStanding, { questionId, institutionId });
    const sender = await this.directory.institution(institutionId);
    if (!sender) throw new NotFound('library');
    const circles = await this.circlesOf(sender);
    const home = await this.directory.institution(standing.homeInstitutionId);
    const homeGroup = home?.subscriptionGroupId;
    const shared = homeGroup && (await this.directory.setting('shared-followup', homeGroup));
    const fallback = homeGroup && (await this.directory.setting('default-library', homeGroup));
    const defaultLibrary =
      fallback && fallback.institutionId
        ? await this.directory.institution(fallback.institutionId)
        : undefined;
    const reachable = await this.whereTheyLead([
      ...circles.flatMap(({ libraries }) => libraries),
      ...[home, defaultLibrary].filter((library) => library !== undefined),
    ]);
    return new Referring({
      sender,
      actorId: accountId,
      standing,
      circles,
      ...reachable,
      expertise: await this.expertiseOf([...reachable.libraries.keys()]),
      defaultLibraryId: defaultLibrary?.id ?? null,
      sharedFollowup: shared ? shared.enabled : false,
      experts: await this.expertsFor(institutionId, circles),
    });
  }

  /** One library of the "Refer to" list, as one looks at it before sending; refused when it is on no list. */
  async details(by: Librarian, questionId: string, institutionId: string): Promise<PartnerDetails> {
    const referring = await this.referring(by, questionId);
    const partner = referring
      .partners('cooperative-partner')
      .find(({ library }) => library.id === institutionId);
    if (!partner) throw new NotFound('partner');
    const groups = await Promise.all(partner.groupIds.map((id) => this.directory.group(id)));
    const { subjects, geography, languages } = await this.directory.setting('expertise', institutionId);
    const since = new Date(this.clock.now().getTime() - YEAR_MS);
    return {
      partner,
      timeZone: (await this.directory.institution(institutionId))?.timeZone ?? null,
      groups: groups.flatMap((group) => (group ? [{ id: group.id, name: group.name }] : [])),
      expertise: { subjects, geography, languages },
      trackRecord: await this.queries.trackRecord(institutionId, since),
    };
  }

  private async expertiseOf(institutionIds: readonly string[]): Promise<Known['expertise']> {
    const said = await this.directory.settingsOf('expertise', institutionIds);
    return new Map(
      [...said].map(([id, { subjects, geography, languages }]) => [
        id,
        [...subjects, ...geography, ...languages],
      ]),
    );
  }

  private async expertsFor(institutionId: string, circles: readonly Circle[]): Promise<Known['experts']> {
    const experts = await this.experts.openTo(
      institutionId,
      circles.map(({ id }) => id),
    );
    return Promise.all(
      experts.map(async (expert) => ({
        expert,
        activeAccountIds: await this.expertsAtWork.accountsAtWork(expert),
      })),
    );
  }

  private async circlesOf({ id, subscriptionGroupId }: InstitutionRow): Promise<Circle[]> {
    const cooperatives = await this.directory.cooperativesOf(id);
    const barred = await this.bars.inForce([subscriptionGroupId, ...cooperatives.map((group) => group.id)]);
    return Promise.all(
      [{ id: subscriptionGroupId, kind: 'subscription' as const }, ...cooperatives].map(async (group) => ({
        id: group.id,
        kind: group.kind,
        libraries: await this.directory.librariesOf(group.id),
        barred: barred.filter((bar) => bar.groupId === group.id),
        partners: await this.directory.setting('referral-partners', group.id),
        ...(await this.directory.setting('referral-policy', group.id)),
      })),
    );
  }

  /** The libraries, and all that their redirects and their groups' proxies lead to. */
  private async whereTheyLead(
    start: readonly Known['sender'][],
  ): Promise<Pick<Known, 'libraries' | 'proxies'>> {
    const libraries = new Map(start.map((library) => [library.id, library]));
    const proxies = new Map<string, string>();
    const groupsSeen = new Set<string>();
    for (let fresh = [...libraries.values()]; fresh.length > 0;) {
      const groupIds = new Set(fresh.map((library) => library.subscriptionGroupId));
      const groups = await Promise.all(
        [...groupIds].filter((id) => !groupsSeen.has(id)).map((id) => this.directory.group(id)),
      );
      for (const id of groupIds) groupsSeen.add(id);
      for (const group of groups)
        if (group?.proxyInstitutionId) proxies.set(group.id, group.proxyInstitutionId);
      const ahead = [...fresh.map((library) => library.redirectToInstitutionId), ...proxies.values()];
      const unknown = new Set(ahead.filter((id) => id !== null && !libraries.has(id)));
      const found = await Promise.all([...unknown].map((id) => this.directory.institution(id as string)));
      fresh = found.filter((library) => library !== undefined);
      for (const library of fresh) libraries.set(library.id, library);
    }
    return { libraries, proxies };
  }
}
