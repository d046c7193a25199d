import type { Scope } from '@carrel/contracts';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Identities } from './identities.js';
import { anonymous, setCaller, type Identity, type ServiceIdentity } from './identity.js';
import { isPermissionChecked } from './permission-checked.js';
import { hashToken, isPatronToken } from './patron-tokens.js';
import { OWN_CREDENTIALS, PERMISSION, SCOPE, type Permission } from './permissions.js';
import { Problem } from './problem.js';
import { WEB_OPTIONS, type WebOptions } from './tokens.js';

/** Finds out who calls and whether the handler's declared permission lets them in: 401 or 403. */
@Injectable()
export class AuthGuard implements CanActivate {
  /** Hashing a patron's token takes longer than all else here. */
  private readonly patrons = new LRUCache<string, Identity>({ max: 10_000 });

  constructor(
    @Inject(WEB_OPTIONS) private readonly options: WebOptions,
    private readonly reflector: Reflector,
    private readonly identities: Identities,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const permission = this.declared<Permission>(context, PERMISSION);
    if (!permission) throw new Error(`${context.getClass().name} declares no permission`);
    if (this.declared<boolean>(context, OWN_CREDENTIALS)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isPermissionChecked(request)) return true;
    const caller = await this.identify(request.headers.authorization);
    const scope = this.declared<Scope>(context, SCOPE);
    const known = caller.kind === 'service' && permission.who === 'anyone' && !scope ? anonymous : caller;
    setCaller(request, known);
    admit(known, permission, scope);
    return true;
  }

  private declared<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
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
    const caller = await this.identities.of(token);
    if (!caller) throw notSignedIn('The access token is not good, or no longer; sign in again.');
    return caller;
  }
}

function admit(caller: Identity, permission: Permission, scope: Scope | undefined): void {
  if (caller.kind === 'service') return admitService(caller, scope);
  if (permission.who === 'anyone') return;
  if (caller.kind === 'anonymous') throw notSignedIn('Sign in first.');
  if (caller.kind === 'patron') {
    if (permission.who === 'patron-or-staff') return;
    throw new Problem(403, 'not-allowed', 'This is for staff.');
  }
  if (permission.who === 'services') throw new Problem(403, 'not-allowed', 'This is for service accounts.');
  const { capabilities } = permission;
  if (capabilities.length === 0 || capabilities.some((one) => caller.capabilities.has(one))) return;
  throw new Problem(403, 'not-allowed', 'Your roles do not allow this.', {
    facts: { needsOneOf: capabilities },
  });
}

function admitService({ scopes }: ServiceIdentity, scope: Scope | undefined): void {
  if (scope === undefined) throw new Problem(403, 'not-allowed', 'This is not for service accounts.');
  if (scopes.has(scope)) return;
  throw new Problem(403, 'insufficient-scope', `The token lacks the scope ${scope}.`, {
    facts: { needsScope: scope },
    headers: { 'www-authenticate': `Bearer realm="carrel", error="insufficient_scope", scope="${scope}"` },
  });
}

const notSignedIn = (detail: string): Problem =>
  new Problem(401, 'not-signed-in', detail, { headers: { 'www-authenticate': 'Bearer realm="carrel"' } });
