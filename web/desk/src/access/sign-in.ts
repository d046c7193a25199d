import { carrel, ok, type Carrel } from '@carrel/client';
import { kept } from '@carrel/ui';

const anyone: Carrel = carrel({ baseUrl: location.origin });
const login = (body: { email: string; password: string }) =>
  ok(anyone.admin.POST('/v1/auth/login', { body }));
export type Tokens = Awaited<ReturnType<typeof login>>;

export type Account = Tokens['account'];
interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
  readonly account: Account;
}
/** `ended`: somebody was signed in and no longer is; what was typed stays on the page. */
type AccessState = { readonly is: 'out' } | { readonly is: 'in' | 'ended'; readonly account: Account };

type Word =
  | { readonly kind: 'renewed'; readonly was: string; readonly now: SignedIn }
  | { readonly kind: 'signed-out'; readonly accountId: string }
  | { readonly kind: 'anybody-in' }
  | { readonly kind: 'i-am-in'; readonly now: SignedIn };

/** So long before it expires a token is renewed. */
const EARLY_MS = 30_000;
const OTHER_TABS_MS = 150;

/** Who works at this desk: one sign-in for all tabs of the browser, gone when the last of them closes. */
class SignIn {
  private readonly store = kept<SignedIn>('carrel-sign-in');
  private now = this.store.get();
  private state: AccessState = this.now ? { is: 'in', account: this.now.account } : { is: 'out' };
  private readonly listeners = new Set<() => void>();
  private readonly tabs = new BroadcastChannel('carrel-sign-in');
  private renewal: Promise<void> | undefined;
  private waiting: (() => void)[] = [];

  constructor() {
    this.tabs.onmessage = ({ data }: MessageEvent<Word>) => this.receive(data);
  }

  readonly get = (): AccessState => this.state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes over what another tab is signed in as, if one is there. */
  async askOtherTabs(): Promise<void> {
    if (this.now) return;
    this.tabs.postMessage({ kind: 'anybody-in' } satisfies Word);
    await new Promise((later) => setTimeout(later, OTHER_TABS_MS));
  }

  enter(tokens: Tokens): void {
    const { accessToken, refreshToken, expiresIn, account } = tokens;
    this.adopt({ accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000, account });
  }

  /** The access token, renewed when it ends soon or was refused; waits while somebody signs in again. */
  async token(refused = false): Promise<string> {
    while (this.state.is === 'ended') await new Promise<void>((then) => this.waiting.push(then));
    if (!this.now) throw new Error('Nobody is signed in.');
    if (!refused && this.now.expiresAt - EARLY_MS > Date.now()) return this.now.accessToken;
    this.renewal ??= this.renew().finally(() => (this.renewal = undefined));
    await this.renewal;
    return this.token();
  }

  async signOut(): Promise<void> {
    const was = this.now;
    this.set(undefined, { is: 'out' });
    if (!was) return;
    this.tabs.postMessage({ kind: 'signed-out', accountId: was.account.id } satisfies Word);
    await anyone.admin.POST('/v1/auth/logout', { body: { refreshToken: was.refreshToken } }).catch(() => {});
  }

  /** One tab after another: a refresh token is good once. */
  private async renew(): Promise<void> {
    const was = this.now!;
    const locks = navigator.locks as LockManager | undefined;
    const work = async () => {
      if (this.now !== was) return;
      const { data, response } = await anyone.admin.POST('/v1/auth/refresh', {
        body: { refreshToken: was.refreshToken },
      });
      if (data) {
        this.enter(data);
        this.tabs.postMessage({ kind: 'renewed', was: was.refreshToken, now: this.now! } satisfies Word);
      } else if (response.status < 500 && response.status !== 429) {
        this.set(undefined, { is: 'ended', account: was.account });
      } else throw new Error('The sign-in cannot be renewed at the moment.');
    };
    await (locks ? locks.request('carrel-refresh', work) : work());
  }

  private receive(word: Word): void {
    if (word.kind === 'renewed' && this.now?.refreshToken === word.was) this.adopt(word.now);
    if (word.kind === 'anybody-in' && this.now)
      this.tabs.postMessage({ kind: 'i-am-in', now: this.now } satisfies Word);
    if (word.kind === 'i-am-in' && this.state.is === 'out') this.adopt(word.now);
    if (word.kind === 'signed-out' && this.now?.account.id === word.accountId)
      this.set(undefined, { is: 'out' });
  }

  private adopt(now: SignedIn): void {
    this.set(now, { is: 'in', account: now.account });
    for (const then of this.waiting.splice(0)) then();
  }

  private set(now: SignedIn | undefined, state: AccessState): void {
    this.now = now;
    this.store.set(now);
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

export const signIn = new SignIn();
export { anyone, login };
