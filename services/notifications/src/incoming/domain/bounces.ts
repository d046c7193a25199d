import { causeOfStatus, causeOfWords, type BounceCause } from '../../mail/domain/bounce-causes.js';
import type { Envelope } from './kinds.js';
import { hasHeader, headerOf, type ReadMail, type RecipientReport } from './read-mail.js';

/** A report on a mail that could not be delivered, or not yet. */
export interface Bounce {
  /** delayed: the server still tries, nothing has failed. */
  readonly action: 'failed' | 'delayed';
  /** The cause, as far as the report shows it. */
  readonly why: BounceCause;
  /** Enhanced status code (RFC 3463), where one is named. */
  readonly status: string | null;
  /** The address takes no mail, now and ever; otherwise it may another time. */
  readonly hard: boolean;
  /** Message ids of the mail that did not arrive, as far as the report returns it. */
  readonly originals: readonly string[];
}

/** Undefined for any other mail, also for reports that something did arrive. */
export function bounceOf(mail: ReadMail, envelope: Envelope): Bounce | undefined {
  const originals = originalsOf(mail);
  if (mail.reports.length > 0) return reported(mail, originals);
  if (!isFromMailSystem(mail, envelope) || isReceipt(mail)) return undefined;
  const own = ownPart(mail.wholeText);
  const said = `${mail.subject}\n${own}`;
  const action = actionOf(mail.subject, own);
  if (!action) return undefined;
  const lines = serverLines(own);
  const status = codeIn(lines) ?? codeIn(said);
  const cause =
    (lines ? causeOfWords(lines, status) : undefined) ?? decisive(status) ?? causeOfWords(own, status);
  return verdict(action, cause, status, originals);
}

/** By the report's own fields (RFC 3464); words of the mail around it where these say nothing. */
function reported(mail: ReadMail, originals: readonly string[]): Bounce | undefined {
  const failed = mail.reports.filter(({ action }) => isFailure(action));
  const delayed = mail.reports.find(({ action }) => /^(delay|defer)/.test(action));
  const [first] = failed;
  if (!first) {
    return delayed ? verdict('delayed', 'moment', statusOf(delayed), originals) : undefined;
  }
  const causes = failed.map((report) => causeOfReport(report, mail));
  // Our mail has one recipient. Where that address forwards to more, a remaining one still takes mail.
  const alive = mail.reports.some(({ action }) => /^(deliver|relay|expand)/.test(action));
  const softer = causes.findIndex((cause) => cause !== 'address');
  const at = Math.max(softer, 0);
  const cause = alive && causes[at] === 'address' ? 'unknown' : causes[at];
  return verdict('failed', cause, statusOf(failed[at]!), originals);
}

const isFailure = (action: string) => /^(fail|expire|error|undeliver|reject|bounce|refuse)/.test(action);

function causeOfReport(report: RecipientReport, mail: ReadMail): BounceCause | undefined {
  if (report.action.startsWith('expire')) return 'moment';
  const status = statusOf(report);
  const { diagnostic } = report;
  if (report.status?.startsWith('4') && !codeIn(diagnostic)?.startsWith('5'))
    return causeOfStatus(report.status);
  if (status?.startsWith('4')) return causeOfStatus(status);
  const own = ownPart(mail.wholeText);
  const lines = serverLines(own);
  return (
    (diagnostic ? causeOfWords(diagnostic, status) : undefined) ??
    decisive(status) ??
    (lines ? causeOfWords(lines, status) : undefined) ??
    causeOfWords(own, status)
  );
}

/** A server's own words carry its number; the report's field is what the reporting server made of it. */
const statusOf = ({ diagnostic, status }: RecipientReport) => {
  const diagnosticCode = codeIn(diagnostic);
  return diagnosticCode && !(diagnosticCode.endsWith('.0.0') && status) ? diagnosticCode : status;
};

/** A status code that shows the cause by itself. */
const decisive = (status: string | null) => causeOfStatus(status);

function verdict(
  action: Bounce['action'],
  cause: BounceCause | undefined,
  status: string | null,
  originals: readonly string[],
): Bounce {
  const why = cause ?? 'unknown';
  return { action, why, status, hard: action === 'failed' && why === 'address', originals };
}

const systemName =
  /^(mailer-?daemon|mail-daemon|postmaster|mail-?system|mdaemon|mail\.?delivery\S*|delivery|maildelivery|bounces?|mailerdaemon|microsoftexchange[0-9a-f]*|exchange|mail-?admin|mmdf|smtp|mailgate|mailsystem|mailmaster|mta)([+.=_-].*)?$/i;
const systemTitle =
  /mail(er)?[ -]?(delivery|daemon)|delivery (sub)?system|mail system|mail server at|postmaster|mail administrator|internet mail service|system administrator/i;
const reportSubject =
  /^\W*((failed|failure|undeliver\w*|undelivered|returned mail|non[ -]?deliver\w*|mail delivery|delivery (status|failure|failed|error|notification|report|delayed)|warning: (could|message)|notice: mail delivery|mail (could|failed|system error)|message (could|not|status)|bounced?|unzustellbar|nicht zustellbar|échec|non remis|no entregad|onbestelbaar|mancata consegna)\b)/i;

/** Only mail systems use this form; a patron may quote a report in a question. */
function isFromMailSystem(mail: ReadMail, { sender, returned }: Envelope): boolean {
  const address = mail.from?.address.toLowerCase() ?? '';
  const [local = ''] = address.split('@');
  const title = `${mail.from?.name ?? ''} ${address ? '' : (headerOf(mail, 'from') ?? '').slice(0, 300)}`;
  const byProgram =
    /^\s*auto-(replied|generated)/i.test(headerOf(mail, 'auto-submitted') ?? '') ||
    /^\s*<\s*>\s*$/.test(headerOf(mail, 'return-path') ?? '');
  return (
    sender === '' ||
    returned ||
    systemName.test(local) ||
    hasHeader(mail, 'x-failed-recipients') ||
    mail.contentType === 'multipart/report' ||
    ((systemTitle.test(title) || byProgram || address === '') && reportSubject.test(mail.subject))
  );
}

/** A receipt or a note of absence comes to where reports come as well. */
const isReceipt = ({ reportType }: ReadMail) =>
  reportType === 'disposition-notification' || reportType === 'feedback-report';

function actionOf(subject: string, own: string): Bounce['action'] | undefined {
  if (finalTexts.test(subject)) return 'failed';
  if (any(delayedTexts, subject)) return 'delayed';
  if (any(delayedTexts, own) && !finalTexts.test(own)) return 'delayed';
  if (any(failedTexts, subject) || any(failedTexts, own) || refusal.test(own)) return 'failed';
  return undefined;
}

const any = (texts: readonly RegExp[], said: string) => texts.some((one) => one.test(said));

function originalsOf(mail: ReadMail): string[] {
  const named = [
    ...mail.wholeText.slice(0, 50_000).matchAll(/^[> \t]*Message-ID:\s*(<[^<>\s]{1,250}>)/gim),
  ].map(([, id]) => id!);
  return [...new Set([...mail.returned.messageIds, ...named, ...mail.refersTo])].slice(0, 20);
}

/** What the mail system says itself, before the mail it returns. */
function ownPart(text: string): string {
  const returned =
    /^(?:[-=*_ ]*(?:this is a copy of (?:the|your) message|below this line is a copy|original message|returned message|the header of the original message|unsent message|message header|included is|here is a copy|start of (?:the )?returned|message text follows|your message (?:reads|follows)|text of (?:your )?message|orig(?:inal)? mail|headers? (?:of|follow))|(?:received|return-path|x-[\w-]{2,40}|message-id|mime-version): ?\S)/im.exec(
      text,
    );
  const own = text.slice(0, Math.min(returned?.index ?? text.length, 6000));
  return own.trim() ? own : text.slice(0, 6000);
}

/** The lines in which a server's answer stands, each to the end of its paragraph. */
function serverLines(own: string): string {
  const lines = own.split('\n');
  const kept: string[] = [];
  let within = 0;
  for (const line of lines) {
    if (line.trim() === '') within = 0;
    else if (answerLine.test(line)) within = 4;
    if (within > 0) kept.push(line.trim());
    within -= 1;
  }
  return kept.join('\n').slice(0, 4000);
}

const answerLine =
  /(?:^|[\s"'(#:])[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3}|\S)|(?:^|[^\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])|\bsaid:|remote (?:host|server) (?:said|returned)|diagnostic|^\s*<?[^\s<>@]{1,64}@[^\s<>@:]{1,200}>?\s*(?:\.\.\.|:|\()/i;

const codeIn = (text: string): string | null =>
  /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text.slice(0, 6000))?.[1] ?? null;

/** A server's number with its words: found only in reports. */
const refusal =
  /\b5[0-5]\d[ -]#?5\.\d{1,3}\.\d{1,3}|(?:said|error|response|reply|returned|status|code)\b.{0,40}\b5[0-5]\d\b|^\s*<?[^\s<>@]{1,64}@[^\s<>@:]{1,200}>?:?\s.{0,80}(?:\b5[0-5]\d\b|unknown|not found|no such|full|reject)|^\s*5[0-5]\d[ -]\S/im;

const finalTexts =
  /\(fail|\b(i['’]ve|have|has) given up|giving up|permanent(ly)? (fatal )?(fail\w*|error\w*)|could not be delivered (for|after|within)|has failed|delivery failed|undeliverable|failure notice|returned to sender|will not (be )?(retr|tr(y|ied))/i;
const failedTexts: readonly RegExp[] = [
  /undeliver(able|ed)|non[ -]?deliver(y|able|ed)|not[ -]deliver(able|ed)|delivery (status )?(notification|report|error|problem)|deliver\w* .{0,40}(fail(ed|ure|s)?|unsuccessful|impossible|abandoned|aborted|rejected)|fail(ed|ure)? .{0,30}deliver|mail delivery (failed|failure|system|error|problem)|returned (mail|message|to sender|e-?mail)|(mail|message) (was )?(returned|bounced)|failure notice|mail (system )?(error|failure)|delivery has failed/i,
  /(could|can|was|were|has|have|is|did|will|would)(n['’]?t| ?not) .{0,30}(be )?(deliver|sent|reach|accept|process|relay|forward)|(unable|failed|impossible|not possible|unsuccessful|attempt\w*) to (be )?(deliver|send|reach|transmit|relay|forward)|cannot (be )?(deliver|send|reach)|permanent (fatal )?error|fatal error|not delivered|(message|mail) .{0,20}(rejected|blocked|refused)|rejected your message|address(es)? .{0,30}(not found|failed|had)|error .{0,40}(deliver|sending|occurred)|message status|bounced?\b|no such (user|mailbox|recipient|host)|user unknown|unknown (user|recipient|host)|mailbox (is )?(full|unavailable)|over quota|does not exist|giving up|given up|unrout(e)?able|following (address|recipient)/i,
  /unzustellbar|nicht (zustellbar|zugestellt|ausgeliefert|übermittelt)|zustell\w+ .{0,40}(fehl|nicht|unmöglich)|fehlgeschlagen/i,
  /non (remis|distribu|délivr)|n['’]a (pas pu|pas été|pu) .{0,20}(remis|distribué|délivré|envoyé|acheminé)|échec (de|d['’])|impossible de (remettre|distribuer|livrer)|retour(né)? .{0,20}expéditeur/i,
  /no (se )?(ha |pudo |puede |fue )(podido |posible )?(ser )?(entreg|envi)|no entregad|devuelto|fallo .{0,20}entrega|non (recapitabil|consegnat|è stato possibile)|mancat[ao] (consegna|recapito)|impossibile (consegnare|recapitare)|não (foi|pôde|pode) .{0,20}(entreg|envi)|não entregue|falha .{0,20}entrega/i,
  /onbestelbaar|niet .{0,20}(bezorgd|afgeleverd)|kunde inte (levereras|skickas)|kunne ikke (leveres|sendes)|ikke leveret|ei voitu toimittaa|toimitus epäonnistui|nie (można|udało|został\w*|mogła?) .{0,30}(dostarcz|doręcz)|niedostarczon|nedoruč|nelze doručit|nem .{0,20}kézbesíthető|kézbesíthetetlen|недостав|не (удалось|было|может быть|был[оа]?) .{0,30}доставл|не доставлено|невозможно доставить|недоставлен|не доставлен|teslim edilemedi|δεν (παραδόθηκε|ήταν δυνατή η παράδοση)/iu,
  /nu (a|au) putut fi (livrat|trimis|expediat)|nelivrat|ni(je|su|so)? (isporučen|dostavljen|uručen|bil[oa]? (mogoče )?(dostav|poslan))|neisporučen|nedostavljen|nije moguće (isporučiti|dostaviti)|ni bilo mogoče (dostaviti|poslati)|no s['’]ha pogut (lliurar|enviar)|no lliurat|nedoručen|nie je možné doručiť|не (може|можа|беше|бе) .{0,30}достав|недоставен/iu,
  /không (thể |được )?(gửi|chuyển|phân phối|giao)( được)?|tidak (dapat|bisa|boleh|berhasil) (di)?(kirim|sampaikan|hantar)|gagal (di)?(kirim|hantar)|לא ניתן (היה )?(למסור|לשלוח)|ההודעה לא נמסרה|(تعذر|لم يتم|لا يمكن|فشل) (تسليم|إرسال|توصيل)|تحویل (داده )?نشد|ไม่สามารถ(ส่ง|จัดส่ง)|ส่งไม่สำเร็จ/iu,
  /配信(できま|不能|に失敗|されま)|送信(できま|エラー|に失敗)|届け(られ|る ?こと)|エラーメール|退信|投递失败|无法(投递|送达|发送)|傳送失敗|無法(傳遞|投遞|送達|寄)|배달(할 수 없|되지 못|실패)|전송(할 수 없|실패|되지)|발송(할 수 없|실패)|반송/u,
];
const delayedTexts: readonly RegExp[] = [
  /delivery (status )?(notification |report )?\(?(delay|deferr)|delayed (mail|delivery|message)|delivery .{0,30}(is|was|has been) delayed|warning: (message|could not send|e?-?mail)|still (being )?(retr|try|attempt|queued)|will (continue to|keep|be) (try|trying|be retried|retr|attempt)|(attempts|tries) will continue|not yet (been )?(deliver|arrived)|has been delayed|you do not need to (do anything|resend)|this is (only )?a warning|warning only|message (is )?(still )?(in the queue|delayed)|transient (non-?fatal )?error/i,
  /verzögert|zustellung verzögert|noch nicht zugestellt|retardée?\b|retrasad|demorad|in ritardo|ritardat|vertraagd|atrasad|försenad|forsinket|opóźni|задерж|отложен|遅延|遅れて|延迟|延遲|지연/iu,
];
