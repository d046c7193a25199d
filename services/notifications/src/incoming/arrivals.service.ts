import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { Clock } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { INCOMING_CONFIG, type IncomingConfig } from '../mail/incoming-config.js';
import { IncomingMail, type Arrival } from './domain/incoming-mail.js';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { readHead, splitHead } from './reading/head.js';

/** A mail as a receiver took it. */
export interface Delivered {
  readonly door: Arrival['door'];
  /** Empty for a report, null where unknown. */
  readonly sender: string | null;
  /** Those of its recipients that are ours. */
  readonly recipients: readonly string[];
  readonly raw: Buffer;
}

/** Headers that stay the same on every way a mail takes. */
const lasting = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references'];

/** Accepts mails: we are responsible for a mail from the moment this has resolved. */
@Injectable()
export class Arrivals {
  private readonly key: Buffer;

  constructor(
    private readonly mails: IncomingMails,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(INCOMING_CONFIG) config: IncomingConfig,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', config.secrets[0]!, '', 'carrel same mail', 32));
  }

  /** Durable for all recipients once it resolves; answers how many of them had not had it yet (guarantee 18). */
  async take({ door, sender, recipients, raw }: Delivered): Promise<number> {
    const now = this.clock.now();
    const content = contentOf(raw);
    return this.transactions.run(async (tx) => {
      let fresh = 0;
      for (const recipient of new Set(recipients.map((address) => address.toLowerCase()))) {
        const fingerprint = createHmac('sha256', this.key).update(`${recipient}\n${content}`).digest('hex');
        const arrival = { fingerprint, door, envelopeSender: sender, recipient, size: raw.length };
        if (await this.mails.arrive(tx, IncomingMail.arrive(newId(), arrival, now), raw)) fresh += 1;
      }
      return fresh;
    });
  }
}

/** The same whichever servers a mail has passed, and whatever its lines end in. */
function contentOf(raw: Buffer): string {
  const { head, body } = splitHead(raw);
  const { headers } = readHead(head);
  const hash = createHash('sha256');
  for (const { name, value } of headers) {
    if (lasting.includes(name)) hash.update(`${name}: ${value.replace(/\s+/g, ' ')}\n`);
  }
  return hash.update(body.toString('latin1').replace(/\r/g, '').trimEnd(), 'latin1').digest('hex');
}
