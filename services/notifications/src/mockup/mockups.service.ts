import type { CustomMessageType } from '@carrel/contracts';
import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { NotTheirs } from '../delivery/domain/refusals.js';
import type { Reader } from '../delivery/deliveries.service.js';
import { MailFacts } from '../delivery/mail-facts.service.js';
import type { PatronMail, Parts } from '../mail/messages.js';
import { Templates, type Words } from '../mail/templates.js';
import { Wordings } from '../delivery/wordings.js';

export interface Administrator extends Reader {
  roles: readonly string[];
}

/** Asked before anything is looked up, so that a foreign id answers exactly like a missing one. */
export function mustAdminister(caller: Administrator, institutionId: string): void {
  if (caller.institutionId !== institutionId || !caller.roles.includes('institution-admin'))
    throw new NotTheirs();
}

const question = 'When was the old bridge built, and by whom?';
const account = { name: 'Pat Example', address: 'pat@patron.example', link: null };

/** Previews for libraries: messages as saved (R132), and the page after a question. */
@Injectable()
export class MockupsService {
  constructor(
    private readonly facts: MailFacts,
    private readonly wordings: Wordings,
    private readonly templates: Templates,
  ) {}

  async mockup(
    caller: Administrator,
    institutionId: string,
    type: CustomMessageType,
    language: string | undefined,
  ): Promise<{ subject: string; html: string }> {
    mustAdminister(caller, institutionId);
    const shown = (await this.facts.setting('patron-account-information', institutionId)).enabled;
    const parts = { ...sample(type), ...(shown && type !== 'refer-by-email' ? { account } : {}) };
    const mail = await this.sample(institutionId, type, language, '4711', parts);
    if (type === 'acknowledgement-page') return this.templates.acknowledgementPage(mail);
    return this.templates.letter(type, mail);
  }

  /** Anyone's: it says nothing of a question but the number it is given. */
  async acknowledgementPage(
    institutionId: string,
    number: string | undefined,
    language: string | undefined,
    withAddress = true,
  ): Promise<Words & { html: string; language: string }> {
    const mail = await this.sample(institutionId, 'acknowledgement-page', language, number ?? null, {});
    const wording = await this.wordings.ofAcknowledgement(mail.wording, institutionId, withAddress);
    const page = await this.templates.acknowledgementPage({ ...mail, wording });
    return { ...page, language: wording.language };
  }

  private async sample(
    institutionId: string,
    type: CustomMessageType,
    language: string | undefined,
    number: string | null,
    parts: Parts,
  ): Promise<PatronMail> {
    const library = await this.facts.knownLibrary(institutionId);
    if (!library) throw new NotFound('library');
    const wording = await this.wordings.of(institutionId, type, language ?? null);
    const date = new Intl.DateTimeFormat(wording.language, { dateStyle: 'long', timeZone: library.timeZone });
    const tokens = {
      patron: 'Pat Example',
      ...(type === 'refer-by-email' ? { partner: 'Robin Expert' } : {}),
      library: library.name,
      group: await this.facts.groupName(library),
      number,
      question,
      date: date.format(new Date('2026-03-02T18:00:00Z')),
    };
    return { wording, tokens, parts };
  }
}

/** Sample values of such a message. */
function sample(type: CustomMessageType): Parts {
  const lines = [
    { from: 'patron' as const, name: null, at: '12:00', text: question },
    { from: 'librarian' as const, name: 'Robin', at: '12:01', text: 'In 1932, by the county.' },
  ];
  if (type === 'chat-transcript' || type === 'new-account-from-chat') return { question, lines };
  if (type === 'answer') return { written: 'It was built in 1932, by the county.', question };
  if (type === 'clarification-request') return { written: 'Which of the two bridges do you mean?', question };
  if (type === 'refer-by-email') return { question, reason: 'You keep the plans of the county.' };
  return {};
}
