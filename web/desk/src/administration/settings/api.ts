import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import type { Schema } from './schema.js';

/** Whose settings: a library's, a group's, or one's own. */
export interface Owner {
  readonly level: 'institution' | 'group' | 'account';
  readonly id: string;
}

const readDefinitions = async () => {
  const { items } = await ok(api.admin.GET('/v1/setting-definitions'));
  return items.map((item) => ({ ...item, schema: item.schema as Schema, default: item.default as unknown }));
};
export type Definition = Awaited<ReturnType<typeof readDefinitions>>[number];
export const useDefinitions = () =>
  useQuery({ queryKey: ['setting-definitions'], queryFn: readDefinitions, staleTime: 3_600_000 });

const readSettings = async ({ level, id }: Owner) => {
  const at = { params: { path: { id } } };
  const { items } = await ok(
    level === 'group'
      ? api.admin.GET('/v1/groups/{id}/settings', at)
      : level === 'institution'
        ? api.admin.GET('/v1/institutions/{id}/settings', at)
        : api.admin.GET('/v1/me/settings'),
  );
  return items.map((item) => ({ ...item, value: item.value as unknown }));
};
export type Stored = Awaited<ReturnType<typeof readSettings>>[number];

const keyOf = ({ level, id }: Owner) => ['settings', level, id];
export const useSettings = (owner: Owner) =>
  useQuery({ queryKey: keyOf(owner), queryFn: () => readSettings(owner) });
export function useFreshSettings(owner: Owner): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: keyOf(owner) });
}
/** The value of one setting, where it is known already. */
export function useSetting<T>(owner: Owner, key: string): T | undefined {
  return useSettings(owner).data?.find((one) => one.key === key)?.value as T | undefined;
}

/** @param seen the version the value was made from; 412 where another is there meanwhile */
export function writeSetting(owner: Owner, key: string, value: unknown, seen: number): Promise<unknown> {
  const header = { 'If-Match': `"${seen}"` };
  const given = { params: { path: { id: owner.id, key }, header }, body: value } as never;
  switch (owner.level) {
    case 'group':
      return ok(api.admin.PUT('/v1/groups/{id}/settings/{key}', given));
    case 'institution':
      return ok(api.admin.PUT('/v1/institutions/{id}/settings/{key}', given));
    case 'account':
      return ok(api.admin.PUT('/v1/me/settings/{key}', given));
  }
}

export async function readHistory(owner: Owner, key: string) {
  const given = { params: { path: { id: owner.id, key }, query: { limit: 30 } } } as never;
  const { items } = await ok(
    owner.level === 'group'
      ? api.admin.GET('/v1/groups/{id}/settings/{key}/history', given)
      : owner.level === 'institution'
        ? api.admin.GET('/v1/institutions/{id}/settings/{key}/history', given)
        : api.admin.GET('/v1/me/settings/{key}/history', given),
  );
  return items;
}
