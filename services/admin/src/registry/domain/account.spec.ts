import { describe, expect, it } from '@jest/globals';
import { anAccount, anId, aPerson, now } from '../../../test/builders.js';
import { Account, noInstitution } from './account.js';

const group = (changes: object = {}) => ({
  id: anId(),
  kind: 'subscription' as const,
  includesLibrary: true,
  ...changes,
});

const by = (accountId: string, operator = false) => ({ accountId, operator });

describe('An account', () => {
  it('[R2] of the administrator of a subscription group also administers its own library', () => {
    const account = anAccount();
    const evergreen = group();
    account.holdInGroup(evergreen, ['group-admin'], now);
    expect(account.roles).toEqual(['librarian', 'institution-admin']);
    expect(() =>
      account.change({ person: aPerson(), roles: ['librarian'], trained: false }, evergreen.id, now),
    ).toThrow(expect.objectContaining({ code: 'group-admin-administers' }));
  });

  it('[R8] holds roles only in groups its library belongs to, and may give them back', () => {
    const account = anAccount();
    expect(() => account.holdInGroup(group({ includesLibrary: false }), ['coordinator'], now)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'library-not-in-group' }),
    );
    const cooperative = group({ kind: 'cooperative' });
    account.holdInGroup(cooperative, ['coordinator', 'group-admin', 'coordinator'], now);
    expect(account.groupRoles).toHaveLength(2);
    expect(account.roles).toEqual(['librarian']);
    account.holdInGroup({ ...cooperative, includesLibrary: false }, [], now);
    expect(account.groupRoles).toEqual([]);
  });

  it('[R6] is not trained until its library says so', () => {
    const account = anAccount();
    expect(account.trained).toBe(false);
    account.change({ person: aPerson(), roles: ['librarian'], trained: true }, anId(), now);
    expect(account.takeEvents().at(-1)?.data).toMatchObject({ trained: true });
  });

  it('is not deactivated by its own holder, nor twice, nor changed afterwards', () => {
    const account = anAccount();
    expect(() => account.deactivate(by(account.id), now)).toThrow(
      expect.objectContaining({ code: 'own-account' }),
    );
    account.deactivate(by(anId()), now);
    expect(account.takeEvents().at(-1)).toMatchObject({
      name: 'account.deactivated.v1',
      data: { active: false },
    });
    expect(() => account.deactivate(by(anId()), now)).toThrow(expect.objectContaining({ kind: 'conflict' }));
    expect(() => account.holdInGroup(group(), ['coordinator'], now)).toThrow(
      expect.objectContaining({ code: 'account-deactivated' }),
    );
  });

  it('signs in with its address in lower case, and neither name nor address is in any event', () => {
    const account = anAccount();
    account.change({ person: aPerson({ name: 'Other' }), roles: ['librarian'], trained: true }, anId(), now);
    account.deactivate(by(anId()), now);
    expect(account.email).toBe('robin@fir.example');
    expect(JSON.stringify(account.takeEvents())).not.toMatch(/robin|fir|other/i);
  });

  it('that the operator has deactivated comes back by the operator alone', () => {
    const account = anAccount();
    account.deactivate(by(anId(), true), now);
    expect(() => account.reactivate(by(anId()), now)).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'deactivated-by-operator' }),
    );
    account.reactivate(by(anId(), true), now);
    account.deactivate(by(anId()), now);
    account.reactivate(by(anId()), now);
    expect(account.active).toBe(true);
  });

  it('of the operator belongs to no library', () => {
    const operator = Account.operator(anId(), '100000001', aPerson(), now);
    expect(operator.institutionId).toBe(noInstitution);
    expect(operator.takeEvents()[0]?.data).toMatchObject({ operator: true, roles: [] });
  });
});
