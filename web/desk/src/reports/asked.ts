import { useMemo } from 'react';
import type { Me } from '../frame/me.js';
import { go, usePlace } from '../route.js';
import { daysOf, presets, todayIn, unitFor, type Days, type Preset, type Unit } from './periods.js';

/** Whose numbers: one's own library's, or a group's that one leads; of a group one library where that is asked for. */
export interface Owner {
  readonly key: string;
  readonly level: 'institution' | 'group';
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

/** What the reader has asked for; the address says it all, so that a report can be kept and sent. */
export interface Asked {
  readonly owner: Owner;
  /** One library of the group. */
  readonly libraryId: string | undefined;
  readonly days: Days;
  readonly preset: Preset | 'own';
  readonly compare: boolean;
  /** Another zone than the owner's. */
  readonly timeZone: string | undefined;
  readonly unit: Unit;
  /** As every operation of statistics takes it. */
  readonly query: {
    readonly from: string;
    readonly to: string;
    readonly institutionId?: string;
    readonly groupId?: string;
    readonly timeZone?: string;
  };
}
type Params = Readonly<Record<string, string | undefined>>;

/** Whose numbers somebody may see: reviewers and administrators their library's, who leads a group the group's. */
export function ownersOf(me: Me): Owner[] {
  const { institution } = me;
  const led = new Set(me.groupRoles.map(({ groupId }) => groupId));
  const sees = me.capabilities.some((one) => one === 'questions.review' || one === 'institution.manage');
  return [
    ...(institution && sees
      ? [
          {
            ...({ key: 'library', level: 'institution', id: institution.id } as const),
            ...{ name: institution.name, timeZone: institution.timeZone },
          },
        ]
      : []),
    ...me.groups
      .filter(({ id }) => led.has(id))
      .map(({ id, name, timeZone }) => ({ key: id, level: 'group' as const, id, name, timeZone })),
  ];
}

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function askedIn(search: URLSearchParams, owners: readonly Owner[]): Asked {
  const owner = owners.find(({ key }) => key === search.get('of')) ?? owners[0]!;
  const timeZone = search.get('zone') ?? undefined;
  const [from, to] = [search.get('from'), search.get('to')];
  const named = presets.find((one) => one === search.get('period')) ?? 'this-month';
  const own = isDay(from) && isDay(to);
  const days = own ? { from, to } : daysOf(named, todayIn(timeZone ?? owner.timeZone));
  const libraryId = (owner.level === 'group' && search.get('library')) || undefined;
  const unit = (['day', 'week', 'month'] as const).find((one) => one === search.get('unit'));
  return {
    ...{ owner, libraryId, days, timeZone },
    preset: own ? 'own' : named,
    compare: search.get('compare') === 'yes',
    unit: unit ?? unitFor(days),
    query: {
      ...days,
      ...(owner.level === 'group' ? { groupId: owner.id } : { institutionId: owner.id }),
      ...(libraryId ? { institutionId: libraryId } : {}),
      ...(timeZone ? { timeZone } : {}),
    },
  };
}

export function useAsked(owners: readonly Owner[]): Asked {
  const { search } = usePlace();
  return useMemo(() => askedIn(search, owners), [search, owners]);
}

/** The address with other choices; what is undefined is taken out. */
export function addressWith(page: string, search: URLSearchParams, change: Params = {}): string {
  const params = new URLSearchParams(search);
  for (const name of ['rows', 'behind', 'value', 'called', 'by', 'direction', 'status', 'back'])
    params.delete(name);
  for (const [name, value] of Object.entries(change))
    if (value === undefined || value === '') params.delete(name);
    else params.set(name, value);
  const text = params.toString();
  return `/reports/${page}${text ? `?${text}` : ''}`;
}

/** Changes what is asked for on the page one is on. */
export function useChoose(page: string): (change: Params) => void {
  const { search } = usePlace();
  return (change) => go(addressWith(page, search, change));
}

/** What stands behind a number: which rows, and by which of the interface's words. */
export interface Behind {
  readonly rows: 'questions' | 'chats' | 'transfers' | 'referrals' | 'checks';
  readonly behind?: string;
  readonly value?: string;
  readonly library?: string;
  readonly by?: string;
  readonly direction?: string;
  readonly status?: string;
}

/** Where the rows behind a number are. @param called what the number is called, for the heading there */
export function useBehind(page: string): (behind: Behind, called: string) => string {
  const { search } = usePlace();
  return (behind, called) => addressWith('rows', search, { ...behind, called, back: page });
}
