import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { StreamTickets } from './persistence/stream-tickets.repository.js';

/** Whom a ticket stands for and which one stream it opens: a session's, or the monitor's (null). */
export interface TicketHolder {
  sessionId: string | null;
  viewer: object;
}

@Injectable()
export class TicketsService {
  constructor(private readonly tickets: StreamTickets) {}

  issue(holder: TicketHolder): Promise<{ ticket: string; expiresIn: number }> {
    return this.tickets.issue(holder);
  }

  async redeem(ticket: string, sessionId: string | null): Promise<object | undefined> {
    const holder = await this.tickets.redeem<TicketHolder>(ticket);
    return holder?.sessionId === sessionId ? holder.viewer : undefined;
  }

  @Job('forget-stream-tickets', { cron: '*/10 * * * *' })
  async forget(): Promise<void> {
    await this.tickets.forgetExpired();
  }
}
