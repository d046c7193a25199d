import type { Browser, BrowserContext, Page } from 'playwright-core';
import { aSite } from '../tools/src/browser/a-site.js';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { Librarian } from '../tools/src/browser/librarian.js';
import { aNetwork, type Network } from '../tools/src/browser/network.js';
import { Patron } from '../tools/src/browser/patron.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { aSystem } from './a-system.js';
import { aWatchedPage } from './watched-page.js';

type Options = Parameters<Browser['newContext']>[0];
/** Pages of the library's own site by their paths. @param carrel Carrel by the network that can be cut @param real Carrel itself */
type PagesOfSite = (carrel: string, real: string) => (path: string) => string | undefined;

/** Patrons in Chromium before the demonstration's Cedar: the system, a network that can be cut, and Cedar's own site. */
export class Patrons {
  /** What pages threw, and what of them their own policy forbade. */
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly browser: Browser,
    readonly system: Awaited<ReturnType<typeof aSystem>>,
    readonly network: Network,
    readonly site: Awaited<ReturnType<typeof aSite>>,
    readonly cedar: Librarian,
    readonly mailbox: Mailbox,
  ) {}

  /** Cedar's librarian is there, and its site may show the chat. */
  static async come(pagesOfSite: PagesOfSite): Promise<Patrons> {
    const browser = await launchChromium(console.log);
    const system = await aSystem();
    const { url, urls } = system.stack;
    const network = await aNetwork(url);
    const site = await aSite(pagesOfSite(network.url, url));
    const cedar = await Librarian.of(url, 'cedar');
    await cedar.sets('web-origins', { origins: [site.url] });
    await cedar.comes();
    return new Patrons(browser, system, network, site, cedar, new Mailbox(urls.mailbox));
  }

  /** In a browser of its own. */
  async aPage(options: Options = {}): Promise<Page> {
    const page = await aWatchedPage(this.browser, this.complaints, options);
    this.contexts.push(page.context());
    return page;
  }

  async aPatron(options: Options = {}): Promise<Patron> {
    return new Patron(await this.aPage(options), this.network.url);
  }

  /** A chat of a patron with Cedar's librarian under way. @returns the session's id */
  async chatting(patron: Patron, name: string): Promise<string> {
    await this.cedar.comes();
    await patron.opens('cedar');
    await patron.asks('Where do I begin?', name);
    const id = await this.cedar.accepts();
    await this.cedar.says(id, `Welcome, ${name}.`);
    await patron.receives(`Welcome, ${name}.`);
    return id;
  }

  /** A page left open goes on asking, and takes time from the next test. */
  async leave(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.site.end();
    await this.network.end();
    await this.system.end();
  }
}
