import { requests, type EventEnvelope } from '@carrel/contracts';
import { On, Requests, Transactions } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { IntakeService, type Chat } from '../intake/intake.service.js';
import { SearchReindexService } from '../question/search-reindex.service.js';

@Controller()
export class Reactions {
  constructor(
    private readonly intake: IntakeService,
    private readonly renewals: SearchReindexService,
    private readonly requests: Requests,
    private readonly transactions: Transactions,
  ) {}

  /** The transcript comes from chat; while chat is unavailable the event waits (ADR 3). */
  @On('session.ended.v1')
  async sessionEnded(@Payload() event: EventEnvelope<'session.ended.v1'>): Promise<void> {
    await this.intake.sessionEnded(event, this.chat(event.data));
  }

  @On('session.dismissed.v1')
  async sessionDismissed(@Payload() event: EventEnvelope<'session.dismissed.v1'>): Promise<void> {
    await this.intake.sessionDismissed(event, this.chat(event.data));
  }

  /** A patron without an address cannot be answered, so there is nothing to follow up. */
  @On('session.abandoned.v1')
  async sessionAbandoned(@Payload() event: EventEnvelope<'session.abandoned.v1'>): Promise<void> {
    if (event.data.noContact) return;
    await this.intake.sessionAbandoned(event, this.chat(event.data));
  }

  /** There may be thousands, so a job processes them in batches. */
  @On('account.deactivated.v1')
  async accountDeactivated(@Payload() { data }: EventEnvelope<'account.deactivated.v1'>): Promise<void> {
    const { accountId } = data;
    await this.transactions.run((tx) =>
      tx.job('unassign-account', { accountId }, { key: `unassign-account:${accountId}` }),
    );
  }

  /** A search knows the plurals of the library's languages. */
  @On('settings.changed.v1')
  async settingChanged(@Payload() { data }: EventEnvelope<'settings.changed.v1'>): Promise<void> {
    await this.renewals.settingChanged(data);
  }

  private async chat({ sessionId }: { sessionId: string }): Promise<Chat> {
    const [transcript, beside] = await Promise.all([
      this.requests.askWhole(requests.sessionTranscript, { sessionId }, 'lines'),
      this.requests.askWhole(requests.sessionNotes, { sessionId }, 'notes'),
    ]);
    return { ...beside, ...transcript };
  }
}
