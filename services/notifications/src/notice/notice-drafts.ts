import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '@carrel/contracts';
import { MailFacts, type ChosenWay } from '../delivery/mail-facts.service.js';
import type { NoticeData, NoticeMessage } from '../mail/notices.js';
import type { Draft } from '../delivery/mail-queue.js';

/** Data of a notice beside the question and the library it goes to. */
type More = Omit<NoticeData, 'number' | 'title' | 'library' | 'at'> & { readonly at?: string | null };
interface About {
  questionId: string;
  sessionId?: string | null;
}
export interface NoticeRecipient {
  institutionId: string;
  /** This person, if he or she can be reached; else the library's addresses. */
  personId?: string | null;
  /** Reached whatever the library has switched off: this person, or at worst its administrators. */
  surely?: boolean;
}
/** When, and the referral it is about. */
type When = { notBefore?: Date; aboutId?: string };

/** Drafts of notices about a question: what it is called, in whose zone, and at which addresses each gets it. */
@Injectable()
export class NoticeDrafts {
  constructor(private readonly facts: MailFacts) {}

  /** One draft per address of the recipients; none about a question that is erased by now. */
  async notify(
    notice: NoticeMessage,
    recipients: readonly NoticeRecipient[],
    { questionId, sessionId = null }: About,
    more: More = {},
    when: When = {},
  ): Promise<Draft[]> {
    const question = recipients.length > 0 ? await this.facts.question(questionId) : undefined;
    if (!question) return [];
    const { number, subject: title } = question;
    const drafts: Draft[] = [];
    for (const { institutionId, personId, surely = false } of recipients) {
      const library = await this.facts.library(institutionId);
      const at = more.at ? { time: more.at, timeZone: library.timeZone } : null;
      const data = { number, title, library: library.name, ...more, at };
      for (const to of surely
        ? await this.surely(institutionId, personId)
        : await this.addressesOf(institutionId, personId, notice)) {
        const about = { institutionId, questionId, sessionId, number };
        drafts.push({ notice, data, ...to, toPatron: false, ...about, ...when });
      }
      if (personId) continue;
      for (const to of await this.staffWhoWantIt(institutionId, notice)) {
        const about = { institutionId, questionId, sessionId, number };
        drafts.push({ notice, data, ...to, toPatron: false, ...about, ...when });
      }
    }
    return drafts;
  }

  /** The library's addresses; where it has none, the person's own, and its administrators' at worst. */
  private async surely(institutionId: string, personId: string | null | undefined) {
    const addresses = await this.facts.addressesOf(institutionId);
    if (addresses.length > 0) return addresses.map((to) => ({ to, personal: false }));
    const person = personId ? (await this.facts.accountAddress(personId))?.email : undefined;
    const people = person ? [person] : await this.facts.affairsOfLibrary(institutionId);
    return people.map((to) => ({ to, personal: true }));
  }

  /** A person's own address; the library's when there is no such person or none can be reached. */
  private async addressesOf(
    institutionId: string,
    personId: string | null | undefined,
    notice: NoticeMessage,
  ) {
    const address = personId ? (await this.facts.accountAddress(personId))?.email : undefined;
    if (address) {
      const kind = kindOf[notice];
      const way = personId && kind ? await this.facts.wayOf(personId, kind) : undefined;
      // It stands at the desk, where alone it is wanted.
      return way?.by === 'desk' ? [] : [{ to: address, personal: true, ...digestOf(personId!, way) }];
    }
    return (await this.facts.addressesOf(institutionId)).map((to) => ({ to, personal: false }));
  }

  /** Colleagues who have asked for this kind by mail, though it is for the whole library. */
  private async staffWhoWantIt(institutionId: string, notice: NoticeMessage) {
    const kind = kindOf[notice];
    if (!kind) return [];
    const wanted: { to: string; personal: true; digestOf?: DigestOf }[] = [];
    for (const [id, way] of await this.facts.waysAt(institutionId, kind)) {
      const to = way.by === 'desk' ? undefined : (await this.facts.accountAddress(id))?.email;
      if (to) wanted.push({ to, personal: true, ...digestOf(id, way) });
    }
    return wanted;
  }
}

type DigestOf = NonNullable<Draft['digestOf']>;
const digestOf = (accountId: string, way: ChosenWay | undefined): { digestOf?: DigestOf } =>
  way?.by === 'digest' ? { digestOf: { accountId, at: way.digestAt } } : {};

/** Which kind of notice a mail reports; the others come whatever somebody has chosen. */
const kindOf: Partial<Record<NoticeMessage, NoticeKind>> = {
  'new-question': 'question-new',
  'followup-needed': 'question-new',
  assigned: 'question-assigned',
  'patron-replied': 'patron-replied',
  'due-soon': 'question-due-soon',
  overdue: 'question-overdue',
  'answer-sent': 'question-answered',
  'review-feedback': 'feedback',
  'referral-received': 'referral-in',
  'expert-referral': 'referral-in',
  'referral-returned': 'referral-returned',
};
