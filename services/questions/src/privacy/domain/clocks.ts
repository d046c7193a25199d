/** Days from the last activity, as each library sets them (B9). */
export interface Clocks {
  readonly identityDays: number;
  readonly textDays: number;
}

const day = 86_400_000;

/** Patrons last active before these times are erased. */
export const limitsOf = ({ identityDays, textDays }: Clocks, now: Date) => ({
  identity: new Date(now.getTime() - identityDays * day),
  everything: new Date(now.getTime() - textDays * day),
});
