import { InvitationWorthless } from './refusals.js';

const hour = 60 * 60 * 1000;
/** How long a one-time link may wait to be followed. */
export const invitationLifetimeMs = 72 * hour;

/** How an account proves who it is: a password, or a one-time invitation to choose one. */
export class Credential {
  accountId!: string;
  passwordHash!: string | null;
  invitationHash!: string | null;
  invitationExpiresAt!: Date | null;

  static of(accountId: string): Credential {
    const credential = new Credential();
    credential.accountId = accountId;
    credential.passwordHash = null;
    credential.revokeInvitation();
    return credential;
  }

  /** A new invitation replaces the one before. */
  invite(tokenHash: string, now: Date): Date {
    this.invitationHash = tokenHash;
    this.invitationExpiresAt = new Date(now.getTime() + invitationLifetimeMs);
    return this.invitationExpiresAt;
  }

  /** Whether an invitation that still waits was issued after then. */
  wasInvitedSince(then: Date): boolean {
    return (
      this.invitationExpiresAt !== null &&
      this.invitationExpiresAt.getTime() - invitationLifetimeMs > then.getTime()
    );
  }

  redeem(passwordHash: string, now: Date): void {
    if (this.invitationExpiresAt === null || this.invitationExpiresAt <= now) throw new InvitationWorthless();
    this.choosePassword(passwordHash);
  }

  choosePassword(passwordHash: string): void {
    this.passwordHash = passwordHash;
    this.revokeInvitation();
  }

  revokeInvitation(): void {
    this.invitationHash = null;
    this.invitationExpiresAt = null;
  }
}
