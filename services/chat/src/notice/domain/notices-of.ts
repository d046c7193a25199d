import type { EventData } from '@carrel/contracts';
import type { Notice } from './notice.js';

type Question = EventData<'question.claimed.v1'>;
type Holding = Question['holdings'][number];
type Common = Omit<Question, 'fromPool'>;
type Referral = EventData<'referral.returned.v1'>;

const nothing = {
  institutionIds: [],
  accountIds: [],
  questionId: null,
  number: null,
  referralId: null,
  dutyId: null,
  groupId: null,
  libraryId: null,
  assigneeId: null,
  byId: null,
  dueAt: null,
} as const;

const about = (question: Common) => ({
  ...nothing,
  questionId: question.questionId,
  number: question.number,
  dueAt: question.dueAt,
  byId: question.actorId,
});
const isOpen = ({ status }: Holding) => status === 'new' || status === 'pending';

/** Practice is nobody's work, so it makes no notice. */
const real = (question: Common, notices: Notice[]): Notice[] => (question.practice ? [] : notices);

/** Whoever has to act: the assignees, and every library that has the question open without one; else the home library. */
function whoActs(question: Common): Pick<Notice, 'institutionIds' | 'accountIds'> {
  const turn = question.holdings.filter((holding) => isOpen(holding) && holding.waitingOn === null);
  const accountIds = turn.flatMap(({ assigneeId }) => assigneeId ?? []);
  const institutionIds = turn.filter((h) => h.assigneeId === null).map((h) => h.institutionId);
  if (accountIds.length + institutionIds.length > 0) return { accountIds, institutionIds };
  return { accountIds, institutionIds: [question.patronInstitutionId] };
}

/** To the libraries in whose list it is new. */
export function ofNew(question: Common): Notice[] {
  const institutionIds = question.holdings.filter((h) => h.status === 'new').map((h) => h.institutionId);
  const notice = { ...about(question), libraryId: question.patronInstitutionId, institutionIds };
  return real(question, institutionIds.length > 0 ? [{ ...notice, kind: 'question-new' }] : []);
}

/** To the one it is assigned to. */
export function ofAssigned(question: Common & { assigneeId: string | null }): Notice[] {
  const { assigneeId, actorInstitutionId } = question;
  if (assigneeId === null) return [];
  const notice = { ...about(question), libraryId: actorInstitutionId, assigneeId, accountIds: [assigneeId] };
  return real(question, [{ ...notice, kind: 'question-assigned' }]);
}

/** To the colleagues of the one who took it, and the other libraries that have it open. */
export function ofClaimed(question: Common): Notice[] {
  const { actorInstitutionId, holdings } = question;
  const institutionIds = holdings
    .filter((h) => isOpen(h) || h.institutionId === actorInstitutionId)
    .map((h) => h.institutionId);
  const assigneeId = holdings.find((h) => h.institutionId === actorInstitutionId)?.assigneeId ?? null;
  const notice = { ...about(question), libraryId: actorInstitutionId, assigneeId, institutionIds };
  return real(question, [{ ...notice, kind: 'question-claimed' }]);
}

/** To the senders and the home library, where another library answered (R108). */
export function ofAnswered(question: EventData<'question.answered.v1'>): Notice[] {
  const { actorInstitutionId, informedInstitutionIds } = question;
  const institutionIds = informedInstitutionIds.filter((id) => id !== actorInstitutionId);
  const notice = { ...about(question), libraryId: actorInstitutionId, institutionIds };
  return real(question, institutionIds.length > 0 ? [{ ...notice, kind: 'question-answered' }] : []);
}

/** To whoever has to act on it: the patron wrote, or its time comes or is past. */
export const ofTurn =
  (kind: 'patron-replied' | 'question-due-soon' | 'question-overdue') =>
  (question: Common): Notice[] =>
    real(question, [
      { ...about(question), libraryId: question.patronInstitutionId, ...whoActs(question), kind },
    ]);

/** To the receiver, and to the sender's colleagues. */
export function ofReferred(question: EventData<'question.referred.v1'>): Notice[] {
  const { actorInstitutionId: sender, receiverInstitutionId: receiver, referralId } = question;
  const notice = { ...about(question), referralId };
  return real(question, [
    ...(receiver
      ? [{ ...notice, kind: 'referral-in' as const, institutionIds: [receiver], libraryId: sender }]
      : []),
    ...(sender
      ? [{ ...notice, kind: 'referral-out' as const, institutionIds: [sender], libraryId: receiver }]
      : []),
  ]);
}

/** To the sender, who has the turn again. */
export const ofReturned = (referral: Referral): Notice[] => [
  {
    ...nothing,
    kind: 'referral-returned',
    questionId: referral.questionId,
    referralId: referral.referralId,
    groupId: referral.groupId,
    byId: referral.actorId,
    institutionIds: [referral.senderInstitutionId],
    libraryId: referral.receiverInstitutionId,
  },
];

/** To the librarian whose chat a reviewer has left a word on (R80). */
export const ofFeedback = (question: EventData<'question.feedback-given.v1'>): Notice[] => [
  {
    ...about(question),
    kind: 'feedback',
    libraryId: question.actorInstitutionId,
    accountIds: [question.feedbackToId],
  },
];

/** To the library whose duty has begun. */
export const ofDuty = (duty: EventData<'duty.started.v1'>): Notice[] => [
  {
    ...nothing,
    kind: 'duty-began',
    dutyId: duty.dutyId,
    groupId: duty.groupId,
    institutionIds: [duty.institutionId],
    dueAt: duty.to,
  },
];
