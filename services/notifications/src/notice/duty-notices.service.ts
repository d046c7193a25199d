import { requests, type AnswerOf, type EventEnvelope } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import type { NoticeData, NoticeMessage } from '../mail/notices.js';
import type { Draft } from '../delivery/mail-queue.js';

type Duty = Pick<EventEnvelope<'duty.missed.v1'>['data'], 'dutyId' | 'groupId' | 'institutionId' | 'from'>;
/** Several rungs ask with the same words. */
export type CoverAsked = EventEnvelope<'cover.requested.v1'> | EventEnvelope<'cover.escalated.v1'>;

/** Mail about the rota: what was missed, what nobody has, who asks for cover and who gives it (R87, R91). */
@Injectable()
export class DutyNoticesService {
  constructor(
    private readonly facts: MailFacts,
    private readonly requests: Requests,
  ) {}

  /** To the library on duty and the group's coordinators. */
  async missed({ data }: EventEnvelope<'duty.missed.v1'>): Promise<Draft[]> {
    const library = await this.facts.library(data.institutionId);
    const said = { ...(await this.said(data)), library: library.name };
    return [
      ...(await this.toLibraries('duty-missed', [data.institutionId], said)),
      ...(await this.toCoordinators('duty-missed', data, said)),
    ];
  }

  /** To the coordinators, and to the library that the rota names. */
  async uncovered({ data }: EventEnvelope<'duty.uncovered.v1'>): Promise<Draft[]> {
    const other = (await this.facts.library(data.institutionId)).name;
    const said = { ...(await this.said(data)), library: other, other };
    return about(data.dutyId, [
      ...(await this.toLibraries('duty-uncovered', [data.institutionId], said)),
      ...(await this.toCoordinators('duty-uncovered', data, said)),
    ]);
  }

  /** To the libraries of the rung that is asked; to the coordinators when it has come to them. */
  async coverAsked({ data }: CoverAsked): Promise<Draft[]> {
    const { askedInstitutionIds = [], coverId } = data;
    const other = (await this.facts.library(data.institutionId)).name;
    const said = { ...(await this.said(data, coverId)), library: other, other };
    const drafts = await this.toLibraries('cover-requested', askedInstitutionIds, said);
    const last = 'rung' in data && data.rung === 'coordinators';
    const rest = last ? await this.toCoordinators('cover-requested', data, said) : [];
    return about(data.dutyId, [...drafts, ...rest]);
  }

  /** To the library that asked and the one that took it. */
  async coverTaken({ data }: EventEnvelope<'cover.taken.v1'>): Promise<Draft[]> {
    const other = (await this.facts.library(data.takenByInstitutionId)).name;
    const said = { ...(await this.said(data)), library: other, other };
    return this.toLibraries('cover-taken', [data.institutionId, data.takenByInstitutionId], said);
  }

  /** To the library on duty for what it is about, when a question is put into Shared Followup (row 33, R88). */
  async shared({ data, time }: EventEnvelope<'referral.made.v1'>): Promise<Draft[]> {
    const { kind, groupId, questionId } = data;
    if (kind !== 'shared-followup' || groupId === null) return [];
    return this.pooled(questionId, groupId, time, null);
  }

  /** To the library on duty, as a chat comes into Shared Followup by itself (rows 1, 2); its own it is told of anyway. */
  async chatPooled({ data, time }: EventEnvelope<'question.created.v1'>): Promise<Draft[]> {
    if (!data.pooled || data.practice) return [];
    const home = await this.facts.library(data.patronInstitutionId);
    return this.pooled(data.questionId, home.subscriptionGroupId, time, home.id);
  }

  /** To the library whose duty begins, when questions wait in Shared Followup by then. */
  async started({ data }: EventEnvelope<'duty.started.v1'>): Promise<Draft[]> {
    const { waiting } = await this.requests.ask(requests.sharedWaiting, { groupId: data.groupId });
    if (waiting === 0) return [];
    const { name: group } = await this.facts.group(data.groupId);
    const said = { group, library: '', what: String(waiting) };
    return about(data.dutyId, await this.toLibraries('shared-waiting', [data.institutionId], said));
  }

  private async pooled(
    questionId: string,
    groupId: string,
    at: string,
    alreadyNotified: string | null,
  ): Promise<Draft[]> {
    const question = await this.facts.question(questionId);
    const subjects = question && (await this.facts.subjects(questionId));
    if (!question || !subjects) return [];
    const asked = { groupId, at, questions: [{ subjects }] };
    const { offers } = await this.requests.ask(requests.onDuty, asked);
    if (!offers[0] || offers[0].institutionId === alreadyNotified) return [];
    const group = await this.facts.group(groupId);
    const named = { number: question.number, title: question.subject };
    const drafts = await this.toLibraries('shared-question', [offers[0].institutionId], {
      ...named,
      group: group.name,
      library: '',
    });
    return drafts.map((draft) => ({ ...draft, questionId, number: question.number }));
  }

  private async said(duty: Duty, coverId: string | null = null): Promise<Omit<NoticeData, 'library'>> {
    const group = await this.facts.group(duty.groupId);
    const notice: AnswerOf<typeof requests.dutyNotice> = await this.requests.ask(requests.dutyNotice, {
      dutyId: duty.dutyId,
      coverId,
    });
    const at = { time: duty.from, timeZone: group.timeZone };
    return { group: group.name, at, reason: notice.reason, ...(notice.lane ? { what: notice.lane } : {}) };
  }

  private async toLibraries(
    notice: NoticeMessage,
    institutionIds: readonly string[],
    said: NoticeData,
  ): Promise<Draft[]> {
    const drafts: Draft[] = [];
    for (const institutionId of institutionIds) {
      const { name } = await this.facts.library(institutionId);
      const data = { ...said, library: name };
      for (const to of await this.facts.addressesOf(institutionId)) {
        drafts.push({ notice, data, to, ...nothing, institutionId, personal: false });
      }
    }
    return drafts;
  }

  /** In the language of the library whose duty it is: a group has none of its own. */
  private async toCoordinators(
    notice: NoticeMessage,
    { groupId, institutionId: readBy }: Duty,
    data: NoticeData,
  ): Promise<Draft[]> {
    const { coordinators, admins } = await this.requests.ask(requests.groupAddresses, { groupId });
    const people = coordinators.length > 0 ? coordinators : admins;
    return people.map((to) => ({
      ...{ notice, data, to, ...nothing, institutionId: null, readBy, personal: true },
    }));
  }
}

const about = (aboutId: string, drafts: Draft[]): Draft[] => drafts.map((draft) => ({ ...draft, aboutId }));

const nothing = { toPatron: false, questionId: null, sessionId: null, number: null } as const;
