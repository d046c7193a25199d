const DAY_MS = 86_400_000;

/** The Monday of the week of a moment, as `2026-03-02`, by the days of the library's zone (an IANA name). */
export function mondayOf(moment: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment);
  const noon = Date.parse(`${day}T12:00:00Z`);
  const back = (new Date(noon).getUTCDay() + 6) % 7;
  return new Date(noon - back * DAY_MS).toISOString().slice(0, 10);
}

export const weeksLater = (monday: string, weeks: number): string =>
  new Date(Date.parse(`${monday}T12:00:00Z`) + weeks * 7 * DAY_MS).toISOString().slice(0, 10);

/** `2 – 8 March 2026` in the reader's language. */
export function weekName(monday: string, language: string): string {
  const from = Date.parse(`${monday}T12:00:00Z`);
  const style = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language, style).formatRange(from, from + 6 * DAY_MS);
}
