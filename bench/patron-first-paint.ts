// npm run bench bench/patron-first-paint.ts: a patron's page in Chromium on a processor slowed SLOWED (4) times: first paint,
// until the form can be filled in, until a chat's first line stands there again, and from the button on a site to the form.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { aSite } from '../tools/src/browser/a-site.js';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { Librarian } from '../tools/src/browser/librarian.js';
import { Patron } from '../tools/src/browser/patron.js';
import { freePorts, startStack } from '../tools/src/index.js';

const slowed = Number(process.env.SLOWED ?? 4);
const repeats = Number(process.env.REPEATS ?? 5);
const dataDir = mkdtempSync(join(tmpdir(), 'carrel-bench-'));
const stack = await startStack({ dataDir, basePort: await freePorts(), demo: true, quiet: true });
const browser = await launchChromium(console.error);
const site = await aSite(
  () => `<!doctype html><html lang="en"><title>Cedar</title><h1>Cedar</h1>
<script src="${stack.url}/carrel.js" data-library="cedar" async></script></html>`,
);
try {
  const cedar = await Librarian.of(stack.url, 'cedar');
  await cedar.sets('web-origins', { origins: [site.url] });
  await cedar.comes();
  const rows: Awaited<ReturnType<typeof once>>[] = [];
  for (let n = 0; n < repeats; n += 1) rows.push(await once(browser, cedar));
  console.table(rows);
  const names = Object.keys(rows[0]!) as (keyof (typeof rows)[number])[];
  const middle = Object.fromEntries(names.map((name) => [name, median(rows.map((row) => row[name]))]));
  console.log(
    JSON.stringify({ bench: 'patron-first-paint', slowed, repeats, ...middle, load: loadavg()[0] }),
  );
} finally {
  await browser.close();
  await site.end();
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

/** With an empty cache, as who comes for the first time. */
async function once(chromium: Browser, cedar: Librarian) {
  const context = await chromium.newContext({ locale: 'en-US' });
  const page = await slowPage(await context.newPage());
  const patron = new Patron(page, stack.url);
  const form = await timed(async () => {
    await page.goto(`${stack.url}/ask/cedar/`, { waitUntil: 'commit' });
    await page.getByLabel('Your question').waitFor();
  });
  const paint = Number(
    await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`),
  );
  const longest = Number(
    await page.evaluate(`new Promise((done) => { let most = 0;
      new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) most = Math.max(most, duration); })
        .observe({ type: 'longtask', buffered: true });
      setTimeout(() => done(most), 100); })`),
  );
  await patron.asks(`Where do I begin? ${randomUUID()}`, 'Robin');
  const id = await cedar.accepts();
  await cedar.says(id, 'Here.');
  await patron.receives('Here.');
  const line = await timed(async () => {
    await page.reload({ waitUntil: 'commit' });
    await page.getByRole('log').getByText('Here.').waitFor();
  });
  await cedar.ends(id);
  const own = await slowPage(await context.newPage());
  await own.goto(site.url);
  const button = own.getByRole('button', { name: 'Ask a librarian' });
  await button.waitFor();
  const panel = await timed(async () => {
    await button.click();
    await own.frameLocator('iframe').getByLabel('Your question').waitFor();
  });
  await context.close();
  const whole = Math.round;
  return {
    'first paint ms': whole(paint),
    'form ms': whole(form),
    'longest task ms': whole(longest),
    'reload to first line ms': whole(line),
    'button to form ms': whole(panel),
  };
}

async function slowPage(page: Page): Promise<Page> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  return page;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
