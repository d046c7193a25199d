const KEPT_MS = 5_000;
const KEPT_AT_MOST = 10_000;

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Names that stand beside ids in most answers, kept for some seconds: pages of a list show the same few libraries again and
 * again. Who renames one sees the old name that much longer.
 */
export class KeptNames {
  private readonly kept = new Map<string, { name: string; until: number }>();

  constructor(private readonly read: (ids: string[]) => Promise<Named[]>) {}

  /** Names by id; unknown ones are left out, and asked for again the next time. */
  async of(ids: readonly string[]): Promise<Map<string, string>> {
    const now = performance.now();
    const names = new Map<string, string>();
    const wanted = new Set<string>();
    for (const id of ids) {
      const known = this.kept.get(id);
      if (known && known.until > now) names.set(id, known.name);
      else wanted.add(id);
    }
    if (!wanted.size) return names;
    if (this.kept.size > KEPT_AT_MOST) this.kept.clear();
    for (const { id, name } of await this.read([...wanted])) {
      names.set(id, name);
      this.kept.set(id, { name, until: now + KEPT_MS });
    }
    return names;
  }
}
