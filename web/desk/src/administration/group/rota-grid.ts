export interface Cell {
  readonly day: number;
  readonly from?: string;
  readonly to?: string;
  readonly lane?: string | null;
  readonly institutionId: string | null;
  readonly bestEffort?: boolean;
}
export interface Place {
  readonly institutionId: string | null;
  readonly bestEffort: boolean;
}
/** One stretch of the day in one lane, over the week: 1 is Monday. */
export interface Row {
  readonly from: string;
  readonly to: string;
  readonly lane: string | null;
  readonly places: readonly Place[];
}
const blank: Place = { institutionId: null, bestEffort: false };
export const emptyWeek: readonly Place[] = Array.from({ length: 7 }, () => blank);
export const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** A rota's cells as rows of a grid: questions of any subject first, then the lanes, each by its hours. */
export function rowsOf(cells: readonly Cell[]): Row[] {
  const rows = new Map<string, { from: string; to: string; lane: string | null; places: Place[] }>();
  for (const { day, from = '00:00', to = '24:00', lane = null, institutionId, bestEffort = false } of cells) {
    const key = `${lane ?? ''} ${from} ${to}`;
    let row = rows.get(key);
    if (!row) rows.set(key, (row = { from, to, lane, places: [...emptyWeek] }));
    row.places[day - 1] = { institutionId, bestEffort };
  }
  return inOrder([...rows.values()]);
}

export const inOrder = (rows: readonly Row[]): Row[] =>
  [...rows].sort(
    (a, b) =>
      (a.lane ?? '').localeCompare(b.lane ?? '') || a.from.localeCompare(b.from) || a.to.localeCompare(b.to),
  );

/** The cells of a grid; what is left blank is said to be so. */
export const cellsOf = (rows: readonly Row[]): Cell[] =>
  rows.flatMap(({ from, to, lane, places }) =>
    places.map((place, n) => ({
      day: n + 1,
      from,
      to,
      lane,
      institutionId: place.institutionId,
      bestEffort: place.institutionId !== null && place.bestEffort,
    })),
  );

/** How many places are filled, and how many are blank, of a grid. */
export function countsOf(rows: readonly Row[]): { readonly filled: number; readonly blank: number } {
  const places = rows.flatMap((row) => row.places);
  const filled = places.filter(({ institutionId }) => institutionId !== null).length;
  return { filled, blank: places.length - filled };
}

/** A lane's key from its name. */
export const keyFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64);
