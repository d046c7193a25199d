import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  readonly forcedColors?: 'active';
}
const looks = [
  { width: 1280, height: 860, colorScheme: 'light' },
  { width: 1280, height: 860, colorScheme: 'dark' },
  { width: 320, height: 640, colorScheme: 'light' },
] as const satisfies Look[];
/** Colours that the reader's system forces on every page. */
const forced: Look = { width: 1280, height: 860, colorScheme: 'light', forcedColors: 'active' };

/** What axe finds on a page by day, by night and on 320 pixels; and whether anything sticks out at the side there. */
export async function faultsOfAccess(
  state: string,
  page: Page,
  { forcedColors = false } = {},
): Promise<string[]> {
  const faults: string[] = [];
  const before = page.viewportSize();
  const all: readonly Look[] = [...looks, ...(forcedColors ? [forced] : [])];
  for (const { width, height, colorScheme, forcedColors: colours = 'none' } of all) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce', forcedColors: colours });
    const where = `${state}, ${width}, ${colorScheme}, forced colours ${colours}`;
    // By the browser's own means, which no page's policy forbids.
    await page.evaluate(axe);
    const found = (await page.evaluate(
      `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`,
    )) as string[];
    faults.push(...found.map((fault) => `${where}: ${fault}`));
    const sticksOut = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    if (sticksOut) faults.push(`${where}: the page is wider than the window`);
  }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return faults;
}
