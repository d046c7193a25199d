import type { EventEnvelope, HoldingState } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { NoticeDrafts, type NoticeRecipient } from './notice-drafts.js';
import type { Draft } from '../delivery/mail-queue.js';

type Waiting = Pick<EventEnvelope<'question.created.v1'>['data'], 'patronInstitutionId' | 'holdings'>;

/** Mail to libraries and their staff about questions and referrals (R106, R108, R129). It names no patron. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly facts: MailFacts,
    private readonly noticing: NoticeDrafts,
  ) {}

  /** A question or transcript that waits for the library; not for the one who took it up himself. */
  async created({ data }: EventEnvelope<'question.created.v1'>): Promise<Draft[]> {
    if (data.practice) return [];
    const waiting = data.holdings.filter(({ status }) => status === 'new');
    const untaken = waiting.filter(({ assigneeId }) => assigneeId === null);
    const notice = data.source === 'chat' ? 'followup-needed' : 'new-question';
    const taken = ['web-form', 'mail'].includes(data.source) ? assigneesOf(waiting, data.actorId) : [];
    const recipients = [...untaken.map(({ institutionId }) => ({ institutionId })), ...taken];
    const coordinators = untaken.length > 0 ? await this.coordinatorsAtPortal(data) : [];
    return this.noticing.notify(notice, [...recipients, ...coordinators], data);
  }

  /** Whoever decides about questions of no known library, as soon as one arrives at its portal (R94, B31). */
  private async coordinatorsAtPortal({ patronInstitutionId, holdings }: Waiting): Promise<NoticeRecipient[]> {
    const waits = holdings.some(
      ({ institutionId, status }) => institutionId === patronInstitutionId && status === 'new',
    );
    const portal = await this.facts.library(patronInstitutionId);
    if (!waits || !portal.portal) return [];
    const ids = await this.facts.coordinatorsOf(portal.subscriptionGroupId);
    return ids.map((personId) => ({ institutionId: portal.id, personId }));
  }

  /** The colleague it is given to; the library when somebody who had it is gone (rows 16, 49). */
  async assigned({ data }: EventEnvelope<'question.assigned.v1'>): Promise<Draft[]> {
    const { assigneeId, actorId, holdings } = data;
    if (assigneeId === actorId && assigneeId !== null) return [];
    const assignee = assigneeId ? holdings.find((one) => one.assigneeId === assigneeId) : undefined;
    if (assignee) {
      const recipients = { institutionId: assignee.institutionId, personId: assigneeId };
      return this.noticing.notify('assigned', [recipients], data, { other: null });
    }
    if (assigneeId || actorId) return [];
    const open = holdings.filter(({ status, assigneeId: left }) => isOpen(status) && left === null);
    return this.noticing.notify(
      'unassigned',
      open.map(({ institutionId }) => ({ institutionId })),
      data,
    );
  }

  /** Whoever works on it, else the library whose turn it is (R134, rows 35 to 38). */
  async patronReplied({ data }: EventEnvelope<'question.patron-replied.v1'>): Promise<Draft[]> {
    return this.noticing.notify('patron-replied', turnOf(data), data);
  }

  /** What an expert or e-mail partner wrote (row 32), or a transcript that is forwarded for quality (row 34). */
  async noteAdded({ data }: EventEnvelope<'question.note-added.v1'>): Promise<Draft[]> {
    if (data.kind === 'partner-reply') return this.noticing.notify('partner-replied', turnOf(data), data);
    if (data.kind !== 'quality' || !data.actorInstitutionId) return [];
    const contacts = await this.facts.qualityContacts(data.actorInstitutionId);
    const ids = new Set([...contacts.accountIds, ...contacts.coordinatorAccountIds]);
    const known = await Promise.all([...ids].map((id) => this.facts.memberOf(id)));
    const recipients = known.filter((one) => one !== undefined);
    return this.noticing.notify('quality-forward', recipients, data, {
      other: await this.nameOf(data.actorInstitutionId),
    });
  }

  /** The library that worked on it, when the patron's library takes it back (row 29b). */
  async unclaimed({ data }: EventEnvelope<'question.unclaimed.v1'>): Promise<Draft[]> {
    const { actorInstitutionId: actor, holdings } = data;
    const lost = holdings.filter((one) => one.relations.includes('claimer') && one.institutionId !== actor);
    const recipients = lost.map(({ institutionId, assigneeId }) => ({ institutionId, personId: assigneeId }));
    return this.noticing.notify('claim-lost', recipients, data, { other: await this.nameOf(actor) });
  }

  /** The patron's library (row 43), but not whoever did it. */
  async reopened({ data }: EventEnvelope<'question.reopened.v1'>): Promise<Draft[]> {
    const waiting = data.holdings.filter(({ status }) => status === 'new');
    const recipients = waiting.filter(({ assigneeId }) => assigneeId === null || assigneeId !== data.actorId);
    return this.noticing.notify('reopened', recipients.map(withAssignee), data);
  }

  /** The librarian whose chat was reviewed, of whichever library (R80). */
  async feedbackGiven({ data }: EventEnvelope<'question.feedback-given.v1'>): Promise<Draft[]> {
    const librarian = await this.facts.memberOf(data.feedbackToId);
    return this.noticing.notify('review-feedback', librarian ? [librarian] : [], data);
  }

  /** In the library's hours, which questions has looked up (A6, F24). */
  async reminder(
    notice: 'due-soon' | 'overdue' | 'archive-warning',
    { data }: EventEnvelope<'question.due-soon.v1' | 'question.overdue.v1' | 'question.archive-warning.v1'>,
  ): Promise<Draft[]> {
    return this.noticing.notify(
      notice,
      turnOf(data),
      data,
      { at: data.dueAt },
      { notBefore: new Date(data.remindAt) },
    );
  }

  /** To the patron's library, and whatever its mail setting to every sender; not to the one that answered (R108). */
  async answered({ data }: EventEnvelope<'question.answered.v1'>): Promise<Draft[]> {
    const others = data.informedInstitutionIds.filter((id) => id !== data.actorInstitutionId);
    const other = await this.nameOf(data.actorInstitutionId);
    const recipients = others.map((institutionId): NoticeRecipient => {
      const sender = data.holdings.find((one) => one.institutionId === institutionId && isSender(one));
      return sender ? { ...withAssignee(sender), surely: true } : { institutionId };
    });
    return this.noticing.notify('answer-sent', recipients, data, { other });
  }

  /** To those who referred it, except to the one that closed it (row 40). */
  async closed({ data }: EventEnvelope<'question.closed.v1'>): Promise<Draft[]> {
    const senders = data.holdings.filter(isSender);
    const recipients = senders.filter(({ institutionId }) => institutionId !== data.actorInstitutionId);
    const other = await this.nameOf(data.actorInstitutionId);
    return this.noticing.notify(
      'question-closed',
      recipients.map(({ institutionId }) => ({ institutionId })),
      data,
      { other },
    );
  }

  /** The receiving library (R106); experts in person (row 30); coordinators, of a question of no known library (R94). */
  async referralMade({ data }: EventEnvelope<'referral.made.v1'>): Promise<Draft[]> {
    if (data.kind === 'shared-followup') return [];
    const letter = await this.facts.referralLetter(data.referralId);
    const { reason, expertAccountIds, coordinatorAccountIds, receiverInstitutionId } = letter;
    const more = { other: await this.nameOf(data.senderInstitutionId), reason };
    const about = { aboutId: data.referralId };
    const receiver = receiverInstitutionId ?? null;
    const coordinators = coordinatorAccountIds.map((personId) => ({ institutionId: receiver!, personId }));
    const libraries = receiver ? [toLibrary(receiver), ...coordinators] : [];
    const known = await Promise.all(expertAccountIds.map((id) => this.facts.memberOf(id)));
    const experts = known.filter((one) => one !== undefined);
    return [
      ...(await this.noticing.notify('referral-received', libraries, data, more, about)),
      ...(await this.noticing.notify('expert-referral', experts, data, more, about)),
    ];
  }

  async referralReturned({ data }: EventEnvelope<'referral.returned.v1'>): Promise<Draft[]> {
    const { endReason } = await this.facts.referralReasons(data.referralId);
    const other = await this.nameOf(data.receiverInstitutionId);
    const recipients = [toLibrary(data.senderInstitutionId)];
    return this.noticing.notify('referral-returned', recipients, data, { other, reason: endReason });
  }

  async referralWithdrawn({ data }: EventEnvelope<'referral.withdrawn.v1'>): Promise<Draft[]> {
    if (!data.receiverInstitutionId) return [];
    const { endReason } = await this.facts.referralReasons(data.referralId);
    const other = await this.nameOf(data.senderInstitutionId);
    const recipients = [toLibrary(data.receiverInstitutionId)];
    return this.noticing.notify('referral-withdrawn', recipients, data, { other, reason: endReason });
  }

  private async nameOf(institutionId: string | null): Promise<string | null> {
    return institutionId && (await this.facts.library(institutionId)).name;
  }
}

const toLibrary = (institutionId: string): NoticeRecipient => ({ institutionId });
const isSender = ({ relations }: HoldingState): boolean => relations.includes('sender');
const isOpen = (status: HoldingState['status']): boolean => status === 'new' || status === 'pending';
const withAssignee = ({ institutionId, assigneeId }: HoldingState): NoticeRecipient => ({
  institutionId,
  personId: assigneeId,
});

/** The library to act, and in it whoever works on it: its holding is New, or waits for somebody who is no library. */
function turnOf({ holdings }: { holdings: readonly HoldingState[] }): NoticeRecipient[] {
  const turn =
    holdings.find(({ status }) => status === 'new') ??
    holdings.find(({ status, waitingOn }) => status === 'pending' && waitingOn !== 'library');
  return turn ? [withAssignee(turn)] : [];
}

const assigneesOf = (holdings: readonly HoldingState[], actorId: string | null): NoticeRecipient[] =>
  holdings.filter(({ assigneeId }) => assigneeId !== null && assigneeId !== actorId).map(withAssignee);
