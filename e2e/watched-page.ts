import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page in a browser context of its own. Errors of its scripts and breaches of its policy are noted in `complaints`. */
export async function aWatchedPage(
  browser: Browser,
  complaints: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  return page;
}
/** Of somebody who works at a desk. */
export const desktop = { viewport: { width: 1280, height: 860 } } as const;
