import { Injectable } from '@nestjs/common';
import { Identities, Problem } from '@carrel/web';
import { SecondFactorService, type FactorCaller } from '../second-factor.service.js';

const notSignedIn = (): Problem =>
  new Problem(401, 'not-signed-in', 'Sign in first.', {
    headers: { 'www-authenticate': 'Bearer realm="carrel"' },
  });

/** Who sets up a second factor: an access token as everywhere, or the token of a sign-in that waits for it. */
@Injectable()
export class FactorCallers {
  constructor(
    private readonly identities: Identities,
    private readonly secondFactor: SecondFactorService,
  ) {}

  async of(authorization: string | undefined): Promise<FactorCaller> {
    const token = /^Bearer +([\w.~+/=-]{1,8192})$/i.exec(authorization ?? '')?.[1];
    if (!token) throw notSignedIn();
    if (token.startsWith('sf_')) {
      const waiting = await this.secondFactor.waiting(token);
      if (!waiting) throw notSignedIn();
      return waiting;
    }
    const caller = await this.identities.of(token);
    if (!caller) throw notSignedIn();
    if (caller.kind !== 'staff') throw new Problem(403, 'not-allowed', 'This is not for service accounts.');
    return { accountId: caller.accountId, session: caller.session, pending: null };
  }
}
