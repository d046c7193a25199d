import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { To } from '../ui/To.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Wanted } from './pages.js';
import { useSay } from './words.js';

interface Filter {
  readonly name: string;
  readonly list: string;
  readonly mine: boolean;
  readonly q: string | null;
  readonly status: string | null;
  readonly assigneeId: string | null;
  readonly source: string | null;
  readonly topic: string | null;
  readonly code: string | null;
  readonly due: string | null;
  readonly sort: string;
}
const path = { key: 'saved-filters' as const };

const readFilters = async (): Promise<{ filters: readonly Filter[]; version: string }> => {
  const asked = api.admin.GET('/v1/me/settings/{key}', { params: { path } });
  const { filters } = (await ok(asked)) as unknown as { filters: Filter[] };
  return { filters, version: (await asked).response.headers.get('etag') ?? '"0"' };
};

/** Lists that somebody looks at again and again, by the names he or she gave them; found on every computer. */
export function SavedFilters({ wanted }: { wanted: Wanted }) {
  const say = useSay();
  const saved = useQuery({ queryKey: ['saved-filters'], queryFn: readFilters, staleTime: 60_000 });
  const [naming, setNaming] = useState(false);
  const filters = saved.data?.filters ?? [];
  const here = addressOf(filterOf('', wanted));
  return (
    <div className="row saved-filters">
      {filters.length > 0 && (
        <nav className="lists" aria-label={say('saved')}>
          {filters.map((filter) => {
            const to = addressOf(filter);
            return (
              <To key={filter.name} to={to} current={to === here}>
                {filter.name}
              </To>
            );
          })}
        </nav>
      )}
      <Action kind="plain" onPress={() => setNaming(true)}>
        {say('saved.keep')}
      </Action>
      {naming && <KeepAsk wanted={wanted} filters={filters} onClose={() => setNaming(false)} />}
    </div>
  );
}

interface KeepProps {
  readonly wanted: Wanted;
  readonly filters: readonly Filter[];
  readonly onClose: () => void;
}

function KeepAsk({ wanted, filters, onClose }: KeepProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const given = name.trim();
  const keep = useCommand(
    async (change: (before: readonly Filter[]) => readonly Filter[]) => {
      const { filters: before, version } = await readFilters();
      const header = { 'If-Match': version };
      const body = { filters: change(before) } as never;
      await ok(api.admin.PUT('/v1/me/settings/{key}', { params: { path, header }, body }));
      await queries.invalidateQueries({ queryKey: ['saved-filters'] });
    },
    () => (toast(say('saved.kept')), given && onClose()),
  );
  return (
    <Ask title={say('saved')} onClose={onClose}>
      <Field
        label={say('saved.name')}
        hint={say('saved.hint')}
        value={name}
        onChange={setName}
        maxLength={60}
        autoFocus
      />
      <div className="row">
        <Action
          kind="first"
          busy={keep.busy}
          whyNot={given ? undefined : say('saved.name-first')}
          onPress={() => {
            keep.run((before) => [...before.filter((one) => one.name !== given), filterOf(given, wanted)]);
          }}
        >
          {say('saved.do')}
        </Action>
      </div>
      <Trouble>{keep.trouble}</Trouble>
      {filters.length > 0 && (
        <ul className="plain-list">
          {filters.map((filter) => (
            <li key={filter.name} className="row spread">
              <span>{filter.name}</span>
              <button
                type="button"
                className="link-button"
                aria-label={say('saved.drop-one', { name: filter.name })}
                onClick={() => keep.run((before) => before.filter((one) => one.name !== filter.name))}
              >
                {say('files.drop')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Ask>
  );
}

const filterOf = (name: string, { list, mine, q, status, source, topic, due, sort }: Wanted): Filter => ({
  ...{ name, mine, list: list === 'history' ? 'service-history' : list },
  ...{ q: q || null, status: status || null, source: source || null, topic: topic || null },
  ...{ due: due || null, sort, assigneeId: null, code: null },
});

function addressOf({ list, mine, q, status, source, topic, due, sort }: Filter): string {
  const search = new URLSearchParams({ list: list === 'service-history' ? 'history' : list });
  if (mine) search.set('mine', 'true');
  for (const [key, value] of Object.entries({ q, status, source, topic, due }))
    if (value) search.set(key, value);
  if (sort !== 'updated') search.set('sort', sort);
  return `/questions?${search}`;
}
