import { Injectable } from '@nestjs/common';
import type { AnswerOf, requests } from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { Job, Transactions } from '@carrel/messaging';
import type { Account } from '../registry/domain/account.js';
import { AccountDeactivated } from '../registry/domain/refusals.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { administersInstitution, mustReachGroupsOf, type Actor } from '../shared/domain/authority.js';
import { countsFor } from '../credential/domain/attempts.js';
import { InvitationWorthless, WrongPassword } from '../credential/domain/refusals.js';
import { Passwords } from '../credential/passwords.js';
import { Credentials } from '../credential/persistence/credentials.repository.js';
import { FailedLogins } from '../credential/persistence/failed-logins.js';
import { SignIns } from '../credential/persistence/sign-ins.repository.js';
import { hashOf, newSecret } from '../credential/tokens.js';

/** A second mail about the same forgotten password waits this long. */
const resetPauseMs = 5 * 60_000;

/** The mail is prepared once the answer is out: what a known address takes would slow it. */
const resetDelayMs = 1_000;

/** One-time tokens with which people choose their passwords, and the passwords themselves. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
    private readonly failedLogins: FailedLogins,
    private readonly passwords: Passwords,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** For a new account or a forgotten password; it makes the one before invalid. */
  async invite(accountId: string, by: Actor): Promise<{ token: string; expiresAt: Date }> {
    const account = await this.accounts.get(accountId);
    mayInvite(account, by);
    if (!account.active) throw new AccountDeactivated();
    return this.issue(accountId);
  }

  /** As `invite`, but the link goes to the account's own address and nobody else sees it. */
  inviteByMail(accountId: string, by: Actor): Promise<void> {
    return this.accounts.change(accountId, (account) => {
      mayInvite(account, by);
      account.inviteByMail('invitation', this.clock.now());
    });
  }

  /** For a forgotten password. Says nothing about whether there is such an account. */
  async forgotten(email: string): Promise<void> {
    const accountId = await this.accounts.idOfEmail(email);
    // An unknown address takes the same work before the answer, so that its time reveals nothing.
    const runAt = new Date(this.clock.now().getTime() + resetDelayMs);
    await this.transactions.run((tx) => tx.job('reset-password', { accountId }, { runAt }));
  }

  @Job('reset-password')
  async sendReset({ accountId }: { accountId: string | null }): Promise<void> {
    const account = accountId === null ? null : await this.accounts.get(accountId);
    if (!account?.active) return;
    const credential = await this.credentials.of(account.id);
    if (credential?.wasInvitedSince(new Date(this.clock.now().getTime() - resetPauseMs))) return;
    await this.accounts.change(account.id, (own) => {
      if (own.active) own.inviteByMail('password-reset', this.clock.now());
    });
  }

  /** The token for the mail that is being written; none once the account is deactivated. */
  async forMail(accountId: string): Promise<AnswerOf<typeof requests.accountInvitation>> {
    const { name, email, active } = await this.accounts.get(accountId);
    if (!active) return { name, email, token: null, expiresAt: null };
    const { token, expiresAt } = await this.issue(accountId);
    return { name, email, token, expiresAt: expiresAt.toISOString() };
  }

  async issue(accountId: string): Promise<{ token: string; expiresAt: Date }> {
    const { token, hash } = newSecret('inv');
    const expiresAt = await this.credentials.change(accountId, (credential) =>
      credential.invite(hash, this.clock.now()),
    );
    return { token, expiresAt };
  }

  /** Chooses a password with an invitation; sign-ins with the old one end. */
  async redeem(token: string, password: string): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    const now = this.clock.now();
    await this.transactions.run(async () => {
      const invited = await this.credentials.changeInvited(hashOf(token), (credential) =>
        credential.redeem(passwordHash, now),
      );
      if (!invited) throw new InvitationWorthless();
      await this.signIns.endAll(invited.accountId, 'password-changed', now);
    });
  }

  /** Changes the caller's own password; the sign-in it is done from goes on. */
  async changeOwn(current: string, next: string, by: Actor & { session: string }): Promise<void> {
    const { email } = await this.accounts.get(by.accountId);
    // The sign-in it is done from is a device that is known.
    const counts = countsFor({ network: '', device: by.session });
    const attempt = await this.failedLogins.count(email, counts, this.clock.now());
    const credential = await this.credentials.of(by.accountId);
    if (!(await this.passwords.matches(credential?.passwordHash, current))) throw new WrongPassword();
    await attempt.succeeded();
    await this.setPassword(by.accountId, await this.passwords.hash(next), by.session);
  }

  setPassword(accountId: string, passwordHash: string, session: string | null = null): Promise<void> {
    return this.transactions.run(async () => {
      await this.credentials.change(accountId, (credential) => credential.choosePassword(passwordHash));
      await this.signIns.endAll(accountId, 'password-changed', this.clock.now(), session);
    });
  }
}

function mayInvite(account: Account, by: Actor): void {
  if (!by.operator && !administersInstitution(by, account.institutionId)) throw new NotFound('account');
  mustReachGroupsOf(account, by);
}
