import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  readonly forced: boolean;
}
const wide = { width: 1280, height: 860, colorScheme: 'light', forced: false } as const;
const narrow = { ...wide, width: 320, height: 640 } as const;
const dark = { ...wide, colorScheme: 'dark' } as const;
const looks: readonly Look[] = [wide, dark, narrow];
const inForcedColours: Look = { ...wide, forced: true };

/** What axe finds on a page by day, by night and on 320 pixels; and whether anything sticks out at the side there. */
export async function faultsOfAccess(
  state: string,
  page: Page,
  { forcedColors = false }: { forcedColors?: boolean } = {},
): Promise<string[]> {
  return faultsIn(state, page, forcedColors ? [...looks, inForcedColours] : looks);
}

/** The same in forced colours, in a small window by night, and once more from right to left: one visit for all of them. */
export async function faultsInEveryLook(state: string, page: Page, turn?: Turn): Promise<string[]> {
  const faults = await faultsIn(state, page, [...looks, { ...narrow, colorScheme: 'dark' }, inForcedColours]);
  if (!turn) return faults;
  await turn('ar');
  faults.push(...(await faultsIn(`${state}, Arabic`, page, [wide, { ...narrow, colorScheme: 'dark' }])));
  await turn('en');
  return faults;
}
/** Turns a page to a language, by the choice that stands on it. */
type Turn = (language: 'ar' | 'en') => Promise<void>;

async function faultsIn(state: string, page: Page, all: readonly Look[]): Promise<string[]> {
  const faults: string[] = [];
  const before = page.viewportSize();
  for (const { width, height, colorScheme, forced } of all) {
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
    for (const frame of page.frames().filter((one) => isOurs(one, page))) {
      // By the browser's own means, which no page's policy forbids.
      await frame.evaluate(axe);
      const found = (await frame.evaluate(
        `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'], iframes: false }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`,
      )) as string[];
      faults.push(...found.map((fault) => `${where}: ${fault}`));
      const sticksOut = await frame.evaluate(
        `document.documentElement.scrollWidth > innerWidth && [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth).slice(-3)
          .map((one) => one.outerHTML.slice(0, 200)).join(' | ')`,
      );
      if (sticksOut !== false)
        faults.push(`${where}: the page is wider than the window: ${String(sticksOut)}`);
    }
  }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return faults;
}

/** The page, and the panel within a site's; not a page that a librarian opened beside the chat. */
const isOurs = (frame: Frame, page: Page): boolean =>
  frame === page.mainFrame() || /\/ask\/[^/]+\/frame/.test(frame.url());
