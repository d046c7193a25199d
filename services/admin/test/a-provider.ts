import type { AddressInfo } from 'node:net';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';

/** A person whom the provider knows. */
interface Person {
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: string[];
}
export interface Client {
  id: string;
  secret: string;
  redirectUri: string;
  logoutUri: string;
}
type TokenAnswer = Record<string, unknown> & { id_token: string };

/** A provider of OpenID Connect on loopback (oidc-provider), in this process. */
export interface RunningProvider {
  readonly issuer: string;
  readonly people: Map<string, Person>;
  /** Whoever comes by a browser is this person from now on. */
  expect(who: string): void;
  /** Goes from an authorization address to where the provider sends the browser back, as this person. */
  signIn(who: string, url: string): Promise<URL>;
  /** What the token endpoint answers is changed in this way, once. */
  tamper(change: (answer: TokenAnswer) => Promise<TokenAnswer> | TokenAnswer): void;
  /** Signs any claims with the provider's own key. */
  sign(claims: JWTPayload, typ?: string): Promise<string>;
  /** Signs with a new key from now on. */
  rotate(): Promise<void>;
  /** The provider's own message that a session has ended. */
  endSession(clientId: string, subject: string, session: string | undefined): Promise<void>;
  stop(): Promise<void>;
}

export async function aProvider(clients: readonly Client[]): Promise<RunningProvider> {
  const server: Server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: who } });
    } else void handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Person>();
  let change: ((answer: TokenAnswer) => Promise<TokenAnswer> | TokenAnswer) | undefined;
  let who = '';
  let key: { privateKey: CryptoKey; kid: string };
  let provider: Provider;
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown;

  const rotate = async (): Promise<void> => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    key = { privateKey, kid: crypto.randomUUID() };
    const jwk = { ...(await exportJWK(privateKey)), kid: key.kid, alg: 'RS256', use: 'sig' };
    provider = new Provider(issuer, settings(people, clients, [jwk]));
    provider.use(async (context, next) => {
      await next();
      if (context.oidc?.route !== 'token' || !change) return;
      context.body = await change(context.body as TokenAnswer);
      change = undefined;
    });
    handle = provider.callback();
  };
  await rotate();

  return {
    issuer,
    people,
    rotate,
    tamper: (by) => void (change = by),
    sign: (claims, typ = 'JWT') =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid, typ }).sign(key.privateKey),
    expect: (person) => void (who = person),
    signIn: async (person, url) => {
      who = person;
      return browse(url, issuer);
    },
    endSession: async (clientId, subject, session) => {
      const client = (await provider.Client.find(clientId)) as unknown as {
        backchannelLogout(sub: string, sid: string | undefined): Promise<void>;
      };
      await client.backchannelLogout(subject, session);
    },
    stop: () => new Promise((resolve) => void (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

const settings = (
  people: ReadonlyMap<string, Person>,
  clients: readonly Client[],
  keys: object[],
): Configuration => ({
  clients: clients.map(({ id, secret, redirectUri, logoutUri }) => ({
    client_id: id,
    client_secret: secret,
    redirect_uris: [redirectUri],
    backchannel_logout_uri: logoutUri,
    backchannel_logout_session_required: true,
  })),
  jwks: { keys } as Configuration['jwks'] & object,
  cookies: { keys: ['a key of tests'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  conformIdTokenClaims: false,
  // Without its dispatcher, which refuses loopback.
  fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
  findAccount: (_context, accountId) => ({
    accountId,
    claims: () => ({ sub: accountId, ...people.get(accountId) }),
  }),
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client!.clientId,
      accountId: oidc.session!.accountId!,
    });
    grant.addOIDCScope('openid email profile groups');
    await grant.save();
    return grant;
  },
});

/** A browser that knows nothing but redirects and cookies; each call is a new one. */
async function browse(start: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  for (let url = start, steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(name!, value!);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url).href;
    if (!url.startsWith(issuer)) return new URL(url);
  }
  throw new Error('redirected without end');
}
