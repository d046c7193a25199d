const literal = (search: string): string => search.toLowerCase().replace(/[\\%_]/g, '\\$&');

/** As `containing`, for how a name begins. */
export const beginning = (letter: string | undefined): string | null =>
  letter === undefined ? null : `${literal(letter)}%`;

/** A LIKE pattern for a case-insensitive substring, in which % and _ stand for themselves. */
export const containing = (search: string | undefined): string | null =>
  search === undefined ? null : `%${literal(search)}%`;
