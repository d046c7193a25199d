import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { Identities, type StreamHolder } from '@carrel/web';
import { StreamTickets } from './persistence/stream-tickets.repository.js';

/** The identity a ticket carries and the one stream it opens: a session's, or the monitor's (null). */
export interface TicketHolder {
  sessionId: string | null;
  viewer: object;
  /** What the stream depends on; null for patrons. Tickets of the version before have none. */
  streamHolder?: StreamHolder | null;
}

/** The result of redeeming a ticket. */
export interface Redeemed {
  viewer: object;
  streamHolder: StreamHolder | undefined;
}

@Injectable()
export class TicketsService {
  constructor(
    private readonly tickets: StreamTickets,
    private readonly identities: Identities,
  ) {}

  issue(holder: TicketHolder): Promise<{ ticket: string; expiresIn: number }> {
    return this.tickets.issue(holder);
  }

  /** Undefined also when the sign-in that asked for the ticket has ended since. */
  async redeem(ticket: string, sessionId: string | null): Promise<Redeemed | undefined> {
    const holder = await this.tickets.redeem<TicketHolder>(ticket);
    if (holder?.sessionId !== sessionId) return undefined;
    const streamHolder = holder.streamHolder ?? undefined;
    if (streamHolder && !(await this.identities.mayHold(streamHolder))) return undefined;
    return { viewer: holder.viewer, streamHolder };
  }

  @Job('forget-stream-tickets', { cron: '*/10 * * * *' })
  async forget(): Promise<void> {
    await this.tickets.forgetExpired();
  }
}
