import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventEnvelope } from '@carrel/contracts';
import { On, Transactions } from '../src/index.js';

export type ReferralEvent = EventEnvelope<'referral.made.v1'> | EventEnvelope<'referral.answered.v1'>;

/** Leaves one row per effect, so that a loss, a double and a wrong order all show. */
@Controller()
export class Effects {
  /** What a test wants to happen before the effect. */
  static before: (event: ReferralEvent) => Promise<void> = async () => undefined;

  constructor(private readonly transactions: Transactions) {}

  @On('referral.made.v1', 'referral.answered.v1')
  async leave(@Payload() event: ReferralEvent): Promise<void> {
    await Effects.before(event);
    await this.transactions.runOnce(event, async ({ manager }) => {
      await manager.query('insert into effects (event_id, subject, sequence) values ($1, $2, $3)', [
        event.id,
        event.subject,
        event.sequence,
      ]);
      await manager.query(
        `insert into projection (subject, sequence) values ($1, $2) on conflict (subject) do update
         set sequence = excluded.sequence,
             went_back = projection.went_back or excluded.sequence < projection.sequence`,
        [event.subject, event.sequence],
      );
    });
  }
}

/** Handles the same event without an inbox, and remembers which service it came from. */
@Controller()
export class Onlookers {
  static readonly seen: string[] = [];

  @On('referral.made.v1')
  see(@Payload() { subject }: ReferralEvent): void {
    Onlookers.seen.push(subject);
  }
}
