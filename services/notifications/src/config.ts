import { readConfig } from '@carrel/web';
import { makeValidator, num, str } from 'envalid';

const smtpUrl = makeValidator<string>((value) => {
  if (!URL.canParse(value) || !/^smtps?:$/.test(new URL(value).protocol)) {
    throw new TypeError('expected an address like smtp://user:password@host:587');
  }
  return value;
});
const sender = makeValidator<{ name: string; address: string }>((value) => {
  const [, name, bracketed, bare] =
    /^(?:"?([^"<>\r\n]*?)"? *<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/.exec(value) ?? [];
  const address = bracketed ?? bare;
  if (!address) throw new TypeError('expected an address like Carrel <carrel@library.example>');
  return { name: name ?? '', address };
});
const gaps = makeValidator<number[]>((value) => {
  const seconds = value.split(',').map(Number);
  if (seconds.some((each) => !(each > 0))) throw new TypeError('expected seconds, separated by commas');
  return seconds.map((each) => each * 1000);
});
const secret = makeValidator<string>((value) => {
  if (Buffer.byteLength(value) < 32) throw new TypeError('expected at least 32 bytes');
  return value;
});

/** Injection token of MailConfig. */
export const MAIL_CONFIG = Symbol('mail config');

export interface MailConfig {
  /** With nodemailer's connection options as query, such as `?maxConnections=2`. */
  smtpUrl: string;
  from: { name: string; address: string };
  /** What our message ids end in: the sender's domain. */
  domain: string;
  /** Milliseconds without a word from the mail server after which a try has failed. */
  timeoutMs: number;
  /** Milliseconds before each further try of a mail that the server puts off. */
  gapsMs: readonly number[];
  secret: string;
}

/** @throws ConfigError naming every problem at once */
export function mailConfig(env: NodeJS.ProcessEnv = process.env): MailConfig {
  const read = readConfig(
    {
      SMTP_URL: smtpUrl({ devDefault: 'smtp://127.0.0.1:8087', desc: 'the mail server' }),
      MAIL_FROM: sender({
        devDefault: { name: 'Carrel', address: 'carrel@carrel.example' },
        desc: 'who mail is from, as Name <address>',
      }),
      SMTP_TIMEOUT_SECONDS: num({ default: 60 }),
      MAIL_RETRY_SECONDS: gaps({
        default: [60, 300, 900, 3600, 10_800, 21_600, 43_200, 86_400].map((s) => s * 1000),
      }),
      CARREL_SECRET: secret({ devDefault: 'development only, never for production' }),
      NODE_ENV: str({ default: 'development' }),
    },
    env,
  );
  return {
    smtpUrl: read.SMTP_URL,
    from: read.MAIL_FROM,
    domain: read.MAIL_FROM.address.slice(read.MAIL_FROM.address.lastIndexOf('@') + 1),
    timeoutMs: read.SMTP_TIMEOUT_SECONDS * 1000,
    gapsMs: read.MAIL_RETRY_SECONDS,
    secret: read.CARREL_SECRET,
  };
}
