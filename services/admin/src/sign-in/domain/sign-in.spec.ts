import { describe, expect, it } from '@jest/globals';
import { anId, now } from '../../../test/builders.js';
import { failureWindowMs, mayTry, mostFailures } from './attempts.js';
import { Credential, invitationLifetimeMs } from './credential.js';
import { refreshLifetimeMs, SignIn } from './sign-in.js';

const later = (ms: number): Date => new Date(now.getTime() + ms);

describe('A sign-in', () => {
  it('exchanges each refresh token once', () => {
    const signIn = SignIn.start(anId(), anId(), now);
    const first = signIn.nextToken('first', now);
    expect(signIn.exchange(first, now)).toBe('exchanged');
    expect(signIn.exchange(signIn.nextToken('second', now), now)).toBe('exchanged');
    expect(signIn.endedAt).toBeNull();
  });

  it('ends as a whole when a used token comes back', () => {
    const signIn = SignIn.start(anId(), anId(), now);
    const first = signIn.nextToken('first', now);
    signIn.exchange(first, now);
    const second = signIn.nextToken('second', now);
    expect(signIn.exchange(first, now)).toBe('refused');
    expect(signIn.exchange(second, now)).toBe('refused');
    expect(signIn.endedBecause).toBe('reuse');
  });

  it('refuses an expired token without ending', () => {
    const signIn = SignIn.start(anId(), anId(), now);
    expect(signIn.exchange(signIn.nextToken('first', now), later(refreshLifetimeMs))).toBe('refused');
    expect(signIn.endedAt).toBeNull();
  });
});

describe('Failed logins', () => {
  const failures = (count: number): Date[] => Array.from({ length: count }, (_, n) => later(n * 1000));

  it('are at most ten in any fifteen minutes, and the eleventh hears how long to wait', () => {
    expect(() => mayTry(failures(mostFailures - 1), later(10_000))).not.toThrow();
    expect(() => mayTry(failures(mostFailures), later(10_000))).toThrow(
      expect.objectContaining({
        kind: 'too-many',
        facts: { retryAfterSeconds: failureWindowMs / 1000 - 10 },
      }),
    );
  });

  it('are forgotten one by one', () => {
    expect(() => mayTry(failures(mostFailures), later(failureWindowMs))).not.toThrow();
    expect(() => mayTry(failures(mostFailures + 1), later(failureWindowMs))).toThrow();
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
