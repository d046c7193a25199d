import { describe, expect, it } from '@jest/globals';
import { anId, now } from '../../../test/builders.js';
import { freshMs, mustBeFresh, mustHaveSecondFactor } from './requirement.js';
import { mostPasskeys, SecondFactor, type Passkey } from './second-factor.js';

const code = (name: string) => expect.objectContaining({ code: name });
const aPasskey = (changes: Partial<Passkey> = {}): Passkey => ({
  ...{ id: anId(), name: 'A key', publicKey: 'x', counter: 0, transports: [], createdAt: now.toISOString() },
  ...{ lastUsedAt: null, ...changes },
});
const withApp = (): SecondFactor => {
  const factor = SecondFactor.of(anId());
  factor.beginTotp('sealed');
  factor.confirmTotp(100, now);
  return factor;
};

describe('A second factor', () => {
  it('is an authenticator app once its first code was right', () => {
    const factor = SecondFactor.of(anId());
    expect(() => factor.confirmTotp(100, now)).toThrow(code('nothing-to-confirm'));
    factor.beginTotp('sealed');
    expect(factor.enrolled).toBe(false);
    expect(() => factor.confirmTotp(undefined, now)).toThrow(code('second-factor-wrong'));
    factor.confirmTotp(100, now);
    expect([factor.enrolled, factor.methods]).toEqual([true, ['totp']]);
  });

  it('takes each code once, and none from before one that was used', () => {
    const factor = withApp();
    for (const step of [100, 99, undefined])
      expect(() => factor.useTotp(step)).toThrow(code('second-factor-wrong'));
    factor.useTotp(101);
    expect(() => factor.useTotp(101)).toThrow(code('second-factor-wrong'));
  });

  it('keeps the old app until the first code of the new one', () => {
    const factor = withApp();
    factor.beginTotp('another');
    expect(factor.sealedTotp).toBe('sealed');
    factor.confirmTotp(102, now);
    expect(factor.sealedTotp).toBe('another');
  });

  it('takes each recovery code once', () => {
    const factor = withApp();
    factor.recoveryHashes = ['one', 'two'];
    factor.useRecoveryCode('one');
    expect(() => factor.useRecoveryCode('one')).toThrow(code('second-factor-wrong'));
    expect(factor.recoveryHashes).toEqual(['two']);
  });

  it('refuses a passkey whose counter does not grow', () => {
    const factor = SecondFactor.of(anId());
    factor.addPasskey(aPasskey({ id: 'counting', counter: 5 }));
    factor.addPasskey(aPasskey({ id: 'silent' }));
    for (const counter of [5, 4, 0]) {
      expect(() => factor.usePasskey('counting', counter, now)).toThrow(code('second-factor-wrong'));
    }
    factor.usePasskey('counting', 6, now);
    factor.usePasskey('silent', 0, now);
    expect(() => factor.usePasskey('unknown', 1, now)).toThrow(code('second-factor-wrong'));
  });

  it('has a bound on passkeys', () => {
    const factor = SecondFactor.of(anId());
    for (let n = 0; n < mostPasskeys; n += 1) factor.addPasskey(aPasskey());
    expect(() => factor.addPasskey(aPasskey())).toThrow(code('too-many-passkeys'));
  });

  it('is not left without one where one is required, and recovery codes go with the last', () => {
    const factor = withApp();
    factor.recoveryHashes = ['one'];
    expect(() => factor.removeTotp(true)).toThrow(code('last-second-factor'));
    factor.addPasskey(aPasskey({ id: 'a key' }));
    factor.removeTotp(true);
    expect(() => factor.removePasskey('a key', true)).toThrow(code('last-second-factor'));
    expect(factor.recoveryHashes).toEqual(['one']);
    expect([factor.removePasskey('unknown', true), factor.removePasskey('a key', false)]).toEqual([
      false,
      true,
    ]);
    expect([factor.enrolled, factor.recoveryHashes]).toEqual([false, []]);
  });

  it('changes within a quarter of an hour after signing in, with the factor there is', () => {
    const signIn = { startedAt: now, secondFactorAt: null };
    const late = new Date(now.getTime() + freshMs + 1);
    mustBeFresh(signIn, false, now);
    expect(() => mustBeFresh(signIn, false, late)).toThrow(code('sign-in-too-old'));
    expect(() => mustBeFresh(signIn, true, now)).toThrow(code('sign-in-too-old'));
    mustBeFresh({ ...signIn, secondFactorAt: now }, true, now);
  });
});

describe('A group wants a second factor', () => {
  const wanting = new Set(['a group']);
  const account = (roles: string[], groupRoles: object[] = []) => ({ roles, groupRoles }) as never;

  it('of administrators of its libraries and of itself, and of nobody else', () => {
    expect(mustHaveSecondFactor(account(['institution-admin']), 'a group', wanting)).toBe(true);
    expect(mustHaveSecondFactor(account(['institution-admin']), 'another', wanting)).toBe(false);
    expect(mustHaveSecondFactor(account(['librarian', 'reviewer']), 'a group', wanting)).toBe(false);
    const leads = { groupId: 'a group', role: 'group-admin' };
    expect(mustHaveSecondFactor(account([], [leads]), 'another', wanting)).toBe(true);
    expect(mustHaveSecondFactor(account([], [{ ...leads, role: 'coordinator' }]), null, wanting)).toBe(false);
    expect(mustHaveSecondFactor(account([], [{ ...leads, groupId: 'another' }]), null, wanting)).toBe(false);
  });
});
