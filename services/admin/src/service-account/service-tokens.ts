import { Injectable } from '@nestjs/common';
import type { Scope } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import { serviceTokenAudience, serviceTokenType } from '@carrel/web';
import { SignJWT } from 'jose';
import { SigningKeys } from '../keys/signing-keys.js';
import type { ServiceAccount } from './domain/service-account.js';

/** Short: a connection to the feed lives as long as its token. */
export const serviceTokenSeconds = 5 * 60;

@Injectable()
export class ServiceTokens {
  constructor(private readonly keys: SigningKeys) {}

  /** The claims of RFC 9068 under a type and an audience that people's tokens do not have. */
  async issue(
    account: ServiceAccount,
    scopes: readonly Scope[],
    groupId: string,
    now: Date,
  ): Promise<string> {
    const { kid, privateKey } = await this.keys.signing(now);
    const issuedAt = Math.floor(now.getTime() / 1000);
    return new SignJWT({ client_id: account.id, scope: scopes.join(' '), owner: account.owner, sg: groupId })
      .setProtectedHeader({ alg: 'EdDSA', typ: serviceTokenType, kid })
      .setIssuer('carrel')
      .setAudience(serviceTokenAudience)
      .setSubject(account.id)
      .setJti(newId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + serviceTokenSeconds)
      .sign(privateKey);
  }
}
