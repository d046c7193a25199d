import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = [
  { width: 1280, height: 860, colorScheme: 'light', forced: false },
  { width: 1280, height: 860, colorScheme: 'dark', forced: false },
  { width: 320, height: 640, colorScheme: 'light', forced: false },
] as const;
const inForcedColours = { width: 1280, height: 860, colorScheme: 'light', forced: true } as const;

/** What axe finds on a page by day, by night and on 320 pixels; and whether anything sticks out at the side there. */
export async function faultsOfAccess(
  state: string,
  page: Page,
  { forcedColors = false }: { forcedColors?: boolean } = {},
): Promise<string[]> {
  const faults: string[] = [];
  const before = page.viewportSize();
  for (const { width, height, colorScheme, forced } of forcedColors ? [...looks, inForcedColours] : looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({
      colorScheme,
      reducedMotion: 'reduce',
      forcedColors: forced ? 'active' : 'none',
    });
    // LOOK=folder keeps a picture of each state.
    if (process.env.LOOK && !forced) {
      mkdirSync(process.env.LOOK, { recursive: true });
      const name = `${state}-${width}-${colorScheme}`.replace(/[^\w]+/g, '-');
      await page.screenshot({ path: `${process.env.LOOK}/${name}.png` });
    }
    const where = `${state}, ${width}, ${forced ? 'forced colours' : colorScheme}`;
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
