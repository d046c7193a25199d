import { RepeatedWarning } from '@carrel/messaging';
import { readFileSync } from 'node:fs';
import { ServiceUnavailable } from '@carrel/kernel';
import { networkOf } from '@carrel/web';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import { Arrivals } from '../arrivals.service.js';
import { INCOMING_CONFIG, type IncomingConfig } from '../../mail/incoming-config.js';
import { Destinations } from '../destinations.js';

/** Recipients of one mail; more are taken with the next (RFC 5321, 4.5.3.1.10). */
const mostRecipients = 50;

/** The largest mail to those who run the system: which needs no attachments. */
const largestToCaretaker = 1024 * 1024;

/** Takes mail from other servers by SMTP; replies 250 only once a mail is durably stored. */
@Injectable()
export class SmtpReceiver implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(SmtpReceiver.name);
  private readonly failing = new RepeatedWarning(this.log);
  private server: SMTPServer | undefined;
  private bytesInFlight = 0;
  /** Sessions by the network they come from. */
  private readonly sessions = new Map<string, Set<string>>();

  constructor(
    private readonly arrivals: Arrivals,
    private readonly destinations: Destinations,
    @Inject(INCOMING_CONFIG) private readonly config: IncomingConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { port, host, name, key, cert } = this.config.smtp;
    if (!port || !this.config.reply) return;
    const secure = key && cert ? { key: readFileSync(key), cert: readFileSync(cert) } : undefined;
    const server = new SMTPServer({
      ...(name ? { name } : {}),
      banner: 'Carrel',
      authOptional: true,
      disabledCommands: secure ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      ...secure,
      size: this.config.maxBytes,
      maxClients: 200,
      socketTimeout: 120_000,
      closeTimeout: 5_000,
      hideSMTPUTF8: false,
      disableReverseLookup: true,
      logger: false,
      onConnect: (session, done) => done(this.connected(session)),
      onClose: (session) => this.closed(session),
      onRcptTo: (address, session, done) => void this.recipient(address, session).then(() => done(), done),
      onData: (stream, session, done) =>
        void this.data(stream, session).then((said) => done(null, said), done),
    });
    // A client that disconnects in the middle is no error here.
    server.on('error', (error) => this.log.debug(`connection: ${error.message}`));
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, host, () => resolve());
    });
    this.server = server;
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  private connected(session: SMTPServerSession): Error | null {
    const { id } = session;
    const network = networkOfClient(session);
    const held = this.sessions.get(network) ?? new Set();
    if (held.size >= this.config.smtp.connectionsEach)
      return reply(421, '4.7.0 too many connections from you');
    this.sessions.set(network, held.add(id));
    return null;
  }

  private closed(session: SMTPServerSession): void {
    const { id } = session;
    const network = networkOfClient(session);
    const held = this.sessions.get(network);
    held?.delete(id);
    if (held?.size === 0) this.sessions.delete(network);
  }

  private async recipient({ address }: SMTPServerAddress, { envelope }: SMTPServerSession): Promise<void> {
    if (envelope.rcptTo.length >= mostRecipients) throw reply(452, '4.5.3 too many recipients');
    const destination = await this.whose(address);
    const forged = destination?.kind === 'token' && destination.token === 'forged';
    if (!destination || forged) throw reply(550, '5.1.1 no such mailbox here');
  }

  private async whose(address: string) {
    try {
      return await this.destinations.of(address);
    } catch (error) {
      if (error instanceof ServiceUnavailable) throw reply(451, '4.3.0 try again shortly');
      throw reply(451, '4.3.0 something is wrong here');
    }
  }

  private async data(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<string> {
    const recipients = envelope.rcptTo.map(({ address }) => address);
    const sender = envelope.mailFrom ? envelope.mailFrom.address : '';
    let held = 0;
    const hold = (bytes: number) => {
      held += bytes;
      this.bytesInFlight += bytes;
    };
    try {
      const raw = await this.whole(stream, this.largestTo(recipients), hold);
      await this.arrivals.take({ door: 'smtp', sender, recipients, raw }).catch((error: unknown) => {
        this.failing.warn(`a mail could not be stored and is put off: ${String(error)}`);
        throw reply(451, '4.3.0 not stored, try again');
      });
    } finally {
      hold(-held);
    }
    return '2.0.0 stored';
  }

  /** A mail that is too large is read to its end and dropped: SMTP answers only then. */
  private async whole(
    stream: SMTPServerDataStream,
    largest: number,
    hold: (bytes: number) => void,
  ): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    let kept = 0;
    let full = false;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      full ||= size <= largest && this.bytesInFlight + chunk.length > this.config.inFlightBytes;
      if (size <= largest && !full) {
        chunks.push(chunk);
        kept += chunk.length;
        hold(chunk.length);
      } else if (kept > 0) {
        chunks.length = 0;
        hold(-kept);
        kept = 0;
      }
    }
    if (size > largest) throw reply(552, '5.3.4 message too large');
    if (full) throw reply(452, '4.3.1 too much mail at a time, try again later');
    const raw = Buffer.concat(chunks);
    chunks.length = 0;
    return raw;
  }

  private largestTo(recipients: readonly string[]): number {
    const { maxBytes } = this.config;
    const caretakers = recipients.every((address) => this.destinations.isSystemMailbox(address));
    return caretakers ? Math.min(maxBytes, largestToCaretaker) : maxBytes;
  }
}

/** A client that is gone before it is looked at has no address, which the type of a session does not say. */
const networkOfClient = ({ remoteAddress }: SMTPServerSession): string =>
  networkOf((remoteAddress as string | undefined) ?? '');

const reply = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
