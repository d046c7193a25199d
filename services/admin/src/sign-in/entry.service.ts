import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock, originSpellings } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { Seal } from '@carrel/web';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Settings } from '../setting/persistence/settings.repository.js';
import { SignIns } from '../credential/persistence/sign-ins.repository.js';
import { SignInStarter, type Tokens } from './sign-in-starter.js';
import { hashOf, newSecret } from '../credential/tokens.js';
import { assertionOf, type Assertion } from '../single-sign-on/domain/assertion.js';
import {
  AttemptOver,
  EntryRefused,
  LogoutTokenRefused,
  NoSingleSignOn,
  ProviderUnusable,
  ReturnNotAllowed,
} from '../single-sign-on/domain/refusals.js';
import { Attempts, type Attempt } from '../single-sign-on/persistence/attempts.js';
import { SingleSignOns } from '../single-sign-on/persistence/single-sign-ons.repository.js';
import { ProvidedAccounts, type Way } from '../single-sign-on/provided-accounts.js';
import { Providers } from '../single-sign-on/provider.js';

const minute = 60_000;
/** How long a person may take at the provider. */
const attemptMs = 15 * minute;
/** How long a front end may take to exchange the code. */
const codeMs = minute;

/** From the front end to the provider and back: one attempt at a time, each step taken once. */
@Injectable()
export class EntryService {
  private readonly log = new Logger(EntryService.name);
  private readonly seal: Seal;

  constructor(
    private readonly singleSignOns: SingleSignOns,
    private readonly attempts: Attempts,
    private readonly providers: Providers,
    private readonly accounts: ProvidedAccounts,
    private readonly groups: Groups,
    private readonly settings: Settings,
    private readonly signIns: SignIns,
    private readonly starter: SignInStarter,
    private readonly clock: Clock,
    @Inject(ADMIN_CONFIG) private readonly config: AdminConfig,
  ) {
    this.seal = new Seal(config.secrets, 'single sign-on attempts');
  }

  /** Where to send the person. `challenge` binds the end of the attempt to the front end that began it. */
  async start(institutionId: string, returnTo: string, challenge: string): Promise<URL> {
    const { provider } = await this.wayOf(institutionId);
    await this.mustReturn(institutionId, returnTo);
    const [state, nonce, verifier] = [random(), random(), random()];
    const url = await this.providers
      .authorizationUrl(provider, { state, nonce, verifier })
      .catch((error: unknown) => {
        throw error instanceof ProviderUnusable ? new NoSingleSignOn() : error;
      });
    const sealedVerifier = this.seal.close(verifier, hashOf(state));
    const attempt = { providerId: provider.id, institutionId, returnTo, challenge, nonce, sealedVerifier };
    const expiresAt = new Date(this.clock.now().getTime() + attemptMs);
    await this.attempts.begin(hashOf(state), attempt, expiresAt);
    return url;
  }

  /** Where the provider sends the person back to: the front end's address with a code or an error in its fragment. */
  async callback(providerId: string, query: URLSearchParams): Promise<string> {
    const state = query.get('state') ?? '';
    const now = this.clock.now();
    const attempt = await this.attempts.take(hashOf(state), providerId, now);
    if (!attempt) throw new AttemptOver();
    try {
      const way = await this.wayOf(attempt.institutionId);
      if (way.provider.id !== providerId) throw new NoSingleSignOn();
      const assertion = await this.assertionBy(way, attempt, state, query);
      const accountId = await this.accounts.admit(way, assertion);
      const code = newSecret('sso');
      const expiresAt = new Date(now.getTime() + codeMs);
      await this.attempts.finish(hashOf(state), code.hash, { accountId, assertion }, expiresAt);
      return `${attempt.returnTo}#sso_code=${code.token}`;
    } catch (error) {
      if (!(error instanceof EntryRefused || error instanceof NoSingleSignOn)) throw error;
      return `${attempt.returnTo}#sso_error=${error.code}`;
    }
  }

  /** The tokens, for the front end that holds the secret behind the attempt's challenge. */
  async exchange(code: string, verifier: string, device: string | null): Promise<Tokens> {
    const found = await this.attempts.redeem(hashOf(code), this.clock.now());
    if (found?.challenge !== createHash('sha256').update(verifier).digest('base64url'))
      throw new AttemptOver();
    const { provider } = await this.wayOf(found.institutionId);
    if (provider.id !== found.providerId) throw new AttemptOver();
    const { subject, session, manyFactors } = found.assertion;
    return this.starter.start({
      ...{ accountId: found.accountId, device, secondFactor: manyFactors },
      provider: { providerId: provider.id, subject, session },
    });
  }

  /** The provider says that its session is over: so are the sign-ins that were made in it. */
  async logout(providerId: string, token: string): Promise<void> {
    const provider = await this.singleSignOns.find(providerId);
    if (!provider?.usable) throw new LogoutTokenRefused('no such provider');
    const { jti, subject, session, expiresAt } = await this.providers.logoutToken(provider, token);
    if (!(await this.attempts.isFirst(providerId, jti, expiresAt))) {
      throw new LogoutTokenRefused('it was used before');
    }
    await this.signIns.endOfProviderSession(providerId, { subject, session }, this.clock.now());
  }

  @Job('forget-single-sign-on-attempts', { cron: '23 * * * *' })
  forgetOld(): Promise<void> {
    return this.attempts.forgetOld(this.clock.now());
  }

  /** How the library's people sign in now; a group's provider counts while the library belongs to the group. */
  private async wayOf(institutionId: string): Promise<Way> {
    const library = await this.singleSignOns.of({ kind: 'institution', id: institutionId });
    const { groupId } = library.choices;
    if (!library.usable) throw new NoSingleSignOn();
    if (groupId === null) return { library, provider: library };
    const provider = await this.singleSignOns.of({ kind: 'group', id: groupId });
    const belongs = (await this.groups.librariesOf(groupId)).has(institutionId);
    if (!provider.usable || !belongs) throw new NoSingleSignOn();
    return { library, provider };
  }

  private async assertionBy(
    { provider }: Way,
    attempt: Attempt,
    state: string,
    query: URLSearchParams,
  ): Promise<Assertion> {
    if (query.has('error')) throw new EntryRefused('provider-refused');
    const callback = new URL(`${this.providers.redirectUri(provider.id)}?${query}`);
    const verifier = this.seal.open(attempt.sealedVerifier, hashOf(state));
    try {
      const claims = await this.providers.claimsOf(provider, callback, {
        state,
        nonce: attempt.nonce,
        verifier,
      });
      return assertionOf(claims, provider.choices.groupsClaim);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      this.log.warn(`An assertion of provider ${provider.id} was refused: ${code ?? message}`);
      throw new EntryRefused('assertion-invalid');
    }
  }

  /** Of the platform itself or of this very library: another's page must not receive what signs in here. */
  private async mustReturn(institutionId: string, returnTo: string): Promise<void> {
    const url = URL.canParse(returnTo) ? new URL(returnTo) : undefined;
    const { value } = await this.settings.of(institutionId, 'institution', 'web-origins');
    const { origins } = value as { origins: string[] };
    const allowed = [this.config.publicUrl, ...origins].flatMap(originSpellings);
    if (!url || url.hash !== '' || !allowed.includes(url.origin)) throw new ReturnNotAllowed();
  }
}

const random = (): string => randomBytes(32).toString('base64url');
