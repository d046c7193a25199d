/** A language as BCP 47 writes it (`pt-BR`); null for what is none. */
export function languageTag(written: string | undefined): string | null {
  if (written === undefined || written.length > 35) return null;
  try {
    return Intl.getCanonicalLocales(written)[0] ?? null;
  } catch {
    return null;
  }
}
