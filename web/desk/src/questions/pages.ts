import { ok } from '@carrel/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api.js';
import { useCounts } from '../frame/Needs.js';
import type { List, Row } from './api.js';

export interface Wanted {
  readonly list: string;
  readonly mine: boolean;
  readonly due: string;
  readonly sort: string;
  readonly q: string;
  readonly status: string;
  readonly source: string;
  readonly topic: string;
}

const PAGE = 200;
/** Rows further from what is looked at than so many pages are dropped, and read again when somebody comes back. */
const KEPT_PAGES = 6;
const LOOK_MS = 15_000;

interface Part {
  /** Where the page starts; undefined for the first. */
  readonly cursor: string | undefined;
  readonly rows: readonly Row[] | undefined;
  readonly size: number;
}
interface Listed {
  readonly parts: readonly Part[];
  /** Where the list goes on; undefined at its end. */
  readonly next: string | undefined;
}

function readPage({ list, mine, due, sort, q, status, source, topic }: Wanted, cursor: string | undefined) {
  const paged = { limit: PAGE, ...(cursor ? { cursor } : {}), ...(q ? { q } : {}) };
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
  const [fresh, setFresh] = useState<readonly Row[]>();
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
      setFresh(undefined);
      show({
        parts: [{ cursor: undefined, rows: page.items, size: page.items.length }],
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
    const first = before.parts[0]?.rows;
    if (first && sameIds(first, page.items)) {
      show({ ...before, parts: [{ ...before.parts[0]!, rows: page.items }, ...before.parts.slice(1)] });
      setNews(0);
      return undefined;
    }
    if (atTop.current && before.parts.length <= 2 && !isBeingRead()) return start();
    const shown = new Set(first?.map(({ id }) => id));
    const byId = new Map(page.items.map((row) => [row.id, row]));
    setNews(page.items.filter(({ id }) => !shown.has(id)).length || 1);
    setFresh(page.items);
    show({
      ...before,
      parts: before.parts.map((part) => ({
        ...part,
        rows: part.rows?.map((row) => byId.get(row.id) ?? row),
      })),
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
        if (from <= last + PAGE / 2 && from + part.size >= first - PAGE / 2) {
          seen.push(place);
          if (!part.rows) get(part.cursor, place);
        }
        from += part.size;
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
    news: fresh ? news : 0,
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

function withPage(
  { parts, next }: Listed,
  place: number,
  cursor: string | undefined,
  page: { items: readonly Row[]; nextCursor: string | null },
): Listed {
  const before = parts[place];
  if (before) {
    // What has moved up since leaves its place empty, so that nothing below it jumps.
    const rows = page.items.slice(0, before.size);
    return { parts: parts.map((part, at) => (at === place ? { ...part, rows } : part)), next };
  }
  if (parts.length !== place) return { parts, next };
  const shownAlready = new Set(parts.at(-1)?.rows?.map(({ id }) => id));
  const rows = page.items.filter(({ id }) => !shownAlready.has(id));
  return { parts: [...parts, { cursor, rows, size: rows.length }], next: page.nextCursor ?? undefined };
}

export function rowAt(parts: readonly Part[], index: number): Row | undefined {
  let from = 0;
  for (const { rows, size } of parts) {
    if (index < from + size) return rows?.[index - from];
    from += size;
  }
  return undefined;
}
export const sizeOf = (parts: readonly Part[]): number => parts.reduce((sum, { size }) => sum + size, 0);

const sameIds = (one: readonly Row[], other: readonly Row[]): boolean =>
  one.length === other.length && one.every(({ id }, at) => id === other[at]!.id);
