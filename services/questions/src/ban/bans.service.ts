import { Refusal, Clock } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { EventEnvelope, SettingValue } from '@carrel/contracts';
import { Job } from '@carrel/messaging';
import { PatronMarks, type KnownBy } from '@carrel/web';
import { PatronBans } from './persistence/bans.js';

/** The library has banned the patron, and does not leave its web form open to banned ones (setting patron-abuse). */
class Banned extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'banned';
  constructor(facts: { page: { title: string; text: string }; until: string }) {
    super(facts.page.title, facts);
  }
}

/** Whether the web form of a library takes questions from a patron whom it has banned. */
@Injectable()
export class BansService {
  constructor(
    private readonly bans: PatronBans,
    private readonly marks: PatronMarks,
    private readonly clock: Clock,
  ) {}

  /** @throws Banned */
  async mustAdmit(institutionId: string, abuse: SettingValue<'patron-abuse'>, who: KnownBy): Promise<void> {
    if (abuse.askForm) return;
    const until = await this.bans.until(institutionId, this.marks.allOf(who), this.clock.now());
    if (until) throw new Banned({ page: abuse.banned, until: until.toISOString() });
  }

  /** What chat tells; each fact may come again and in any order. */
  async applyEvent(event: EventEnvelope<'ban.made.v1' | 'ban.lifted.v1'>): Promise<void> {
    if ('marks' in event.data) await this.bans.made(event.data);
    else await this.bans.lifted(event.data);
  }

  @Job('forget-patron-bans', { cron: '43 3 * * *' })
  async forget(): Promise<void> {
    await this.bans.forget(this.clock.now());
  }
}
