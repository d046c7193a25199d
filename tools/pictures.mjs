// npm run pictures: pictures of the patron's pages and the desk from the demonstration data, into docs/pictures: wide and narrow, by day
// and by night. Starts a system of its own; wants built code. ONLY=chat,waiting: which.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startStack } from '@carrel/tools';
import { launchChromium } from './dist/browser/chromium.js';
import { fontsFor } from './dist/browser/fonts.js';
import { administrationPictures, deskPictures, reportPictures } from './dist/browser/desk-pictures.js';
import { pictures } from './dist/browser/pictures.js';
import { aPastSeason } from './dist/journey/past-season.js';
import { placeOf } from './dist/operator/place.js';
import { root } from './prepare.mjs';

const dataDir = mkdtempSync(join(tmpdir(), 'carrel-pictures-'));
const into = join(root, 'docs/pictures');
mkdirSync(into, { recursive: true });
let stack;
let browser;
let failed = false;
try {
  const running = process.env.CARREL_URL;
  // The library's site that Carrel looks at stands on this machine.
  const env = { ...process.env, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' };
  const where = { dataDir, basePort: await freePorts(), env };
  if (!running) stack = await startStack({ ...where, demo: true, quiet: true });
  const place = {
    url: running ?? stack.url,
    mailboxUrl: process.env.CARREL_MAILBOX ?? stack.mailbox.url,
  };
  browser = await launchChromium(console.log, await fontsFor(dataDir));
  const only = process.env.ONLY ? process.env.ONLY.split(',') : undefined;
  const begins = new Map([
    [deskPictures, 'desk-'],
    [administrationPictures, 'administration-'],
    [reportPictures, 'reports-'],
  ]);
  const isOf = (name, all) => {
    const found = [...begins].find(([, begin]) => name.startsWith(begin));
    return (found?.[0] ?? pictures) === all;
  };
  const wanted = (all) => !only || only.some((name) => isOf(name, all));
  for (const all of [pictures, deskPictures, administrationPictures, reportPictures].filter(wanted)) {
    // Last, so that no other picture has half a year in it.
    if (all === reportPictures && stack)
      await aPastSeason(
        placeOf({ ...process.env, CARREL_DATA: dataDir, CARREL_PORT: String(where.basePort) }),
      );
    for await (const { name, png } of all(browser, place, only)) {
      writeFileSync(join(into, `${name}.png`), png);
      console.log(`${name}.png  ${Math.round(png.length / 1024)} KB`);
    }
  }
} catch (error) {
  console.error(error);
  failed = true;
}
await browser?.close();
await stack?.stop();
rmSync(dataDir, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
