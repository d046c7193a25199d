/** A LIKE pattern for a case-insensitive substring, in which % and _ stand for themselves. */
export const containing = (search: string | undefined): string | null =>
  search === undefined ? null : `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
