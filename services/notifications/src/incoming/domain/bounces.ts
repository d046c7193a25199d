import type { Envelope } from './kinds.js';
import type { ReadMail } from './read-mail.js';

/** Word on a mail that could not be delivered, or not yet. */
export interface Bounce {
  /** delayed: the server still tries, nothing has failed. */
  readonly action: 'failed' | 'delayed';
  /** A code: what kind of fault it is, such as `unknown-address`, `mailbox-full` or `policy`. */
  readonly why: string;
  /** Enhanced status code (RFC 3463), where one is told. */
  readonly status: string | null;
  /** The address takes no mail, now and ever; otherwise it may another time. */
  readonly hard: boolean;
  /** Message ids of the mail that did not arrive, as far as the report returns it. */
  readonly originals: readonly string[];
}

/** Undefined for a mail that is no such word, among them reports that something did arrive. */
export function bounceOf(mail: ReadMail, envelope: Envelope): Bounce | undefined {
  const originals = originalsOf(mail);
  if (mail.reports.length > 0) {
    const failed = mail.reports.find(({ action }) => action === 'failed');
    const report = failed ?? mail.reports.find(({ action }) => action === 'delayed');
    if (!report) return undefined;
    const status = codeIn(report.diagnostic) ?? report.status;
    return verdict(failed ? 'failed' : 'delayed', status, report.diagnostic || mail.wholeText, originals);
  }
  if (!isFromMailSystem(mail, envelope)) return undefined;
  const said = `${mail.subject}\n${ownPart(mail.wholeText)}`;
  if (delayedTexts.some((one) => one.test(said))) return verdict('delayed', codeIn(said), said, originals);
  if (!failedTexts.some((one) => one.test(said))) return undefined;
  return verdict('failed', codeIn(said), said, originals);
}

function verdict(
  action: Bounce['action'],
  status: string | null,
  said: string,
  originals: readonly string[],
): Bounce {
  const hard = action === 'failed' && isHard(status, said);
  return { action, why: hard ? 'address' : 'other', status, hard, originals };
}

/** A number beats words. 5.1.x is the address; a full mailbox (5.2.2) empties, and policy (5.7) changes. */
function isHard(status: string | null, said: string): boolean {
  const words = said.slice(0, 4000);
  if (status?.startsWith('4')) return false;
  if (softTexts.some((one) => one.test(words))) return false;
  if (status && /^5\.(1\.[1-7]|1\.10|2\.1|4\.4)$/.test(status)) return true;
  if (status && /^5\.[2-7]\./.test(status)) return false;
  return hardTexts.some((one) => one.test(words));
}

/** Only mail systems write so; a patron may quote a report in a question. */
function isFromMailSystem({ from, contentType, subject }: ReadMail, { sender, returned }: Envelope): boolean {
  const address = (from?.address ?? '').toLowerCase();
  const system =
    /^(mailer-daemon|postmaster|mail-daemon|mdaemon|maildelivery|mail\.?delivery|microsoftexchange[0-9a-f]*)([+.-].*)?@/.test(
      address,
    );
  return (
    sender === '' ||
    returned ||
    system ||
    contentType === 'multipart/report' ||
    (address === '' && /deliver/i.test(subject))
  );
}

function originalsOf(mail: ReadMail): string[] {
  const named = [
    ...mail.wholeText.slice(0, 50_000).matchAll(/^[> \t]*Message-ID:\s*(<[^<>\s]{1,250}>)/gim),
  ].map(([, id]) => id!);
  return [...new Set([...mail.returned.messageIds, ...named, ...mail.refersTo])].slice(0, 20);
}

/** What the mail system says itself, before the mail it returns. */
function ownPart(text: string): string {
  const returned =
    /^-+ ?(this is a copy of (the|your) message|below this line is a copy|original message|returned message|the header of the original message|unsent message below)/im.exec(
      text,
    );
  return text.slice(0, Math.min(returned?.index ?? text.length, 6000));
}

const codeIn = (text: string): string | null =>
  /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text.slice(0, 6000))?.[1] ?? null;

const failedTexts: readonly RegExp[] = [
  /undeliver(able|ed)|delivery (status notification )?\(?fail(ed|ure)|mail delivery (failed|failure|system)|returned (mail|to sender)|failure notice|delivery has failed|could(n't| not) be delivered|wasn't delivered|was not delivered|permanent (fatal )?error|message not delivered|rejected your message|address not found|message blocked/i,
  /unzustellbar|konnte nicht zugestellt werden|nicht zugestellt|zustellung fehlgeschlagen/i,
  /non remis|n['’]a (pas pu|pas été) (être )?(remis|distribué)|échec de la remise/i,
  /no se (ha podido|pudo) entregar|no entregado|non recapitabile|mancata consegna|não (foi )?entregue|onbestelbaar|kunde inte levereras|nie można dostarczyć|не доставлено|недоставлен/i,
];
const delayedTexts: readonly RegExp[] = [
  /delivery (status notification )?\(?delay|delayed (mail|delivery)|warning: (message|could not send)|still being retried|will (continue to|keep) (try|trying|be retried)|not yet been delivered|has been delayed|you do not need to (do anything|resend)/i,
  /verzögert|zustellung verzögert|retardé|retrasad|in ritardo|vertraagd/i,
];
const softTexts: readonly RegExp[] = [
  /quota|mailbox (is )?full|mailfolder is full|over the storage limit|insufficient (system )?storage|too (large|many)|size limit|greylist|try again later|temporar(y|ily)|timed? ?out|connection refused|spam|blocked|blacklist|block list|reputation|policy|dmarc|spf|postfach (ist )?voll|überschritten|boîte pleine|casella piena/i,
];
const hardTexts: readonly RegExp[] = [
  /(user|recipient|mailbox|address|account)('s)? .{0,60}(unknown|not (be )?found|does(n't| not) exist|couldn['’]?t be found|wasn't found|invalid|disabled|inactive|no longer|rejected)/i,
  /(unknown|no such|invalid|nonexistent|non-existent) .{0,20}(user|recipient|mailbox|address|account|person)/i,
  /no mailbox here by that name|address not found|user unknown|not our customer|host or domain name not found|domain .{0,60}(not found|does not exist)|couldn['’]?t find any host/i,
  /unbekannter empfänger|empfänger .{0,40}(unbekannt|existiert nicht|nicht gefunden)|adresse .{0,30}(introuvable|inconnue|unbekannt)|n['’]existe pas|no existe|non esiste|bestaat niet|не существует/i,
];
