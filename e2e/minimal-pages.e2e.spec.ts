import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { aSystem } from './a-system.js';

const folder = join(import.meta.dirname, '../docs/integrators/minimal');
const pages = ['patron.html', 'desk.html'] as const;
const cedar = '019a0000-0000-7000-8002-000000000003';

describe('The pages that integrators begin with, in Chromium', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.end();
  });

  /** One of them, served from Carrel's own origin, and the calls it makes. */
  async function open(name: (typeof pages)[number], query = ''): Promise<{ page: Page; calls: string[] }> {
    const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
    const calls: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}`);
    });
    await page.route(`**/minimal/${name}*`, (route) =>
      route.fulfill({ contentType: 'text/html', body: readFileSync(join(folder, name), 'utf8') }),
    );
    await page.goto(`${system.stack.url}/minimal/${name}${query}`);
    return { page, calls };
  }
  const aDesk = async () => {
    const { page, calls } = await open('desk.html');
    await page.getByLabel('E-mail').fill('librarian@cedar.example');
    await page.getByLabel('Password').fill('carrel-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Begin the shift' }).waitFor();
    return { page, calls };
  };

  it('have at most 300 lines', () => {
    for (const name of pages)
      expect(readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(300);
  });

  it('a question that is left while nobody is there reaches the desk, and its answer the mailbox', async () => {
    const desk = await aDesk();
    const patron = await open('patron.html', `?library=${cedar}`);
    await patron.page.getByText('Leave your question here.').waitFor();
    await patron.page.getByLabel('Your question').fill('Where are the maps of 1910?');
    await patron.page.getByLabel('Your name').fill('Quinn');
    await patron.page.getByLabel('E-mail').fill('quinn@patron.example');
    await patron.page.getByRole('button', { name: 'Ask' }).click();
    const row = desk.page.getByRole('listitem').filter({ hasText: 'Where are the maps of 1910?' });
    await row.getByRole('button', { name: 'Claim' }).click();
    await row.getByRole('textbox').fill('In the annex.');
    await row.getByRole('button', { name: 'Send the answer' }).click();
    await row.waitFor({ state: 'detached' });
    const mailbox = new Mailbox(system.stack.urls.mailbox);
    expect(await mailbox.mailTo('quinn@patron.example', 'In the annex.')).toBeTruthy();
    expect(complaints).toEqual([]);
  });

  it('a patron and a librarian chat, each after the few calls that the document names', async () => {
    const desk = await aDesk();
    await desk.page.getByRole('button', { name: 'Begin the shift' }).click();
    await desk.page.getByRole('button', { name: 'On shift' }).waitFor();
    const started = desk.calls.slice(1, desk.calls.indexOf('PUT /api/chat/v1/monitor'));
    expect(started.filter((call) => call !== 'GET /api/chat/v1/me/stream').sort()).toEqual([
      'GET /api/admin/v1/me',
      'GET /api/chat/v1/me/notices',
      'GET /api/chat/v1/queues',
      'GET /api/questions/v1/question-counts',
      'GET /api/questions/v1/questions',
    ]);

    const patron = await open('patron.html', `?library=${cedar}`);
    await patron.page.getByText('A librarian is there.').waitFor();
    expect([...patron.calls].sort()).toEqual(['GET /api/chat/v1/availability', 'GET /api/chat/v1/chat-form']);
    await patron.page.getByLabel('Your question').fill('What must a landlord repair?');
    await patron.page.getByLabel('Your name').fill('Robin Reader');
    await patron.page.getByRole('button', { name: 'Ask' }).click();

    await desk.page.getByRole('button', { name: 'Accept' }).click();
    await patron.page.getByText('A librarian is with you.').waitFor();
    expect(patron.calls.slice(2).map((call) => call.replace(/sessions\/[^/]+/, 'sessions/{id}'))).toEqual([
      'POST /api/chat/v1/sessions',
      'GET /api/chat/v1/sessions/{id}/stream',
    ]);
    await desk.page.getByLabel('Message').fill('The heating, among other things.');
    await desk.page.getByRole('button', { name: 'Send', exact: true }).click();
    await patron.page.getByRole('log').getByText('The heating, among other things.').waitFor();
    await patron.page.getByLabel('Write a message').fill('Thank you!');
    await patron.page.getByRole('button', { name: 'Send' }).click();
    await desk.page.getByRole('log').getByText('Thank you!').waitFor();

    await patron.page.reload();
    await patron.page.getByRole('log').getByText('Thank you!').waitFor();
    await desk.page.getByRole('button', { name: 'End as answered' }).click();
    await patron.page.getByText('The chat has ended.').waitFor();
    await desk.page.getByRole('button', { name: 'End as answered' }).waitFor({ state: 'detached' });
    // Accepting and writing are calls of their own; nothing else was asked for the chat.
    const after = desk.calls.slice(desk.calls.findIndex((call) => call.endsWith('/accept')) + 1);
    expect(after.filter((call) => /^GET .*\/sessions/.test(call))).toEqual([]);
    await desk.page.close();
    await patron.page.close();
    expect(complaints).toEqual([]);
  });
});
