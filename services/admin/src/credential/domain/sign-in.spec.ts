import { describe, expect, it } from '@jest/globals';
import { anId, now } from '../../../test/builders.js';
import { countsFor, failureWindowMs, mayTry, mostFailures, mostFailuresAnywhere } from './attempts.js';
import { Credential, invitationLifetimeMs } from './credential.js';
import { parallelRefreshMs, refreshLifetimeMs, SignIn } from './sign-in.js';

const later = (ms: number): Date => new Date(now.getTime() + ms);

describe('A sign-in', () => {
  const begun = () => SignIn.start(anId(), anId(), 'a browser', now);

  it('exchanges each refresh token once', () => {
    const signIn = begun();
    const first = signIn.nextToken('first', now);
    expect(signIn.exchange(first, undefined, now)).toBe('exchanged');
    expect(signIn.exchange(signIn.nextToken('second', now), undefined, now)).toBe('exchanged');
    expect(signIn.endedAt).toBeNull();
  });

  it('gives parallel refreshes the same successor for a few seconds, and then takes a repetition for theft', () => {
    const signIn = begun();
    const first = signIn.nextToken('first', now);
    signIn.exchange(first, undefined, now);
    const second = signIn.nextToken('second', now);
    expect(signIn.exchange(first, second, later(parallelRefreshMs))).toBe('repeated');
    expect(signIn.exchange(first, second, later(parallelRefreshMs + 1))).toBe('refused');
    expect(signIn.exchange(second, undefined, now)).toBe('refused');
    expect(signIn.endedBecause).toBe('reuse');
  });

  it('ends as a whole when a used token comes back after its successor was used, however soon', () => {
    const signIn = begun();
    const first = signIn.nextToken('first', now);
    signIn.exchange(first, undefined, now);
    const second = signIn.nextToken('second', now);
    signIn.exchange(second, undefined, now);
    expect(signIn.exchange(first, second, now)).toBe('refused');
    expect(signIn.takeEvents()).toEqual([
      expect.objectContaining({
        name: 'sign-in.ended.v1',
        data: { signInId: signIn.id, accountId: signIn.accountId, because: 'reuse' },
      }),
    ]);
  });

  it('ends once, for the first reason', () => {
    const signIn = begun();
    signIn.end('logout', now);
    signIn.end('deactivated', later(1));
    expect([signIn.endedAt, signIn.endedBecause, signIn.sequence]).toEqual([now, 'logout', 1]);
  });

  it('refuses an expired token without ending', () => {
    const signIn = begun();
    expect(signIn.exchange(signIn.nextToken('first', now), undefined, later(refreshLifetimeMs))).toBe(
      'refused',
    );
    expect(signIn.endedAt).toBeNull();
  });
});

describe('Failed logins', () => {
  const failures = (count: number): Date[] => Array.from({ length: count }, (_, n) => later(n * 1000));

  it('are at most ten in any fifteen minutes, and the eleventh is refused with the time to wait', () => {
    expect(() => mayTry(failures(9), 10, later(10_000))).not.toThrow();
    expect(() => mayTry(failures(10), 10, later(10_000))).toThrow(
      expect.objectContaining({
        kind: 'too-many',
        facts: { retryAfterSeconds: failureWindowMs / 1000 - 10 },
      }),
    );
  });

  it('are forgotten one by one', () => {
    expect(() => mayTry(failures(10), 10, later(failureWindowMs))).not.toThrow();
    expect(() => mayTry(failures(11), 10, later(failureWindowMs))).toThrow();
  });

  it('of strangers count by network and by address, those of a known device for itself', () => {
    expect(countsFor({ network: '192.0.2.1', device: undefined })).toEqual([
      { by: 'network', which: '192.0.2.1', most: mostFailures },
      { by: 'address', which: '', most: mostFailuresAnywhere },
    ]);
    expect(countsFor({ network: '192.0.2.1', device: 'a device' })).toEqual([
      { by: 'device', which: 'a device', most: mostFailures },
    ]);
  });
});

describe('An invitation', () => {
  it('is good once, for three days, and until the next one', () => {
    const credential = Credential.of(anId());
    const expiresAt = credential.invite('a hash', now);
    expect(() => credential.redeem('hash', expiresAt)).toThrow(
      expect.objectContaining({ code: 'invitation-worthless' }),
    );
    credential.redeem('hash', later(invitationLifetimeMs - 1));
    expect(credential).toMatchObject({ passwordHash: 'hash', invitationHash: null });
    expect(() => credential.redeem('another', now)).toThrow(
      expect.objectContaining({ code: 'invitation-worthless' }),
    );
  });
});
