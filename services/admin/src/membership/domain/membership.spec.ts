import { describe, expect, it } from '@jest/globals';
import { aGroup, aMembership, anApplicant, anId, aRequest, now } from '../../../test/builders.js';
import { actionsOn } from './actions.js';
import { mayMove } from './deciders.js';
import {
  membershipMoves,
  membershipStatuses,
  moveOf,
  mostCooperatives,
  type MembershipMove,
} from './moves.js';

const moves = Object.keys(membershipMoves) as MembershipMove[];

describe('A library that asks to join a cooperative', () => {
  it('[R113] needs an active profile', () => {
    for (const profileStatus of ['new', 'submitted', 'rejected', 'closed']) {
      expect(() => aRequest(aGroup(), anApplicant({ profileStatus }))).toThrow(
        expect.objectContaining({ kind: 'conflict', code: 'profile-not-active', facts: { profileStatus } }),
      );
    }
  });

  it("[R112] needs the operator's mark where the group asks for it", () => {
    const group = { id: anId(), kind: 'cooperative', requiresCooperativeMark: true } as const;
    expect(() => aRequest(group)).toThrow(expect.objectContaining({ code: 'not-a-cooperative-member' }));
    expect(aRequest(group, anApplicant({ cooperativeMember: true })).status).toBe('pending');
  });

  it('belongs to at most five', () => {
    expect(aRequest(aGroup(), anApplicant({ cooperatives: mostCooperatives - 1 })).status).toBe('pending');
    expect(() => aRequest(aGroup(), anApplicant({ cooperatives: mostCooperatives }))).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'too-many-cooperatives' }),
    );
  });

  it('joins cooperatives only, never a subscription group', () => {
    expect(() => aRequest(aGroup('subscription'))).toThrow(
      expect.objectContaining({ code: 'not-a-cooperative' }),
    );
  });

  it('[R115] waits until the group approves', () => {
    const membership = aRequest();
    expect(membership.status).toBe('pending');
    membership.move('approve', anId(), null, now);
    expect(membership.status).toBe('active');
    expect(membership.takeEvents().map((event) => [event.sequence, event.name])).toEqual([
      [1, 'membership.requested.v1'],
      [2, 'membership.approved.v1'],
    ]);
  });

  it('may ask again after a rejection or after leaving, and not while it is blocked', () => {
    for (const status of ['rejected', 'left'] as const) {
      const membership = aMembership(status);
      membership.requestAgain(aGroup(), anApplicant(), anId(), now);
      expect(membership.status).toBe('pending');
    }
    expect(() => aMembership('blocked').requestAgain(aGroup(), anApplicant(), anId(), now)).toThrow(
      expect.objectContaining({ code: 'membership-blocked' }),
    );
  });

  it('is held to the same conditions when it asks again', () => {
    const again = (): void =>
      aMembership('left').requestAgain(aGroup(), anApplicant({ cooperatives: 5 }), anId(), now);
    expect(again).toThrow(expect.objectContaining({ code: 'too-many-cooperatives' }));
  });
});

describe('The moves of a membership', () => {
  it.each(membershipStatuses.flatMap((status) => moves.map((move) => [status, move] as const)))(
    'from %s by "%s" are those of the table, and every other is refused',
    (status, move) => {
      const { from, to } = membershipMoves[move];
      if (from.includes(status)) expect(moveOf(move, status)).toBe(to);
      else expect(() => moveOf(move, status)).toThrow(expect.objectContaining({ kind: 'conflict' }));
    },
  );

  it("are made by the group's administrators, the library's, or either; others see nothing to move", () => {
    const membership = aMembership('pending');
    const nobody = { accountId: anId(), institutionId: anId(), roles: [], groupRoles: [], operator: false };
    const ofGroup = {
      ...nobody,
      groupRoles: [{ groupId: membership.groupId, role: 'group-admin' as const }],
    };
    const ofLibrary = {
      ...nobody,
      institutionId: membership.institutionId,
      roles: ['institution-admin' as const],
    };
    const librarian = { ...ofLibrary, roles: ['librarian' as const] };
    const ofAnother = { ...nobody, roles: ['institution-admin' as const] };
    expect(() => mayMove('approve', membership, ofGroup)).not.toThrow();
    expect(() => mayMove('leave', membership, ofLibrary)).not.toThrow();
    expect(() => mayMove('approve', membership, ofLibrary)).toThrow(
      expect.objectContaining({ kind: 'forbidden' }),
    );
    expect(() => mayMove('resume', membership, ofGroup)).toThrow(
      expect.objectContaining({ kind: 'forbidden' }),
    );
    expect(() => mayMove('leave', membership, librarian)).toThrow(
      expect.objectContaining({ kind: 'forbidden' }),
    );
    expect(() => mayMove('approve', membership, ofAnother)).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    );
  });

  it("are the operator's while nobody administers the group, and the group's from its first administrator on", () => {
    const membership = aMembership('pending');
    const operator = { accountId: anId(), institutionId: anId(), roles: [], groupRoles: [], operator: true };
    expect(mayMove('approve', membership, operator, false)).toBe('group');
    expect(() => mayMove('approve', membership, operator, true)).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'group-is-administered' }),
    );
    const actions = (administered: boolean) =>
      actionsOn(membership, operator, administered).filter(({ allowed }) => allowed);
    expect(actions(false).map(({ action }) => action)).toEqual(['approve', 'reject', 'block', 'leave']);
    expect(actions(true)).toEqual([]);
  });
});
