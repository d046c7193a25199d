import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.js';

/** Every library of a group, by name. */
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
