import { join } from 'node:path';
import { mailLanguages, type MailLanguage } from '@carrel/contracts';
import { SERVICE_CONFIG, type ServiceConfig } from '@carrel/web';
import { Inject, Injectable } from '@nestjs/common';
import { Liquid } from 'liquidjs';
import { oneLine } from './domain/address.js';
import type { PatronMail, PatronMessage, Tokens } from './messages.js';
import { noticeWords, type NoticeData, type NoticeMessage, type NoticeWords } from './notices.js';
import { phrases } from './phrases.js';

export interface Rendered {
  subject: string;
  text: string;
  html: string;
}
/** The words of a message alone, for a page or a mock-up that is put together elsewhere. */
export interface Words {
  subject: string;
  greeting: string;
  text: string;
  replyText: string;
}

const options = {
  root: join(import.meta.dirname, '..', 'templates'),
  cache: true,
  strictFilters: true,
  ownPropertyOnly: true,
} as const;

/** Turns a message into a mail. What people wrote is only ever a value, never a template, but for tokens of a library's texts. */
@Injectable()
export class Templates {
  private readonly plain = new Liquid(options);
  private readonly escaped = new Liquid({ ...options, outputEscape: 'escape' });
  private readonly home: string;

  constructor(@Inject(SERVICE_CONFIG) { publicUrl }: Pick<ServiceConfig, 'publicUrl'>) {
    this.home = publicUrl;
  }

  /** To a patron, expert by address or e-mail partner, in the wording's language. */
  async letter(message: PatronMessage, mail: PatronMail): Promise<Rendered> {
    const values = await this.valuesOf(message, mail);
    const [text, html] = await Promise.all([
      this.plain.renderFile('patron.text.liquid', values) as Promise<string>,
      this.escaped.renderFile('patron.html.liquid', values) as Promise<string>,
    ]);
    return { subject: values.subject, text: withoutControls(text), html: withoutControls(html) };
  }

  /** What a patron sees once a question is sent: the words, and the page as HTML. */
  async acknowledgementPage(mail: PatronMail): Promise<Words & { html: string }> {
    const values = await this.valuesOf('acknowledgement-page', mail);
    const html = (await this.escaped.renderFile('acknowledgement-page.html.liquid', values)) as string;
    return { ...values, html: withoutControls(html) };
  }

  /** To staff; `[Question n]` stands before what concerns one question. */
  async notice(
    message: NoticeMessage,
    data: NoticeData,
    language: MailLanguage,
  ): Promise<Rendered & { language: MailLanguage }> {
    const words = noticeWords[language];
    const [title, sentence] = words.notices[message];
    const mark = data.number ? `[${words.question} {{ number }}] ` : '';
    const said = {
      ...data,
      at: data.at ? momentIn(language, data.at) : null,
      what: message === 'delivery-failed' ? nameOf(words, data.what) : data.what,
      figures: (data.figures ?? []).map(({ name, code, ...figure }) => ({
        ...figure,
        label: name ? words.figures[name] : code,
        part: name === undefined,
      })),
    };
    const [subject, says, sentBy] = (await Promise.all(
      [mark + title, sentence, words.sentBy].map((text) => this.plain.parseAndRender(text, said)),
    )) as [string, string, string];
    const values = { ...said, subject: headerOf(subject), says, sentBy, words, home: this.home };
    const page = { ...values, language, direction: 'ltr' };
    const [text, html] = await Promise.all([
      this.plain.renderFile('notice.text.liquid', page) as Promise<string>,
      this.escaped.renderFile('notice.html.liquid', page) as Promise<string>,
    ]);
    return { subject: page.subject, text: withoutControls(text), html: withoutControls(html), language };
  }

  private async valuesOf(message: PatronMessage, { wording, tokens, parts }: PatronMail) {
    const { headings, messages } = phrases[known(wording.language)];
    const [subject, text] = messages[message];
    const { custom, replyText } = wording;
    const addressee = tokens.partner ?? tokens.patron;
    const hello = addressee ? headings.hello : headings.helloNobody;
    const page = message === 'acknowledgement-page';
    const inDefault = { ...tokens, patron: addressee };
    const inCustom = { ...tokens, patron: tokens.patron || headings.reader };
    const fill = async (template: string, values: Tokens) =>
      ((await this.plain.parseAndRender(template, values)) as string).trim();
    return {
      language: wording.language,
      direction: rightToLeft.test(wording.language) ? 'rtl' : 'ltr',
      subject: headerOf(await fill(subject, inDefault)),
      greeting: custom ? await fill(custom.greeting, inCustom) : page ? '' : await fill(hello, inDefault),
      text: custom ? await fill(custom.text, inCustom) : await fill(text, inDefault),
      replyText: replyText ? await fill(replyText, inCustom) : '',
      signature: [tokens.library, tokens.group].filter(Boolean).join(', '),
      headings,
      accountHeading: message === 'refer-by-email' ? headings.contact : headings.account,
      parts: { files: [], fields: [], lines: [], ...parts },
    };
  }
}

/** The language Carrel's own headings are in beside a text of any language. */
export function known(language: string): MailLanguage {
  const [tongue] = language.split('-');
  return mailLanguages.find((one) => one === tongue) ?? mailLanguages[0];
}

/** Day and time with their zone: the reader may be in another (2.5). */
function momentIn(language: MailLanguage, { time, timeZone }: NonNullable<NoticeData['at']>): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return `${format.format(new Date(time))} (${timeZone})`;
}

const nameOf = ({ mails }: NoticeWords, message: string | undefined): string | undefined =>
  (mails as Readonly<Record<string, string>>)[message ?? ''] ?? message;

const rightToLeft = /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/;

/** A subject stays short enough to be read in a list of mails. */
const headerOf = (text: string): string => [...oneLine(text)].slice(0, 200).join('');

/** Bodies keep their lines; NUL and other control characters have no place in mail (RFC 5322). */
// eslint-disable-next-line no-control-regex
const withoutControls = (text: string) => text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/g, '');
