import { randomBytes } from 'node:crypto';
import { Clock } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { Identities, type StreamHolder } from '@carrel/web';
import { StreamTickets } from './persistence/stream-tickets.repository.js';

/** Whom a ticket stands for and which one stream it opens: a session's, or the monitor's (null). */
export interface TicketHolder {
  sessionId: string | null;
  viewer: object;
  /** What the stream depends on; null for patrons. Tickets of the version before have none. */
  streamHolder?: StreamHolder | null;
}

/** What a ticket is exchanged for. */
export interface Redeemed {
  viewer: object;
  streamHolder: StreamHolder | undefined;
  /** Opens the same stream again together with the ticket. */
  reconnect: string;
}

/** For so long a patron's stream may come back by itself; that of staff until their token expires. */
const PATRONS_RETURN_MS = 12 * 3_600_000;

@Injectable()
export class TicketsService {
  constructor(
    private readonly tickets: StreamTickets,
    private readonly identities: Identities,
    private readonly clock: Clock,
  ) {}

  issue(holder: TicketHolder): Promise<{ ticket: string; expiresIn: number }> {
    return this.tickets.issue(holder);
  }

  /**
   * Opens a stream, once with the ticket alone; after that only with the secret that the stream gave its reader, which
   * stands in no address. Undefined also when the sign-in that asked for the ticket has ended since.
   */
  async redeem(ticket: string, sessionId: string | null, secret?: string): Promise<Redeemed | undefined> {
    const holder =
      secret === undefined
        ? await this.tickets.redeem<TicketHolder>(ticket)
        : await this.tickets.kept<TicketHolder>(reopening(ticket, secret));
    if (holder?.sessionId !== sessionId) return undefined;
    const streamHolder = holder.streamHolder ?? undefined;
    if (streamHolder && !(await this.identities.mayHold(streamHolder))) return undefined;
    const reconnect = secret ?? randomBytes(12).toString('base64url');
    if (secret === undefined) {
      const until = streamHolder?.expiresAt ?? this.clock.now().getTime() + PATRONS_RETURN_MS;
      await this.tickets.keep(reopening(ticket, reconnect), holder, new Date(until));
    }
    return { viewer: holder.viewer, streamHolder, reconnect };
  }

  @Job('forget-stream-tickets', { cron: '*/10 * * * *' })
  async forget(): Promise<void> {
    await this.tickets.forgetExpired();
  }
}

const reopening = (ticket: string, secret: string): string => `${ticket} ${secret}`;
