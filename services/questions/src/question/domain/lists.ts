import type { Status } from './holding.js';

export interface List {
  readonly statuses: readonly Status[];
  /** Only what involves another library (R64). */
  readonly referred: boolean;
}

/** The lists of a library, and of one librarian when only what is assigned to him or her counts (R63..R67). */
export const lists = {
  active: { statuses: ['new', 'pending', 'answered'], referred: false },
  new: { statuses: ['new'], referred: false },
  pending: { statuses: ['pending'], referred: false },
  referred: { statuses: ['new', 'pending', 'answered'], referred: true },
  answered: { statuses: ['answered'], referred: false },
  closed: { statuses: ['closed'], referred: false },
  all: { statuses: ['new', 'pending', 'answered', 'closed'], referred: false },
} as const satisfies Record<string, List>;

/** The library's lists in which a question stands; one that is archived is in none. */
export const listsOf = ({ status, referred }: { status: Status | null; referred: boolean }) =>
  (Object.keys(lists) as (keyof typeof lists)[]).filter((name) => {
    const list: List = lists[name];
    return status !== null && list.statuses.includes(status) && (!list.referred || referred);
  });

/** `shared-followup` is the group's, not one library's (R66). */
export const listNames = [...(Object.keys(lists) as (keyof typeof lists)[]), 'shared-followup'] as const;
export type ListName = (typeof listNames)[number];
