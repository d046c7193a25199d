import { Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { Identities, Problem } from '@carrel/web';
import type { Proof } from '../../sign-in/sign-in-starter.js';
import { hashOf } from '../../sign-in/tokens.js';
import { PendingSignIns } from '../persistence/pending-sign-ins.js';
import type { FactorCaller } from '../second-factor.service.js';

const notSignedIn = (): Problem =>
  new Problem(401, 'not-signed-in', 'Sign in first.', {
    headers: { 'www-authenticate': 'Bearer realm="carrel"' },
  });

/** Who sets up a second factor: an access token as everywhere, or the token of a sign-in that waits for it. */
@Injectable()
export class FactorCallers {
  constructor(
    private readonly identities: Identities,
    private readonly pending: PendingSignIns,
    private readonly clock: Clock,
  ) {}

  async of(authorization: string | undefined): Promise<FactorCaller> {
    const token = /^Bearer +([\w.~+/=-]{1,8192})$/i.exec(authorization ?? '')?.[1];
    if (!token) throw notSignedIn();
    if (token.startsWith('sf_')) return this.waiting(token);
    const caller = await this.identities.of(token);
    if (!caller) throw notSignedIn();
    if (caller.kind !== 'staff') throw new Problem(403, 'not-allowed', 'This is not for service accounts.');
    return { accountId: caller.accountId, session: caller.session, pending: null };
  }

  private async waiting(token: string): Promise<FactorCaller> {
    const tokenHash = hashOf(token);
    const found = await this.pending.find<Proof>(tokenHash, 'enrol', this.clock.now());
    if (!found) throw notSignedIn();
    return { accountId: found.accountId, session: null, pending: { tokenHash, proof: found.proof } };
  }
}
