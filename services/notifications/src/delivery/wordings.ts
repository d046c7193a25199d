import {
  mailLanguages,
  pickLanguage,
  settings,
  type CustomMessageType,
  type MailLanguage,
  type SettingValue,
} from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Injectable } from '@nestjs/common';
import type { PatronMessage, Wording } from '../mail/messages.js';

type CustomMessage = SettingValue<'custom-messages'>['messages'][number];

/** The words that a library has chosen for its messages, by language with a fallback (R131, R132). */
@Injectable()
export class Wordings {
  constructor(private readonly directory: Directory) {}

  /** In the wanted language if anybody has words in it: the library its own, else Carrel. */
  async of(institutionId: string, type: PatronMessage, wanted: string | null = null): Promise<Wording> {
    const { messages } = await this.directory.setting('custom-messages', institutionId);
    const own = messages.filter((one) => one.type === (type as CustomMessageType) && one.use === 'custom');
    const languages = await this.languagesOf(institutionId, wanted);
    const custom = (language: string): CustomMessage | undefined =>
      own.find((one) => one.language.toLowerCase() === language);
    const language =
      languages.find((one) => custom(one) ?? (mailLanguages as readonly string[]).includes(one)) ?? 'en';
    // Who has words in one language only wants them used, unless there are others that the patron reads.
    const inWanted = withoutRegions(wanted).includes(language);
    const chosen = custom(language) ?? (inWanted ? undefined : own[0]);
    return {
      language: chosen?.language ?? language,
      custom: chosen ? { greeting: chosen.greeting, text: chosen.text } : null,
      replyText: await this.replyText(institutionId, languages),
    };
  }

  /**
   * What is said once a question is sent: the library's words for the page, or those of its web form. Where no address was
   * left, the library's words for that alone: all others may promise an e-mail.
   */
  async ofAcknowledgement(page: Wording, institutionId: string, withAddress: boolean): Promise<Wording> {
    const form = await this.directory.setting('ask-form', institutionId);
    const set = form.acknowledgement !== settings['ask-form'].default.acknowledgement;
    const text = withAddress ? (set ? form.acknowledgement : undefined) : form.acknowledgementWithoutAddress;
    const custom = text === undefined ? null : { greeting: '', text };
    return { ...page, custom: withAddress ? (page.custom ?? custom) : custom };
  }

  /** What notices to a library's staff are written in: the first of its languages that Carrel has words in. */
  async ofStaff(institutionId: string | null): Promise<MailLanguage> {
    if (!institutionId) return 'en';
    const { staff } = await this.directory.setting('languages', institutionId);
    return pickLanguage(mailLanguages, staff, 'en') as MailLanguage;
  }

  private async replyText(institutionId: string, languages: readonly string[]): Promise<string | null> {
    const { enabled, texts } = await this.directory.setting('custom-reply-text', institutionId);
    if (!enabled) return null;
    const inLanguage = languages
      .map((language) => texts.find((one) => one.language.toLowerCase() === language))
      .find((one) => one !== undefined);
    return (inLanguage ?? texts[0])?.text ?? null;
  }

  /** `pt-BR` is also `pt`; then the library's own, then Carrel's. */
  private async languagesOf(institutionId: string, wanted: string | null): Promise<string[]> {
    const own = await this.languageOf(institutionId);
    return [...new Set([wanted, own, 'en'].flatMap(withoutRegions))];
  }

  /** The language that the library's patrons are written to in, when theirs is not known. */
  private async languageOf(institutionId: string): Promise<string> {
    return (await this.directory.setting('languages', institutionId)).patrons[0] ?? 'en';
  }
}

function withoutRegions(language: string | null): string[] {
  const parts = language?.toLowerCase().split('-') ?? [];
  return parts.map((_, n) => parts.slice(0, parts.length - n).join('-'));
}
