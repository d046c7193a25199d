import { describe, expect, it } from '@jest/globals';
import { ofAnswered, ofAssigned, ofClaimed, ofDuty, ofNew, ofReferred, ofTurn } from './notices-of.js';

const [aspen, birch, ada, bea] = ['aspen', 'birch', 'ada', 'bea'];
const holding = (
  institutionId: string,
  status: 'new' | 'pending' | 'answered' | null,
  more: object = {},
) => ({
  institutionId,
  relations: [],
  status,
  assigneeId: null,
  waitingOn: null,
  ...more,
});
const question = (...holdings: ReturnType<typeof holding>[]) => ({
  questionId: 'q',
  number: '4711',
  source: 'web-form' as const,
  sessionId: null,
  patronInstitutionId: aspen,
  practice: false,
  noContact: false,
  pooled: false,
  dueAt: null,
  holdings,
  actorId: ada,
  actorInstitutionId: aspen,
});
const kinds = (notices: readonly { kind: string }[]) => notices.map(({ kind }) => kind);

describe('Notices to staff about a question', () => {
  it('new in the list of a library, it goes to that library; pending there from the start, to nobody', () => {
    expect(ofNew(question(holding(aspen, 'new'), holding(birch, null)))).toEqual([
      expect.objectContaining({ kind: 'question-new', institutionIds: [aspen], number: '4711' }),
    ]);
    expect(ofNew(question(holding(aspen, 'pending')))).toEqual([]);
  });

  it('assigned, it goes to the assignee; taken away from everybody, to nobody', () => {
    const [notice] = ofAssigned({ ...question(), assigneeId: bea });
    expect(notice).toMatchObject({ kind: 'question-assigned', accountIds: [bea], institutionIds: [] });
    expect(ofAssigned({ ...question(), assigneeId: null })).toEqual([]);
  });

  it('claimed, it goes to the colleagues and to whoever else has it open', () => {
    const holdings = [holding(aspen, 'pending', { assigneeId: ada }), holding(birch, 'new')];
    expect(ofClaimed(question(...holdings))).toEqual([
      expect.objectContaining({ institutionIds: [aspen, birch], assigneeId: ada, byId: ada }),
    ]);
  });

  it('the patron wrote: it goes to the assignee who has the turn, to a library without one, else to the home library', () => {
    const replied = ofTurn('patron-replied');
    const assigned = holding(birch, 'pending', { assigneeId: bea });
    expect(replied(question(assigned))).toEqual([
      expect.objectContaining({ accountIds: [bea], institutionIds: [] }),
    ]);
    expect(replied(question(holding(birch, 'new')))[0]).toMatchObject({ institutionIds: [birch] });
    expect(replied(question(holding(birch, 'answered')))[0]).toMatchObject({ institutionIds: [aspen] });
    const waits = holding(birch, 'pending', { assigneeId: bea, waitingOn: 'expert' });
    expect(replied(question(waits))[0]).toMatchObject({ accountIds: [], institutionIds: [aspen] });
  });

  it('referred, the receiver learns where it comes from and the sender where it went', () => {
    const notices = ofReferred({ ...question(), referralId: 'r', receiverInstitutionId: birch });
    expect(notices).toEqual([
      expect.objectContaining({ kind: 'referral-in', institutionIds: [birch], libraryId: aspen }),
      expect.objectContaining({ kind: 'referral-out', institutionIds: [aspen], libraryId: birch }),
    ]);
    const toExpert = ofReferred({ ...question(), referralId: 'r', receiverInstitutionId: null });
    expect(kinds(toExpert)).toEqual(['referral-out']);
  });

  it('answered, those who are informed get a notice, but not the library that answered', () => {
    const answered = { ...question(), answerId: 'a', deliveredBy: 'mail' as const, answeredReferralIds: [] };
    expect(ofAnswered({ ...answered, informedInstitutionIds: [aspen, birch] })).toEqual([
      expect.objectContaining({ institutionIds: [birch] }),
    ]);
    expect(ofAnswered({ ...answered, informedInstitutionIds: [aspen] })).toEqual([]);
  });

  it('practice makes no notice', () => {
    const practice = { ...question(holding(aspen, 'new')), practice: true };
    expect([...ofNew(practice), ...ofClaimed(practice), ...ofTurn('question-overdue')(practice)]).toEqual([]);
  });

  it('the notice of a duty goes to the library whose it is, until when it lasts', () => {
    const duty = { dutyId: 'd', groupId: 'g', institutionId: birch, from: 'then', to: 'until' };
    expect(ofDuty(duty)).toEqual([
      expect.objectContaining({
        kind: 'duty-began',
        institutionIds: [birch],
        dueAt: 'until',
        questionId: null,
      }),
    ]);
  });
});
