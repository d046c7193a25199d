import type { EventData } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { PatronWords } from './persistence/patron-words.js';
import { SearchWords } from './persistence/search-words.js';

const longestMs = 40_000;

/** Rebuilds search words in the background: after an upgrade, and when a library's languages change. */
@Injectable()
export class SearchReindexService {
  constructor(
    private readonly words: SearchWords,
    private readonly names: PatronWords,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async settingChanged({ key, ownerId }: EventData<'settings.changed.v1'>): Promise<void> {
    if (key !== 'languages') return;
    await this.transactions.run(({ manager }) => this.words.renewLater(manager, ownerId));
  }

  /** For less than a minute; the next minute goes on where this one ended. */
  async goOn(): Promise<void> {
    const end = this.clock.now().getTime() + longestMs;
    while ((await this.words.renewSome()) && this.clock.now().getTime() < end);
  }

  /** Names of patrons that a version before this one has written during an upgrade. */
  async gatherNames(): Promise<void> {
    while ((await this.names.gatherSome()) > 0);
  }
}
