import { ok } from '@carrel/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Librarian } from '../tools/src/browser/librarian.js';
import type { Network } from '../tools/src/browser/network.js';
import { Patron } from '../tools/src/browser/patron.js';
import { eventually } from '../tools/src/journey/client.js';
import type { Mailbox } from '../tools/src/journey/mailbox.js';
import { faultsOfAccess } from './access-faults.js';
import { Patrons } from './patrons.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HOUR_MS = 3_600_000;

const pagesOfSite = (carrel: string, real: string) => (path: string) => {
  const line = `<script src="${real}/carrel.js" data-library="cedar" async></script>`;
  const pages: Record<string, string> = {
    '/good': `<!doctype html><html lang="en"><title>Cedar</title><h1>Cedar</h1>${line}</html>`,
    '/bare': '<!doctype html><title>Cedar</title><h1>Cedar</h1>',
    '/policy': `<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src 'self'"><title>Cedar</title>${line}`,
    '/hidden': `<!doctype html><html lang="en"><title>Dogwood</title><h1>Dogwood</h1>
<script src="${carrel}/carrel.js" data-library="dogwood" data-when-closed="hide" async></script></html>`,
    '/widget': `<!doctype html><html lang="en"><title>Cedar</title><h1>Cedar</h1>
<script src="${carrel}/carrel.js" data-library="cedar" async></script></html>`,
  };
  return pages[path];
};

describe('What a library makes of its patrons’ pages, and what patrons do there, in Chromium', () => {
  let patrons: Patrons;
  const aPage: Patrons['aPage'] = (options) => patrons.aPage(options);
  const aPatron: Patrons['aPatron'] = (options) => patrons.aPatron(options);
  const chatting: Patrons['chatting'] = (patron, name) => patrons.chatting(patron, name);
  let system: Patrons['system'];
  let network: Network;
  let site: Patrons['site'];
  let cedar: Librarian;
  let dogwood: Librarian;
  let mailbox: Mailbox;
  const faults: string[] = [];
  const look = async (state: string, page: Page) => {
    faults.push(...(await faultsOfAccess(state, page, { forcedColors: true })));
  };
  /** By the names that assistive technology has, and nothing else. */
  const named = (page: Page) => ({
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    field: (name: string | RegExp) => page.getByRole('textbox', { name }),
    heading: (name: string | RegExp) => page.getByRole('heading', { name }),
    link: (name: string) => page.getByRole('link', { name, exact: true }),
  });

  beforeAll(async () => {
    patrons = await Patrons.come(pagesOfSite);
    ({ system, network, site, cedar, mailbox } = patrons);
    dogwood = await Librarian.of(system.stack.url, 'dogwood');
  });

  afterEach(() => patrons.leave());

  afterAll(() => patrons?.end());

  it('[R134] a patron adds files, corrects the address, closes as solved and asks again, by the names that are read out', async () => {
    const page = await aPage();
    const the = named(page);
    await page.goto(`${network.url}/ask/dogwood/`);
    await the.field('Your question').fill('Do you have the map of 1893?');
    await the.field('Your name').fill('Sam');
    await the.field('E-mail').fill('sam@patrn.example');
    await the.button('Send the question').click();
    await the.link('See your question').click();
    await the.heading('Do you have the map of 1893?').waitFor();
    await look('own questions', page);

    await page.getByText('We answer to sam@patrn.example').click();
    await the.field('New e-mail address').fill('sam@patron.example');
    await the.button('Change').click();
    await page.getByText('We answer to sam@patron.example. Change').waitFor();

    const [chosen] = await Promise.all([page.waitForEvent('filechooser'), the.button('Add files').click()]);
    await chosen.setFiles({ name: 'map.png', mimeType: 'image/png', buffer: png });
    await the.button('Leave out map.png').waitFor();
    await the.field('Write to the library').fill('This one.');
    await page.reload();
    expect(await the.field('Write to the library').inputValue()).toBe('This one.');
    const [again] = await Promise.all([page.waitForEvent('filechooser'), the.button('Add files').click()]);
    await again.setFiles({ name: 'map.png', mimeType: 'image/png', buffer: png });
    await the.button('Send').click();
    await the.button('map.png').waitFor();
    const { items } = await ok(
      dogwood.staff.questions.GET('/v1/questions', { params: { query: { list: 'all', q: '1893' } } }),
    );
    const { files } = (await ok(
      dogwood.staff.questions.GET('/v1/questions/{id}', { params: { path: { id: items[0]!.id } } }),
    )) as { files: { name: string }[] };
    expect(files.map(({ name }) => name)).toEqual(['map.png']);

    await the.button('It is solved, thank you').click();
    await page.getByText('Closed', { exact: true }).waitFor();
    await look('own questions, closed', page);
    await the.field('Ask again').fill('And the one of 1894?');
    await the.button('Send').click();
    await page.getByText('We are working on it').waitFor();
    expect(await the.link('Ask another question').count()).toBe(1);
  });

  it('[promise 25] a patron deletes everything, once a mailed link has shown whose address it is', async () => {
    const page = await aPage();
    const the = named(page);
    await page.goto(`${network.url}/ask/dogwood/`);
    await the.field('Your question').fill('Forget me later?');
    await the.field('Your name').fill('Lee');
    await the.field('E-mail').fill('lee@patron.example');
    await the.button('Send the question').click();
    await the.link('See your question').click();
    await the.button('Delete my data').click();
    await page.getByText('Nobody can bring them back.').waitFor();
    await look('deleting', page);
    await the.button('Delete everything').click();
    await the.heading('First, a link by mail').waitFor();
    await look('deleting, link needed', page);
    await the.button('Mail me the link').click();
    await page.getByText('a mail with a link is on its way').waitFor();
    const mail = await mailbox.mailTo('lee@patron.example', '/my-questions#');
    const link = /\S+\/my-questions#\S+/.exec(mail.text)![0];
    const own = await aPage();
    await own.goto(link.replace(system.stack.url, network.url));
    await named(own).button('Delete my data').click();
    await named(own).button('Delete everything').click();
    await own.getByText('Your data are being deleted.').waitFor();
    await look('deleted', own);
    await eventually(async () => {
      await page.reload();
      expect(await page.getByText('This link opens nothing').count()).toBe(1);
    });
  });

  it('a link that opens nothing more has a new one mailed, whether or not it was ever good', async () => {
    const page = await aPage();
    await page.goto(`${network.url}/my-questions#pt_${'x'.repeat(43)}`);
    await page.getByText('This link opens nothing, or no longer.').waitFor();
    await look('expired', page);
    await named(page).button('Mail me a new link').click();
    await page.getByText('a mail with a link is on its way').waitFor();

    const lost = await aPage();
    await lost.goto(`${network.url}/my-questions`);
    await lost.getByText('I no longer have the link').click();
    await lost.getByRole('radio', { name: 'Dogwood' }).or(lost.getByLabel('The library')).first().waitFor();
    await look('lost link', lost);
  });

  it('[R125] a page is looked at before it is so, in its own words and HTML, with its logo, and nothing is sent from there', async () => {
    const { boss } = dogwood;
    const logo = await fetch(`${system.stack.url}/api/chat/v1/page-logos/${dogwood.institutionId}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${boss.token}`, 'content-type': 'image/png' },
      body: png,
    });
    expect(logo.status).toBe(200);
    const settings = {
      'patron-closed-page': {
        html: '<h2>Until Monday</h2><p>Call <a href="tel:+15550100">555 0100</a>.</p><script>alert(1)</script>',
      },
      'patron-words': { words: [{ language: 'en', key: 'open.title' as const, text: 'Ask Dogwood!' }] },
    };
    const { path } = await ok(boss.chat.POST('/v1/page-previews', { body: { settings } }));
    const page = await aPage();
    await page.goto(network.url + path);
    await page.getByText('Only whoever has this link sees it').waitFor();
    await page.getByRole('link', { name: 'While closed' }).click();
    await page.getByRole('heading', { name: 'Until Monday' }).waitFor();
    expect(await page.locator('header img').getAttribute('src')).toContain('/api/chat/v1/page-logos/');
    await look('preview, closed', page);
    await page.getByRole('link', { name: 'While open' }).click();
    await page.getByRole('heading', { name: 'Ask Dogwood!' }).waitFor();
    await page.getByLabel('Your question').fill('Is this real?');
    await page.getByLabel('Your name').fill('Boss');
    await page.getByRole('button', { name: 'Start the chat' }).click();
    await page.getByRole('alert').filter({ hasText: 'nothing can be sent from here' }).waitFor();
    await page.goto(`${network.url}/ask/dogwood/`);
    await page.getByRole('heading', { name: 'Chat is closed at the moment' }).waitFor();
  });

  it('[2.6] a task keeps programs out: solved by itself, by the keyboard alone; without script the page says what to do', async () => {
    await dogwood.sets('patron-challenge', { use: 'always', effort: 'light', networks: [] });
    try {
      const patron = await aPatron();
      const { page } = patron;
      await page.goto(`${network.url}/ask/dogwood/`);
      await page.getByLabel('Your question').fill('Am I a program?');
      await page.getByLabel('Your name').fill('Uma');
      await page.getByLabel('Your name').press('Enter');
      await page.getByRole('status').filter({ hasText: 'solving a small task' }).waitFor();
      await page.getByText('Number of your question').waitFor({ timeout: 60_000 });

      const plain = await aPage({ javaScriptEnabled: false });
      await plain.goto(`${network.url}/ask/dogwood/plain`);
      await plain.getByLabel('Your name').fill('Old Browser');
      await plain.getByLabel('Your question').fill('Without any script?');
      await plain.getByRole('button', { name: 'Send the question' }).click();
      await plain.getByText('needs a browser with JavaScript').waitFor();
      expect(await plain.getByLabel('Your question').inputValue()).toBe('Without any script?');
      expect(await plain.getByRole('link', { name: 'The library’s page' }).count()).toBe(1);
    } finally {
      await dogwood.sets('patron-challenge', { use: 'never', effort: 'normal', networks: [] });
    }
  });

  it('“Put it on your site” shows the button as it will be, and says what is wrong with a page', async () => {
    const page = await aPage();
    await page.goto(`${network.url}/ask/cedar/on-your-site`);
    await page.getByRole('button', { name: 'Ask a librarian' }).waitFor();
    await page.getByLabel('Words on the button').fill('Ask Cedar');
    await page.getByRole('button', { name: 'Ask Cedar' }).waitFor();
    expect(await page.getByRole('button', { name: 'Ask a librarian' }).count()).toBe(0);
    await page.getByText('data-label="Ask Cedar"').waitFor();
    await look('on your site', page);
    const test = async (path: string, says: string) => {
      await page.getByLabel('Address of a page').fill(new URL(path, site.url).href);
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.getByRole('status').getByText(says).waitFor();
    };
    await test('https://elsewhere.example/', 'is not among the library’s web-origins');
    await test('/bare', 'The line is not on this page');
    await test('/policy', 'does not let the script in: add Carrel to script-src');
    await test('/nothing', 'There is no page: the answer was 404');
    await look('on your site, tested', page);
    await test('/good', 'All is well');
  });

  it('hides the button while nobody is there where a site asks for that', async () => {
    const page = await aPage();
    const [, asked] = await Promise.all([
      page.goto(`${site.url}/hidden`),
      page.waitForResponse((response) => response.url().includes('/patron-pages/dogwood')),
    ]);
    await asked.finished();
    expect(await page.getByRole('button').count()).toBe(0);
    await dogwood.comes();
    try {
      await page.reload();
      await page.getByRole('button', { name: 'Ask a librarian' }).waitFor();
    } finally {
      await dogwood.goes();
    }
  });

  it('goes on over the site’s pages where browsers keep storage from frames', async () => {
    await cedar.comes();
    const page = await aPage();
    await page.addInitScript(
      `if (window !== top) for (const name of ['sessionStorage', 'localStorage'])
         Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`,
    );
    await page.goto(`${site.url}/widget`);
    await page.getByRole('button', { name: 'Ask a librarian' }).click();
    const panel = page.frameLocator('iframe');
    await panel.getByLabel('Your question').fill('Without storage?');
    await panel.getByLabel('Your name').fill('Nora');
    await panel.getByRole('button', { name: 'Start the chat' }).click();
    const id = await cedar.accepts();
    await cedar.says(id, 'It goes on.');
    await panel.getByRole('log').getByText('It goes on.').waitFor();
    await page.reload();
    await panel.getByRole('log').getByText('It goes on.').waitFor();
    await cedar.ends(id);
  });

  it('makes no sound until it is switched on, and says in the title what is new', async () => {
    const patron = await aPatron();
    const { page } = patron;
    await page.addInitScript(`window.sounds = 0; const Real = AudioContext;
      window.AudioContext = class extends Real { createOscillator() { sounds += 1; return super.createOscillator(); } };`);
    const id = await chatting(patron, 'Eve');
    const sounds = () => page.evaluate('sounds') as Promise<number>;
    expect(await sounds()).toBe(0);
    const button = page.getByRole('button', { name: 'Sound for new messages' });
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    const before = await sounds();
    expect(before).toBeGreaterThan(0);
    await cedar.says(id, 'Does this sound?');
    await patron.receives('Does this sound?');
    expect(await sounds()).toBeGreaterThan(before);
    // Another tab lies over this one.
    await page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
       document.dispatchEvent(new Event('visibilitychange'))`,
    );
    await cedar.says(id, 'And this?');
    // Not by waitForFunction: it evaluates a text within the page, whose policy forbids that.
    await eventually(async () => expect(await page.title()).toMatch(/^\(1\) /));
    await cedar.ends(id);
  });

  it('a sleep of an hour, a cut of half a minute and another network lose no line and double none', async () => {
    const patron = await aPatron();
    const { page } = patron;
    await page.clock.install();
    const id = await chatting(patron, 'Sleepy');
    const cutFor = async (ms: number, mine: string, theirs: string) => {
      network.cut();
      await page.getByText('The connection is interrupted').waitFor({ timeout: 30_000 });
      await look(`interrupted ${ms}`, page);
      await patron.says(mine);
      await cedar.says(id, theirs);
      await page.clock.fastForward(ms);
      network.mend();
      await patron.receives(theirs);
      await patron.receives(mine);
    };
    await cutFor(30_000, 'typed in the cut', 'said in the cut');
    await cutFor(HOUR_MS, 'typed before the sleep', 'said during the sleep');
    await page.context().setOffline(true);
    await cedar.says(id, 'between two networks');
    await page.context().setOffline(false);
    await patron.receives('between two networks');
    await page.getByText('Sending …').waitFor({ state: 'hidden' });
    expect((await patron.reads()).sort()).toEqual(
      [
        ...['Where do I begin?', 'Welcome, Sleepy.', 'typed in the cut', 'said in the cut'],
        ...['typed before the sleep', 'said during the sleep', 'between two networks'],
      ].sort(),
    );
    await cedar.ends(id);
  });

  it('two tabs show one chat, each line once, whichever it was typed in', async () => {
    const one = await aPatron();
    const id = await chatting(one, 'Tabitha');
    const [opened] = await Promise.all([
      one.page.waitForEvent('popup'),
      one.page.evaluate('void window.open(location.href)'),
    ]);
    const two = new Patron(opened, network.url);
    await two.receives('Welcome, Tabitha.');
    await one.says('from the first');
    await two.receives('from the first');
    await two.says('from the second');
    await one.receives('from the second');
    await cedar.says(id, 'to both');
    for (const tab of [one, two]) {
      await tab.receives('to both');
      expect(await tab.reads()).toEqual([
        ...['Where do I begin?', 'Welcome, Tabitha.', 'from the first', 'from the second', 'to both'],
      ]);
    }
    await cedar.ends(id);
  });

  it('takes files that are pasted and dropped', async () => {
    const patron = await aPatron();
    const id = await chatting(patron, 'Paz');
    const field = patron.page.getByLabel('Write a message');
    for (const [event, name] of [
      ['paste', 'pasted.txt'],
      ['drop', 'dropped.txt'],
    ] as const) {
      await field.evaluate(
        new Function(
          'field',
          'given',
          `const [event, name] = given;
          const data = new DataTransfer();
          data.items.add(new File(['Some words.'], name, { type: 'text/plain' }));
          field.dispatchEvent(event === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));`,
        ) as never,
        [event, name],
      );
      await patron.page.getByRole('log').getByRole('button', { name }).waitFor();
      await cedar.receives(id, name);
    }
    await cedar.ends(id);
  });

  it('has nothing that keeps somebody out in its other states: closed, asked, gone, survey, in Arabic', async () => {
    const patron = await aPatron();
    const { page } = patron;
    await page.goto(`${network.url}/ask/dogwood/?language=ar`);
    await page.getByRole('button', { name: 'أرسل السؤال' }).waitFor();
    await look('closed, Arabic', page);
    await page.goto(`${network.url}/ask/dogwood/?language=en`);
    await page.getByLabel('Your question').fill('For everybody?');
    await page.getByLabel('Your name').fill('Ali');
    await look('closed', page);
    await page.getByRole('button', { name: 'Send the question' }).click();
    await page.getByText('Number of your question').waitFor();
    await look('asked', page);
    const gone = await aPatron();
    await gone.page.goto(`${network.url}/ask/cedar/#chat=${crypto.randomUUID()}.pt_${'g'.repeat(43)}`);
    await gone.page.getByRole('heading', { name: 'This chat is no longer here' }).waitFor();
    await look('gone', gone.page);
    const arabic = await aPatron();
    await arabic.page.goto(`${network.url}/my-questions#pt_${'a'.repeat(43)}`);
    await arabic.page.getByText('This link opens nothing').waitFor();
    await arabic.page.getByLabel('Language').selectOption('ar');
    await arabic.page.getByText('هذا الرابط لا يفتح شيئًا').waitFor();
    await look('expired, Arabic', arabic.page);
    await arabic.page.goto(`${network.url}/ask/cedar/`);
    // The next visit speaks what was chosen.
    await arabic.page.locator('html[dir=rtl]').waitFor({ state: 'attached' });
    expect(faults).toEqual([]);
  });

  it('no page breaks its own policy or throws', () => {
    expect(patrons.complaints).toEqual([]);
  });
});
