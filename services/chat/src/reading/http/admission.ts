import { Problem, streamHolderOf, type Identity, type StreamHolder } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../session-reader.service.js';
import { TicketsService } from '../../live/tickets.service.js';
import { viewerOf } from './viewer.js';

/** Who opens a stream, and from where it goes on. */
export interface Admitted {
  viewer: Viewer;
  streamHolder: StreamHolder | undefined;
  /** The id of the event that the reader saw last, without the secret of a ticket. */
  from: string | undefined;
  /** Goes into every event's id, so that EventSource can open the stream again by itself. */
  reconnect: string | undefined;
}

const MARK = '~';

/** Lets readers into streams: by the Authorization header, by a ticket, and by a used ticket with what its stream gave out. */
@Injectable()
export class StreamAdmission {
  constructor(private readonly tickets: TicketsService) {}

  /**
   * @param sessionId whose stream is opened; null for the streams of staff
   * @throws Problem 401 `bad-ticket`
   */
  async admit(
    ticket: string | undefined,
    sessionId: string | null,
    caller: Identity,
    { lastEventId, after }: { lastEventId: string | undefined; after?: string | undefined },
  ): Promise<Admitted> {
    const [from] = (lastEventId || after || '').split(MARK);
    if (ticket === undefined) {
      const streamHolder = streamHolderOf(caller);
      return { viewer: viewerOf(caller), streamHolder, from, reconnect: undefined };
    }
    const [, secret] = lastEventId?.split(MARK) ?? [];
    const redeemed = await this.tickets.redeem(ticket, sessionId, secret);
    if (!redeemed)
      throw new Problem(401, 'bad-ticket', 'This ticket is used, expired or for another stream.');
    const { viewer, streamHolder, reconnect } = redeemed;
    return { viewer: viewer as Viewer, streamHolder, from, reconnect: `${MARK}${reconnect}` };
  }
}
