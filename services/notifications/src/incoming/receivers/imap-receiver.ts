import { Refusal } from '@carrel/kernel';
import { Job, RepeatedWarning } from '@carrel/messaging';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ImapFlow } from 'imapflow';
import { Arrivals } from '../arrivals.service.js';
import { INCOMING_CONFIG, type IncomingConfig } from '../../mail/incoming-config.js';
import { Destinations } from '../destinations.js';
import { readHead, splitHead } from '../reading/head.js';
import { about } from '../reading/read.js';

/** Mails taken over at one look; the next look takes the next. */
const atOnce = 100;

/** A mailbox that is looked into every minute, by one replica: mail for our addresses is led there. */
@Injectable()
export class ImapReceiver {
  private readonly log = new Logger(ImapReceiver.name);
  private readonly failing = new RepeatedWarning(this.log);
  /** Mails that could not be taken; each look tries the others before. */
  private readonly failed = new Set<number>();

  constructor(
    private readonly arrivals: Arrivals,
    private readonly destinations: Destinations,
    @Inject(INCOMING_CONFIG) private readonly config: IncomingConfig,
  ) {}

  @Job('look-into-mailbox', { cron: '* * * * *', maxAttempts: 1 })
  async look(): Promise<void> {
    if (this.config.imap.url) await this.empty();
  }

  /** Marks or moves a mail only once it is durably stored; answers how many were taken over. */
  async empty(): Promise<number> {
    const { url, done } = this.config.imap;
    const client = clientOf(url);
    // Without a listener an error of the connection would end the process; what is under way fails by itself.
    client.on('error', (error: Error) => this.failing.warn(`mailbox: ${error.message}`));
    await client.connect();
    try {
      const lock = await client.getMailboxLock(decodeURIComponent(new URL(url).pathname.slice(1)) || 'INBOX');
      try {
        const unseen = (await client.search({ seen: false }, { uid: true })) || [];
        const fresh = unseen.filter((uid) => !this.failed.has(uid));
        const again = unseen.filter((uid) => this.failed.has(uid));
        let taken = 0;
        for (const uid of [...fresh, ...again].slice(0, atOnce))
          if (await this.tryToTake(client, uid, done)) taken += 1;
        return taken;
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => client.close());
    }
  }

  /** One that cannot be taken is left where it is and holds up no other. */
  private async tryToTake(client: ImapFlow, uid: number, done: string): Promise<boolean> {
    try {
      const taken = await this.take(client, uid, done);
      this.failed.delete(uid);
      return taken;
    } catch (error) {
      // The mail is not to blame: the next look begins again.
      if (!client.usable || (error instanceof Refusal && error.kind === 'away')) throw error;
      this.failed.add(uid);
      // No message: an error of the database may quote the mail.
      this.failing.warn(
        `mailbox: mail ${uid} could not be taken (${error instanceof Error ? error.name : 'unknown'})`,
      );
      return false;
    }
  }

  private async take(client: ImapFlow, uid: number, done: string): Promise<boolean> {
    const which = String(uid);
    const size = await client.fetchOne(which, { size: true }, { uid: true });
    if (!size) return false;
    const tooLarge = (size.size ?? 0) > this.config.maxBytes;
    const message = await client.fetchOne(
      which,
      // Of one that is too large the beginning: it is held and shown, and the mailbox keeps all of it.
      { source: tooLarge ? { start: 0, maxLength: 256 * 1024 } : true },
      { uid: true },
    );
    if (!message) return false;
    if (!message.source) {
      this.log.warn(`mailbox: mail ${uid} has no source; it is flagged and left for a person`);
      await client.messageFlagsAdd(which, ['\\Seen', '\\Flagged'], { uid: true });
      return false;
    }
    await this.arrivals.take({
      door: 'imap',
      raw: message.source,
      ...(await this.envelopeOf(message.source)),
    });
    await client.messageFlagsAdd(which, ['\\Seen'], { uid: true });
    if (done && !tooLarge) await client.messageMove(which, done, { uid: true });
    return true;
  }

  /** What the last server noted of the envelope; without that, whom the mail names and we know. */
  private async envelopeOf(raw: Buffer): Promise<{ sender: string | null; recipients: string[] }> {
    const { headers } = readHead(splitHead(raw).head);
    const returnPath = headers.find(({ name }) => name === 'return-path')?.value;
    const sender = returnPath === undefined ? null : returnPath.replace(/[<>\s]/g, '');
    const noted = headers
      .filter(({ name }) => ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].includes(name))
      .map(({ value }) => value.replace(/[<>\s]/g, ''));
    const named = about(headers).to.map(({ address }) => address);
    const ours: string[] = [];
    let house: string | undefined;
    for (const address of [...noted, ...named].slice(0, 30)) {
      const destination = await this.destinations.of(address);
      if (destination?.kind === 'house') house ??= address;
      else if (destination) ours.push(address);
    }
    const fallback = house ?? noted[0] ?? named[0] ?? 'undisclosed';
    return { sender, recipients: ours.length > 0 ? ours : [fallback.slice(0, 254)] };
  }
}

function clientOf(address: string): ImapFlow {
  const { protocol, hostname, port, username, password, searchParams } = new URL(address);
  const secure = protocol === 'imaps:';
  return new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    // On the open port STARTTLS is taken where it is offered, and needed unless the address says otherwise.
    ...(secure ? {} : { doSTARTTLS: searchParams.get('starttls') !== 'no' }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    socketTimeout: 60_000,
  });
}
