import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';
import { useSay } from './words.js';

const readAccounts = async (institutionId: string | undefined) => {
  const found = [];
  for (let cursor: string | undefined; ;) {
    const query = {
      limit: 200,
      ...(institutionId ? { institutionId } : {}),
      ...(cursor ? { cursor } : {}),
    };
    const page = await ok(api.admin.GET('/v1/accounts', { params: { query } }));
    found.push(...page.items);
    if (!page.nextCursor || found.length >= 5_000) return found;
    cursor = page.nextCursor;
  }
};
export type Person = Awaited<ReturnType<typeof readAccounts>>[number];

/** The accounts of a library, for those who look after them. */
export const useAccounts = (institutionId: string | undefined, enabled = true, everyMs?: number) =>
  useQuery({
    refetchInterval: everyMs ?? false,
    queryKey: ['accounts', institutionId],
    queryFn: () => readAccounts(institutionId),
    enabled,
  });

/** Who somebody is, as far as the reader may know. */
export function usePersonName(): (id: string | null | undefined) => string {
  const say = useSay();
  const { data: me } = useMe();
  const may = me?.capabilities.includes('accounts.manage') ?? false;
  const { data } = useAccounts(me?.institutionId ?? undefined, may && me?.institutionId !== null);
  return (id) => {
    if (id === me?.id) return say('person.you');
    return data?.find((person) => person.id === id)?.name ?? say('person.other');
  };
}
