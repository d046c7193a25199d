/** Times as one reader reads them. */
export interface Times {
  /** `9:30`, in the reader's zone. */
  clock(at: string | Date): string;
  /** `today at 9:00`, `tomorrow at 9:00`, `Monday 7 December at 9:00`: by `words` of the reader's language. */
  day(at: string | Date): { readonly which: 'today' | 'tomorrow' | 'later'; readonly date: string };
  /** The library's clock, where it shows another time at that moment. */
  elsewhere(at: string | Date, zone: string): string | undefined;
}

/** @param own the reader's zone; the browser's where it is left out */
export function timesIn(language: string, own?: string): Times {
  const zone = own ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clockOf = (timeZone: string) =>
    new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone });
  const dates = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  });
  const key = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  const clocks = clockOf(zone);
  return {
    clock: (at) => clocks.format(new Date(at)),
    day: (at) => {
      const then = new Date(at);
      const now = Date.now();
      const which = (
        [
          ['today', now],
          ['tomorrow', now + 86_400_000],
        ] as const
      ).find(([, day]) => key.format(day) === key.format(then))?.[0];
      return { which: which ?? 'later', date: dates.format(then) };
    },
    elsewhere: (at, other) => {
      const there = clockOf(other).format(new Date(at));
      return there === clocks.format(new Date(at)) ? undefined : there;
    },
  };
}
