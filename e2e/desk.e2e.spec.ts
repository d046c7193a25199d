import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { DeskPage } from '../tools/src/browser/desk.js';
import { at, speaker } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

const aspen = '019a0000-0000-7000-8002-000000000001';

describe('The librarian’s desk, in Chromium', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  let robin: DeskPage;
  let sam: DeskPage;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const faults: string[] = [];

  const aDesk = async (): Promise<DeskPage> => {
    const page = await aWatchedPage(browser, complaints, desktop);
    contexts.push(page.context());
    return new DeskPage(page, system.stack.url);
  };
  /** A patron of Aspen asks, by the HTTP interface. */
  const asks = async (name: string, question: string) => {
    const email = `${name.toLowerCase()}.${randomUUID().slice(0, 6)}@patron.example`;
    const body = { institutionId: aspen, patron: { name, email }, question };
    const { id, token } = await ok(speaker(system.stack.url).chat.POST('/v1/sessions', { body }));
    const patron = speaker(system.stack.url, token);
    const says = (text: string) =>
      ok(
        patron.chat.POST('/v1/sessions/{id}/messages', { ...at(id), body: { text, clientId: randomUUID() } }),
      );
    return { email, says };
  };
  const look = async (state: string, desk: DeskPage) =>
    faults.push(...(await faultsOfAccess(state, desk.page)));

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
    robin = await aDesk();
    sam = await aDesk();
  });

  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await system?.end();
  });

  it('[R10] [R28] says in plain words that a password is wrong, and starts a shift on chosen queues', async () => {
    await robin.page.goto(`${system.stack.url}/desk/`);
    await robin.page.getByRole('heading', { level: 1 }).waitFor();
    await look('sign-in', robin);
    await robin.page.getByLabel('E-mail address').fill('librarian@aspen.example');
    await robin.page.getByLabel('Password').fill('wrong');
    await robin.presses('Sign in');
    await robin.page.getByText('The e-mail address or the password is not right.').waitFor();
    await robin.signsIn('librarian@aspen.example');
    await robin.page.getByRole('group', { name: 'Practice' }).waitFor();
    await look('start of a shift', robin);
    await robin.startsShift();
    await sam.signsIn('second@aspen.example');
    await sam.startsShift();
    await robin.button(/^Sam Aspen\b.*Available/).waitFor();
    await look('home', robin);
  });

  it('[R11] two librarians race for one request: one has it, the other learns who was faster', async () => {
    await asks('Alex', 'Who was faster?');
    const both = [robin, sam];
    await Promise.all(both.map((desk) => desk.button('Accept Alex').waitFor()));
    await look('somebody waits', robin);
    let arrived = 0;
    let open: () => void;
    const gate = new Promise<void>((then) => (open = then));
    for (const { page } of both)
      await page.route('**/accept', async (route) => {
        if ((arrived += 1) === 2) open();
        await gate;
        await route.continue();
      });
    await Promise.all(both.map((desk) => desk.presses('Accept Alex')));
    const won = (desk: DeskPage) =>
      desk.page
        .getByRole('heading', { level: 1, name: 'Alex' })
        .waitFor()
        .then(() => desk);
    const winner = await Promise.any(both.map(won));
    const loser = both.find((desk) => desk !== winner)!;
    await loser.page.getByText(/Somebody was faster: Librarian (Robin|Sam) Aspen/).waitFor();
    for (const { page } of both) await page.unroute('**/accept');
    await winner.ends('Answered');
    await winner.page.getByText('The chat with Alex has ended.').waitFor();
  });

  it('[R31] to [R42]: a chat is transferred step by step as the tip of seed 004 says', async () => {
    const patron = await asks('Kim', 'I turned in a book three weeks ago, why is it on my account?');
    await robin.accepts('Kim');
    await robin.says('Kim', 'I bring in a colleague who knows about accounts.');
    await patron.says('Thank you');
    await robin.receives('Kim', 'Thank you');
    await look('a chat', robin);
    await robin.presses(/^Sam Aspen\b.*Available/);
    await robin.page.getByLabel('Write to Sam Aspen').fill('Can you take Kim?');
    await robin.page.keyboard.press('Enter');
    await sam.presses(/^Robin Aspen\b.*Available/);
    await sam.page.getByText('Can you take Kim?').waitFor();

    await robin.presses('Transfer');
    const asked = robin.page.getByRole('dialog');
    expect(await asked.getByRole('tab', { selected: true }).textContent()).toBe('Department');
    await look('transfer', robin);
    await robin.page.getByRole('tab', { name: 'Agent' }).click();
    await robin.page.getByRole('radio', { name: /^Sam Aspen/ }).check();
    await robin.page.getByLabel('Reason in your words').fill('An account question');
    await asked.getByRole('button', { name: 'Transfer', exact: true }).click();
    await robin.page.getByText('Waiting for Sam Aspen to choose Yes').waitFor();

    await sam.page
      .getByRole('alertdialog', { name: 'Transfer request' })
      .getByText('An account question')
      .waitFor();
    await look('asked to take a chat', sam);
    await sam.presses('Yes');
    await robin.receives('Kim', 'Librarian Sam Aspen has entered the session.');
    await sam.receives('Kim', 'I bring in a colleague');
    for (const desk of [robin, sam]) {
      await desk.button('Leave').waitFor();
      await desk.button('Dismiss').waitFor();
      expect(await desk.button('Transfer').count()).toBe(0);
      expect(await desk.button('End').count()).toBe(0);
    }
    await robin.presses('Leave');
    await sam.receives('Kim', 'Librarian Robin Aspen has left the session.');
    await sam.button('End').waitFor();

    // Given back, it has all its lines again.
    await sam.presses('Transfer');
    await sam.page.getByRole('tab', { name: 'Agent' }).click();
    await sam.page.getByRole('radio', { name: /^Robin Aspen/ }).check();
    await sam.page.getByLabel('Reason in your words').fill('Yours after all');
    await sam.page.getByRole('dialog').getByRole('button', { name: 'Transfer', exact: true }).click();
    await robin.presses('Yes');
    await robin.receives('Kim', 'I bring in a colleague');
    await robin.presses('Leave');
    await sam.button('End').waitFor();
  });

  it('what is typed outlives a reload and a sign-out', async () => {
    const box = sam.page.getByLabel('Reply to Kim');
    await box.fill('Please wait a moment while I read your question');
    await sam.page.reload();
    await box.waitFor();
    expect(await box.inputValue()).toBe('Please wait a moment while I read your question');
    await sam.presses(/^Account of/);
    await sam.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await sam.signsIn('second@aspen.example');
    await sam.page.getByRole('button', { name: 'Move the shift here' }).click();
    await sam.page.getByRole('link', { name: /Kim/ }).first().click();
    await box.waitFor();
    expect(await box.inputValue()).toBe('Please wait a moment while I read your question');
    await box.press('Enter');
    await sam.receives('Kim', 'Please wait a moment');
  });

  it('[R48] [R72] to [R74]: what a chat leaves open is claimed from its list, answered, and mailed by Send Answer', async () => {
    const { email, says } = await asks('Lee', 'Which mills stood on the Aspen River?');
    await robin.accepts('Lee');
    await says('I need dates too.');
    await robin.receives('Lee', 'I need dates too.');
    await robin.presses('End');
    await look('end', robin);
    await robin.page.getByRole('button', { name: 'Go on chatting' }).click();
    await robin.ends("Followup by patron's library");
    await robin.opensList('New');
    await look('a list', robin);
    await robin.opensQuestion('Which mills stood on the Aspen River?');
    await look('a question', robin);
    await robin.presses('Claim');
    await robin.button('Unclaim').waitFor();
    await robin.presses('Refer to');
    await robin.page.getByText('Show Only Partners with Expertise in:').waitFor();
    await look('refer', robin);
    await robin.page.keyboard.press('Escape');
    await robin.presses('Answer');
    await robin.page.getByRole('textbox', { name: 'Answer' }).fill('Three mills, from 1870 to 1931.');
    await robin.presses('Preview');
    await look('preview', robin);
    await robin.presses('Send Answer');
    await robin.page.getByText('The answer was sent.').waitFor();
    await robin.page.getByText('Robin Aspen (Aspen County Library) sent an answer.').waitFor();
    const mail = await new Mailbox(system.stack.mailbox.url).mailTo(email, 'Three mills');
    expect(mail).toBeDefined();
  });

  it('no state is out of reach of anybody, by axe', () => expect(faults).toEqual([]));

  it('the desk breaks no policy of its own and throws nothing', () => expect(complaints).toEqual([]));
});
