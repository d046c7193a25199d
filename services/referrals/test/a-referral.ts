import type { Librarian, ReferralKind, ReferralInput } from '../src/referral/domain/referral-input.js';
import type { Destination } from '../src/referral/domain/known.js';
import { Referral } from '../src/referral/domain/referral.js';
import { aQuestion, aspen, birch, cooperative } from './libraries.js';

const account = (n: number) => `00000000-0000-7000-8000-0000000009${String(n).padStart(2, '0')}`;
export const ada: Librarian = { accountId: account(1), institutionId: aspen.id };
export const ben: Librarian = { accountId: account(2), institutionId: birch.id };
export const noon = new Date('2026-03-02T12:00:00.000Z');

const nowhere: Destination = {
  ...{ askedInstitutionId: null, receiverInstitutionId: null, groupId: null, steps: [], unrouted: false },
  ...{ expertId: null, expertAccountIds: [], addressee: null, reasonRequired: false, deadlineHours: null },
};

/** Aspen's Ada refers to Birch, through what really happens; `open()` once questions has said yes. */
export function aReferral(
  kind: ReferralKind = 'cooperative-partner',
  more: Partial<ReferralInput & Destination> = {},
  id = account(50),
) {
  const receiver = kind.endsWith('-partner') && kind !== 'email-partner' ? birch.id : null;
  const referral = Referral.ask(
    id,
    {
      questionId: aQuestion,
      kind,
      reason: 'They hold the county maps',
      noContactConfirmed: false,
      withContact: false,
      ...more,
    },
    ada,
    {
      ...nowhere,
      askedInstitutionId: receiver,
      receiverInstitutionId: receiver,
      groupId: cooperative,
      ...more,
    },
    noon,
  );
  return {
    asked: () => referral,
    open() {
      referral.made(noon);
      referral.takeEvents();
      return referral;
    },
  };
}
