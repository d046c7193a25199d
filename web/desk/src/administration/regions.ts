const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Regions with a code that are no countries of ISO 3166-1. */
const others = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

interface Country {
  readonly code: string;
  readonly name: string;
}

/** Every country by its name in a language. */
export function countriesIn(language: string): Country[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const canonical = (code: string) => new Intl.Locale(`und-${code}`).region === code;
  return letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => !others.has(code) && canonical(code))
    .flatMap((code) => {
      const name = names.of(code);
      return name ? [{ code, name }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/** Every time zone of the IANA that this browser knows, with the one that is there already. */
export const zonesWith = (present: string | undefined): string[] =>
  [...new Set([...(present ? [present] : []), ...Intl.supportedValuesOf('timeZone')])].sort();
