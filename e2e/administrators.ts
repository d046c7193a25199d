import type { Browser, BrowserContext } from 'playwright-core';
import { Administrator } from '../tools/src/browser/administrator.js';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { Patron } from '../tools/src/browser/patron.js';
import { withClient, type ServiceName } from '../tools/src/index.js';
import { placeOf, type Place } from '../tools/src/operator/place.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

/** On a machine that does much else besides. */
const PATIENCE_MS = 60_000;

/** The demonstration and people who administer it, each in a browser context of his or her own. */
export class Administrators {
  /** What pages threw, and what of them their own policy forbade. */
  readonly complaints: string[] = [];
  /** What axe finds in the states that were looked at. */
  readonly faults: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly browser: Browser,
    readonly system: Awaited<ReturnType<typeof aSystem>>,
    private readonly place: Place,
  ) {}

  /** @param env adds to the system's */
  static async come(env: NodeJS.ProcessEnv = {}): Promise<Administrators> {
    const browser = await launchChromium(console.log);
    const system = await aSystem({ env });
    const { dataDir, basePort } = system;
    const place = placeOf({ ...process.env, CARREL_DATA: dataDir, CARREL_PORT: String(basePort) });
    return new Administrators(browser, system, place);
  }

  get url(): string {
    return this.system.stack.url;
  }

  /** Somebody at the desk, signed in. */
  async somebody(email: string): Promise<Administrator> {
    const who = new Administrator(await this.aPage(), this.url);
    await who.signsIn(email);
    return who;
  }

  async aPatron(): Promise<Patron> {
    return new Patron(await this.aPage(), this.url);
  }

  async aPage() {
    const page = await aWatchedPage(this.browser, this.complaints, desktop);
    page.context().setDefaultTimeout(PATIENCE_MS);
    this.contexts.push(page.context());
    return page;
  }

  /** The state somebody sees, by axe. */
  async look(state: string, { page }: Administrator): Promise<void> {
    this.faults.push(...(await faultsOfAccess(state, page)));
  }

  inDatabase(service: ServiceName, text: string, values: unknown[] = []): Promise<unknown[]> {
    return withClient(
      this.place.databaseOf(service, 'owner'),
      async (sql) => (await sql.query(text, values)).rows as unknown[],
    );
  }

  /** A page left open goes on asking, and takes time from the next test. */
  async leave(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  async end(): Promise<void> {
    await this.leave();
    await this.browser.close();
    await this.system.end();
  }
}
