import { launchChromium } from '../browser/chromium.js';

/** A browser that shows one page and runs functions in it. */
export interface Browser {
  readonly version: string;
  open(url: string): Promise<void>;
  /** Runs a function in the page, which may use nothing but its arguments and the page; resolves with its answer. */
  inPage<A extends unknown[], T>(work: (...args: A) => Promise<T>, ...args: A): Promise<T>;
  /** What the browser itself complained of: policies, failed requests, errors of scripts. */
  complaints(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Chromium, wherever it is found; nothing where there is none. */
export async function startBrowser(say: (line: string) => void): Promise<Browser | undefined> {
  const browser = await launchChromium(say).catch((error: Error) => say(error.message));
  if (!browser) return undefined;
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.location().url} ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // A page that closes a stream ends its request; that is no complaint.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${reason}`);
  });
  return {
    version: browser.version(),
    open: async (url) => void (await page.goto(url)),
    // As a text: by the browser's own means it runs whatever the page's policy is.
    inPage: (work, ...args) => page.evaluate(`(${work.toString()})(...${JSON.stringify(args)})`),
    complaints: () => Promise.resolve(complaints),
    stop: () => browser.close(),
  };
}
