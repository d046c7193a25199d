import { ownerOf, type AnyEvent } from '@carrel/contracts';

/** What an event says about who has to do with it. */
export interface Involved {
  readonly institutions: readonly string[];
  /** Groups the event itself is about. */
  readonly groups: readonly string[];
}
/** One library's place in one group. */
export interface Place {
  readonly institutionId: string;
  readonly groupId: string;
  readonly kind: 'subscription' | 'cooperative';
}
/** Who outside may hear of an event: libraries by webhook, groups by webhook and feed. */
export interface Audience {
  readonly institutions: readonly string[];
  readonly groups: readonly string[];
}

type Kind = keyof typeof ownerOf;
type Of<K extends Kind> = Extract<AnyEvent, { type: `${K}.${string}` }>;
type Rule<K extends Kind> = (event: Of<K>) => { institutions?: Ids; groups?: Ids };
type Ids = readonly (string | null | undefined)[];

/** Per kind of aggregate, whose business its facts are; a kind without a rule does not compile. */
const rules: { [K in Kind]: Rule<K> } = {
  question: ({ data }) => ({
    institutions: [
      data.patronInstitutionId,
      ...('holdings' in data ? data.holdings.map((holding) => holding.institutionId) : []),
      ...('actorInstitutionId' in data ? [data.actorInstitutionId] : []),
    ],
  }),
  session: ({ data }) => ({
    institutions: [
      data.institutionId,
      ...('librarianInstitutionId' in data ? [data.librarianInstitutionId] : []),
      ...('toInstitutionId' in data ? [data.toInstitutionId] : []),
      ...('participants' in data ? data.participants.map((one) => one.institutionId) : []),
    ],
  }),
  // Whom a library has banned is nobody's business outside.
  ban: () => ({}),
  patron: ({ data }) => ({ institutions: [data.institutionId] }),
  referral: ({ data }) => ({
    institutions: [data.senderInstitutionId, data.receiverInstitutionId],
    groups: [data.groupId],
  }),
  rota: ({ data }) => ({ groups: [data.groupId] }),
  duty: ({ data }) => ({ institutions: [data.institutionId], groups: [data.groupId] }),
  cover: ({ data }) => ({
    institutions: [
      data.institutionId,
      ...('takenByInstitutionId' in data ? [data.takenByInstitutionId] : []),
    ],
    groups: [data.groupId],
  }),
  institution: ({ data }) => ({ institutions: [data.institutionId], groups: [data.subscriptionGroupId] }),
  group: ({ data }) => ({ groups: [data.groupId] }),
  membership: ({ data }) => ({ institutions: [data.institutionId], groups: [data.groupId] }),
  account: ({ data }) => ({ institutions: [data.institutionId] }),
  // Who is signed in where is nobody's business outside.
  'sign-in': () => ({}),
  'service-account': ({ data: { owner } }) =>
    owner.kind === 'group' ? { groups: [owner.id] } : { institutions: [owner.id] },
  webhook: ({ data: { owner } }) =>
    owner.kind === 'group' ? { groups: [owner.id] } : { institutions: [owner.id] },
  // What a person set for himself or herself is nobody's business outside.
  settings: ({ data: { level, ownerId } }) =>
    level === 'group' ? { groups: [ownerId] } : level === 'institution' ? { institutions: [ownerId] } : {},
  'policy-page': ({ data }) => ({ institutions: [data.institutionId] }),
  queue: ({ data }) => ({ institutions: [data.institutionId] }),
  mail: ({ data }) => ({ institutions: [data.institutionId] }),
};

export function involvedIn(event: AnyEvent): Involved {
  const kind = event.type.slice(0, event.type.indexOf('.')) as Kind;
  const { institutions = [], groups = [] } = (rules[kind] as Rule<Kind>)(event as never);
  return { institutions: distinct(institutions), groups: distinct(groups) };
}

/**
 * The libraries themselves; the group each belongs to; and a cooperative only where libraries of two of its
 * subscription groups meet, or the event names it: what a library does at home is not its partners' business.
 */
export function audienceOf({ institutions, groups }: Involved, places: readonly Place[]): Audience {
  const groupOf = new Map(
    places.filter(({ kind }) => kind === 'subscription').map((place) => [place.institutionId, place.groupId]),
  );
  const cooperatives = distinct(
    places.filter(({ kind }) => kind === 'cooperative').map(({ groupId }) => groupId),
  );
  const shared = cooperatives.filter((groupId) => {
    const members = places.filter((place) => place.groupId === groupId);
    return new Set(members.map(({ institutionId }) => groupOf.get(institutionId))).size > 1;
  });
  // Nobody's library has no place: the operator's account is not told of.
  const known = institutions.filter((id) => groupOf.has(id));
  return { institutions: known, groups: distinct([...groupOf.values(), ...groups, ...shared]) };
}

const distinct = (ids: Ids): string[] => [...new Set(ids.filter((id) => typeof id === 'string'))];
