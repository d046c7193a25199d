import { Injectable } from '@nestjs/common';
import { requests } from '@carrel/contracts';
import { ServiceUnavailable } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 10_000;
const ASKED_AT_ONCE = 500;

/** Names of staff for those who show who did what; asked of admin and kept for a minute, never stored (B1). */
@Injectable()
export class Names {
  private readonly kept = new Map<string, { name: string; until: number }>();

  constructor(private readonly requests: Requests) {}

  /** Account id -> name. Unknown accounts are left out, and those not yet known while admin is unavailable. */
  async of(ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const now = Date.now();
    const names = new Map<string, string>();
    const wanted: string[] = [];
    for (const id of new Set(ids)) {
      if (id === null) continue;
      const known = this.kept.get(id);
      if (known) names.set(id, known.name);
      if (!known || known.until < now) wanted.push(id);
    }
    for (let from = 0; from < wanted.length; from += ASKED_AT_ONCE) {
      for (const { id, name } of await this.ask(wanted.slice(from, from + ASKED_AT_ONCE))) {
        names.set(id, name);
        this.keep(id, { name, until: now + KEPT_MS });
      }
    }
    return names;
  }

  private async ask(ids: string[]): Promise<{ id: string; name: string }[]> {
    try {
      return (await this.requests.ask(requests.accountNames, { ids })).accounts;
    } catch (error) {
      if (error instanceof ServiceUnavailable) return [];
      throw error;
    }
  }

  private keep(id: string, known: { name: string; until: number }): void {
    if (this.kept.size >= KEPT_AT_MOST) this.kept.clear();
    this.kept.set(id, known);
  }
}
