import { readConfig, secretVariables } from '@carrel/web';
import { makeValidator, num, str } from 'envalid';

const replyAddress = makeValidator<{ mailbox: string; domain: string }>((value) => {
  const [, mailbox, domain] =
    /^([a-z0-9._-]{0,16})@([a-z0-9-]+(?:\.[a-z0-9-]+)*)$/.exec(value.toLowerCase()) ?? [];
  if (domain === undefined) {
    throw new TypeError('expected replies@library.example (at most 16 letters), or @replies.library.example');
  }
  return { mailbox: mailbox!, domain };
});
const imapUrl = makeValidator<string>((value) => {
  if (value && !/^imaps?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')) {
    throw new TypeError('expected an address like imaps://user:password@host:993/INBOX');
  }
  return value;
});
const positive = makeValidator<number>((value) => {
  if (!(Number(value) > 0)) throw new TypeError('expected a number above 0');
  return Number(value);
});

/** Injection token of IncomingConfig. */
export const INCOMING_CONFIG = Symbol('incoming mail config');

export interface IncomingConfig {
  /**
   * Where answers to our mails come in: tokens are added to the mailbox (`replies+r-…@`), or are the whole local
   * part of a domain of our own when there is no mailbox. Null: no mail comes in, and mails say nothing of it.
   */
  readonly reply: { readonly mailbox: string; readonly domain: string } | null;
  /** The secret that signs, then those it has replaced and that are still honoured. */
  readonly secrets: readonly string[];
  /** Where other mail servers hand mail over; port 0 for nowhere. */
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    /** What the server calls itself. */
    readonly name: string | undefined;
    /** Paths of key and certificate for STARTTLS, in PEM. */
    readonly key: string;
    readonly cert: string;
    /** Connections that one address may hold at a time. */
    readonly connectionsEach: number;
  };
  /** A mailbox that is emptied instead or besides, and where in it a mail goes that has been taken over. */
  readonly imap: { readonly url: string; readonly done: string };
  /** The largest mail that is taken, in bytes. */
  readonly maxBytes: number;
  /** Bytes of mails under way that this process holds at a time, over all connections. */
  readonly inFlightBytes: number;
  /** Milliseconds after which reading a mail is given up. */
  readonly readMs: number;
  /** Days that a mail is kept which belongs to no library. */
  readonly keepDays: number;
}

/** @throws ConfigError naming every problem at once */
export function incomingConfig(env: NodeJS.ProcessEnv = process.env): IncomingConfig {
  const read = readConfig(
    {
      MAIL_REPLY_ADDRESS: replyAddress({
        default: undefined,
        devDefault: { mailbox: 'carrel', domain: 'carrel.example' },
        desc: 'where answers to our mails come in',
      }),
      MAIL_SMTP_HOST: str({ default: '127.0.0.1' }),
      MAIL_SMTP_PORT: num({ default: 0 }),
      MAIL_SMTP_NAME: str({ default: '' }),
      MAIL_SMTP_KEY: str({ default: '' }),
      MAIL_SMTP_CERT: str({ default: '' }),
      MAIL_SMTP_CONNECTIONS_EACH: positive({ default: 10 }),
      MAIL_IMAP_URL: imapUrl({ default: '' }),
      MAIL_IMAP_DONE: str({ default: '' }),
      MAIL_MAX_MB: positive({ default: 25 }),
      MAIL_IN_FLIGHT_MB: positive({ default: 64 }),
      MAIL_READ_SECONDS: positive({ default: 5 }),
      MAIL_KEEP_DAYS: positive({ default: 30 }),
      ...secretVariables,
      NODE_ENV: str({ default: 'development' }),
    },
    env,
  );
  return {
    reply: read.MAIL_REPLY_ADDRESS ?? null,
    secrets: [read.CARREL_SECRET, ...read.CARREL_SECRET_PREVIOUS],
    smtp: {
      host: read.MAIL_SMTP_HOST,
      port: read.MAIL_SMTP_PORT,
      name: read.MAIL_SMTP_NAME || undefined,
      key: read.MAIL_SMTP_KEY,
      cert: read.MAIL_SMTP_CERT,
      connectionsEach: read.MAIL_SMTP_CONNECTIONS_EACH,
    },
    imap: { url: read.MAIL_IMAP_URL, done: read.MAIL_IMAP_DONE },
    maxBytes: Math.round(read.MAIL_MAX_MB * 1024 * 1024),
    // The largest mail must find room.
    inFlightBytes: Math.round(Math.max(read.MAIL_IN_FLIGHT_MB, read.MAIL_MAX_MB) * 1024 * 1024),
    readMs: Math.round(read.MAIL_READ_SECONDS * 1000),
    keepDays: read.MAIL_KEEP_DAYS,
  };
}
