import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { DeskPage } from '../tools/src/browser/desk.js';
import { aNetwork, type Network } from '../tools/src/browser/network.js';
import { Patron } from '../tools/src/browser/patron.js';
import { at, signIn, speaker } from '../tools/src/journey/client.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

const aspen = '019a0000-0000-7000-8002-000000000001';
const evergreen = '019a0000-0000-7000-8001-000000000001';

describe('A shift at the desk, in Chromium', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  let network: Network;
  let robin: DeskPage;
  let dana: DeskPage;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const faults: string[] = [];

  const aPage = async (locale = 'en-US') => {
    const page = await aWatchedPage(browser, complaints, { ...desktop, locale });
    contexts.push(page.context());
    return page;
  };
  const aDesk = async (url = system.stack.url) => new DeskPage(await aPage(), url);
  /** A patron of Aspen asks, by the HTTP interface. */
  const asks = async (name: string, question: string, email?: string) => {
    const body = { institutionId: aspen, patron: { name, ...(email ? { email } : {}) }, question };
    const { id, token } = await ok(speaker(system.stack.url).chat.POST('/v1/sessions', { body }));
    const patron = speaker(system.stack.url, token);
    return {
      id,
      says: (text: string) => {
        const line = { text, clientId: randomUUID() };
        return ok(patron.chat.POST('/v1/sessions/{id}/messages', { ...at(id), body: line }));
      },
    };
  };
  const look = async (state: string, desk: DeskPage) =>
    faults.push(...(await faultsOfAccess(state, desk.page, { forcedColors: true })));
  const sets = async (key: string, body: object) => {
    const boss = await signIn(system.stack.url, 'admin@evergreen.example');
    const params = { path: { id: evergreen, key } };
    await ok(boss.admin.PUT('/v1/groups/{id}/settings/{key}', { params, body } as never));
  };

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
    network = await aNetwork(system.stack.url);
    robin = await aDesk(network.url);
    dana = await aDesk();
  });

  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await network?.end();
    await system?.end();
  });

  it('a first shift is learnt in the practice queue with a scripted patron, step by step', async () => {
    await robin.signsIn('librarian@aspen.example');
    await robin.picks('Tour for the first shift');
    await robin.step('Your first shift');
    await look('the tour', robin);
    await robin.presses('Begin');
    await robin.step('Start a practice shift');
    await robin.presses('Start a practice shift');
    await robin.step('Accept a patron');
    await robin.page.getByText('PRACTICE — these are no real patrons').waitFor();
    await robin.accepts('Pat Practice');
    await robin.step('Greet the patron');
    await robin.says('Pat Practice', 'Good evening, and welcome.');
    await robin.receives('Pat Practice', 'Thank you for taking me.');
    await robin.step('Use a script');
    await robin.says('Pat Practice', 'I would start with a guide for beginners.');
    await robin.receives('Pat Practice', 'Is there a page where I can read more?');
    await robin.step('Push a page');
    await robin.presses('Push a page');
    await robin.page.getByLabel('Web address').fill('www.example.org');
    await robin.presses('Send to Pat Practice');
    await robin.step('End the chat');
    await look('the tour in a chat', robin);
    await robin.ends('Practice');
    await robin.step('End the shift');
    await robin.presses('Log out of chat and finish');
    await robin.page.getByRole('heading', { name: 'Start a shift' }).waitFor();
  });

  it('[R16] a request is held for local librarians and counts down; the cooperative sees it when the time is over', async () => {
    await sets('chat-times', {
      ...{ localFirstSeconds: 12, silencePromptSeconds: 30, yellowSeconds: 60, unattendedMinutes: 30 },
    });
    await robin.startsShift();
    await dana.signsIn('librarian@dogwood.example');
    await dana.startsShift();
    await asks('Ida', 'Is the reading room open?');
    await robin.button('Accept Ida').waitFor();
    await robin.page.getByText(/^Local first: \d+ s$/).waitFor();
    expect(await dana.button('Accept Ida').count()).toBe(0);
    await look('a request held for local librarians', robin);
    await dana.button('Accept Ida').waitFor();
    await dana.page.getByText('Cooperative', { exact: true }).waitFor();
    await dana.accepts('Ida');
    await robin.button('Accept Ida').waitFor({ state: 'detached' });
    await dana.ends('Answered');
  });

  it('[R24] [R12] [R13] contact and the promised date are kept, a page is pushed and seen as the patron sees it, an agency is recorded', async () => {
    const patron = await asks('Kai', 'Whom do I ask about a dog licence?');
    await robin.accepts('Kai');
    await robin.page.getByText('No e-mail address: follow-up would not reach the patron.').waitFor();
    await robin.page.getByLabel('E-mail address').fill('kai@patron.example');
    await robin.page.getByLabel('Answer promised for').fill('2027-03-01T10:00');
    await robin.presses('Save contact');
    await robin.page.getByText('Contact saved.').waitFor();
    await robin.page.getByText('Promised', { exact: false }).first().waitFor();
    await robin.presses('Push a page');
    await robin.page.getByLabel('Web address').fill('https://example.org/dogs');
    await robin.presses('Send to Kai');
    await robin.page.getByRole('tab', { name: 'Viewport' }).click();
    const frame = robin.page.getByTitle('Page beside the chat of Kai');
    expect(await frame.getAttribute('src')).toBe('https://example.org/dogs');
    await look('the viewport', robin);
    await robin.page.getByRole('tab', { name: 'Patron' }).click();
    await robin.page.getByText('Sent to an outside agency').click();
    await robin.page.getByLabel('Agency', { exact: true }).fill('County clerk');
    await robin.page.getByLabel('How to reach it').fill('555 0100');
    await robin.presses('Record');
    await robin.page.getByText('Recorded: County clerk.').waitFor();
    await patron.says('Thank you');
    await robin.receives('Kai', 'Thank you');
    await look('contact and agency', robin);
    await robin.ends('Followup by me');
    await robin.opensList('New');
    await robin.opensQuestion('Whom do I ask about a dog licence?');
  });

  it('[R17] [R18] who falls silent is asked, and turns yellow with its cause as a word', async () => {
    await robin.page.goto(`${network.url}/desk/`);
    await asks('Uma', 'Hello?');
    await robin.accepts('Uma');
    // No sooner than 30 s after the last word, which is as long as a press waits for its button.
    const ask = robin.button(/Ask: “Are you still there\?”/);
    await ask.waitFor({ timeout: 60_000 });
    await ask.click();
    expect(await robin.page.getByLabel('Reply to Uma').inputValue()).toBe('Are you still there?');
    await robin.page.keyboard.press('Enter');
    await robin.receives('Uma', 'Are you still there?');
    await robin.page.getByText('Yellow: idle').first().waitFor({ timeout: 90_000 });
    await robin.page.getByRole('button', { name: /It looks like you've disconnected/ }).waitFor();
    await look('yellow', robin);
    await robin.ends('Lost call');
  });

  it('[R14] up to five chats stand side by side or one at a time, with what is unread; keys go from one to the next', async () => {
    await sets('chat-limits', { patronsAtOnce: 5, patronsWithIdle: 7 });
    const names = ['Ann', 'Ben', 'Cat', 'Dan', 'Eve'];
    const patrons = [];
    for (const name of names) {
      patrons.push(await asks(name, `A question of ${name}`, `${name}@patron.example`));
      await robin.presses(`Accept ${name}`);
      await robin.page
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .first()
        .waitFor();
    }
    await robin.presses('Side by side');
    for (const name of names) await robin.page.getByRole('heading', { level: 1, name }).waitFor();
    await look('five chats side by side', robin);
    await robin.presses('Side by side');
    await robin.page.keyboard.press('Alt+1');
    await robin.page.getByRole('heading', { level: 1, name: 'Ann' }).waitFor();
    await patrons[3]!.says('Are you there?');
    await robin.page.getByRole('link', { name: /Dan.*1 unread/ }).waitFor();
    expect(await robin.page.title()).toMatch(/^\(1\) /);
    await robin.page.getByLabel('Reply to Ann').fill('One moment, Ann');
    await robin.page.keyboard.press('Alt+N');
    await robin.receives('Dan', 'Are you there?');
    await robin.page.keyboard.press('Alt+1');
    expect(await robin.page.getByLabel('Reply to Ann').inputValue()).toBe('One moment, Ann');
  });

  it('a cut loses nothing: what is typed stays, what fails is tried again, and what was missed comes', async () => {
    network.cut();
    await robin.page.getByText('Connection lost; trying again…').waitFor();
    const box = robin.page.getByLabel('Reply to Ann');
    await box.press('Enter');
    await robin.page.getByText('Carrel cannot be reached. What you typed is kept.').first().waitFor();
    await look('cut', robin);
    network.mend();
    await robin.page.getByText('Connection lost').waitFor({ state: 'hidden' });
    await robin.presses('Try again');
    await robin.receives('Ann', 'One moment, Ann');
    expect(await box.inputValue()).toBe('');
  });

  it('everything is done by keyboard: a chat is accepted, answered by a script, and ended', async () => {
    const { page } = robin;
    const keys = async (...pressed: string[]) => {
      for (const key of pressed) await page.keyboard.press(key);
    };
    for (const name of ['Ben', 'Cat']) {
      await page
        .getByRole('link', { name: new RegExp(name) })
        .first()
        .click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await robin.ends('Answered');
      await page.getByText(`The chat with ${name} has ended.`).waitFor();
    }
    const own = await signIn(system.stack.url, 'librarian@aspen.example');
    const script = {
      name: 'Greeting',
      kind: 'text' as const,
      content: 'Good evening, {{patron}}. All by keyboard.',
    };
    await ok(own.admin.POST('/v1/me/scripts', { body: script }));
    await asks('Kit', 'Only keys?', 'kit@patron.example');
    await robin.button('Accept Kit').waitFor();
    await page.reload();
    await robin.button('Accept Kit').waitFor();
    await keys('Alt+a', 'Enter');
    await page.getByRole('heading', { level: 1, name: 'Kit' }).waitFor();
    await keys('Alt+r');
    await page.keyboard.type('/gree');
    await page.getByRole('option', { name: /^Greeting/ }).waitFor();
    await keys('Enter');
    expect(await page.getByLabel('Reply to Kit').inputValue()).toBe('Good evening, Kit. All by keyboard.');
    await keys('Enter');
    await robin.receives('Kit', 'Good evening, Kit. All by keyboard.');
    await keys('Alt+l');
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('log');
    await keys('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await look('shortcuts', robin);
    // Keys without Alt can be turned off, and on again from the menu of one's account.
    await robin.tabsTo(page.getByRole('checkbox', { name: /^Keys without Alt/ }));
    await keys('Space', 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await keys('Alt+l', '?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await robin.picks('Keyboard shortcuts');
    await page.getByRole('checkbox', { name: /^Keys without Alt/ }).check();
    await keys('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await keys('Alt+t');
    const dialog = page.getByRole('dialog');
    await robin.tabsTo(dialog.getByRole('tab', { name: 'Department' }));
    await keys('ArrowRight');
    await dialog.getByRole('tab', { name: 'Agent', selected: true }).waitFor();
    await keys('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await keys('Alt+e');
    await page.getByRole('dialog', { name: /^End the chat with Kit/ }).waitFor();
    await robin.tabsTo(dialog.getByRole('radio').first());
    for (let n = 0; n < 5 && !(await page.getByRole('radio', { name: /^Answered/ }).isChecked()); n += 1)
      await keys('ArrowDown');
    await robin.tabsTo(page.getByRole('button', { name: 'End chat' }));
    await keys('Enter');
    await page.getByText('The chat with Kit has ended.').waitFor();
  });

  it('an abusive patron is warned with the library’s words, then disconnected and banned', async () => {
    const patron = await asks('Max', 'You are all useless', 'max@patron.example');
    await robin.accepts('Max');
    await robin.presses('Abuse…');
    await look('abuse', robin);
    await robin.presses('Warn the patron');
    await robin.receives('Max', 'Please keep to them and be polite');
    await patron.says('No');
    await robin.presses('Abuse…');
    await robin.page.getByLabel('Ban the patron from this library').check();
    await robin.presses('Disconnect and ban');
    await robin.page.getByText('The chat was ended.').waitFor();
    await expect(asks('Max', 'Again', 'max@patron.example')).rejects.toThrow();
  });

  it('a supervisor reads along in the live chats of the library’s patrons', async () => {
    const quinn = await aDesk();
    await quinn.signsIn('reviewer@aspen.example');
    await quinn.page.getByRole('link', { name: 'Live chats' }).click();
    await quinn.page.getByRole('link', { name: /^Ann/ }).click();
    await quinn.receives('Ann', 'One moment, Ann');
    await look('live chats', quinn);
    expect(await quinn.page.getByLabel('Reply to Ann').count()).toBe(0);
  });

  it('notices are counted, listed with read marks, and each leads to its place', async () => {
    const sam = await aDesk();
    await sam.signsIn('second@aspen.example');
    const body = {
      institutionId: aspen,
      patron: { name: 'Wil', email: 'wil@patron.example' },
      text: 'When was the Aspen mill built?',
    };
    await ok(speaker(system.stack.url).questions.POST('/v1/questions', { body } as never));
    await sam.page.getByRole('link', { name: /^Notices, .*unread/ }).click();
    const notice = sam.page.getByRole('list', { name: 'Notices' }).getByRole('link').first();
    await notice.waitFor();
    await look('notices', sam);
    await notice.click();
    await sam.page.getByRole('heading', { level: 1 }).waitFor();
    expect(sam.page.url()).toContain('/desk/questions/');
    await sam.page.getByRole('link', { name: 'Notices', exact: true }).click();
    await sam.page.getByRole('list', { name: 'Notices' }).waitFor();
    expect(await sam.page.getByText('Unread:').count()).toBe(0);
  });

  it('a request in a language that the librarian does not answer in says which, and notices come as one likes', async () => {
    const lou = await aDesk();
    await lou.signsIn('second@aspen.example');
    await lou.opensAccount('Languages');
    await lou.page.getByLabel('Add a language').selectOption('English');
    await lou.presses('Save');
    await lou.page.getByText('Saved.').waitFor();
    await look('languages of a librarian', lou);
    await lou.opensAccount('Notices');
    await lou.page.getByLabel('A patron replied').selectOption('Once a day, all in one mail');
    await lou.page.getByLabel('The daily mail goes at').fill('08:30');
    await look('how notices come', lou);
    await lou.presses('Save');
    await lou.page.getByText('Saved.').first().waitFor();
    const own = await signIn(system.stack.url, 'second@aspen.example');
    const params = { path: { key: 'notice-preferences' as const } };
    expect(await ok(own.admin.GET('/v1/me/settings/{key}', { params }))).toEqual({
      kinds: [{ kind: 'patron-replied', by: 'digest' }],
      digestAt: '08:30',
    });
    await lou.page.reload();
    await lou.page.getByLabel('A patron replied').waitFor();
    expect(await lou.page.getByLabel('A patron replied').inputValue()).toBe('digest');

    await lou.opensPart('Desk');
    await lou.startsShift();
    const body = {
      ...{ institutionId: aspen, patron: { name: 'Luz' }, question: '¿Dónde está el archivo?' },
      language: 'es-MX',
    };
    await ok(speaker(system.stack.url).chat.POST('/v1/sessions', { body }));
    await lou.button('Accept Luz').waitFor();
    await lou.page.getByText('In Mexican Spanish').waitFor();
    await look('a request in another language', lou);
    await lou.accepts('Luz');
    await lou.page.getByText('not one you answer in').waitFor();
    await lou.ends('Lost call');
  });

  it('a patron in the browser and a librarian at the desk read one another, word for word', async () => {
    const patron = new Patron(await aPage(), system.stack.url);
    await patron.opens('aspen');
    await patron.asks('Where are the maps of the county?', 'Ola', 'ola@patron.example');
    await robin.accepts('Ola');
    await robin.says('Ola', 'Good evening, Ola. On the second floor.');
    await patron.receives('On the second floor.');
    await patron.says('Thank you!');
    await robin.receives('Ola', 'Thank you!');
    await robin.presses('Anything else?');
    await robin.ends('Answered');
    await patron.page.getByText('Number of your question').waitFor();
  });

  it('no state is out of reach of anybody, by axe', () => expect(faults).toEqual([]));

  it('the desk breaks no policy of its own and throws nothing', () => expect(complaints).toEqual([]));
});
