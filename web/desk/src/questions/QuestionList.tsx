import { ok } from '@carrel/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api.js';
import { useLibraryName } from '../frame/me.js';
import { useCounts } from '../frame/Needs.js';
import { useLanguage } from '../language.js';
import { useSay, type Key } from './words.js';
import { go, hrefOf } from '../route.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { relative, When } from '../ui/time.js';
import { lists, type List, type Row } from './api.js';

const PAGE = 50;

/** The lists of a library and one's own, with search and sort; the address says which. */
export function QuestionList({ search }: { search: URLSearchParams }) {
  const say = useSay();
  const list = search.get('list') ?? 'active';
  const mine = search.get('mine') === 'true';
  const due = search.get('due') ?? '';
  const sort = search.get('sort') ?? 'updated';
  const q = search.get('q') ?? '';
  const counts = useCounts();
  const shared = counts.data?.lists.some((row) => row.list === 'shared-followup');
  const all = useInfiniteQuery({
    queryKey: ['questions', 'list', list, mine, due, sort, q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => readPage({ list, mine, due, sort, q }, pageParam),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 30_000,
  });
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(change)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    go(`/questions?${next}`);
  };
  const name = list === 'history' ? say('list.history') : say(`list.${list}` as Key);
  return (
    <>
      <h1>{mine ? say('list.my', { list: name }) : say('list.of', { list: name })}</h1>
      <nav className="lists" aria-label={say('home.lists')}>
        {[...lists, ...(shared ? (['shared-followup'] as const) : []), 'history' as const].map((one) => (
          <a
            key={one}
            href={hrefOf(`/questions?list=${one}`)}
            aria-current={one === list ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              go(
                `/questions?list=${one}${mine && one !== 'shared-followup' && one !== 'history' ? '&mine=true' : ''}`,
              );
            }}
          >
            {say(`list.${one}` as Key)}
          </a>
        ))}
      </nav>
      <div className="filters">
        <Search q={q} onSearch={(text) => set({ q: text })} />
        {list !== 'history' && (
          <>
            {list !== 'shared-followup' && (
              <label className="choice">
                <input
                  type="checkbox"
                  checked={mine}
                  onChange={({ target }) => set({ mine: target.checked ? 'true' : '' })}
                />
                <span>{say('list.only-mine')}</span>
              </label>
            )}
            <label className="inline">
              <span>{say('list.due')}</span>
              <select className="input" value={due} onChange={({ target }) => set({ due: target.value })}>
                <option value="">{say('list.due-any')}</option>
                <option value="overdue">{say('due.overdue')}</option>
                <option value="soon">{say('due.soon')}</option>
              </select>
            </label>
            <label className="inline">
              <span>{say('list.sort')}</span>
              <select className="input" value={sort} onChange={({ target }) => set({ sort: target.value })}>
                <option value="updated">{say('list.sort-updated')}</option>
                <option value="due">{say('list.sort-due')}</option>
              </select>
            </label>
          </>
        )}
      </div>
      <Loaded of={all}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return <Empty title={say(q || due ? 'nothing-found' : 'list.empty', { list: name })} />;
          return (
            <>
              <ul className="question-rows">
                {rows.map((row) => (
                  <QuestionRow key={row.id} row={row} />
                ))}
              </ul>
              {all.hasNextPage && (
                <button
                  type="button"
                  className="button"
                  aria-busy={all.isFetchingNextPage}
                  onClick={() => void all.fetchNextPage()}
                >
                  {say('list.more')}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

interface Wanted {
  list: string;
  mine: boolean;
  due: string;
  sort: string;
  q: string;
}
function readPage({ list, mine, due, sort, q }: Wanted, cursor: string | undefined) {
  const paged = { limit: PAGE, ...(cursor ? { cursor } : {}), ...(q ? { q } : {}) };
  if (list === 'history') return ok(api.questions.GET('/v1/service-history', { params: { query: paged } }));
  const query = {
    ...paged,
    list: list as List,
    ...(mine ? { mine } : {}),
    ...(due ? { due: due as 'overdue' | 'soon' } : {}),
    sort: sort as 'updated' | 'due',
  };
  return ok(api.questions.GET('/v1/questions', { params: { query } }));
}

function Search({ q, onSearch }: { q: string; onSearch: (text: string) => void }) {
  const say = useSay();
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  return (
    <form
      role="search"
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <input
        type="search"
        className="input"
        aria-label={say('list.search')}
        placeholder={say('list.search')}
        value={text}
        maxLength={200}
        onChange={({ target }) => {
          setText(target.value);
          if (!target.value) onSearch('');
        }}
      />
      <button type="submit" className="button">
        {say('list.search-do')}
      </button>
    </form>
  );
}

function QuestionRow({ row }: { row: Row }) {
  const say = useSay();
  const nameOf = useLibraryName();
  return (
    <li>
      <a
        className="question-row"
        href={hrefOf(`/questions/${row.id}`)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go(`/questions/${row.id}`);
        }}
      >
        <Status status={row.status} />
        <span className="question-subject">
          <strong>{row.subject ?? row.number}</strong>
          <span className="quiet">
            {row.number} · {nameOf(row.patronInstitutionId)} · {say(`source.${row.source}` as Key)}
            {row.waitingOn && ` · ${say(`waiting-on.${row.waitingOn}` as Key)}`}
          </span>
        </span>
        <span className="question-who quiet">
          {row.assignee?.name ?? row.handledBy?.name ?? say('list.nobody')}
        </span>
        <span className="question-when">
          <Due row={row} />
          <span className="quiet">
            <When at={row.updatedAt} />
          </span>
        </span>
      </a>
    </li>
  );
}

export function Status({ status }: { status: Row['status'] }) {
  const say = useSay();
  const shown = status ?? 'none';
  return <span className={`status-tag ${shown}`}>{say(`status.q-${shown}` as Key)}</span>;
}

/** When it is due, loud once it is near or past (R78). */
export function Due({ row }: { row: Pick<Row, 'dueAt' | 'status'> }) {
  const say = useSay();
  const language = useLanguage();
  if (!row.dueAt || row.status === 'answered' || row.status === 'closed') return null;
  const ms = Date.parse(row.dueAt) - Date.now();
  const kind = ms < 0 ? 'bad' : ms < 24 * 3_600_000 ? 'warn' : '';
  return (
    <span className={`tag ${kind}`} title={new Date(row.dueAt).toLocaleString(language)}>
      {say(ms < 0 ? 'due.was' : 'due.in', { when: relative(ms, language) })}
    </span>
  );
}
