import { ok } from '@carrel/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { aSite } from '../tools/src/browser/a-site.js';
import type { Librarian } from '../tools/src/browser/librarian.js';
import type { Network } from '../tools/src/browser/network.js';
import { Patron } from '../tools/src/browser/patron.js';
import { speaker } from '../tools/src/journey/client.js';
import { faultsOfAccess } from './access-faults.js';
import { Patrons } from './patrons.js';

const siteOf = (carrel: string) => `<!doctype html><html lang="en"><head><title>Cedar Law Library</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src ${carrel}; connect-src ${carrel}; frame-src ${carrel}">
</head><body><main><h1>Cedar Law Library</h1></main><script src="${carrel}/carrel.js" data-library="cedar" async></script></body></html>`;

/** What a screen reader says first of what has the focus; runs in the page. */
const focusedName = `(({ activeElement: at }) => [at.getAttribute('aria-label'),
  ...[...(at.labels ?? [])].map(({ textContent }) => textContent), at === document.body ? '' : at.textContent].join(' '))(document)`;

const withTwo = (
  carrel: string,
) => `<!doctype html><html lang="en"><title>Two</title><h1>Two libraries</h1><p id="here"></p>
<script src="${carrel}/carrel.js" data-library="cedar" data-label="Ask Cedar" data-accent="#ffdd00" async></script>
<script src="${carrel}/carrel.js" data-library="dogwood" data-position="inline" data-target="#here" data-language="es" async></script></html>`;

describe('The pages of a library’s patrons, in Chromium', () => {
  let patrons: Patrons;
  const aPage: Patrons['aPage'] = (options) => patrons.aPage(options);
  const aPatron: Patrons['aPatron'] = (options) => patrons.aPatron(options);
  const chatting = async (name: string) => {
    const patron = await aPatron();
    return { patron, id: await patrons.chatting(patron, name) };
  };
  let network: Network;
  let site: Patrons['site'];
  let cedar: Librarian;

  beforeAll(async () => {
    patrons = await Patrons.come((carrel) => (path) => (path === '/two' ? withTwo(carrel) : siteOf(carrel)));
    ({ network, site, cedar } = patrons);
    const survey = { use: 'internal', url: null, questions: ['satisfied', 'comments'] };
    await cedar.sets('surveys', {
      chatSession: survey,
      askAnswers: { use: 'none', url: null, questions: [] },
    });
  });

  // A page left open goes on asking, and takes time from the next test.
  afterEach(() => patrons.leave());

  afterAll(() => patrons?.end());

  it('[R125] a patron asks from a page of the library’s own site, goes to another of its pages, and has the answer in the mailbox', async () => {
    const page = await aPage();
    await page.goto(`${site.url}/page`);
    await page.getByRole('button', { name: 'Ask a librarian' }).click();
    const panel = page.frameLocator('iframe');
    await panel.getByLabel('Your question').fill('What must a landlord repair?');
    await panel.getByLabel('Your name').fill('Robin Reader');
    await panel.getByLabel('E-mail').fill('robin@patron.example');
    await panel.getByRole('button', { name: 'Start the chat' }).click();
    await panel.getByText('You are next').waitFor();
    const id = await cedar.accepts();
    await cedar.says(id, 'The heating, among other things.');
    await panel.getByRole('log').getByText('The heating, among other things.').waitFor();

    await page.goto(`${site.url}/page-two`);
    await panel.getByRole('log').getByText('The heating, among other things.').waitFor();
    await panel.getByLabel('Write a message').fill('Thank you!');
    await panel.getByRole('button', { name: 'Send', exact: true }).click();
    await panel.getByRole('log').getByText('Thank you!').waitFor();

    const opened = page.context().waitForEvent('page');
    await panel.getByRole('button', { name: 'Open in a window of its own' }).click();
    const own = new Patron(await opened, network.url);
    await own.receives('Thank you!');
    expect(own.page.url()).toBe(`${network.url}/ask/cedar/`);
    await own.says('Here I am as well.');
    await page.getByRole('button', { name: 'Ask a librarian' }).click();
    await panel.getByRole('log').getByText('Here I am as well.').waitFor();
    expect(await own.reads()).toEqual(await panel.locator('[role=log] .bubble .words').allInnerTexts());
    await cedar.ends(id);
    await panel.getByRole('heading', { name: 'Thank you for asking' }).waitFor();
    await panel.getByText('A copy of the chat goes to robin@patron.example.').waitFor();
    await panel.getByText('Number of your question').waitFor();
    await panel.getByRole('radio', { name: '5' }).check();
    await panel.getByRole('button', { name: 'Send answers' }).click();
    await panel.getByText('Thank you for your answers.').waitFor();

    const { mailbox, system } = patrons;
    const mail = await mailbox.mailTo('robin@patron.example', 'Thank you!');
    expect(mail.text).toContain('Robin Cedar: The heating, among other things.');

    const request = { institutionId: cedar.institutionId, email: 'robin@patron.example' };
    await ok(speaker(system.stack.url).questions.POST('/v1/patron-links', { body: request }));
    const linked = await mailbox.mailTo('robin@patron.example', '/my-questions#');
    await own.page.goto(/\S+\/my-questions#\S+/.exec(linked.text)![0]);
    await own.page.getByRole('heading', { name: 'What must a landlord repair?' }).waitFor();
    expect(own.page.url()).toMatch(/\/my-questions$/);
  });

  it('shows its panel within no site but the library’s own', async () => {
    const other = await aSite(() => siteOf(network.url));
    const page = await aPage();
    await page.goto(other.url.replace('127.0.0.1', 'localhost'));
    await page.getByRole('button', { name: 'Ask a librarian' }).click();
    await page.getByRole('link', { name: 'Open the chat in a new window' }).waitFor({ timeout: 20_000 });
    await other.end();
    patrons.complaints.length = 0;
  });

  it('stands more than once on one page, each with its library’s words and state, and reports to the site what happens', async () => {
    const page = await aPage();
    await page.goto(`${site.url}/two`);
    await page.locator('#here').getByRole('button', { name: 'Deje una pregunta' }).waitFor();
    await page.getByRole('button', { name: 'Ask Cedar' }).waitFor();
    const happened = (what: string) => page.evaluate(what) as Promise<unknown>;
    await happened(`window.seen = []; for (const event of ['open', 'close'])
      Carrel.on(event, ({ library }) => seen.push(event + ' ' + library)); Carrel.open('cedar')`);
    await page.frameLocator('iframe').getByLabel('Your question').fill('Not sent.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Ask Cedar' }).waitFor();
    expect(await happened('document.activeElement.dataset.position')).toBe('end');
    expect(await happened('seen')).toEqual(['open cedar', 'close cedar']);
    await page.keyboard.press('Enter');
    await page.frameLocator('iframe').getByLabel('Your question').waitFor();
    expect(await page.frameLocator('iframe').getByLabel('Your question').inputValue()).toBe('Not sent.');
  });

  it('a cut and a reload lose no line and double none', async () => {
    const { patron, id } = await chatting('Cass');
    await patron.says('before the cut');
    await patron.receives('before the cut');
    network.answers = false;
    await patron.says('whose answer is lost');
    await cedar.receives(id, 'whose answer is lost').finally(() => (network.answers = true));
    network.cut();
    await patron.page.getByText('The connection is interrupted').waitFor({ timeout: 30_000 });
    await patron.says('said during the cut');
    await cedar.says(id, 'answered during the cut');
    network.mend();
    await patron.receives('answered during the cut');
    await patron.page.getByText('The connection is interrupted').waitFor({ state: 'hidden' });
    await patron.page.reload();
    await patron.receives('answered during the cut');
    await patron.says('after the reload');
    await cedar.says(id, 'and the last word');
    await patron.receives('and the last word');
    await patron.page.getByText('Sending …').waitFor({ state: 'hidden' });
    const said = await patron.reads();
    expect([...said].sort()).toEqual(
      [
        ...['Where do I begin?', 'Welcome, Cass.', 'before the cut', 'said during the cut'],
        'whose answer is lost',
        ...['answered during the cut', 'after the reload', 'and the last word'],
      ].sort(),
    );
    await cedar.ends(id);
  });

  it('[R27] where streams are blocked the page asks again and again, by itself', async () => {
    network.streams = false;
    try {
      const { patron, id } = await chatting('Polly');
      await patron.says('Does this come?');
      await cedar.says(id, 'It does.');
      await patron.receives('It does.');
      await cedar.ends(id);
      await patron.page.getByRole('heading', { name: 'Thank you for asking' }).waitFor({ timeout: 20_000 });
    } finally {
      network.streams = true;
    }
  });

  it('a patron ends the chat, with the keyboard alone, and is never shown a code', async () => {
    const patron = await aPatron();
    const { keyboard } = patron.page;
    await patron.opens('cedar');
    const reach = async (name: string) => {
      for (let n = 0; n < 40; n += 1) {
        const label = String(await patron.page.evaluate(focusedName));
        if (label.includes(name)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`the keyboard does not reach ${name}`);
    };
    await reach('Your question');
    await keyboard.type('Is there a way without a mouse?');
    await reach('Your name');
    await keyboard.type('Kay');
    await keyboard.press('Enter');
    await patron.page.getByText('You are next').waitFor();
    const id = await cedar.accepts();
    await cedar.says(id, 'There is.');
    await patron.receives('There is.');
    expect(await patron.page.locator(':focus').getAttribute('aria-label')).toBe('Write a message');
    await keyboard.type('Good.');
    await keyboard.press('Enter');
    await patron.receives('Good.');
    await keyboard.press('Shift+Tab');
    await reach('End chat');
    await keyboard.press('Enter');
    await reach('End the chat');
    await keyboard.press('Enter');
    await patron.page.getByRole('heading', { name: 'Thank you for asking' }).waitFor();
    await patron.page.getByLabel('Where may we send a copy').fill('kay@patron.example');
    await patron.page.getByRole('button', { name: 'Send me the copy' }).click();
    await patron.page.getByText('A copy of the chat goes to kay@patron.example.').waitFor();
    expect(await patron.page.locator('body').innerText()).not.toMatch(
      /followup|lost-call|answered-|resolution/i,
    );
    await cedar.ends(id);
  });

  it('[R125] where nobody is there the question is left, with what was typed already, and read again by its link', async () => {
    const patron = await aPatron();
    await patron.opens('cedar');
    await patron.page.getByLabel('Your question').fill('Are there maps from before 1900?');
    await patron.page.getByLabel('Your name').fill('Ash');
    await cedar.goes();
    try {
      await patron.page.getByRole('button', { name: 'Start the chat' }).click();
      await patron.page.getByRole('heading', { name: 'Chat is closed at the moment' }).waitFor();
      expect(await patron.page.getByLabel('Your question').inputValue()).toBe(
        'Are there maps from before 1900?',
      );
      await patron.page.getByRole('button', { name: 'Send the question' }).click();
      await patron.page.getByText('Number of your question').waitFor();
      await patron.page.getByRole('link', { name: 'See your question' }).click();
      await patron.page.getByRole('heading', { name: 'Are there maps' }).waitFor();
      expect(patron.page.url()).toBe(`${network.url}/my-questions`);
      await patron.page.getByLabel('Write to the library').fill('Of the county, I mean.');
      await patron.page.getByRole('button', { name: 'Send', exact: true }).click();
      await patron.page.locator('.thread').getByText('Of the county, I mean.').waitFor();

      const plain = await aPage({ javaScriptEnabled: false });
      await plain.goto(`${network.url}/ask/cedar`);
      await plain.getByRole('link', { name: 'Ask a question' }).click();
      await plain.getByLabel('Your name').fill('Old Browser');
      await plain.getByRole('button', { name: 'Send the question' }).click();
      await plain.getByText('Please look again').waitFor();
      await plain.getByLabel('Your question').fill('Without any script?');
      await plain.getByRole('button', { name: 'Send the question' }).click();
      await plain.getByText('Number of your question').waitFor();
    } finally {
      await cedar.comes();
    }
  });

  it('speaks the language that the browser prefers, and then the one that is chosen', async () => {
    const { page } = await aPatron({ locale: 'es-MX' });
    await page.goto(`${network.url}/ask/cedar`);
    await page.getByRole('button', { name: 'Iniciar el chat' }).waitFor();
    await page.getByLabel('Su pregunta').fill('¿Y esto?');
    await page.getByLabel('Idioma').selectOption('de');
    await page.getByRole('button', { name: 'Chat beginnen' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.reload();
    expect(await page.getByLabel('Ihre Frage').inputValue()).toBe('¿Y esto?');
  });

  it('has nothing that keeps somebody out, in any state, by day, by night, on 320 pixels, from right to left', async () => {
    const faults: string[] = [];
    const look = async (state: string, page: Page) => {
      faults.push(...(await faultsOfAccess(state, page)));
    };
    const patron = await aPatron();
    await patron.opens('cedar');
    await look('open', patron.page);
    await patron.page.getByRole('button', { name: 'Start the chat' }).click();
    await look('faults', patron.page);
    await patron.page.getByRole('button', { name: 'Ask by e-mail instead' }).click();
    await look('ask', patron.page);
    const arabic = await aPatron();
    await arabic.opens('cedar', '?language=ar');
    expect(await arabic.page.locator('html').getAttribute('dir')).toBe('rtl');
    await look('arabic', arabic.page);
    await arabic.page.close();
    await patron.page.getByRole('button', { name: 'Chat instead' }).click();
    await patron.asks('Is it for everybody?', 'Ali');
    await look('waiting', patron.page);
    const id = await cedar.accepts();
    await cedar.says(id, 'It is: https://cedar.example/for-all');
    await patron.receives('It is');
    await cedar.shows(id, 'https://cedar.example/for-all', 'For all');
    await patron.receives('For all');
    await look('chat', patron.page);
    await patron.page.getByRole('button', { name: 'End chat' }).click();
    await look('ending', patron.page);
    await patron.page.getByRole('button', { name: 'Go on' }).click();
    await cedar.ends(id);
    await patron.page.getByRole('heading', { name: 'How was it?' }).waitFor();
    await look('ended', patron.page);
    const start = await aPage();
    await start.goto(network.url);
    await start.getByRole('link', { name: 'Cedar Law Library' }).waitFor();
    await look('start', start);
    const own = await aPage();
    await own.goto(`${site.url}/page`);
    await own.getByRole('button', { name: 'Ask a librarian' }).click();
    await own.frameLocator('iframe').getByLabel('Your question').waitFor();
    await look('widget', own);
    expect(faults).toEqual([]);
  });

  it('no page breaks its own policy or throws', () => {
    expect(patrons.complaints).toEqual([]);
  });
});
