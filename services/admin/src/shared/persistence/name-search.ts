import { byName, nameBegins, nameMatches } from '@carrel/kernel';

/** What a list of names is read by. */
export interface ByName {
  search?: string | undefined;
  /** How the name begins, whatever its case. */
  letter?: string | undefined;
  /** The name and id of the last row seen. */
  after?: readonly [string, string] | undefined;
  limit: number;
  /** BCP 47, of the reader: names stand in the order of its dictionaries. */
  language?: string | undefined;
}
interface Named {
  readonly id: string;
  readonly name: string;
  /** What a search finds besides the name. */
  readonly also?: string;
}

/** The ids of one page. All names are compared here, since only here they are folded as searches fold them. */
export function pageByName(
  all: readonly Named[],
  { search, letter, after, limit, language }: ByName,
): string[] {
  const compare = byName(language ?? 'und');
  const order = (one: Named, other: Named) =>
    compare(one.name, other.name) || (one.id < other.id ? -1 : Number(one.id > other.id));
  const last = after && { name: after[0], id: after[1] };
  const matches = search === undefined ? () => true : nameMatches(search);
  const begins = letter === undefined ? () => true : nameBegins(letter);
  return all
    .filter((row) => !last || order(last, row) < 0)
    .filter(({ name, also }) => begins(name) && (matches(name) || (also !== undefined && matches(also))))
    .sort(order)
    .slice(0, limit)
    .map(({ id }) => id);
}

/** Rows that were read by their ids, in the order of the ids. */
export function inOrderOf<R extends { id: string }>(ids: readonly string[], rows: readonly R[]): R[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
