import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '../api.js';
import type { Account } from '../access/sign-in.js';

const readMe = () => ok(api.admin.GET('/v1/me'));
export type Me = Awaited<ReturnType<typeof readMe>>;

/** Who works here, with library, groups and what the roles allow. */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: readMe, staleTime: 300_000 });

export const AccountContext = createContext<Account>(undefined as never);
export const useAccount = (): Account => useContext(AccountContext);

interface LibraryKnown {
  readonly name: string;
  readonly timeZone: string;
  readonly closed: boolean;
}
const readLibraries = async (): Promise<Map<string, LibraryKnown>> => {
  const found = new Map<string, LibraryKnown>();
  for (let cursor: string | undefined; ;) {
    const query = { limit: 200, ...(cursor ? { cursor } : {}) };
    const page = await ok(api.admin.GET('/v1/institutions', { params: { query } }));
    for (const { id, name, timeZone, profileStatus } of page.items)
      found.set(id, { name, timeZone, closed: profileStatus === 'closed' });
    if (!page.nextCursor || found.size > 2_000) return found;
    cursor = page.nextCursor;
  }
};
/** Names of libraries by id; an id that is not known is shown as no name. */
export const useLibraries = () =>
  useQuery({ queryKey: ['libraries'], queryFn: readLibraries, staleTime: 600_000 });

export function useLibraryName(): (id: string | null | undefined) => string {
  const { data } = useLibraries();
  return (id) => (id && data?.get(id)?.name) || '…';
}

/** Libraries of a group, by name. */
export const useLibrariesOf = (groupId: string) =>
  useQuery({
    queryKey: ['libraries-of', groupId],
    queryFn: async () => {
      const found = [];
      for (let cursor: string | undefined; ;) {
        const query = { groupId, limit: 200, ...(cursor ? { cursor } : {}) };
        const page = await ok(api.admin.GET('/v1/institutions', { params: { query } }));
        found.push(...page.items);
        if (!page.nextCursor || found.length > 2_000) return found;
        cursor = page.nextCursor;
      }
    },
    staleTime: 60_000,
  });
