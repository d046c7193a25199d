import { createRemoteJWKSet, customFetch as joseFetch, jwtVerify, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import { Inject, Injectable } from '@nestjs/common';
import { DatabaseClock, Seal } from '@carrel/web';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { logoutTokenOf, type LogoutToken } from './domain/logout-token.js';
import { LogoutTokenRefused, ProviderUnusable } from './domain/refusals.js';
import type { SingleSignOn } from './domain/single-sign-on.js';
import { outsideFetch } from './outside-fetch.js';

/** How long a provider's description is kept; its keys are fetched anew when a token names one that is not known. */
const freshMs = 10 * 60_000;
const patienceSeconds = 5;
const leewaySeconds = 30;
/** A token with an unknown key makes us ask for the keys again; no more often than this. */
const cooldownDuration = 5_000;
/** Signatures by a key of the provider's own. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

interface Known {
  readonly version: number;
  readonly metadata: oidc.ServerMetadata;
  readonly keys: JWTVerifyGetKey;
  readonly until: number;
}

/** Providers of OpenID Connect: discovery, where to send people, and what comes back, verified. */
@Injectable()
export class Providers {
  private readonly known = new Map<string, Known>();
  private readonly seal: Seal;
  private readonly fetch: ReturnType<typeof outsideFetch>;

  constructor(
    @Inject(ADMIN_CONFIG) private readonly config: AdminConfig,
    private readonly clock: DatabaseClock,
  ) {
    this.seal = new Seal(config.secrets, 'single sign-on');
    this.fetch = outsideFetch(config.privateProviders);
  }

  sealed(secret: string, id: string): string {
    return this.seal.close(secret, id);
  }

  resealed(secret: string, id: string): string {
    return this.seal.renew(secret, id);
  }

  redirectUri(providerId: string): string {
    return `${this.config.publicUrl}/api/admin/v1/auth/single-sign-on/${providerId}/callback`;
  }

  logoutUri(providerId: string): string {
    return `${this.config.publicUrl}/api/admin/v1/auth/single-sign-on/${providerId}/logout`;
  }

  /** Asks the provider for its description. @throws ProviderUnusable */
  async check(provider: SingleSignOn): Promise<void> {
    this.known.delete(provider.id);
    await this.of(provider);
  }

  async authorizationUrl(
    provider: SingleSignOn,
    secrets: { state: string; nonce: string; verifier: string },
  ): Promise<URL> {
    const configuration = await this.configurationOf(provider);
    return oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri(provider.id),
      response_type: 'code',
      scope: scopeFor(configuration, provider.choices.groupsClaim),
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * What the provider says of the person that comes back: the claims of the ID token, whose signature, issuer,
   * audience, times and nonce are checked, and those of its userinfo endpoint that the token leaves out.
   */
  async claimsOf(
    provider: SingleSignOn,
    callback: URL,
    expected: { state: string; nonce: string; verifier: string },
  ): Promise<Readonly<Record<string, unknown>>> {
    const configuration = await this.configurationOf(provider);
    const answer = await oidc.authorizationCodeGrant(configuration, callback, {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      pkceCodeVerifier: expected.verifier,
      idTokenExpected: true,
    });
    const claims = answer.claims()!;
    const whole = claims.email !== undefined && claims[provider.choices.groupsClaim] !== undefined;
    if (whole || !configuration.serverMetadata().userinfo_endpoint) return claims;
    return { ...(await oidc.fetchUserInfo(configuration, answer.access_token, claims.sub)), ...claims };
  }

  /** @throws LogoutTokenRefused for anything but a good one of this provider for us */
  async logoutToken(provider: SingleSignOn, token: string): Promise<LogoutToken> {
    const { metadata, keys } = await this.of(provider);
    const claims = await jwtVerify(token, keys, {
      ...{
        issuer: metadata.issuer,
        audience: provider.choices.clientId!,
        algorithms,
        clockTolerance: leewaySeconds,
        currentDate: this.clock.now(),
      },
      ...{ requiredClaims: ['iat', 'jti', 'exp', 'events'], maxTokenAge: '10m' },
    }).then(
      ({ payload }) => payload,
      (error: Error) => {
        throw new LogoutTokenRefused(error.message);
      },
    );
    return logoutTokenOf(claims, leewaySeconds);
  }

  /** A new one each time, so that the provider's keys are read anew: a key may have been replaced since. */
  private async configurationOf(provider: SingleSignOn): Promise<oidc.Configuration> {
    const { metadata } = await this.of(provider);
    const { clientId } = provider.choices;
    const { auth } = this.client(provider);
    const configuration = new oidc.Configuration(
      metadata,
      clientId!,
      { [oidc.clockTolerance]: leewaySeconds, [oidc.clockSkew]: this.aheadSeconds() },
      auth,
    );
    configuration[oidc.customFetch] = this.fetch as oidc.CustomFetch;
    configuration.timeout = patienceSeconds;
    oidc.enableNonRepudiationChecks(configuration);
    if (metadata.issuer.startsWith('http:')) oidc.allowInsecureRequests(configuration);
    return configuration;
  }

  /** How much the time we judge by is ahead of the process's own, by which the library judges. */
  private aheadSeconds(): number {
    return Math.round((this.clock.now().getTime() - Date.now()) / 1000);
  }

  private async of(provider: SingleSignOn): Promise<Known> {
    const known = this.known.get(provider.id);
    if (known?.version === provider.version && known.until > Date.now()) return known;
    const found = await this.discovered(provider);
    this.known.set(provider.id, found);
    return found;
  }

  private async discovered(provider: SingleSignOn): Promise<Known> {
    const { clientId, auth } = this.client(provider);
    const url = this.usable(provider.choices.issuer!);
    try {
      const configuration = await oidc.discovery(url, clientId, undefined, auth, {
        [oidc.customFetch]: this.fetch as oidc.CustomFetch,
        timeout: patienceSeconds,
        execute: url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
      });
      const metadata = configuration.serverMetadata();
      const keys = createRemoteJWKSet(this.endpoint(metadata.jwks_uri), {
        [joseFetch]: this.fetch,
        cooldownDuration,
      });
      for (const address of [metadata.authorization_endpoint, metadata.token_endpoint])
        this.endpoint(address);
      if (metadata.userinfo_endpoint) this.endpoint(metadata.userinfo_endpoint);
      return { version: provider.version, metadata, keys, until: Date.now() + freshMs };
    } catch (error) {
      throw error instanceof ProviderUnusable ? error : new ProviderUnusable(reasonOf(error));
    }
  }

  private client({ id, choices, sealedSecret }: SingleSignOn): { clientId: string; auth: oidc.ClientAuth } {
    if (choices.issuer === null || choices.clientId === null) {
      throw new ProviderUnusable('it has no issuer or client id.');
    }
    const auth = sealedSecret === null ? oidc.None() : authWith(this.seal.open(sealedSecret, id));
    return { clientId: choices.clientId, auth };
  }

  private endpoint(address: string | undefined): URL {
    if (!address) throw new ProviderUnusable('its description lacks keys or endpoints.');
    return this.usable(address);
  }

  /** HTTPS, or HTTP on the machine itself where the operator allows private addresses. */
  private usable(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : null;
    const local =
      this.config.privateProviders && ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
    if (url?.protocol === 'https:' || (url?.protocol === 'http:' && local)) return url;
    throw new ProviderUnusable('its addresses are not HTTPS.');
  }
}

/** As the provider takes it; Basic is what the standard expects of one that does not say. */
function authWith(secret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}

/** `groups` is no scope of the standard; providers that know it want to be asked for it. */
function scopeFor(configuration: oidc.Configuration, groupsClaim: string): string {
  const known = configuration.serverMetadata().scopes_supported ?? [];
  return ['openid', 'email', 'profile', ...(known.includes(groupsClaim) ? [groupsClaim] : [])].join(' ');
}

/** In words for the administrator; what the other side said stays out, it may be anything. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string } };
  const text = `${message ?? ''} ${cause?.message ?? ''}`;
  if (/issuer/i.test(text)) return 'its description names another issuer.';
  if (/not allowed|private|public internet|meta/i.test(text)) return 'its address is not allowed.';
  return 'it does not answer under this issuer with a description of OpenID Connect.';
}
