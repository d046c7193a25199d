import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import type { Account } from '../registry/domain/account.js';
import { SigningKeys } from '../keys/signing-keys.js';

export const accessTokenSeconds = 15 * 60;

@Injectable()
export class AccessTokens {
  constructor(private readonly keys: SigningKeys) {}

  /** A JWT access token (RFC 9068 type) that says who signed in and what their roles are. */
  async issue(account: Account, subscriptionGroupId: string, signInId: string, now: Date): Promise<string> {
    const { kid, privateKey } = await this.keys.signing(now);
    const issuedAt = Math.floor(now.getTime() / 1000);
    return new SignJWT({
      inst: account.institutionId,
      sg: subscriptionGroupId,
      name: account.name,
      roles: account.roles,
      groupRoles: account.groupRoles,
      op: account.operator,
      sid: signInId,
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
      .setIssuer('carrel')
      .setAudience('carrel')
      .setSubject(account.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + accessTokenSeconds)
      .sign(privateKey);
  }
}
