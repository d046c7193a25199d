import { ok } from '@carrel/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { Librarian } from '../tools/src/browser/librarian.js';
import { at, eventually, signIn } from '../tools/src/journey/client.js';
import { faultsInEveryLook } from './access-faults.js';
import { ByKeyboard } from './by-keyboard.js';
import { Patrons } from './patrons.js';

const siteOf = (carrel: string) => (path: string) => `<!doctype html>
<html lang="${path === '/arabic' ? 'ar" dir="rtl' : 'en'}"><head><title>Cedar Law Library</title></head>
<body><main><h1>Cedar Law Library</h1><p><a href="/hours">Hours</a></p></main>
<script src="${carrel}/carrel.js" data-library="${path === '/closed' ? 'dogwood' : 'cedar'}" async></script></body></html>`;

/** Turns a page, or the panel within one, by its choice of language. */
const turning = (where: Page | FrameLocator) => async (language: 'ar' | 'en') => {
  await where.locator('select.languages').selectOption(language);
  await where.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
};
const allKindsOf = (about: string) => [
  { name: 'course', label: `${about}: course`, kind: 'line', required: false, options: [] },
  { name: 'known', label: `${about}: what you know already`, kind: 'text', required: false, options: [] },
  { name: 'level', label: `${about}: level`, kind: 'choice', required: true, options: ['School', 'College'] },
  {
    ...{ name: 'subject-area', label: `${about}: area`, kind: 'choice', required: false },
    options: ['Law', 'Maps', 'Music', 'News', 'Trade', 'Other'],
  },
  {
    name: 'agreed',
    label: `${about}: may be shown to others`,
    kind: 'checkbox',
    required: false,
    options: [],
  },
];

describe('The patrons’ pages are for everybody, in Chromium', () => {
  let patrons: Patrons;

  beforeAll(async () => {
    patrons = await Patrons.come(siteOf);
    const internal = { use: 'internal', url: null, questions: ['satisfied', 'comments'] };
    const none = { use: 'none', url: null, questions: [] };
    await patrons.cedar.sets('surveys', { chatSession: internal, askAnswers: none });
  });

  afterEach(() => patrons.leave());

  afterAll(() => patrons?.end());

  it('[R125] the whole way goes by the keyboard alone and by the names that assistive technology is given', async () => {
    const { cedar, site, mailbox } = patrons;
    await cedar.comes();
    const page = await patrons.aPage();
    await page.goto(`${site.url}/page`);
    const robin = new ByKeyboard(page);
    await robin.uses('button', 'Ask a librarian');
    await robin.finds('heading', 'How can we help?');
    await robin.receives('Open now');
    await robin.writes('Your question', 'What must a landlord repair?');
    await robin.writes('Your name', 'Robin Reader');
    await robin.writes(/^E-mail/, 'robin.keys@patron.example');
    await robin.presses('Enter');

    await robin.stands('heading', 'A librarian will be with you shortly');
    await robin.receives('You are next');
    await robin.writes('Add something', 'Before winter.');
    await robin.presses('Enter');
    const id = await cedar.accepts();
    await cedar.receives(id, 'Before winter.');
    await cedar.says(id, 'The heating, among other things.');
    await robin.stands('textbox', 'Write a message');
    await robin.receives('The heating, among other things.');
    await cedar.types(id);
    await robin.finds('StaticText', /is writing/);
    await page.keyboard.type('Thank you!');
    await robin.presses('Enter');
    await cedar.receives(id, 'Thank you!');
    await robin.receives('Thank you!');

    const choosing = page.waitForEvent('filechooser');
    await robin.uses('button', 'Send a file', 'Shift+Tab');
    const file = { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Sir or Madam') };
    await (await choosing).setFiles(file);
    await robin.finds('button', 'letter.txt');
    await cedar.shows(id, 'https://cedar.example/repairs', 'Repairs');
    await robin.receives('The librarian has opened a page for you');
    await robin.reaches('link', 'Repairs', 'Shift+Tab');

    await robin.uses('button', 'End chat', 'Shift+Tab');
    await robin.finds('dialog', 'End the chat?');
    await robin.uses('button', 'Go on');
    await robin.stands('button', 'End chat');
    await robin.presses('Enter');
    await robin.uses('button', 'End the chat');
    await robin.stands('heading', 'Thank you for asking');
    await robin.receives('A copy of the chat goes to robin.keys@patron.example.');
    await cedar.ends(id);
    await robin.finds('heading', 'How was it?');
    await robin.reaches('radio', '1');
    for (let n = 1; n < 4; n += 1) await robin.presses('ArrowRight');
    await robin.stands('radio', '4');
    await robin.writes(/comments|else/i, 'All by keys.');
    await robin.uses('button', 'Send answers');
    await robin.receives('Thank you for your answers.');
    await robin.finds('term', 'Number of your question');
    await mailbox.mailTo('robin.keys@patron.example', 'Thank you!');

    await robin.uses('button', 'Ask another question', 'Shift+Tab');
    await robin.stands('heading', 'How can we help?');
    await robin.uses('button', 'Ask by e-mail instead');
    await robin.stands('heading', 'Leave a question');
    await robin.uses('button', 'Send the question');
    await robin.stands('textbox', 'Your question');
    await page.keyboard.type('Are there maps from before 1900?');
    await robin.writes('Your name', 'Robin Reader');
    const opened = page.context().waitForEvent('page');
    await robin.uses('button', 'Send the question');
    await robin.stands('heading', 'We have your question');
    await robin.uses('link', 'See your question');

    const own = new ByKeyboard(await opened);
    await own.finds('heading', /\d/);
    await own.writes('Write to the library', 'Of the county.');
    await own.uses('button', 'Send');
    await own.receives('Your message is with the library.');
    await own.uses('button', 'It is solved, thank you');
    await own.stands('heading', /\d/);
    await own.finds('textbox', 'Ask again');
    await own.uses('button', 'Delete my data');
    await own.finds('dialog', 'Delete everything?');
    await own.presses('Escape');
    await own.stands('button', 'Delete my data');

    await page.bringToFront();
    await robin.presses('Escape');
    await robin.stands('button', 'Ask a librarian');
  });

  describe('has nothing that keeps somebody out, by day, by night, in forced colours, on 320 pixels, in Arabic,', () => {
    let faults: string[];
    let states: string[];
    const look = async (state: string, page: Page, where: Page | FrameLocator | null = page) => {
      states.push(state);
      faults.push(...(await faultsInEveryLook(state, page, where ? turning(where) : undefined)));
    };
    beforeEach(() => {
      faults = [];
      states = [];
    });
    afterEach(() => console.log(`looked at: ${states.join('; ')}`));

    it('before anything is asked: open, faults, every kind of field, closed, preview, no library, out of reach', async () => {
      const { cedar, network, system } = patrons;
      await cedar.comes();
      const dogwood = await Librarian.of(system.stack.url, 'dogwood');
      const head = await signIn(system.stack.url, 'admin@evergreen.example');
      const groups = await ok(head.admin.GET('/v1/groups', { params: { query: { search: 'Evergreen' } } }));
      const setForm = (fields: object[]) =>
        ok(
          head.admin.PUT('/v1/groups/{id}/settings/{key}', {
            params: { path: { id: groups.items[0]!.id, key: 'chat-form' } },
            body: { fields } as never,
          }),
        );
      const patron = await patrons.aPatron();
      const { page } = patron;
      await patron.opens('cedar');
      // With the mouse over it a button has colours of its own.
      await page.getByRole('button', { name: 'Ask by e-mail instead' }).hover();
      await look('open', page);
      const asked = allKindsOf('Chat').filter(({ kind }) => kind !== 'checkbox' && kind !== 'text');
      await setForm(
        asked.map(({ name, label, required, options }) => ({ name, label, required, options, queueIds: [] })),
      );
      try {
        await eventually(async () => {
          await patron.opens('cedar');
          expect(await page.getByText('Chat: level').count()).toBe(1);
        });
        await page.getByRole('button', { name: 'Start the chat' }).click();
        await page.getByText('Please write your question.').waitFor();
        await page.getByText('What happens with what you write').click();
        await look('chat form, every kind of field, with faults', page);
      } finally {
        await setForm([]);
      }
      await dogwood.sets('ask-form', {
        ...{
          title: 'Ask a question',
          introduction: 'We answer within two days.',
          subject: 'required',
          email: 'required',
        },
        ...{ fields: allKindsOf('Ask'), assigneeId: null, acknowledgement: 'Thank you.' },
      });
      await dogwood.opensAt('08:00', '08:30');
      await eventually(async () => {
        await patron.opens('dogwood');
        expect(await page.getByText('Ask: level').count()).toBe(1);
      });
      await look('closed, with the next opening', page);
      await page.getByRole('button', { name: 'Send the question' }).click();
      await page.getByText('Please write your question.').waitFor();
      await look('question form, every kind of field, with faults', page);
      await page.goto(network.url + (await dogwood.previews()) + '&state=closed');
      await page.getByText('Only whoever has this link').waitFor();
      await look('preview, with a closed page of its own', page);
      // A portal of many libraries has a page as a library has, and leads on to theirs where the group wants that.
      await ok(
        head.admin.PUT('/v1/groups/{id}/settings/{key}', {
          params: { path: { id: groups.items[0]!.id, key: 'library-picker' } },
          body: { listed: true } as never,
        }),
      );
      const portal = await ok(
        head.admin.GET('/v1/institutions', { params: { query: { search: 'Evergreen Ask' } } }),
      );
      await eventually(async () => {
        await page.goto(`${network.url}/ask/${portal.items[0]!.id}/`);
        await page.getByText('Do you know your library?').click({ timeout: 2_000 });
      });
      await page.getByRole('link', { name: 'Birch State University' }).waitFor();
      await page.getByLabel('Name of your library').fill('no such');
      await page.getByText('No library of that name').waitFor();
      await page.getByLabel('Name of your library').fill('cedar');
      await page.getByRole('link', { name: 'Cedar Law Library' }).waitFor();
      await look('a portal, libraries to pick from', page);
      await page.getByRole('link', { name: 'Cedar Law Library' }).click();
      await page.waitForURL(/\/ask\/cedar/);
      for (const language of ['en', 'ar']) {
        await page.goto(`${network.url}/ask/no-such-library/?language=${language}`);
        await page.getByRole('heading').waitFor();
        await look(`no library, ${language}`, page, null);
      }
      await page.route('**/api/chat/v1/patron-pages/**', (route) => route.fulfill({ status: 503 }));
      await page.goto(`${network.url}/ask/cedar/`);
      await page.getByRole('heading', { name: 'We cannot be reached' }).waitFor();
      await look('out of reach', page, null);
      await page.goto(`${network.url}/ask/cedar/plain`);
      await look('plain form', page, null);
      await page.goto(network.url);
      await page.getByRole('link', { name: 'Cedar Law Library' }).waitFor();
      await look('start page', page, null);
      const arabic = await patrons.aPage({ locale: 'ar' });
      await arabic.goto(network.url);
      await arabic.getByRole('heading', { name: 'اسأل المكتبة' }).waitFor();
      await look('start page, Arabic', arabic, null);
      expect(faults).toEqual([]);
    });

    it('where chat is not to be had: question form, solving, receipt, banned, left the line', async () => {
      const { cedar, network, system } = patrons;
      const dogwood = await Librarian.of(system.stack.url, 'dogwood');
      await cedar.comes();
      const patron = await patrons.aPatron();
      const { page } = patron;
      await patron.opens('cedar');
      await page.getByRole('button', { name: 'Ask by e-mail instead' }).click();
      await page.getByLabel('Your question').fill('Is this for everybody?');
      await page.getByLabel('Your name').fill('Ali');
      await page.getByLabel('E-mail').fill('ali@patron.example');
      await look('question form', page);
      const tooMany = { code: 'too-many', title: 'Too many', status: 429, facts: { retryAfterSeconds: 100 } };
      await page.route('**/api/questions/v1/questions', (route) =>
        route.fulfill({ status: 429, contentType: 'application/problem+json', json: tooMany }),
      );
      await page.getByRole('button', { name: 'Send the question' }).click();
      await page.getByText('please try again in 2 minutes').waitFor();
      await look('too many at once', page);
      await page.unroute('**/api/questions/v1/questions');
      await page.getByRole('button', { name: 'Send the question' }).click();
      await page.getByText('Number of your question').waitFor();
      await look('receipt', page);
      await dogwood.sets('ask-form', {
        ...{ title: 'Ask a question', introduction: '', subject: 'optional', email: 'optional' },
        ...{ fields: [], assigneeId: null, acknowledgement: 'Thank you.' },
      });
      await dogwood.sets('patron-challenge', { use: 'always', effort: 'light', networks: [] });
      try {
        const solving = await patrons.aPatron();
        await eventually(async () => {
          await solving.opens('dogwood');
          expect(await solving.page.getByText('Ask: level').count()).toBe(0);
        });
        await solving.page.getByLabel('Your question').fill('Am I a program?');
        await solving.page.getByLabel('Your name').fill('Uma');
        // Held back until it has been looked at.
        await solving.page.route('**/assets/task.worker-*', () => undefined);
        await solving.page.getByRole('button', { name: 'Send the question' }).click();
        await solving.page.getByText('solving a small task').waitFor();
        await look('solving the task', solving.page);
      } finally {
        await dogwood.sets('patron-challenge', { use: 'never', effort: 'normal', networks: [] });
      }
      await cedar.comes();
      const rude = await patrons.aPatron();
      await rude.opens('cedar');
      await rude.asks('Something rude', 'Rex', 'rex@patron.example');
      const id = await cedar.accepts();
      const ban = { hours: 1, by: ['address' as const] };
      await ok(cedar.staff.chat.POST('/v1/sessions/{id}/ban', { ...at(id), body: ban }));
      await cedar.ends(id);
      await rude.page.getByRole('heading', { name: 'Thank you for asking' }).waitFor();
      await rude.page.goto(`${network.url}/ask/cedar/`);
      await rude.page.getByLabel('Your question').fill('Again?');
      await rude.page.getByLabel('Your name').fill('Rex');
      await rude.page.getByLabel('E-mail').fill('rex@patron.example');
      await rude.page.getByRole('button', { name: 'Start the chat' }).click();
      await rude.page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
      await look('banned', rude.page);
      await cedar.comes();
      const left = await patrons.aPatron();
      await left.opens('cedar');
      await left.asks('No time', 'Lou');
      await left.page.getByRole('button', { name: 'Stop waiting' }).click();
      await left.page.getByRole('heading', { name: 'You have left the line' }).waitFor();
      await look('left the line', left.page);
      expect(faults).toEqual([]);
    });

    it('in a chat: waiting, lines, page beside, three-way, transferred, cut off, ending, ended, survey, what comes next', async () => {
      const { cedar, network, system } = patrons;
      const colleague = await signIn(system.stack.url, 'reviewer@cedar.example');
      const { items: queues } = await ok(colleague.chat.GET('/v1/queues'));
      const queueIds = queues.filter(({ kind }) => kind === 'library').map(({ id: one }) => one);
      await ok(
        colleague.chat.PUT('/v1/monitor', { body: { availability: 'available', queueIds, takeOver: true } }),
      );
      await cedar.comes();
      await cedar.sets('waiting-messages', { messages: ['While you wait: our guide for tenants.'] });
      const patron = await patrons.aPatron();
      const { page } = patron;
      await patron.opens('cedar');
      await patron.asks('Is it for everybody?', 'Ali');
      await page.getByText('our guide for tenants').waitFor();
      await look('waiting', page);
      await page.getByLabel('Cannot wait?').fill('ali.chat@patron.example');
      await page.getByRole('button', { name: 'Keep' }).click();
      await page.getByText('we answer to ali.chat@patron.example').waitFor();
      await page.getByLabel('Add something').fill('And for whom not?');
      await page.keyboard.press('Enter');
      await look('waiting, with an address and more said', page);
      const id = await cedar.accepts();
      await cedar.says(id, 'It is: https://cedar.example/for-all');
      await patron.receives('It is');
      await patron.says('Good.');
      await patron.receives('Good.');
      await page.locator('input[type=file]').setInputFiles({
        ...{ name: 'letter.txt', mimeType: 'text/plain' },
        buffer: Buffer.from('Dear Sir or Madam'),
      });
      await patron.receives('letter.txt');
      await look('chat', page);
      await cedar.shows(id, `${patrons.site.url}/page`, 'For all');
      await patron.receives('For all');
      await page.locator('aside iframe').waitFor();
      await look('page beside the chat', page);
      const body = { toLibrarianId: colleague.account.id, reason: 'My hour is over.' };
      const offer = await ok(cedar.staff.chat.POST('/v1/sessions/{id}/transfers', { ...at(id), body }));
      await ok(colleague.chat.POST('/v1/transfers/{id}/accept', at(offer.id)));
      await page.getByText(`${colleague.account.name} has joined the chat`).waitFor();
      await look('three-way', page);
      await ok(cedar.staff.chat.POST('/v1/sessions/{id}/leave', at(id)));
      await page.getByText('has left the chat').waitFor();
      await look('transferred', page);
      network.cut();
      try {
        await page.getByText('The connection is interrupted').waitFor({ timeout: 30_000 });
        await patron.says('Typed in the cut.');
        await look('cut off', page);
      } finally {
        network.mend();
      }
      await patron.receives('Typed in the cut.');
      await page.getByRole('button', { name: 'End chat' }).click();
      await look('ending', page);
      await page.getByRole('button', { name: 'Go on' }).click();
      const end = { resolution: 'answered' as const };
      await ok(colleague.chat.POST('/v1/sessions/{id}/end', { ...at(id), body: end }));
      await page.getByRole('heading', { name: 'How was it?' }).waitFor();
      await page.getByText('Number of your question').waitFor();
      await page.getByText('What was said').click();
      await look('ended, with the survey and what comes next', page);
      await page.getByRole('radio', { name: '5' }).check();
      await page.getByRole('button', { name: 'Send answers' }).click();
      await page.getByText('Thank you for your answers.').waitFor();
      await look('after the survey', page);
      await ok(colleague.chat.DELETE('/v1/monitor'));
      const later = await patrons.aPatron();
      await patrons.chatting(later, 'Lena').then(async (one) => {
        const body = { resolution: 'followup-by-me' as const, noContactConfirmed: true };
        await ok(cedar.staff.chat.POST('/v1/sessions/{id}/end', { ...at(one), body }));
      });
      await later.page.getByText('Number of your question').waitFor();
      await later.page.getByText(/We go on looking|You will have our answer/).waitFor();
      await look('followed up, without an address', later.page);
      await page.goto(`${network.url}/ask/cedar/#chat=${crypto.randomUUID()}.pt_${'g'.repeat(43)}`);
      await page.reload();
      await page.getByRole('heading', { name: 'This chat is no longer here' }).waitFor();
      await look('gone', page);
      expect(faults).toEqual([]);
    });

    it('at one’s own questions: open, writing, another address, answered, closed, deleting, a link that is no longer good', async () => {
      const { network, system } = patrons;
      const dogwood = await Librarian.of(system.stack.url, 'dogwood');
      const page = await patrons.aPage();
      await page.goto(`${network.url}/ask/dogwood/`);
      await page.getByLabel('Your question').fill('Do you have the chart of 1894?');
      await page.getByLabel('Your name').fill('Sam');
      await page.getByLabel('E-mail').fill('sam.looks@patron.example');
      await page.getByRole('button', { name: 'Send the question' }).click();
      await page.getByRole('link', { name: 'See your question' }).click();
      await page.getByRole('heading', { name: 'the chart of 1894' }).waitFor();
      await look('own question, open', page);
      await page.locator('input[type=file]').setInputFiles({
        ...{ name: 'sketch.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') },
      });
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('Please fill this in.').waitFor();
      await page.getByText('Change the address').click();
      await look('writing, with a file and a fault; another address', page);
      await dogwood.answers('chart of 1894', 'We have two.');
      await page.reload();
      await page.getByText('We have two.').waitFor();
      await look('answered', page);
      // As the link of each notice does, which names the question that it is about.
      const number = /\d{6,}/.exec(await page.locator('.own-top').innerText())![0];
      await page.goto(`${network.url}/my-questions?question=${number}`);
      await new ByKeyboard(page).stands('heading', /the chart of 1894/);
      await page.getByRole('button', { name: 'Delete my data' }).click();
      await look('deleting', page);
      await page.getByRole('button', { name: 'Delete everything' }).click();
      await page.getByRole('heading', { name: 'First, a link by mail' }).waitFor();
      await look('deleting, a link is needed', page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'It is solved' }).click();
      await page.getByText('Closed', { exact: true }).waitFor();
      await look('closed', page);
      const lost = await patrons.aPage();
      await lost.goto(`${network.url}/my-questions#pt_${'x'.repeat(43)}`);
      await lost.getByText('This link opens nothing').waitFor();
      await lost.getByText('I no longer have the link').click();
      await lost.getByRole('button', { name: 'Mail me the link' }).click();
      await lost.getByText('Please fill this in.').first().waitFor();
      await look('a link that is no longer good', lost);
      await lost.getByRole('button', { name: 'Mail me a new link' }).click();
      await lost.getByText('a mail with a link is on its way').waitFor();
      await look('a link is on its way', lost);
      expect(faults).toEqual([]);
    });

    it('on sites: the button open and closed, the panel with its form and its chat; and “Put it on your site”', async () => {
      const { cedar, network, site } = patrons;
      await cedar.comes();
      const page = await patrons.aPage();
      await page.goto(`${site.url}/closed`);
      await page.getByRole('button', { name: 'Leave a question' }).waitFor();
      await look('button, closed', page, null);
      await page.goto(`${site.url}/arabic`);
      await page.getByRole('button', { name: 'اسأل المكتبة' }).waitFor();
      await look('button, Arabic', page, null);
      await page.goto(`${site.url}/page`);
      const panel = page.frameLocator('iframe');
      await page.getByRole('button', { name: 'Ask a librarian' }).click();
      await panel.getByLabel('Your question').waitFor();
      await look('panel', page, panel);
      await panel.getByLabel('Your question').fill('In the panel?');
      await panel.getByLabel('Your name').fill('Pan');
      await panel.getByRole('button', { name: 'Start the chat' }).click();
      await panel.getByText('You are next').waitFor();
      const id = await cedar.accepts();
      await cedar.says(id, 'Here as well.');
      await panel.getByRole('log').getByText('Here as well.').waitFor();
      await look('panel with a chat', page, panel);
      await page.keyboard.press('Escape');
      await cedar.says(id, 'And unread.');
      await page.getByRole('button', { name: 'New messages: 1' }).waitFor();
      await look('button, unread', page, null);
      await cedar.ends(id);
      await page.goto(`${network.url}/ask/cedar/on-your-site`);
      await page.getByRole('button', { name: 'Ask a librarian' }).waitFor();
      await look('on your site', page);
      await page.getByLabel('Address of a page').fill('https://elsewhere.example/');
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.getByText('is not among the library’s web-origins').waitFor();
      await look('on your site, tested', page);
      expect(faults).toEqual([]);
    });
  });

  it('no page breaks its own policy or throws', () => {
    expect(patrons.complaints).toEqual([]);
  });
});
