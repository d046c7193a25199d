import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError, readConfig, secretVariables } from '@carrel/web';
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
const concurrency = makeValidator<number>((value) => {
  const wanted = Number(value);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 50)
    throw new TypeError('expected a whole number from 1 to 50');
  return wanted;
});

/** PEM itself, with `\\n` for its lines where an environment has none, or the path of a file that holds it. */
const privateKey = makeValidator<string>((value) => {
  if (value === '') return '';
  const pem = value.includes('-----BEGIN') ? value.replaceAll('\\n', '\n') : readFileSync(value, 'utf8');
  createPrivateKey(pem);
  return pem;
});

/** Injection token of MailConfig. */
export const MAIL_CONFIG = Symbol('mail config');

export interface MailConfig {
  /** With nodemailer's connection options as query, such as `?maxConnections=2`. */
  smtpUrl: string;
  from: { name: string; address: string };
  /** What our message ids end in: the sender's domain. */
  domain: string;
  /** Milliseconds without a reply of the mail server after which an attempt has failed. */
  timeoutMs: number;
  /** Milliseconds before each further try of a mail that the server puts off. */
  gapsMs: readonly number[];
  /** Bytes that a mail may have as it is sent; a longer chat is cut. */
  mostBytes: number;
  /** The first makes keyed hashes of addresses; replaced ones still find theirs. */
  secrets: readonly [string, ...string[]];
  /** Milliseconds in which one address gets one notice about one question (F15). */
  bundleMs: number;
  /** Signs what is sent (RFC 6376); null leaves that to the mail server. */
  dkim: { domainName: string; keySelector: string; privateKey: string } | null;
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
      MAIL_NOTICE_MINUTES: num({ default: 15 }),
      MAIL_SENT_MAX_MB: num({ default: 10 }),
      DKIM_SELECTOR: str({ default: '' }),
      DKIM_DOMAIN: str({ default: '' }),
      DKIM_PRIVATE_KEY: privateKey({ default: '' }),
      ...secretVariables,
      NODE_ENV: str({ default: 'development' }),
    },
    env,
  );
  const domain = read.MAIL_FROM.address.slice(read.MAIL_FROM.address.lastIndexOf('@') + 1);
  const [keySelector, key] = [read.DKIM_SELECTOR, read.DKIM_PRIVATE_KEY];
  if ((keySelector === '') !== (key === ''))
    throw new ConfigError(['DKIM_SELECTOR and DKIM_PRIVATE_KEY are set both or not at all']);
  return {
    bundleMs: read.MAIL_NOTICE_MINUTES * 60_000,
    dkim: key ? { domainName: read.DKIM_DOMAIN || domain, keySelector, privateKey: key } : null,
    smtpUrl: read.SMTP_URL,
    from: read.MAIL_FROM,
    domain,
    timeoutMs: read.SMTP_TIMEOUT_SECONDS * 1000,
    mostBytes: read.MAIL_SENT_MAX_MB * 1_000_000,
    gapsMs: read.MAIL_RETRY_SECONDS,
    secrets: [read.CARREL_SECRET, ...read.CARREL_SECRET_PREVIOUS],
  };
}

/** Mails this replica sends at the same time: MAIL_CONCURRENCY, 5 without it. */
export const mailConcurrency = (env: NodeJS.ProcessEnv = process.env): number =>
  readConfig({ MAIL_CONCURRENCY: concurrency({ default: 5 }) }, env).MAIL_CONCURRENCY;
