import type { SettingValue } from '@carrel/contracts';
import { mailboxSpellings } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { TooManyWaiting } from '../domain/refusals.js';

interface Asked {
  readonly patron: { readonly email: string | null };
  readonly networkMark: string;
}

/** How many requests one patron and one network have waiting at once. */
@Injectable()
export class WaitingLimits {
  /**
   * Serialises the requests of one network until the end of the transaction. A patron is counted within
   * the network, so that nobody is kept out by somebody else who gives his or her address.
   * @throws TooManyWaiting
   */
  async mustAllow(
    { manager }: Transaction,
    { patron, networkMark }: Asked,
    most: SettingValue<'chat-waiting'>,
  ): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`waiting ${networkMark}`]);
    const [waiting] = await manager.query<{ network: number; patron: number }[]>(
      `SELECT count(*)::int AS network,
         (count(*) FILTER (WHERE lower(patron_email) = ANY ($2)))::int AS patron
       FROM sessions WHERE status = 'waiting' AND network_mark = $1`,
      [networkMark, patron.email ? mailboxSpellings(patron.email) : []],
    );
    if (waiting!.patron >= most.perPatron) throw new TooManyWaiting('patron', most.perPatron);
    if (waiting!.network >= most.perNetwork) throw new TooManyWaiting('network', most.perNetwork);
  }
}
