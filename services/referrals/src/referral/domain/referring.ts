import { forbidsReferral } from '@carrel/contracts';
import type { Expert } from '../../expert/domain/expert.js';
import type { Addressee, Circle, Destination, Known, Library, PartnerKind, Step } from './known.js';
import { MayNotRefer, type Obstacle } from './refusals.js';
import { isUnrouted, routeFrom } from './route.js';
import { expertObstacle, receiverObstacle, senderObstacle } from './why-not.js';

export interface Partner {
  library: Library;
  groupIds: string[];
  home: boolean;
  /** Where a question of no known library goes (R94). */
  unrouted: boolean;
  steps: Step[];
  /** Who would receive it; the library itself unless a redirect or proxy leads on. */
  receiver: Library;
  obstacle: Obstacle | null;
  /** Why the group has barred it, and the library that is offered instead (R95). */
  barred: { reason: string; redirectTo: Library | null } | null;
  reasonRequired: boolean;
  /** Subjects, places and languages the library is good at (R102). */
  expertise: readonly string[];
}
export interface ExpertPartner {
  expert: Expert;
  obstacle: Obstacle | null;
  reasonRequired: boolean;
}

/** Decides who may refer this question to whom, with the reason otherwise; list and referral use the same rules. */
export class Referring {
  constructor(private readonly known: Known) {}

  /** Everyone on the "Refer to" list of this kind, by name; those who may not be chosen say why. */
  partners(kind: PartnerKind, groupId?: string): Partner[] {
    const circles = this.circlesFor(kind).filter((circle) => groupId === undefined || circle.id === groupId);
    const listed = new Map(
      circles.flatMap(({ libraries }) => libraries.map((each) => [each.id, each] as const)),
    );
    const { home } = this;
    if (home && groupId === undefined && kind === 'cooperative-partner') listed.set(home.id, home);
    return [...listed.values()]
      .map((library) => this.partner(kind, library))
      .sort((a, b) => a.library.name.localeCompare(b.library.name) || (a.library.id < b.library.id ? -1 : 1));
  }

  /** The experts of the library and its groups, by name (R100). */
  experts(): ExpertPartner[] {
    return this.known.experts
      .map(({ expert, activeAccountIds }) => ({
        expert,
        obstacle: senderObstacle(this.known) ?? expertObstacle(expert, activeAccountIds, this.known),
        reasonRequired: expert.qualityControl || this.through([expert.groupId]).reasonRequired,
      }))
      .sort((a, b) => a.expert.name.localeCompare(b.expert.name) || (a.expert.id < b.expert.id ? -1 : 1));
  }

  /** Where a referral to this library goes. Throws MayNotRefer. */
  destination(kind: PartnerKind, institutionId: string): Destination {
    const library = this.known.libraries.get(institutionId);
    if (!library) throw new MayNotRefer('not-joined', { institutionId });
    const { obstacle, barred, steps, receiver, groupIds, unrouted } = this.partner(kind, library);
    if (obstacle) {
      const bar = barred && { reason: barred.reason, redirectToInstitutionId: barred.redirectTo?.id ?? null };
      throw new MayNotRefer(obstacle, { institutionId: receiver.id, ...this.whereItIs(obstacle), ...bar });
    }
    const groupId = groupIds[0] ?? null;
    return {
      ...nowhere,
      askedInstitutionId: library.id,
      receiverInstitutionId: receiver.id,
      groupId,
      steps,
      unrouted,
      ...this.through([groupId]),
    };
  }

  /** Throws MayNotRefer. */
  toExpert(expertId: string): Destination {
    const found = this.known.experts.find(({ expert }) => expert.id === expertId);
    if (!found) throw new MayNotRefer('unknown-expert', { expertId });
    const { expert, activeAccountIds } = found;
    const obstacle = senderObstacle(this.known) ?? expertObstacle(expert, activeAccountIds, this.known);
    if (obstacle) throw new MayNotRefer(obstacle, this.whereItIs(obstacle));
    const { groupId, name, address } = expert;
    const policy = this.through([groupId]);
    return {
      ...nowhere,
      ...{ groupId, expertId, ...policy },
      expertAccountIds: [...activeAccountIds],
      addressee: activeAccountIds.length === 0 && address ? { name, address } : null,
      reasonRequired: policy.reasonRequired || expert.qualityControl,
    };
  }

  /** Whom a librarian writes to without a list (R101). Throws MayNotRefer. */
  toAddress(addressee: Addressee): Destination {
    const obstacle = senderObstacle(this.known);
    if (obstacle) throw new MayNotRefer(obstacle, this.whereItIs(obstacle));
    return { ...nowhere, addressee, ...this.through([]) };
  }

  /** Why no referral by mail is possible now, if so. */
  addressObstacle(): Obstacle | null {
    return senderObstacle(this.known);
  }

  /** Why the question may not be put into Shared Followup, if so (row 33). */
  sharedFollowupObstacle(): Obstacle | null {
    if (!this.known.sharedFollowup) return 'shared-followup-off';
    const { standing } = this.known;
    if (forbidsReferral['already-shared'](standing)) return 'already-shared';
    return senderObstacle(this.known) ?? (forbidsReferral['return-first'](standing) ? 'return-first' : null);
  }

  /** Into the pool of the patron's subscription group. Throws MayNotRefer. */
  sharedFollowup(): Destination {
    const obstacle = this.sharedFollowupObstacle();
    if (obstacle) throw new MayNotRefer(obstacle, this.whereItIs(obstacle));
    const groupId = this.home?.subscriptionGroupId ?? null;
    // It has no one receiver, so there is no automatic return.
    return { ...nowhere, groupId, ...this.through([groupId]), deadlineHours: null };
  }

  /** What the sender's subscription group and the group a referral goes through ask of it. */
  through(groupIds: readonly (string | null)[]): Pick<Destination, 'reasonRequired' | 'deadlineHours'> {
    const asking = this.known.circles.filter(
      ({ id, kind }) => kind === 'subscription' || groupIds.includes(id),
    );
    return {
      reasonRequired: asking.some(({ reasonRequired }) => reasonRequired),
      deadlineHours: asking.find(({ deadlineHours }) => deadlineHours !== null)?.deadlineHours ?? null,
    };
  }

  private partner(kind: PartnerKind, library: Library): Partner {
    const { id } = library;
    const home = id === this.known.standing.homeInstitutionId;
    const joined = this.circlesFor(kind).filter(({ libraries }) => libraries.some((each) => each.id === id));
    // The own subscription group's policy holds for all partners, a cooperative's for referrals through it.
    const own = this.known.circles.filter((circle) => circle.kind === 'subscription');
    const allowed = joined.filter((circle) => [circle, ...own].every(({ partners }) => allows(partners, id)));
    const steps = routeFrom(library, this.known);
    const receiver = this.known.libraries.get(steps?.at(-1)?.to ?? id);
    const barOf = (circle: Circle) =>
      [...own, circle]
        .flatMap(({ barred }) => barred)
        .find(({ institutionId }) => institutionId === id || institutionId === receiver?.id);
    const open = allowed.filter((circle) => !barOf(circle));
    // Of its own library too: that nothing goes there is what a bar is for.
    const ways = home ? joined : allowed;
    const bar = ways.length > 0 && ways.every(barOf) ? barOf(ways[0]!) : undefined;
    const groupIds = (open.length ? open : joined).map((circle) => circle.id);
    return {
      library,
      groupIds,
      home,
      unrouted: isUnrouted(library, this.known) || this.takesUnrouted(library),
      steps: steps ?? [],
      receiver: receiver ?? library,
      obstacle:
        senderObstacle(this.known) ??
        (joined.length === 0 && !home ? 'not-joined' : null) ??
        (bar ? 'barred' : null) ??
        (open.length === 0 && !home ? 'not-a-partner' : null) ??
        (steps && receiver ? receiverObstacle(receiver, this.known) : 'redirect-leads-nowhere'),
      barred: bar
        ? {
            reason: bar.reason,
            redirectTo: this.known.libraries.get(bar.redirectToInstitutionId ?? '') ?? null,
          }
        : null,
      reasonRequired: this.through(groupIds.slice(0, 1)).reasonRequired,
      expertise: this.known.expertise.get(id) ?? [],
    };
  }

  /** OCLC's cooperative list includes the subscription group. */
  private circlesFor(kind: PartnerKind): readonly Circle[] {
    const { circles } = this.known;
    return kind === 'cooperative-partner'
      ? circles
      : circles.filter((circle) => circle.kind === 'subscription');
  }

  private takesUnrouted({ id }: Library): boolean {
    return Boolean(this.home?.portal) && id === this.known.defaultLibraryId;
  }

  private get home(): Library | undefined {
    return this.known.libraries.get(this.known.standing.homeInstitutionId);
  }

  /** Names the library that has the turn as questions does. */
  private whereItIs(obstacle: Obstacle) {
    const { turnInstitutionId, waitingInstitutionIds } = this.known.standing;
    const who = obstacle === 'with-another-library' ? { institutionId: turnInstitutionId } : {};
    return { turnInstitutionId, waitingInstitutionIds, ...who };
  }
}

const nowhere = {
  ...{ askedInstitutionId: null, receiverInstitutionId: null, groupId: null, steps: [], unrouted: false },
  ...{ expertId: null, expertAccountIds: [], addressee: null },
};

const allows = ({ mode, institutionIds }: Circle['partners'], id: string): boolean =>
  mode === 'all' || (mode === 'selected' && institutionIds.includes(id));
