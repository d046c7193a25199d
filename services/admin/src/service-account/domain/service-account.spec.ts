import { describe, expect, it } from '@jest/globals';
import { ScopeNotForOwner, ServiceAccountRevoked } from './refusals.js';
import { overlapMs, ServiceAccount } from './service-account.js';

const now = new Date('2026-03-02T10:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const library = { kind: 'institution', id: 'library' } as const;
const anAccount = () =>
  ServiceAccount.create(
    'id',
    library,
    { name: 'Catalogue', scopes: ['questions:read'] },
    'first',
    'admin',
    now,
  );

describe('A service account', () => {
  it('proves itself with its secret and no other', () => {
    expect(anAccount().proves('first', now)).toBe(true);
    expect(anAccount().proves('second', now)).toBe(false);
  });

  it('has two good secrets for a day after a rotation, then one', () => {
    const account = anAccount();
    account.rotate('second', false, 'bob', now);
    expect(account.proves('first', later(overlapMs - 1))).toBe(true);
    expect(account.proves('second', later(overlapMs - 1))).toBe(true);
    expect(account.proves('first', later(overlapMs))).toBe(false);
    expect(account.proves('second', later(overlapMs))).toBe(true);
  });

  it('has one secret at once when the one before leaked', () => {
    const account = anAccount();
    account.rotate('second', true, 'bob', now);
    expect(account.proves('first', now)).toBe(false);
  });

  it('proves nothing once it is revoked, and is not rotated back to life', () => {
    const account = anAccount();
    account.revoke(now);
    expect(account.proves('first', now)).toBe(false);
    expect(() => account.rotate('second', false, 'bob', now)).toThrow(ServiceAccountRevoked);
    expect(account.takeEvents().map(({ name }) => name)).toEqual([
      'service-account.created.v1',
      'service-account.revoked.v1',
    ]);
  });

  it('reads questions for a library only, and the feed for a group only', () => {
    const group = { kind: 'group', id: 'group' } as const;
    const asking = (owner: typeof library | typeof group, scope: 'questions:read' | 'events:read') => () =>
      ServiceAccount.create('id', owner, { name: 'x', scopes: [scope] }, 'h', 'admin', now);
    expect(asking(group, 'questions:read')).toThrow(ScopeNotForOwner);
    expect(asking(library, 'events:read')).toThrow(ScopeNotForOwner);
    expect(asking(group, 'events:read')).not.toThrow();
  });
});
