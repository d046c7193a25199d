import { ok } from '@carrel/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api.js';
import { useCounts } from '../frame/Needs.js';
import type { List } from './api.js';
import { freshened, partOf, withPage, type Listed } from './listed.js';

export interface Wanted {
  readonly list: string;
  readonly mine: boolean;
  readonly due: string;
  readonly sort: string;
  readonly q: string;
  readonly status: string;
  readonly source: string;
  readonly topic: string;
  /** Part of a name, or a whole address; it stands in no address of the desk. */
  readonly patron: string;
}

const PAGE = 200;
/** Rows further from what is looked at than so many pages are dropped, and read again when somebody comes back. */
const KEPT_PAGES = 6;
const LOOK_MS = 15_000;

function readPage(
  { list, mine, due, sort, q, status, source, topic, patron }: Wanted,
  cursor: string | undefined,
) {
  const paged = {
    limit: PAGE,
    ...(cursor ? { cursor } : {}),
    ...(q ? { q } : {}),
    ...(patron ? { patron } : {}),
  };
  if (list === 'history') return ok(api.questions.GET('/v1/service-history', { params: { query: paged } }));
  const query = {
    ...paged,
    list: list as List,
    ...(mine ? { mine } : {}),
    ...(due ? { due } : {}),
    ...(status ? { status } : {}),
    ...(source ? { source } : {}),
    ...(topic ? { topic } : {}),
    sort,
  };
  return ok(api.questions.GET('/v1/questions', { params: { query: query as { list: List } } }));
}

/**
 * A list of any length by its pages. Rows stay where they are while somebody reads: what is new at the top is counted,
 * and comes when it is asked for, or by itself while the top is looked at.
 */
export function usePages(wanted: Wanted) {
  const key = JSON.stringify(wanted);
  const { dataUpdatedAt: counted } = useCounts();
  const [listed, setListed] = useState<Listed & { key: string }>();
  const [error, setError] = useState<unknown>();
  const [news, setNews] = useState(0);
  const [starts, setStarts] = useState(0);
  const now = useRef<Listed>(undefined);
  const loading = useRef(new Set<string>());
  const atTop = useRef(true);
  const current = useRef(key);
  current.current = key;

  const show = useCallback((next: Listed) => {
    now.current = next;
    setListed({ ...next, key: current.current });
  }, []);
  const start = useCallback(async () => {
    try {
      const page = await readPage(JSON.parse(key) as Wanted, undefined);
      if (current.current !== key) return;
      setError(undefined);
      setNews(0);
      show({
        parts: [partOf(undefined, page.items)],
        next: page.nextCursor ?? undefined,
      });
    } catch (fault) {
      if (current.current === key) setError(fault);
    }
  }, [key, show]);

  /** Looks at the top: rows that are shown already change in place, new ones are taken in or counted. */
  const look = useCallback(async () => {
    const before = now.current;
    if (!before) return undefined;
    const page = await readPage(JSON.parse(key) as Wanted, undefined).catch(() => undefined);
    if (!page || current.current !== key || now.current !== before) return undefined;
    const top = before.parts[0]?.ids ?? [];
    const shown = new Set(before.parts.flatMap(({ ids }) => ids));
    const byId = new Map(page.items.map((row) => [row.id, row]));
    const moved = page.items.some(({ id }, at) => id !== top[at]);
    if (moved && atTop.current && before.parts.length <= 2 && !isBeingRead()) return start();
    setNews(moved ? Math.max(1, page.items.filter(({ id }) => !shown.has(id)).length) : 0);
    show({
      ...before,
      parts: before.parts.map((part) => (part.rows ? { ...part, rows: freshened(part.rows, byId) } : part)),
    });
    return undefined;
  }, [key, show, start]);

  useEffect(() => {
    now.current = undefined;
    loading.current.clear();
    atTop.current = true;
    setError(undefined);
    setNews(0);
    void start();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [start, look]);
  // The counts are asked anew whenever something was done or a notice came.
  useEffect(() => {
    if (counted) void look();
  }, [counted, look]);

  /** Sees to it that what is looked at is there; called with the first and last row in sight. */
  const see = useCallback(
    (first: number, last: number) => {
      const state = now.current;
      if (!state) return;
      atTop.current = first === 0;
      const get = (cursor: string | undefined, place: number) => {
        const name = `${place}:${cursor ?? ''}`;
        if (loading.current.has(name)) return;
        loading.current.add(name);
        void readPage(JSON.parse(key) as Wanted, cursor)
          .then((page) => {
            if (current.current !== key || !now.current) return;
            setError(undefined);
            show(withPage(now.current, place, cursor, page));
          })
          .catch((fault: unknown) => current.current === key && setError(fault))
          .finally(() => loading.current.delete(name));
      };
      let from = 0;
      const seen: number[] = [];
      state.parts.forEach((part, place) => {
        if (from <= last + PAGE / 2 && from + part.ids.length >= first - PAGE / 2) {
          seen.push(place);
          if (!part.rows) get(part.cursor, place);
        }
        from += part.ids.length;
      });
      if (state.next && last >= from - PAGE / 2) get(state.next, state.parts.length);
      const far = (place: number) =>
        seen.length > 0 && (place < seen[0]! - KEPT_PAGES || place > seen.at(-1)! + KEPT_PAGES);
      if (state.parts.some((part, place) => part.rows && far(place)))
        show({
          ...state,
          parts: state.parts.map((part, place) => (far(place) ? { ...part, rows: undefined } : part)),
        });
    },
    [key, show],
  );

  const shown = listed?.key === key ? listed : undefined;
  return {
    shown,
    error,
    news,
    see,
    /** Another with every start from the top that somebody asked for. */
    start: starts,
    /** From the top anew. */
    restart: () => void start().then(() => setStarts((was) => was + 1)),
  };
}

/** Nothing moves under a pointer or beside the focus. */
const isBeingRead = (): boolean =>
  document.querySelector('.question-scroll:hover, .question-scroll:focus-within') !== null;
