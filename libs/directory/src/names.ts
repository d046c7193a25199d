import { Injectable } from '@nestjs/common';
import { requests } from '@carrel/contracts';
import { PartAway } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 10_000;

/** Names of staff for those who show who did what; asked of admin and kept for a minute, never stored (B1). */
@Injectable()
export class Names {
  private readonly kept = new Map<string, { name: string; until: number }>();

  constructor(private readonly requests: Requests) {}

  /** Account id -> name. Unknown accounts are left out, and all of them while admin is away. */
  async of(ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const now = Date.now();
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    const missing = wanted.filter((id) => (this.kept.get(id)?.until ?? 0) < now);
    for (let from = 0; from < missing.length; from += 500) {
      await this.ask(missing.slice(from, from + 500), now + KEPT_MS);
    }
    return new Map(
      wanted.flatMap((id) => {
        const known = this.kept.get(id);
        return known ? [[id, known.name]] : [];
      }),
    );
  }

  private async ask(ids: string[], until: number): Promise<void> {
    try {
      const { accounts } = await this.requests.ask(requests.accountNames, { ids });
      if (this.kept.size + accounts.length > KEPT_AT_MOST) this.kept.clear();
      for (const { id, name } of accounts) this.kept.set(id, { name, until });
    } catch (error) {
      if (!(error instanceof PartAway)) throw error;
    }
  }
}
