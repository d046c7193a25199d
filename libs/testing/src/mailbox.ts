import type { Socket } from 'node:net';
import { freePort } from '@carrel/tools';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { Backlog } from './backlog.js';

/** A mail as the server took it over, with the envelope it came in. */
export interface ReceivedMail extends ParsedMail {
  /** Recipients of the SMTP envelope, which may differ from what the headers say. */
  readonly recipients: readonly string[];
  /** The envelope's sender, empty for a report. */
  readonly sender: string;
  /** The bytes as they came. */
  readonly raw: string;
}

type MessageReply = string | 'hang' | 'cut' | undefined;

/** How the server answers; each left out is a friendly 250. */
export interface Behaviour {
  /** The reply to RCPT TO when it is not 250, such as `550 5.1.1 no such user`. */
  recipient?: (address: string) => string | undefined;
  /** The reply to the text of a mail, which is kept all the same; after `hang` none comes, `cut` ends the connection. */
  message?: (mail: ReceivedMail) => MessageReply | Promise<MessageReply>;
}

/** A real SMTP server that keeps what it is sent. */
export interface Mailbox {
  /** `smtp://127.0.0.1:<port>` */
  readonly url: string;
  /** The first mail to this address not yet taken by next(), waiting for it at most `ms` (10 s). */
  next(to: string, matches?: (mail: ReceivedMail) => boolean, ms?: number): Promise<ReceivedMail>;
  all(): readonly ReceivedMail[];
  /** From now on; `{}` is friendly again. */
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function aMailbox(): Promise<Mailbox> {
  const backlog = new Backlog<ReceivedMail>((mail) => `${mail.recipients.join()}: ${mail.subject}`);
  let behaviour: Behaviour = {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(refusal(behaviour.recipient?.(address))),
    onData: (stream, session, done) => {
      // A sender that gives up in the middle makes the stream fail: no mail then, and nobody to answer.
      stream.on('error', () => undefined);
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        const bytes = Buffer.concat(chunks);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const { mailFrom } = session.envelope;
        const sender = mailFrom ? mailFrom.address : '';
        const mail = { ...(await simpleParser(bytes)), recipients, sender, raw: bytes.toString('utf8') };
        const reply = await behaviour.message?.(mail);
        backlog.add(mail);
        if (reply === 'cut') cut(server, session);
        else if (reply !== 'hang') done(refusal(reply));
      })().catch((error: Error) => done(error));
    },
  });
  // A client that goes away in the middle is nothing to a mailbox.
  server.on('error', () => undefined);
  const port = await freePort();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    next: (to, matches = () => true, ms) =>
      backlog.next((mail) => mail.recipients.includes(to) && matches(mail), `a mail to ${to}`, ms),
    all: () => backlog.all(),
    behave: (next) => {
      behaviour = next;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The types leave out what every connection has. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  const connections = (server as unknown as { connections: Set<{ session: unknown; _socket: Socket }> })
    .connections;
  for (const connection of connections) if (connection.session === session) connection._socket.destroy();
}

function refusal(reply: string | undefined): Error | null {
  if (reply === undefined) return null;
  const [, code, text] = /^(\d{3}) (.*)$/.exec(reply) ?? [];
  return Object.assign(new Error(text), { responseCode: Number(code) });
}
