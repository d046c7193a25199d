import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Bounded } from './bounded.js';
import { Identities } from './identities.js';
import { anonymous, setCaller, type Identity } from './identity.js';
import { hashToken, isPatronToken } from './patron-tokens.js';
import { PERMISSION, type Permission } from './permissions.js';
import { Problem } from './problem.js';
import { WEB_OPTIONS, type WebOptions } from './tokens.js';

/** Finds out who calls and whether the handler's declared permission lets them in: 401 or 403. */
@Injectable()
export class AuthGuard implements CanActivate {
  /** Hashing a patron's token takes longer than all else here. */
  private readonly patrons = new Bounded<string, Identity>(10_000);

  constructor(
    @Inject(WEB_OPTIONS) private readonly options: WebOptions,
    private readonly reflector: Reflector,
    private readonly identities: Identities,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(PERMISSION, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!permission) throw new Error(`${context.getClass().name} declares no permission`);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.identify(request.headers.authorization);
    setCaller(request, caller);
    admit(caller, permission);
    return true;
  }

  private async identify(header: string | undefined): Promise<Identity> {
    if (header === undefined) return anonymous;
    const known = this.patrons.get(header);
    if (known) return known;
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
    if (!token || token.length > 8192) throw notSignedIn('The Authorization header is not a bearer token.');
    if (token.startsWith('pt_') && this.options.patronTokens !== false && isPatronToken(token)) {
      const patron: Identity = { kind: 'patron', tokenHash: hashToken(token) };
      this.patrons.set(header, patron);
      return patron;
    }
    const staff = await this.identities.of(token);
    if (!staff) throw notSignedIn('The access token is not good, or no longer; sign in again.');
    return staff;
  }
}

function admit(caller: Identity, permission: Permission): void {
  if (permission.who === 'anyone') return;
  if (caller.kind === 'anonymous') throw notSignedIn('Sign in first.');
  if (caller.kind === 'patron') {
    if (permission.who === 'patron-or-staff') return;
    throw new Problem(403, 'not-allowed', 'This is for staff.');
  }
  const { capabilities } = permission;
  if (capabilities.length === 0 || capabilities.some((one) => caller.capabilities.has(one))) return;
  throw new Problem(403, 'not-allowed', 'Your roles do not allow this.', {
    facts: { needsOneOf: capabilities },
  });
}

const notSignedIn = (detail: string): Problem =>
  new Problem(401, 'not-signed-in', detail, { headers: { 'www-authenticate': 'Bearer realm="carrel"' } });
