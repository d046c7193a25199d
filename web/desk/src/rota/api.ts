import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';

const WEEKS = 4;
const DAY_MS = 86_400_000;

/** The whole of a list that a person looks through: of duties in four weeks and requests for cover there are not many. */
async function all<Item>(
  read: (query: { limit: number; cursor?: string }) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Item[]> {
  const found: Item[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await read({ limit: 200, ...(cursor ? { cursor } : {}) });
    found.push(...page.items);
    if (!page.nextCursor || found.length >= 2_000) return found;
    cursor = page.nextCursor;
  }
}

const readDuties = (groupId?: string) => {
  // A duty that began today still has its checks.
  const from = new Date(Date.now() - DAY_MS / 2).toISOString();
  const to = new Date(Date.now() + WEEKS * 7 * DAY_MS).toISOString();
  return all((page) =>
    ok(
      api.referrals.GET('/v1/duties', {
        params: { query: { ...page, from, to, ...(groupId ? { groupId } : {}) } },
      }),
    ),
  );
};
export type Duty = Awaited<ReturnType<typeof readDuties>>[number];
export const useDuties = (groupId?: string) =>
  useQuery({
    queryKey: ['rota', 'duties', groupId ?? 'mine'],
    queryFn: () => readDuties(groupId),
    refetchInterval: 60_000,
  });

const readCovers = () =>
  all((page) => ok(api.referrals.GET('/v1/covers', { params: { query: { ...page, status: 'open' } } })));
export type Cover = Awaited<ReturnType<typeof readCovers>>[number];
export const useCovers = () =>
  useQuery({ queryKey: ['rota', 'covers'], queryFn: readCovers, refetchInterval: 60_000 });

const readOnDuty = (groupId: string) =>
  ok(api.referrals.GET('/v1/rotas/{groupId}/on-duty', { params: { path: { groupId } } }));
export const useOnDuty = (groupId: string) =>
  useQuery({
    queryKey: ['rota', 'on-duty', groupId],
    queryFn: () => readOnDuty(groupId),
    refetchInterval: 60_000,
  });

const readFeeds = () => ok(api.referrals.GET('/v1/duty-feeds'));
export const useFeeds = () => useQuery({ queryKey: ['rota', 'feeds'], queryFn: readFeeds });

/** What one knows of the rota is asked anew after something was done. */
export function useFresh(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['rota'] });
}

export const at = (id: string) => ({ params: { path: { id } } });

/** Of which groups one hands duties on. */
export function useManages(): (groupId: string) => boolean {
  const { data: me } = useMe();
  const roles = me?.groupRoles ?? [];
  return (id) =>
    roles.some(({ groupId, role }) => groupId === id && (role === 'coordinator' || role === 'group-admin'));
}
