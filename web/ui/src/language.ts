const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction a language is written in, as HTML's `dir` names it. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  rightToLeft.has(language.split('-')[0]!.toLowerCase()) ? 'rtl' : 'ltr';

/** A language's name in itself: `Español`. */
export function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** The first wanted language there is, each tried without its later parts too (RFC 4647); else the first there is. */
export function pick(there: readonly string[], wanted: readonly string[]): string {
  const known = new Map(there.map((tag) => [tag.toLowerCase(), tag]));
  for (const tag of wanted) {
    const parts = tag.toLowerCase().split('-');
    for (let length = parts.length; length > 0; length -= 1) {
      const found = known.get(parts.slice(0, length).join('-'));
      if (found) return found;
    }
  }
  return there[0]!;
}
