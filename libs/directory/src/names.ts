import { Injectable } from '@nestjs/common';
import { requests } from '@carrel/contracts';
import { ServiceUnavailable } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { KeptNames, type Named } from './kept-names.js';

const KEPT_MS = 60_000;
const ASKED_AT_ONCE = 500;

/** Names of staff for those who show who did what; asked of admin and kept for a minute, never stored (B1). */
@Injectable()
export class Names {
  private readonly kept = new KeptNames(KEPT_MS, (ids) => this.askAll(ids));

  constructor(private readonly requests: Requests) {}

  /** Account id -> name. Unknown accounts are left out, and those not yet known while admin is unavailable. */
  of(ids: readonly (string | null)[]): Promise<Map<string, string>> {
    return this.kept.of(ids.filter((id) => id !== null));
  }

  private async askAll(ids: readonly string[]): Promise<Named[]> {
    const found: Named[] = [];
    for (let from = 0; from < ids.length; from += ASKED_AT_ONCE)
      found.push(...(await this.ask(ids.slice(from, from + ASKED_AT_ONCE))));
    return found;
  }

  private async ask(ids: string[]): Promise<Named[]> {
    try {
      return (await this.requests.ask(requests.accountNames, { ids })).accounts;
    } catch (error) {
      if (error instanceof ServiceUnavailable) return [];
      throw error;
    }
  }
}
