/** The rows after the one a cursor names, in a list by name and then id. */
export function from<T extends { name: string; id: string | null }>(
  rows: readonly T[],
  after: readonly [name: string, id: string] | undefined,
): T[] {
  if (!after) return [...rows];
  const [name, id] = after;
  return rows.filter((row) => {
    const order = row.name.localeCompare(name);
    return order > 0 || (order === 0 && (row.id ?? '') > id);
  });
}
