import { kindOf, type Envelope } from './domain/kinds.js';
import { headerOf, type ReadMail } from './domain/read-mail.js';
import { readMail } from './reading/read.js';

export interface CorpusOptions {
  /** How the mails of a folder are taken to arrive: `look` decides for each mail by its headers. */
  readonly arrival: 'look' | 'return-path' | 'address';
  /** The envelope sender of a mail that comes to a library's address. */
  readonly sender: string;
  /** The domain of our own mails; a mail that carries it in X-Loop is one come back. */
  readonly domain: string | null;
}
export const corpusDefaults: CorpusOptions = {
  arrival: 'look',
  sender: 'someone@example.org',
  domain: null,
};

/** What is made of one mail of a collection, as `npm run mail-corpus` prints it. */
export interface CorpusLine {
  readonly kind: string;
  /** What gave it away; null for a personal mail. */
  readonly why: string | null;
  readonly bounce: 'hard' | 'soft' | null;
  readonly action: 'failed' | 'delayed' | null;
  readonly status: string | null;
  readonly arrival: 'return-path' | 'address';
  readonly subject: string;
  readonly from: string | null;
  readonly fromName: string | null;
  readonly text: string;
  readonly quoted: string;
  readonly wholeText: string;
  readonly attachments: readonly string[];
  readonly cut: readonly string[];
  readonly ms: number;
}

/** Reads one mail as the service does, without servers. */
export function corpusLine(raw: Buffer, options: CorpusOptions = corpusDefaults): CorpusLine {
  const begun = performance.now();
  const mail = readMail(raw);
  const arrival =
    options.arrival === 'look' ? (looksReturned(mail) ? 'return-path' : 'address') : options.arrival;
  const kind = kindOf(mail, envelopeOf(arrival, options), options.domain);
  const ms = Math.round((performance.now() - begun) * 10) / 10;
  const bounce = kind.kind === 'bounce' ? kind : undefined;
  return {
    kind: kind.kind,
    why: 'sign' in kind ? kind.sign : (bounce?.why ?? null),
    bounce: bounce ? (bounce.hard ? 'hard' : 'soft') : null,
    action: bounce?.action ?? null,
    status: bounce?.status ?? null,
    arrival,
    subject: mail.subject,
    from: mail.from?.address ?? null,
    fromName: mail.from?.name || null,
    text: mail.text,
    quoted: mail.quoted,
    wholeText: mail.wholeText,
    attachments: mail.attachments.map(({ name, mediaType }) => name ?? mediaType),
    cut: mail.cut,
    ms,
  };
}

function envelopeOf(arrival: CorpusLine['arrival'], { sender }: CorpusOptions): Envelope {
  return arrival === 'return-path'
    ? { sender: '', recipient: 'carrel+b-corpus@carrel.example', returned: true }
    : { sender, recipient: 'ask@library.example', returned: false };
}

/** A report comes to the return path of the mail it reports on; the headers of a stored one still show it. */
function looksReturned(mail: ReadMail): boolean {
  const report = mail.contentType === 'multipart/report' && mail.reportType !== 'disposition-notification';
  const system = /^(mailer-daemon|mail-daemon|mdaemon|postmaster|microsoftexchange[0-9a-f]*)(@|$)/i;
  return (
    report ||
    /^\s*<\s*>\s*$/.test(headerOf(mail, 'return-path') ?? '') ||
    system.test(mail.from?.address ?? '') ||
    /\bmailer-daemon\b/i.test((headerOf(mail, 'from') ?? '').slice(0, 500))
  );
}
