import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { MAIL_CONFIG, type MailConfig } from './config.js';
import { oneLine } from './domain/address.js';
import type { Content } from './domain/letter.js';
import type { Failure } from './domain/send-failure.js';

export interface Outgoing extends Content {
  messageId: string;
  to: string;
  /** Where the recipient's answer goes; without it, to the sender. */
  replyTo?: string | undefined;
  /** The envelope's sender, where a report on this mail goes; without it, the sender. */
  returnPath?: string | undefined;
  /** The header by which our own mail is recognised, should it come back (RFC 5321, 6.3). */
  loopMark?: string | undefined;
}
interface SmtpError {
  responseCode?: number;
  response?: string;
  command?: string;
}
/** The parts of nodemailer's compiled message that its types leave out. */
interface Compiled {
  data: { onTransmission?: () => void };
  message: { createReadStream(): NodeJS.ReadableStream };
}

/** The mail server that takes our mail, over a pool of connections. */
@Injectable()
export class MailServer implements OnApplicationShutdown {
  private readonly transport: Transporter;

  constructor(@Inject(MAIL_CONFIG) private readonly config: MailConfig) {
    this.transport = createTransport(withLimits(config), config.dkim ? { dkim: config.dkim } : undefined);
    this.transport.use('stream', (mail, done) => {
      const { data, message } = mail as unknown as Compiled;
      const open = message.createReadStream.bind(message);
      // The stream is piped only after the server's 354: from then on a silence leaves us in doubt.
      message.createReadStream = () =>
        ({
          pipe: (socket: NodeJS.WritableStream) => {
            data.onTransmission?.();
            return open().pipe(socket);
          },
        }) as NodeJS.ReadableStream;
      done();
    });
  }

  /** Sends one mail: undefined once the server has accepted it, else the failure. */
  async send({ messageId, to, ...mail }: Outgoing): Promise<Failure | undefined> {
    const { subject, text, html, references, replyTo, returnPath, loopMark, from, autoReplied } = mail;
    const { attachments = [] } = mail;
    let transmitted = false;
    try {
      await this.transport.sendMail({
        messageId,
        from: {
          name: oneLine(from?.name ?? this.config.from.name),
          address: from?.address ?? this.config.from.address,
        },
        // The library is shown as author; the sender is still Carrel (RFC 5322, 3.6.2).
        ...(from?.address ? { sender: this.config.from } : {}),
        to: { name: '', address: to },
        envelope: { from: returnPath ?? this.config.from.address, to: [to] },
        ...(replyTo ? { replyTo } : {}),
        subject,
        text,
        html,
        attachments: attachments.map(({ name, text: content }) => ({
          ...{ filename: name, content, contentType: 'text/plain; charset=utf-8' },
          contentTransferEncoding: 'base64' as const,
        })),
        references,
        ...(references.length > 0 ? { inReplyTo: references.at(-1)! } : {}),
        // RFC 3834: automatic mail is marked so that no responder answers it.
        headers: {
          'Auto-Submitted': autoReplied ? 'auto-replied' : 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          ...(autoReplied ? { Precedence: 'auto_reply' } : {}),
          ...(loopMark ? { 'X-Loop': loopMark } : {}),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
        onTransmission: () => (transmitted = true),
      } as Parameters<Transporter['sendMail']>[0]);
      return undefined;
    } catch (error) {
      return failureOf(error as SmtpError, transmitted);
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

function failureOf({ responseCode, response, command }: SmtpError, transmitted: boolean): Failure {
  const reply = response ?? '';
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
  const at = command === 'RCPT TO' ? 'recipient' : command === 'DATA' ? 'message' : 'session';
  return { code: responseCode ?? null, enhanced: enhanced ?? null, reply, at, transmitted };
}

/** nodemailer reads options beside an address only from the address itself. */
function withLimits({ smtpUrl, timeoutMs }: MailConfig): string {
  const address = new URL(smtpUrl);
  const limits = {
    pool: 'true',
    // A mail whose connection breaks would else be sent again without our knowing (F20).
    maxRequeues: '0',
    connectionTimeout: String(timeoutMs),
    greetingTimeout: String(timeoutMs),
    socketTimeout: String(timeoutMs),
  };
  for (const [name, value] of Object.entries(limits)) {
    if (!address.searchParams.has(name)) address.searchParams.set(name, value);
  }
  return address.href;
}
