import type { Expert } from './expert.js';
import type { Addressee, Circle, Destination, Known, Library, PartnerKind, Step } from './known.js';
import { MayNotRefer, type Obstacle } from './refusals.js';
import { isUnrouted, routeFrom } from './route.js';

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
  reasonRequired: boolean;
  /** Subjects, places and languages the library is good at (R102). */
  expertise: readonly string[];
}
export interface ExpertPartner {
  expert: Expert;
  obstacle: Obstacle | null;
  reasonRequired: boolean;
}

/** A question may travel this many referrals before someone has to return it. */
const MOST_HOPS = 5;

/** Who may refer this question to whom, and why not otherwise: the list and the referral ask the same. */
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
        obstacle: this.senderObstacle() ?? this.expertObstacle(expert, activeAccountIds),
        reasonRequired: expert.qualityControl || this.through([expert.groupId]).reasonRequired,
      }))
      .sort((a, b) => a.expert.name.localeCompare(b.expert.name) || (a.expert.id < b.expert.id ? -1 : 1));
  }

  /** Where a referral to this library goes. Throws MayNotRefer. */
  destination(kind: PartnerKind, institutionId: string): Destination {
    const library = this.known.libraries.get(institutionId);
    if (!library) throw new MayNotRefer('not-joined', { institutionId });
    const { obstacle, steps, receiver, groupIds, unrouted } = this.partner(kind, library);
    if (obstacle) throw new MayNotRefer(obstacle, { institutionId: receiver.id, ...this.whereItIs() });
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
    const obstacle = this.senderObstacle() ?? this.expertObstacle(expert, activeAccountIds);
    if (obstacle) throw new MayNotRefer(obstacle, this.whereItIs());
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
    const obstacle = this.senderObstacle();
    if (obstacle) throw new MayNotRefer(obstacle, this.whereItIs());
    return { ...nowhere, addressee, ...this.through([]) };
  }

  /** Why nobody at all may be written to at the moment, if so. */
  addressObstacle(): Obstacle | null {
    return this.senderObstacle();
  }

  /** Why the question may not be put into Shared Followup, if so (row 33). */
  sharedFollowupObstacle(): Obstacle | null {
    if (!this.known.sharedFollowup) return 'shared-followup-off';
    if (this.known.standing.pooled) return 'already-shared';
    const waiting = this.known.standing.waitingInstitutionIds.length > 0;
    return this.senderObstacle() ?? (waiting ? 'return-first' : null);
  }

  /** Into the pool of the patron's subscription group. Throws MayNotRefer. */
  sharedFollowup(): Destination {
    const obstacle = this.sharedFollowupObstacle();
    if (obstacle) throw new MayNotRefer(obstacle, this.whereItIs());
    const groupId = this.home?.subscriptionGroupId ?? null;
    // Nobody in particular receives it, so nothing comes back by itself.
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
    // The own subscription group's word counts for all partners, a cooperative's for what goes through it.
    const own = this.known.circles.filter((circle) => circle.kind === 'subscription');
    const open = joined.filter((circle) => [circle, ...own].every(({ partners }) => allows(partners, id)));
    const steps = routeFrom(library, this.known);
    const receiver = this.known.libraries.get(steps?.at(-1)?.to ?? id);
    const groupIds = (open.length ? open : joined).map((circle) => circle.id);
    return {
      library,
      groupIds,
      home,
      unrouted: isUnrouted(library, this.known) || this.takesUnrouted(library),
      steps: steps ?? [],
      receiver: receiver ?? library,
      obstacle:
        this.senderObstacle() ??
        (joined.length === 0 && !home ? 'not-joined' : null) ??
        (open.length === 0 && !home ? 'not-a-partner' : null) ??
        (steps && receiver ? this.receiverObstacle(receiver) : 'redirect-leads-nowhere'),
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

  private senderObstacle(): Obstacle | null {
    const { sender, standing } = this.known;
    if (standing.turnInstitutionId === null) return 'nothing-open';
    if (standing.turnInstitutionId !== sender.id)
      return standing.pooled ? 'claim-first' : 'with-another-library';
    if (standing.outsideReferralId) return 'withdraw-first';
    if (sender.profileStatus !== 'active') return 'own-profile-not-active';
    if (standing.waitingInstitutionIds.length >= MOST_HOPS) return 'too-many-hops';
    return null;
  }

  private receiverObstacle(receiver: Library): Obstacle | null {
    const { sender, standing } = this.known;
    const home = receiver.id === standing.homeInstitutionId;
    if (receiver.id === sender.id) return 'same-library';
    if (standing.waitingInstitutionIds.includes(receiver.id))
      return home ? 'return-instead' : 'waiting-in-chain';
    // Back to the patron's library is always lawful (B7): it is theirs, whatever their profile says.
    if (home) return null;
    if (receiver.profileStatus !== 'active') return 'profile-not-active';
    if (!receiver.acceptsReferrals) return 'accepts-no-referrals';
    return null;
  }

  private expertObstacle(expert: Expert, activeAccountIds: readonly string[]): Obstacle | null {
    if (activeAccountIds.length === 0) return expert.address ? null : 'expert-away';
    return activeAccountIds.every((id) => id === this.known.actorId) ? 'yourself' : null;
  }

  private takesUnrouted({ id }: Library): boolean {
    return Boolean(this.home?.portal) && id === this.known.defaultLibraryId;
  }

  private get home(): Library | undefined {
    return this.known.libraries.get(this.known.standing.homeInstitutionId);
  }

  private whereItIs() {
    const { turnInstitutionId, waitingInstitutionIds } = this.known.standing;
    return { turnInstitutionId, waitingInstitutionIds };
  }
}

const nowhere = {
  ...{ askedInstitutionId: null, receiverInstitutionId: null, groupId: null, steps: [], unrouted: false },
  ...{ expertId: null, expertAccountIds: [], addressee: null },
};

const allows = ({ mode, institutionIds }: Circle['partners'], id: string): boolean =>
  mode === 'all' || (mode === 'selected' && institutionIds.includes(id));
