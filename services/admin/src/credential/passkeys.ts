import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { SecondFactorWrong } from './domain/refusals.js';
import type { Passkey, SecondFactor } from './domain/second-factor.js';
import { PendingSignIns, type ChallengePurpose } from './persistence/pending-sign-ins.js';

const challengeMs = 5 * 60_000;
export type { AuthenticationResponseJSON, RegistrationResponseJSON };

/** Passkeys (WebAuthn): the person is verified by the authenticator each time, each challenge is good once. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly pending: PendingSignIns,
    private readonly clock: Clock,
    @Inject(ADMIN_CONFIG) private readonly config: AdminConfig,
  ) {}

  async creationOptions(factor: SecondFactor, person: { email: string; name: string }) {
    const options = await generateRegistrationOptions({
      rpName: 'Carrel',
      rpID: this.config.passkeys.rpId,
      userID: new Uint8Array(Buffer.from(factor.accountId)),
      userName: person.email,
      userDisplayName: person.name,
      attestationType: 'none',
      timeout: challengeMs,
      excludeCredentials: factor.passkeys.map(described),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    });
    await this.keep(options.challenge, 'enrol', factor.accountId);
    return options;
  }

  /** The passkey that an authenticator has made. @throws SecondFactorWrong */
  async created(accountId: string, name: string, response: RegistrationResponseJSON): Promise<Passkey> {
    const expectedChallenge = await this.take(response.response.clientDataJSON, 'enrol', accountId);
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      ...this.relyingParty(),
    }).catch(refused);
    if (!verified.verified) throw new SecondFactorWrong();
    const { id, publicKey, counter } = verified.registrationInfo.credential;
    return {
      ...{ id, name, publicKey: Buffer.from(publicKey).toString('base64url'), counter },
      transports: response.response.transports ?? [],
      ...{ createdAt: this.clock.now().toISOString(), lastUsedAt: null },
    };
  }

  /** @param factor whose passkeys may answer; null when the browser offers those it has */
  async requestOptions(factor: SecondFactor | null) {
    const options = await generateAuthenticationOptions({
      rpID: this.config.passkeys.rpId,
      userVerification: 'required',
      timeout: challengeMs,
      allowCredentials: factor?.passkeys.map(described) ?? [],
    });
    await this.keep(options.challenge, factor ? 'verify' : 'sign-in', factor?.accountId ?? null);
    return options;
  }

  /** The counter that a passkey of the account has answered with. @throws SecondFactorWrong */
  async answered(
    factor: SecondFactor,
    response: AuthenticationResponseJSON,
    purpose: 'verify' | 'sign-in',
  ): Promise<number> {
    const passkey = factor.passkeys.find(({ id }) => id === response.id);
    if (!passkey) throw new SecondFactorWrong();
    const of = purpose === 'verify' ? factor.accountId : null;
    const expectedChallenge = await this.take(response.response.clientDataJSON, purpose, of);
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      credential: {
        ...described(passkey),
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        // The domain looks at the counter, under the lock.
        counter: 0,
      },
      ...this.relyingParty(),
    }).catch(refused);
    if (!verified.verified) throw new SecondFactorWrong();
    return verified.authenticationInfo.newCounter;
  }

  private relyingParty() {
    const { rpId, origins } = this.config.passkeys;
    return { expectedOrigin: [...origins], expectedRPID: rpId, requireUserVerification: true };
  }

  private keep(challenge: string, purpose: ChallengePurpose, accountId: string | null): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + challengeMs);
    return this.pending.addChallenge(challenge, purpose, accountId, expiresAt);
  }

  /** The challenge that is answered, used up whatever the answer is. @throws SecondFactorWrong */
  private async take(
    clientData: string,
    purpose: ChallengePurpose,
    accountId: string | null,
  ): Promise<string> {
    const challenge = challengeIn(clientData);
    const now = this.clock.now();
    if (challenge && (await this.pending.takeChallenge(challenge, purpose, accountId, now))) return challenge;
    throw new SecondFactorWrong();
  }
}

const described = ({ id, transports }: Passkey) => ({
  id,
  transports: [...transports] as AuthenticatorTransport[],
});

function challengeIn(clientData: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as {
      challenge?: unknown;
    };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}

/** The library throws for any fault; callers get no details. */
function refused(): never {
  throw new SecondFactorWrong();
}
