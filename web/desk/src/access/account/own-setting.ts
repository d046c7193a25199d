import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from './words.js';

/** One setting of one's own account: read, and kept whole. */
export function useOwnSetting<Value extends object>(key: 'notice-preferences' | 'spoken-languages') {
  const say = useSay();
  const queries = useQueryClient();
  const params = { path: { key } };
  const kept = useQuery({
    queryKey: ['own-setting', key],
    queryFn: async () => (await ok(api.admin.GET('/v1/me/settings/{key}', { params }))) as unknown as Value,
  });
  const keep = useCommand(
    (value: Value) => ok(api.admin.PUT('/v1/me/settings/{key}', { params, body: value as never })),
    () => {
      void queries.invalidateQueries({ queryKey: ['own-setting', key] });
      toast(say('account.saved'));
    },
  );
  return { kept, keep };
}
