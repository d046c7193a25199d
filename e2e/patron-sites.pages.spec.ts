import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Librarian } from '../tools/src/browser/librarian.js';
import { eventually } from '../tools/src/journey/client.js';
import { Patrons } from './patrons.js';

/** What Prototype.js, MooTools and the like do to a page, and a few things that nobody should. */
const overriding = `
  Array.prototype.toJSON = Object.prototype.toJSON = String.prototype.toJSON = () => 'overridden';
  Object.prototype.extra = function () {};
  Array.prototype.each = Array.prototype.forEach;
  Array.from = () => { throw new Error('Array.from is ours'); };
  Function.prototype.bind = () => { throw new Error('bind is ours'); };
  Element.prototype.show = Element.prototype.hide = Element.prototype.update = () => { throw new Error('ours'); };
  Document.prototype.getElementsByClassName = () => { throw new Error('ours'); };
  window.Event = {}; window.JSON = { parse: JSON.parse, stringify: () => 'ours' };`;
const restyling = `* { all: unset } div:empty { display: none } body > * { position: static; z-index: 1; opacity: .1 }
  div, button, iframe, dialog { display: none; transform: rotate(5deg) }
  .over { display: block; position: fixed; inset: 0; z-index: 999999; background: #eee; opacity: 1 }`;

/** A library's site of many kinds, by the path of its page. */
const sites = (carrel: string) => {
  const line = (more = '', library = 'cedar') =>
    `<script src="${carrel}/carrel.js" data-library="${library}" ${more} async></script>`;
  const page = (body: string, head = '') =>
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Cedar</title>${head}<body><h1>Cedar</h1>
<p><label>Search <input id="search"></label> <a href="/next">Next</a></p>${body}</body></html>`;
  const policy = `script-src ${carrel}; frame-src ${carrel}; connect-src ${carrel}`;
  const pages: Record<string, string> = {
    '/': page(line()),
    '/next': page(`${line()}<script>document.getElementById('search').focus()</script>`),
    '/policy': page(
      line(),
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${policy}; require-trusted-types-for 'script'">`,
    ),
    '/overriding': page(
      `<p id="Carrel">Carrel</p><a href="#" onclick="Carrel.open()">Ask us</a>${line()}`,
      `<script>${overriding}</script>`,
    ),
    '/restyling': page(`<p class="over">Over all</p>${line()}`, `<style>${restyling}</style>`),
    '/twice': page(line() + line()),
    '/corner': page(line() + line('data-label="Ask Dogwood"', 'dogwood')),
    '/module': page(line('type="module"')),
    '/hidden': page(line('data-when-closed="hide"', 'dogwood')),
    '/nobody': page(`<script src="${carrel}/carrel.js" async></script>`),
    '/misspelt': page(line('', 'cedra')),
    '/no-target': page(line('data-position="inline" data-target="#not-there"')),
    '/bad-target': page(line('data-position="inline" data-target="##"')),
  };
  return (path: string) => pages[path];
};

describe('The button on sites of every kind, in Chromium', () => {
  let patrons: Patrons;
  const button = (page: Page, name = 'Ask a librarian') => page.getByRole('button', { name });
  const field = (page: Page) => page.frameLocator('iframe').getByLabel('Your question');
  const goes = async (path: string, page?: Page) => {
    const on = page ?? (await patrons.aPage());
    await on.goto(`${patrons.site.url}${path}`);
    return on;
  };
  const opensAndCloses = async (page: Page) => {
    await button(page).click();
    await field(page).fill('Is this a chat?');
    await page.keyboard.press('Escape');
    await button(page).waitFor();
  };
  /** What a page's console says of Carrel, as an error. */
  const errorsAt = async (path: string) => {
    const page = await patrons.aPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && message.text().startsWith('Carrel:')) errors.push(message.text());
    });
    await goes(path, page);
    await eventually(async () => expect(errors).toHaveLength(1));
    return { page, said: errors[0]! };
  };

  beforeAll(async () => {
    patrons = await Patrons.come(sites);
    const dogwood = await Librarian.of(patrons.system.stack.url, 'dogwood');
    await dogwood.sets('web-origins', { origins: [patrons.site.url] });
  });

  // Whoever monitors without a stream is taken as away after a while.
  beforeEach(() => patrons.cedar.comes());

  afterEach(() => patrons.leave());

  afterAll(() => patrons?.end());

  it('works under the policy that the documentation gives, with nothing else allowed, and with trusted types', async () => {
    await opensAndCloses(await goes('/policy'));
    expect(patrons.complaints).toEqual([]);
  });

  it('works where the site has changed what all objects are made of, and has an element of its name', async () => {
    const page = await goes('/overriding');
    await opensAndCloses(page);
    await page.getByRole('link', { name: 'Ask us' }).click();
    await field(page).waitFor();
  });

  it('looks and lies as it should whatever the site’s styles say of everything', async () => {
    const page = await goes('/restyling');
    await button(page).waitFor();
    const box = (await button(page).boundingBox())!;
    const { width, height } = page.viewportSize()!;
    expect(width - box.x - box.width).toBeCloseTo(20, 0);
    expect(height - box.y - box.height).toBeCloseTo(20, 0);
    expect(box.height).toBeGreaterThanOrEqual(48);
    await opensAndCloses(page);
  });

  it('stands once where its line stands twice', async () => {
    const page = await goes('/twice');
    await opensAndCloses(page);
    expect(await button(page).count()).toBe(1);
  });

  it('stands above another library’s in the same corner; one panel gives way to the other', async () => {
    const page = await goes('/corner');
    const both = await Promise.all(
      [
        { name: 'Ask a librarian', library: 'cedar' },
        { name: 'Ask Dogwood', library: 'dogwood' },
      ].map(async (one) => {
        await button(page, one.name).waitFor();
        return { ...one, y: (await button(page, one.name).boundingBox())!.y };
      }),
    );
    // Scripts of a page arrive in any order: the first stands in the corner.
    const [first, above] = both.sort((one, other) => other.y - one.y) as [(typeof both)[0], (typeof both)[0]];
    expect(first.y - above.y).toBeGreaterThan(48);
    await button(page, first.name).click();
    await page.frameLocator(`iframe[src*=${first.library}]`).getByLabel('Your question').waitFor();
    await button(page, above.name).click();
    await page.frameLocator(`iframe[src*=${above.library}]`).getByLabel('Your question').waitFor();
    expect(await page.locator(`iframe[src*=${first.library}]`).isVisible()).toBe(false);
    await button(page, first.name).waitFor();
  });

  it('works as a module, and after the site has put another body in place', async () => {
    await opensAndCloses(await goes('/module'));
    const page = await goes('/');
    await button(page).waitFor();
    await page.evaluate(`(() => {
      const line = document.querySelector('script[data-library]');
      const again = document.createElement('script');
      again.src = line.src;
      again.dataset.library = 'cedar';
      const body = document.createElement('body');
      body.append(again);
      document.body.replaceWith(body);
    })()`);
    await opensAndCloses(page);
    expect(await button(page).count()).toBe(1);
  });

  it('is hidden while nobody is there where the site wants that, and still opens by the site’s own link', async () => {
    const page = await goes('/hidden');
    await page.waitForFunction('window.Carrel');
    await page.evaluate(`Carrel.open('dogwood')`);
    await field(page).waitFor();
    await page.evaluate(`Carrel.close('dogwood')`);
    await page.locator('iframe').waitFor({ state: 'hidden' });
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('says in the console what is wrong with its line, and shows no button that leads nowhere', async () => {
    const nobody = await errorsAt('/nobody');
    expect(nobody.said).toContain('data-library is missing');
    const misspelt = await errorsAt('/misspelt');
    expect(misspelt.said).toContain('there is no library "cedra"');
    for (const { page } of [nobody, misspelt]) expect(await page.getByRole('button').count()).toBe(0);
    for (const path of ['/no-target', '/bad-target']) {
      const { page, said } = await errorsAt(path);
      expect(said).toContain('selects nothing on this page');
      await opensAndCloses(page);
    }
  });

  it('lets neither page read the other, and believes nobody but its own panel', async () => {
    const page = await goes('/');
    await button(page).click();
    await field(page).waitFor();
    const frame = `[...document.querySelectorAll('div')].find(({ shadowRoot }) => shadowRoot).shadowRoot.querySelector('iframe')`;
    expect(await page.evaluate(`${frame}.contentDocument`)).toBeNull();
    await page.evaluate(`(() => {
      window.received = [];
      Carrel.on('unread', () => { throw new Error('of the site'); });
      for (const event of ['unread', 'close']) Carrel.on(event, () => received.push(event));
      postMessage({ carrel: 'close' }, '*');
      postMessage({ carrel: 'unread', count: 9 }, '*');
    })()`);
    await field(page).fill('Still here.');
    expect(await page.evaluate('received')).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page).waitFor();
    expect(await page.evaluate('received')).toEqual(['close']);
  });

  it('comes back on the site’s next page with its chat, and takes nothing that is typed there', async () => {
    const { cedar } = patrons;
    const page = await goes('/');
    await button(page).click();
    await field(page).fill('Do you follow me?');
    await page.frameLocator('iframe').getByLabel('Your name').fill('Nia');
    await page.frameLocator('iframe').getByRole('button', { name: 'Start the chat' }).click();
    await page.frameLocator('iframe').getByText('You are next').waitFor();
    const id = await cedar.accepts();
    await cedar.says(id, 'I do.');
    await page.frameLocator('iframe').getByRole('log').getByText('I do.').waitFor();
    await goes('/next', page);
    await page.frameLocator('iframe').getByRole('log').getByText('I do.').waitFor();
    await page.keyboard.type('leases');
    expect(await page.locator('#search').inputValue()).toBe('leases');
    await cedar.ends(id);
  });

  it('fills a telephone’s window, keeps the keyboard within, and stays above the one on the screen', async () => {
    const page = await patrons.aPage({
      viewport: { width: 320, height: 568 },
      hasTouch: true,
      isMobile: true,
    });
    await page.addInitScript(`(() => {
      const view = Object.assign(new EventTarget(), { scale: 1, height: innerHeight, offsetTop: 0 });
      Object.defineProperty(window, 'visualViewport', { value: view });
    })()`);
    await goes('/', page);
    await button(page).tap();
    await field(page).waitFor();
    const sizeOf = async () => (await page.locator('dialog').boundingBox())!;
    expect(await sizeOf()).toMatchObject({ x: 0, y: 0, width: 320, height: 568 });
    for (let n = 0; n < 30; n += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`document.activeElement.id`)).not.toBe('search');
    }
    await page.evaluate(
      `Object.assign(visualViewport, { height: 300, offsetTop: 40 }).dispatchEvent(new UIEvent('resize'))`,
    );
    expect(await sizeOf()).toMatchObject({ y: 40, height: 300 });
    await page.evaluate(
      `Object.assign(visualViewport, { scale: 2, height: 100 }).dispatchEvent(new UIEvent('resize'))`,
    );
    expect(await sizeOf()).toMatchObject({ y: 40, height: 300 });
  });

  it('[R125] gives old browsers a link, which leads to the question form as plain HTML, which takes a question', async () => {
    const page = await patrons.aPage();
    await page.addInitScript('delete Document.prototype.adoptedStyleSheets');
    // A script that is newer than the browser is not run at all.
    await page.route('**/patron/assets/*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'class {' }),
    );
    await goes('/', page);
    await page.getByRole('link', { name: 'Ask a librarian' }).click();
    await page.getByRole('link', { name: 'Ask a question' }).click();
    await page.getByLabel('Your name').fill('Old Browser');
    await page.getByLabel('Your question').fill('Is this old enough?');
    await page.getByRole('button', { name: 'Send the question' }).click();
    await page.getByText('Number of your question').waitFor();
    patrons.complaints.length = 0;
  });
});
