import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useCounts } from '../frame/Needs.js';
import { go } from '../route.js';
import { Empty } from '../ui/Loaded.js';
import { To } from '../ui/To.js';
import { Trouble, troubleOf } from '../ui/trouble.js';
import { lists, type Row } from './api.js';
import { BulkBar } from './BulkBar.js';
import { Filters } from './Filters.js';
import { SavedFilters } from './SavedFilters.js';
import { isRead, rowAt, sizeOf } from './listed.js';
import { usePages, type Wanted } from './pages.js';
import { VirtualRows } from './VirtualRows.js';
import { useSay, type Key } from './words.js';

const wantedIn = (search: URLSearchParams): Omit<Wanted, 'patron'> => ({
  list: search.get('list') ?? 'active',
  mine: search.get('mine') === 'true',
  due: search.get('due') ?? '',
  sort: search.get('sort') ?? 'updated',
  q: search.get('q') ?? '',
  status: search.get('status') ?? '',
  source: search.get('source') ?? '',
  topic: search.get('topic') ?? '',
});

/** The lists of a library and one's own, with search, filters and sort; the address says which. */
export function QuestionList({ search }: { search: URLSearchParams }) {
  const say = useSay();
  const [patron, setPatron] = useState('');
  const wanted = { ...wantedIn(search), patron };
  const { list, mine } = wanted;
  const pages = usePages(wanted);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map());
  const name = say(`list.${list}` as Key);
  const title = mine ? say('list.my', { list: name }) : say('list.of', { list: name });
  const choose = useCallback(
    (row: Row, on: boolean) =>
      setChosen((was) => {
        const next = new Map(was);
        if (on) next.set(row.id, row);
        else next.delete(row.id);
        return next;
      }),
    [],
  );
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(change)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    setChosen(new Map());
    go(`/questions?${next}`);
  };
  const { shown } = pages;
  const read = shown !== undefined;
  const queries = useQueryClient();
  // The counts beside a list are as new as its rows.
  useEffect(() => {
    if (read) void queries.invalidateQueries({ queryKey: ['questions', 'counts'] });
  }, [read, list, mine, queries]);
  const filtered = wanted.q || wanted.due || wanted.status || wanted.source || wanted.topic || patron;
  return (
    <>
      <div className="row spread">
        <div className="row">
          <h1>{title}</h1>
          <ListTotal wanted={wanted} filtered={Boolean(filtered)} />
        </div>
        {list !== 'history' && list !== 'shared-followup' && <Whose search={search} mine={mine} />}
      </div>
      <ListNames list={list} mine={mine} />
      <Filters wanted={wanted} onChange={set} onPatron={setPatron}>
        <SavedFilters wanted={wanted} />
      </Filters>
      {chosen.size > 0 && (
        <BulkBar
          rows={[...chosen.values()]}
          onClear={() => setChosen(new Map())}
          onDone={() => (setChosen(new Map()), pages.restart())}
        />
      )}
      {pages.error !== undefined && <Trouble again={pages.restart}>{troubleOf(pages.error, say)}</Trouble>}
      <div className="news" role="status">
        {pages.news > 0 && (
          <button type="button" className="button first" onClick={pages.restart}>
            {say('list.news', { count: pages.news })}
          </button>
        )}
      </div>
      {!shown && pages.error === undefined && (
        <p className="loading" role="status">
          {say('loading')}
        </p>
      )}
      {shown && sizeOf(shown.parts) === 0 && (
        <Empty title={say(filtered ? 'nothing-found' : 'list.empty', { list: name })}>
          {filtered ? (
            <button
              type="button"
              className="button"
              onClick={() => (setPatron(''), go(`/questions?list=${list}`))}
            >
              {say('list.clear-filters')}
            </button>
          ) : undefined}
        </Empty>
      )}
      {shown && sizeOf(shown.parts) > 0 && (
        <VirtualRows
          key={`${pages.start} ${JSON.stringify(wanted)}`}
          label={title}
          address={`/questions?${search}`}
          count={sizeOf(shown.parts)}
          more={shown.next !== undefined}
          rowAt={(index) => rowAt(shown.parts, index)}
          isRead={(index) => isRead(shown.parts, index)}
          onSee={pages.see}
          chosen={chosen}
          onChoose={list === 'history' || list === 'shared-followup' ? undefined : choose}
        />
      )}
    </>
  );
}

/** The two tabs of lists: the library's, and what of them is assigned to oneself. */
function Whose({ search, mine }: { search: URLSearchParams; mine: boolean }) {
  const say = useSay();
  const address = (own: boolean) => {
    const to = new URLSearchParams(search);
    if (own) to.set('mine', 'true');
    else to.delete('mine');
    return `/questions?${to}`;
  };
  return (
    <nav className="lists whose" aria-label={say('whose')}>
      <To to={address(false)} current={!mine}>
        {say('whose.library')}
      </To>
      <To to={address(true)} current={mine}>
        {say('home.mine')}
      </To>
    </nav>
  );
}

function ListNames({ list, mine }: { list: string; mine: boolean }) {
  const say = useSay();
  const counts = useCounts();
  const shared = counts.data?.lists.some((row) => row.list === 'shared-followup');
  return (
    <nav className="lists" aria-label={say('home.lists')}>
      {[...lists, ...(shared ? (['shared-followup'] as const) : []), 'history' as const].map((one) => {
        const own = mine && one !== 'shared-followup' && one !== 'history';
        const to = `/questions?list=${one}${own ? '&mine=true' : ''}`;
        return (
          <To key={one} to={to} current={one === list}>
            {own ? say('list.my', { list: say(`list.${one}`) }) : say(`list.${one}`)}
          </To>
        );
      })}
    </nav>
  );
}

/** How many there are, where nothing narrows the list. */
function ListTotal({ wanted: { list, mine }, filtered }: { wanted: Wanted; filtered: boolean }) {
  const say = useSay();
  const counts = useCounts();
  const row = counts.data?.lists.find((one) => one.list === list);
  if (filtered || !row) return null;
  return <p className="quiet">{say('list.total', { count: mine ? row.mine : row.all })}</p>;
}
