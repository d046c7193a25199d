const KEPT_AT_MOST = 10_000;

export interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Names that stand beside ids in most answers, kept for some time: pages of a list show the same few again and again.
 * Who renames one sees the old name that much longer.
 */
export class KeptNames {
  private readonly kept = new Map<string, { name: string; until: number }>();

  /** @param read names of these ids; unknown ones are left out */
  constructor(
    private readonly keptMs: number,
    private readonly read: (ids: string[]) => Promise<readonly Named[]>,
  ) {}

  /** Names by id. One that is asked for again is shown as it was where `read` does not answer it. */
  async of(ids: Iterable<string>): Promise<Map<string, string>> {
    const now = performance.now();
    const names = new Map<string, string>();
    const wanted = new Set<string>();
    for (const id of ids) {
      const known = this.kept.get(id);
      if (known) names.set(id, known.name);
      if (!known || known.until <= now) wanted.add(id);
    }
    if (!wanted.size) return names;
    const found = await this.read([...wanted]);
    if (this.kept.size + found.length > KEPT_AT_MOST) this.kept.clear();
    for (const { id, name } of found) {
      names.set(id, name);
      this.kept.set(id, { name, until: now + this.keptMs });
    }
    return names;
  }
}
