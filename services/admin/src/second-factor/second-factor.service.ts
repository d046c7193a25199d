import { Inject, Injectable } from '@nestjs/common';
import { Clock, NotFound } from '@carrel/kernel';
import { Seal } from '@carrel/web';
import { OwnAccount } from '../registry/domain/refusals.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { administersInstitution, mustReachGroupsOf, type Actor } from '../shared/domain/authority.js';
import { SignIns } from '../credential/persistence/sign-ins.repository.js';
import { SignInStarter, type Proof, type Tokens } from '../sign-in/sign-in-starter.js';
import { hashOf } from '../credential/tokens.js';
import { PendingSignInOver } from '../credential/domain/refusals.js';
import { mustBeFresh } from '../credential/domain/requirement.js';
import type { SecondFactor, WhatChanged } from '../credential/domain/second-factor.js';
import { newRecoveryCodes, newTotpSecret, stepOf, totpUri } from '../credential/one-time-codes.js';
import { Passkeys, type RegistrationResponseJSON } from '../credential/passkeys.js';
import { PendingSignIns } from '../credential/persistence/pending-sign-ins.js';
import {
  SecondFactors,
  type SecondFactorChange,
} from '../credential/persistence/second-factors.repository.js';
import { SecondFactorRequirement } from '../credential/requirement.js';

/** The account whose second factor is set up: by its sign-in, or by one that waits only for this. */
export interface FactorCaller {
  readonly accountId: string;
  readonly session: string | null;
  readonly pending: { readonly tokenHash: string; readonly proof: Proof } | null;
}
/** What is shown once. */
export interface Enrolled {
  readonly recoveryCodes: string[] | null;
  /** For a sign-in that waited for this. */
  readonly tokens: Tokens | null;
}
export interface FactorState {
  readonly factor: SecondFactor;
  readonly required: boolean;
  readonly history: readonly SecondFactorChange[];
}
const shownChanges = 20;

/** Setting up, changing and resetting second factors. */
@Injectable()
export class SecondFactorService {
  private readonly seal: Seal;

  constructor(
    private readonly factors: SecondFactors,
    private readonly pending: PendingSignIns,
    private readonly passkeys: Passkeys,
    private readonly requirement: SecondFactorRequirement,
    private readonly accounts: Accounts,
    private readonly signIns: SignIns,
    private readonly starter: SignInStarter,
    private readonly clock: Clock,
    @Inject(ADMIN_CONFIG) { secrets }: AdminConfig,
  ) {
    this.seal = new Seal(secrets, 'second factors');
  }

  /** The sign-in that waits for a first factor, by its token. */
  async waiting(token: string): Promise<FactorCaller | undefined> {
    const tokenHash = hashOf(token);
    const found = await this.pending.find<Proof>(tokenHash, 'enrol', this.clock.now());
    return found && { accountId: found.accountId, session: null, pending: { tokenHash, proof: found.proof } };
  }

  async stateOf(accountId: string): Promise<FactorState> {
    const required = await this.requirement.holdsFor(await this.accounts.get(accountId));
    const [factor, history] = [
      await this.factors.of(accountId),
      await this.factors.history(accountId, shownChanges),
    ];
    return { factor, required, history };
  }

  async beginTotp(by: FactorCaller): Promise<{ secret: string; uri: string }> {
    const secret = newTotpSecret();
    const { email } = await this.accounts.get(by.accountId);
    await this.changeOwn(by, (factor) => factor.beginTotp(this.seal.close(secret, by.accountId)));
    return { secret, uri: totpUri(secret, email) };
  }

  confirmTotp(by: FactorCaller, code: string): Promise<Enrolled> {
    return this.enrol(by, 'app-added', (factor) => {
      const now = this.clock.now();
      const { sealedPendingTotp: sealed } = factor;
      factor.confirmTotp(sealed === null ? undefined : stepOf(this.opened(sealed, factor), code, now), now);
    });
  }

  async removeTotp(by: FactorCaller): Promise<void> {
    const required = await this.isRequired(by.accountId);
    await this.changeOwn(by, (factor) => factor.removeTotp(required), 'app-removed');
  }

  async passkeyOptions(by: FactorCaller) {
    const factor = await this.factors.of(by.accountId);
    await this.mustMayChange(by, factor);
    return this.passkeys.creationOptions(factor, await this.accounts.get(by.accountId));
  }

  async addPasskey(by: FactorCaller, name: string, response: RegistrationResponseJSON): Promise<Enrolled> {
    await this.mustMayChange(by, await this.factors.of(by.accountId));
    const passkey = await this.passkeys.created(by.accountId, name, response);
    return this.enrol(by, 'passkey-added', (factor) => factor.addPasskey(passkey));
  }

  async removePasskey(by: FactorCaller, id: string): Promise<void> {
    const required = await this.isRequired(by.accountId);
    await this.changeOwn(
      by,
      (factor) => {
        if (!factor.removePasskey(id, required)) throw new NotFound('passkey');
      },
      'passkey-removed',
    );
  }

  /** New ones; those from before are worthless then. */
  async newRecoveryCodes(by: FactorCaller): Promise<string[]> {
    const { codes, hashes } = newRecoveryCodes();
    await this.changeOwn(
      by,
      (factor) => {
        if (!factor.enrolled) throw new NotFound('second factor');
        factor.recoveryHashes = hashes;
      },
      'recovery-codes-made',
    );
    return codes;
  }

  /** For an owner who has lost every factor: notifies by mail and ends all sign-ins; nobody may reset their own. */
  async reset(accountId: string, by: Actor): Promise<void> {
    await this.accounts.change(accountId, async (account) => {
      mustLookAfter(account, by);
      mustReachGroupsOf(account, by);
      if (by.accountId === accountId) throw new OwnAccount();
      const now = this.clock.now();
      await this.factors.change(accountId, (factor) => factor.reset());
      await this.factors.note(accountId, 'reset', by.accountId, now);
      await this.signIns.endAll(accountId, 'second-factor-reset', now);
      account.recordSecondFactorReset(now);
    });
  }

  async stateFor(accountId: string, by: Actor): Promise<FactorState> {
    mustLookAfter(await this.accounts.get(accountId), by);
    return this.stateOf(accountId);
  }

  /** The step of a code for the app that the account has. */
  stepOf(factor: SecondFactor, code: string): number | undefined {
    const { sealedTotp } = factor;
    return sealedTotp === null ? undefined : stepOf(this.opened(sealedTotp, factor), code, this.clock.now());
  }

  /** Seals the apps' secrets under the secret that is now the first. */
  async renewSeals(): Promise<void> {
    const renewed = (sealed: string | null, id: string) => sealed && this.seal.renew(sealed, id);
    for (const id of await this.factors.withTotp()) {
      await this.factors.change(id, (factor) => {
        factor.sealedTotp = renewed(factor.sealedTotp, id);
        factor.sealedPendingTotp = renewed(factor.sealedPendingTotp, id);
      });
    }
  }

  private async enrol(
    by: FactorCaller,
    what: WhatChanged,
    decide: (factor: SecondFactor) => void,
  ): Promise<Enrolled> {
    const recoveryCodes = await this.changeOwn(
      by,
      async (factor) => {
        const first = !factor.enrolled;
        decide(factor);
        if (!first) return null;
        const { codes, hashes } = newRecoveryCodes();
        factor.recoveryHashes = hashes;
        // Whoever has the password alone, and is in already, is what the factor is set up against.
        await this.signIns.endWithoutSecondFactor(by.accountId, this.clock.now(), by.session);
        return codes;
      },
      what,
    );
    return { recoveryCodes, tokens: await this.goOn(by) };
  }

  /** The sign-in that the factor was set up in counts as one with it; one that waited begins. */
  private async goOn({ session, pending }: FactorCaller): Promise<Tokens | null> {
    if (session !== null) {
      await this.signIns.change(session, (signIn) => signIn.proveSecondFactor(this.clock.now()));
    }
    if (pending === null) return null;
    if (!(await this.pending.take(pending.tokenHash))) throw new PendingSignInOver();
    return this.starter.start({ ...pending.proof, secondFactor: true });
  }

  private changeOwn<T>(
    by: FactorCaller,
    decide: (factor: SecondFactor) => T | Promise<T>,
    what?: WhatChanged,
  ): Promise<T> {
    return this.factors.change(by.accountId, async (factor) => {
      await this.mustMayChange(by, factor);
      const result = await decide(factor);
      if (what) await this.factors.note(by.accountId, what, by.accountId, this.clock.now());
      return result;
    });
  }

  /** A sign-in that waits enrols a first factor and changes none. */
  private async mustMayChange({ session, pending }: FactorCaller, factor: SecondFactor): Promise<void> {
    if (pending !== null) {
      if (factor.enrolled) throw new PendingSignInOver();
      return;
    }
    mustBeFresh(await this.signIns.get(session!), factor.enrolled, this.clock.now());
  }

  private async isRequired(accountId: string): Promise<boolean> {
    return this.requirement.holdsFor(await this.accounts.get(accountId));
  }

  private opened(sealed: string, { accountId }: SecondFactor): string {
    return this.seal.open(sealed, accountId);
  }
}

/** Accounts of other libraries are not found for the caller. */
function mustLookAfter(account: { institutionId: string }, by: Actor): void {
  if (!by.operator && !administersInstitution(by, account.institutionId)) throw new NotFound('account');
}
