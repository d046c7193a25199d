import type { AnswerOf, requests } from '@carrel/contracts';
import { MayNotRefer, type Obstacle } from './refusals.js';

export type PartnerKind = 'cooperative-partner' | 'subscription-partner';
export type Standing = AnswerOf<typeof requests.questionStanding>;

/** A library, as far as referring to it goes. */
export interface Library {
  id: string;
  name: string;
  subscriptionGroupId: string;
  profileStatus: string;
  acceptsReferrals: boolean;
  redirectToInstitutionId: string | null;
}
/** A subscription group or cooperative with the libraries that have joined it. */
export interface Circle {
  id: string;
  kind: 'subscription' | 'cooperative';
  libraries: readonly Library[];
}
/** One step from the library asked for to the one that does its follow-up (A23, R110). */
export interface Step {
  from: string;
  to: string;
  because: 'redirect' | 'proxy';
}
export interface Known {
  sender: Library;
  standing: Standing;
  /** The sender's subscription group and the cooperatives it has joined. */
  circles: readonly Circle[];
  /** Those above, the patron's library, and all that redirects and proxies lead to. */
  libraries: ReadonlyMap<string, Library>;
  /** Subscription group -> the one library that does all its follow-up. */
  proxies: ReadonlyMap<string, string>;
  /** Whether the patron's subscription group has switched Shared Followup on (R84). */
  sharedFollowup: boolean;
}
export interface Partner {
  library: Library;
  groupIds: string[];
  home: boolean;
  steps: Step[];
  /** Who would receive it; the library itself unless a redirect or proxy leads on. */
  receiver: Library;
  obstacle: Obstacle | null;
}
export interface Destination {
  askedInstitutionId: string | null;
  receiverInstitutionId: string | null;
  groupId: string | null;
  steps: Step[];
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
    const home = this.known.libraries.get(this.known.standing.homeInstitutionId);
    if (home && groupId === undefined && kind === 'cooperative-partner') listed.set(home.id, home);
    return [...listed.values()]
      .map((library) => this.partner(kind, library))
      .sort((a, b) => a.library.name.localeCompare(b.library.name) || (a.library.id < b.library.id ? -1 : 1));
  }

  /** Where a referral to this library goes. Throws MayNotRefer. */
  destination(kind: PartnerKind, institutionId: string): Destination {
    const library = this.known.libraries.get(institutionId);
    if (!library) throw new MayNotRefer('not-joined', { institutionId });
    const { obstacle, steps, receiver, groupIds } = this.partner(kind, library);
    if (obstacle) throw new MayNotRefer(obstacle, { institutionId: receiver.id, ...this.whereItIs() });
    return {
      askedInstitutionId: library.id,
      receiverInstitutionId: receiver.id,
      groupId: groupIds[0] ?? null,
      steps,
    };
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
    const home = this.known.libraries.get(this.known.standing.homeInstitutionId);
    return {
      askedInstitutionId: null,
      receiverInstitutionId: null,
      groupId: home?.subscriptionGroupId ?? null,
      steps: [],
    };
  }

  private partner(kind: PartnerKind, library: Library): Partner {
    const home = library.id === this.known.standing.homeInstitutionId;
    const groupIds = this.circlesFor(kind)
      .filter(({ libraries }) => libraries.some(({ id }) => id === library.id))
      .map(({ id }) => id);
    const steps = this.stepsFrom(library);
    const receiver = this.known.libraries.get(steps?.at(-1)?.to ?? library.id);
    return {
      library,
      groupIds,
      home,
      steps: steps ?? [],
      receiver: receiver ?? library,
      obstacle:
        this.senderObstacle() ??
        (groupIds.length === 0 && !home ? 'not-joined' : null) ??
        (steps && receiver ? this.receiverObstacle(receiver) : 'redirect-leads-nowhere'),
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

  /** Redirects first, then proxies, as far as they lead; undefined when they lead in a circle or nowhere. */
  private stepsFrom(library: Library): Step[] | undefined {
    const steps: Step[] = [];
    const seen = new Set<string>();
    for (let at: Library | undefined = library; at;) {
      if (seen.has(at.id)) return undefined;
      seen.add(at.id);
      const step = this.stepFrom(at);
      if (!step) return steps;
      steps.push(step);
      at = this.known.libraries.get(step.to);
    }
    return undefined;
  }

  private stepFrom({ id, redirectToInstitutionId, subscriptionGroupId }: Library): Step | undefined {
    if (redirectToInstitutionId) return { from: id, to: redirectToInstitutionId, because: 'redirect' };
    // A proxy stands for its group towards others; within the group libraries refer to each other.
    const proxy = this.known.proxies.get(subscriptionGroupId);
    const outside = subscriptionGroupId !== this.known.sender.subscriptionGroupId;
    return outside && proxy && proxy !== id ? { from: id, to: proxy, because: 'proxy' } : undefined;
  }

  private whereItIs() {
    const { turnInstitutionId, waitingInstitutionIds } = this.known.standing;
    return { turnInstitutionId, waitingInstitutionIds };
  }
}
