import type { EventEnvelope } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { Facts } from './facts.js';
import type { Message, MessageData } from './mail/messages.js';
import type { Draft } from './postroom.js';

type Notice = Exclude<Message, 'chat-transcript' | 'answer'>;
/** What a notice says beside the question and the library it goes to. */
type More<N extends Notice> = Omit<MessageData[N], 'number' | 'title' | 'library'>;
interface About {
  questionId: string;
  sessionId?: string | null;
}

/** Mail to libraries, at the addresses they have named (R106, R108, R129). It names no patron. */
@Injectable()
export class NoticesService {
  constructor(private readonly facts: Facts) {}

  /** A question or transcript that waits for the library; not for the one who took it up himself. */
  async created({ data }: EventEnvelope<'question.created.v1'>): Promise<Draft[]> {
    const waiting = data.holdings.filter(({ status, assigneeId }) => status === 'new' && assigneeId === null);
    const libraries = waiting.map(({ institutionId }) => institutionId);
    return this.notify(data.source === 'chat' ? 'followup-needed' : 'new-question', libraries, data, {});
  }

  /** To every sender and the patron's library, except to the one that answered (R108). */
  async answered({ data }: EventEnvelope<'question.answered.v1'>): Promise<Draft[]> {
    const others = data.informedInstitutionIds.filter((id) => id !== data.actorInstitutionId);
    const other = (await this.nameOf(data.actorInstitutionId)) ?? 'Another library';
    return this.notify('answer-sent', others, data, { other });
  }

  /** To those who referred it, except to the one that closed it (row 40). */
  async closed({ data }: EventEnvelope<'question.closed.v1'>): Promise<Draft[]> {
    const senders = data.holdings.filter(({ relations }) => relations.includes('sender'));
    const ids = senders
      .map(({ institutionId }) => institutionId)
      .filter((id) => id !== data.actorInstitutionId);
    return this.notify('question-closed', ids, data, { other: await this.nameOf(data.actorInstitutionId) });
  }

  async referralMade({ data }: EventEnvelope<'referral.made.v1'>): Promise<Draft[]> {
    if (!data.receiverInstitutionId) return [];
    const { reason } = await this.facts.referralReasons(data.referralId);
    const { name } = await this.facts.library(data.senderInstitutionId);
    return this.notify('referral-received', [data.receiverInstitutionId], data, { other: name, reason });
  }

  async referralReturned({ data }: EventEnvelope<'referral.returned.v1'>): Promise<Draft[]> {
    const { endReason } = await this.facts.referralReasons(data.referralId);
    const other = (await this.nameOf(data.receiverInstitutionId)) ?? 'The receiver';
    return this.notify('referral-returned', [data.senderInstitutionId], data, { other, reason: endReason });
  }

  async referralWithdrawn({ data }: EventEnvelope<'referral.withdrawn.v1'>): Promise<Draft[]> {
    if (!data.receiverInstitutionId) return [];
    const { endReason } = await this.facts.referralReasons(data.referralId);
    const { name } = await this.facts.library(data.senderInstitutionId);
    return this.notify('referral-withdrawn', [data.receiverInstitutionId], data, {
      other: name,
      reason: endReason,
    });
  }

  private async nameOf(institutionId: string | null): Promise<string | null> {
    return institutionId && (await this.facts.library(institutionId)).name;
  }

  private async notify<N extends Notice>(
    message: N,
    institutionIds: readonly string[],
    { questionId, sessionId = null }: About,
    more: More<N>,
  ): Promise<Draft[]> {
    const question = institutionIds.length > 0 ? await this.facts.question(questionId) : undefined;
    if (!question) return [];
    const { number, subject: title } = question;
    const drafts: Draft[] = [];
    for (const institutionId of institutionIds) {
      const { name: library } = await this.facts.library(institutionId);
      for (const to of await this.facts.addressesOf(institutionId)) {
        const data = { number, title, library, ...more };
        drafts.push({
          message,
          data,
          to,
          toPatron: false,
          institutionId,
          questionId,
          sessionId,
          number,
        } as Draft);
      }
    }
    return drafts;
  }
}
