import { readConfig } from '@carrel/web';
import { makeValidator, str } from 'envalid';

const replyAddress = makeValidator<{ mailbox: string; domain: string }>((value) => {
  const [, mailbox, domain] =
    /^([a-z0-9._-]{0,16})@([a-z0-9-]+(?:\.[a-z0-9-]+)*)$/.exec(value.toLowerCase()) ?? [];
  if (domain === undefined) {
    throw new TypeError('expected replies@library.example (at most 16 letters), or @replies.library.example');
  }
  return { mailbox: mailbox!, domain };
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
      CARREL_SECRET: str({ devDefault: 'development only, never for production' }),
      CARREL_SECRET_PREVIOUS: str({ default: '' }),
      NODE_ENV: str({ default: 'development' }),
    },
    env,
  );
  return {
    reply: read.MAIL_REPLY_ADDRESS ?? null,
    secrets: [read.CARREL_SECRET, ...read.CARREL_SECRET_PREVIOUS.split(',')].filter(Boolean),
  };
}
