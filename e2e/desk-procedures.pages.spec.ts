import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Administrator } from '../tools/src/browser/administrator.js';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { DeskPage } from '../tools/src/browser/desk.js';
import { Patron } from '../tools/src/browser/patron.js';
import { QuestionPage } from '../tools/src/browser/question.js';
import { databaseOf, withClient } from '../tools/src/index.js';
import { at, signIn, speaker } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

const library = (n: number) => `019a0000-0000-7000-8002-00000000000${n}`;
const [aspen, cedar, elm] = [library(1), library(3), library(6)];

/** Seeds 000, 001, 003 and 004 as they stand, each step by the words a person reads on the screen. */
describe('The procedures of the cooperative, in Chromium', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  let mailbox: Mailbox;
  /** Cedar's librarian, who chats with patrons of Aspen, a library of the same group. */
  let robin: DeskPage;
  /** Aspen's, who is not on shift. */
  let ada: DeskPage;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const faults: string[] = [];

  const aPage = async (): Promise<Page> => {
    const page = await aWatchedPage(browser, complaints, desktop);
    contexts.push(page.context());
    return page;
  };
  const aDesk = async (email: string): Promise<DeskPage> => {
    const desk = new DeskPage(await aPage(), system.stack.url);
    await desk.signsIn(email);
    return desk;
  };
  /** A patron asks in a library's chat, by the HTTP interface. */
  const asks = async (institutionId: string, name: string, question: string, more: object = {}) => {
    const email = `${name.toLowerCase()}.${randomUUID().slice(0, 6)}@patron.example`;
    const body = { institutionId, patron: { name, email }, question, ...more };
    const { id } = await ok(speaker(system.stack.url).chat.POST('/v1/sessions', { body }));
    return { id, email };
  };
  const look = async (state: string, desk: DeskPage) =>
    faults.push(...(await faultsOfAccess(state, desk.page)));
  /** Which of these subjects stand in a list on the screen. */
  const listed = async (desk: DeskPage, list: string, subjects: readonly string[], mine = false) => {
    const tabs = desk.page.getByRole('navigation', { name: 'Whose questions' });
    await desk.opensPart('Questions');
    await tabs.getByRole('link', { name: mine ? 'My questions' : 'Questions', exact: true }).click();
    const name = mine ? `My ${list}` : list;
    await desk.page
      .getByRole('navigation', { name: 'Question lists' })
      .getByRole('link', { name, exact: true })
      .click();
    await desk.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    const rows = desk.page.getByRole('list', { name, exact: true });
    await rows
      .or(desk.page.getByText(`No questions in ${list}`))
      .first()
      .waitFor();
    const texts = (await rows.getByRole('link').allInnerTexts()).join('\n');
    return subjects.filter((subject) => texts.includes(subject));
  };

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
    mailbox = new Mailbox(system.stack.mailbox.url);
    robin = await aDesk('librarian@cedar.example');
    ada = await aDesk('librarian@aspen.example');
  });

  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await system?.end();
  });

  it('[R10] to [R13] [R26] [R44] [R45] [R46] seed 001, Chat workflow: from the queues of a shift to the transcript in the mail and the question in its list', async () => {
    // 1. Logs on, launches the chat monitor, selects queues.
    await robin.page.getByRole('heading', { name: 'Start a shift' }).waitFor();
    await robin.startsShift();
    // 2. Accepts a chat request and chats and co-browses with a patron.
    const patron = new Patron(await aPage(), system.stack.url);
    await patron.opens('aspen');
    const question = 'Which mills stood on the upper river?';
    await patron.asks(question, 'Mia', 'mia@patron.example');
    await robin.accepts('Mia');
    await robin.says('Mia', 'Two mills, and the third was moved.');
    await patron.receives('Two mills, and the third was moved.');
    await robin.presses('Push a page');
    await robin.page.getByLabel('Web address').fill('https://example.org/mills');
    await robin.presses('Send to Mia');
    await patron.page.locator('iframe[src="https://example.org/mills"]').waitFor({ state: 'attached' });
    // 3. Selects a resolution code, each with its help.
    await robin.presses('End');
    const dialog = robin.page.getByRole('dialog');
    for (const [code, help] of [
      ['Followup by patron', 'Shared Followup, sends the rest'],
      ['Followup by me', 'within 72 hours'],
      ['Answered', 'filed as Answered'],
      ['Lost call', 'The question is Closed'],
      ['Practice', 'left out of statistics'],
    ] as const)
      await dialog.locator('label').filter({ hasText: code }).getByText(help).first().waitFor();
    await dialog.getByRole('radio', { name: /^Answered/ }).check();
    await robin.presses('End chat');
    await robin.page.getByText('The chat with Mia has ended.').waitFor();
    // 4. The transcript goes to the patron's address.
    const mail = await mailbox.mailTo('mia@patron.example', 'Two mills, and the third was moved.');
    expect(mail.text).toContain(question);
    // 5. and 6. A question with the transcript, a status by the code, and its place in a list.
    expect(await listed(ada, 'Answered', [question])).toEqual([question]);
    await ada.opensQuestion(question);
    await ada.page.getByRole('heading', { name: 'Transcript' }).waitFor();
    await ada.page.getByText('Two mills, and the third was moved.').first().waitFor();
    await ada.page.getByText('chatted', { exact: false }).first().waitFor();
    // 7. Logs out of the chat monitor, and is still signed in.
    await robin.logsOutOfChat();
    await robin.page.getByText('You are still signed in.').waitFor();
    await ada.opensPart('Desk');
    await ada.startsShift();
    await ada.page.getByText('Nobody else monitors these queues.').waitFor();
    await ada.logsOutOfChat();
    await robin.startsShift();
  });

  const ended = {
    "Followup by patron's library": 'Who has the plans of the bridge?',
    'Followup by me': 'Who painted the town hall?',
    Answered: 'When does the bus to the library go?',
    'Lost call': 'Is somebody there?',
  };
  const [byLibrary, byMe, answered, lost] = Object.values(ended) as [string, string, string, string];
  const all = [byLibrary, byMe, answered, lost];

  it('[R47] to [R54] [R56] seed 001: each resolution code puts the question into the lists of both libraries that the table names', async () => {
    let n = 0;
    for (const [code, question] of Object.entries(ended)) {
      const name = `Lee${(n += 1)}`;
      await asks(aspen, name, question);
      await robin.accepts(name);
      await robin.says(name, 'One moment please.');
      await robin.ends(code);
      await robin.page.getByText(`The chat with ${name} has ended.`).first().waitFor();
    }
    await ada.page.reload();
    const seen = async (desk: DeskPage, mine: boolean) => {
      const found: Record<string, string[]> = {};
      for (const list of ['Active', 'New', 'Pending', 'Answered', 'Closed', 'All'])
        found[list] = await listed(desk, list, all, mine);
      return found;
    };
    // The patron's library.
    expect(await seen(ada, false)).toEqual({
      ...{ Active: [byLibrary, byMe, answered], New: [byLibrary], Pending: [byMe] },
      ...{ Answered: [answered], Closed: [lost], All: all },
    });
    // The chatting librarian's library: what its patron's library follows up is in none of its lists.
    const theirs = {
      ...{ Active: [byMe, answered], New: [byMe], Pending: [] },
      ...{ Answered: [answered], Closed: [lost], All: [byMe, answered, lost] },
    };
    expect(await seen(robin, false)).toEqual(theirs);
    // All of them are assigned to the chatting librarian; what is not assigned is nobody's own.
    expect(await seen(robin, true)).toEqual(theirs);
    expect(await listed(ada, 'All', all, true)).toEqual([]);
    for (const desk of [robin, ada]) expect(await listed(desk, 'Shared Followup', all)).toEqual([byLibrary]);
  });

  it('[R55] [R144] seed 001: a practice chat ends with Practice alone, and is filed as Answered', async () => {
    const question = 'A question to practise with?';
    await robin.opensPart('Desk');
    await robin.logsOutOfChat();
    await robin.page.getByRole('group', { name: 'Practice' }).getByRole('checkbox').first().check();
    await robin.presses('Start monitoring');
    await robin.page.getByText('PRACTICE — these are no real patrons').waitFor();
    await asks(cedar, 'Pia', question, { practice: true });
    await robin.accepts('Pia');
    await robin.says('Pia', 'Welcome to practice.');
    await robin.presses('End');
    const dialog = robin.page.getByRole('dialog');
    expect(await dialog.getByRole('radio', { name: /^Answered/ }).isDisabled()).toBe(true);
    await dialog.getByText('A practice chat ends with Practice.').first().waitFor();
    await dialog.getByRole('radio', { name: /^Practice/ }).check();
    await robin.presses('End chat');
    await robin.logsOutOfChat();
    expect(await listed(robin, 'Answered', [question])).toEqual([question]);
    await robin.opensQuestion(question);
    await robin.page.getByText('Practice', { exact: true }).first().waitFor();
    await robin.opensPart('Desk');
    await robin.startsShift();
  });

  it('[R63] to [R68] [R70] [R71] seed 001: all lists of Questions and My Questions, Service History, and the follow-up workflow by My New', async () => {
    await robin.opensPart('Questions');
    const names = robin.page.getByRole('navigation', { name: 'Question lists' }).getByRole('link');
    const seven = ['Active', 'New', 'Pending', 'Referred', 'Answered', 'Closed', 'All'];
    expect(await names.allInnerTexts()).toEqual([...seven, 'Shared Followup', 'Service History']);
    await robin.page.getByRole('navigation', { name: 'Whose questions' }).getByRole('link').last().click();
    await robin.page.getByRole('heading', { level: 1, name: 'My Active' }).waitFor();
    expect((await names.allInnerTexts()).slice(0, 7)).toEqual(seven.map((list) => `My ${list}`));
    await look('My Questions', robin);

    // Follow-up: a question of My New is answered; it goes to the patron's address and to Answered.
    expect(await listed(robin, 'New', all, true)).toEqual([byMe]);
    const question = new QuestionPage(robin);
    await question.opens(byMe);
    await question.does('Answer');
    await question.writes('Answer', 'It was painted by Ines Hall in 1921.');
    await question.presses('Send Answer');
    await robin.page.getByText('The answer was sent.').waitFor();
    expect(await listed(robin, 'Answered', [byMe])).toEqual([byMe]);
    expect(await listed(ada, 'Answered', [byMe])).toEqual([byMe]);

    // After 90 quiet days: as the nightly job leaves it.
    await withClient(databaseOf(system.stack.urls.postgres, 'carrel_questions'), async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `UPDATE questions SET last_activity_at = now() - interval '91 days', archived_at = now()
         WHERE subject = $1 OR text = $1 RETURNING id`,
        [lost],
      );
      await client.query('UPDATE holdings SET archived_at = now() WHERE question_id = ANY($1)', [
        rows.map(({ id }) => id),
      ]);
    });
    expect(await listed(ada, 'Closed', all)).toEqual([]);
    await ada.opensList('Service History');
    await ada.opensQuestion(lost);
  });

  it('[R14] [R20] [R22] [R57] seed 003: no more than three patrons at once, fewer as one likes, others wait in sight, and a reviewer follows up whatever the code', async () => {
    for (const name of ['Una', 'Vic', 'Wes', 'Xia']) await asks(cedar, name, `A question of ${name}?`);
    for (const name of ['Una', 'Vic', 'Wes']) await robin.accepts(name);
    await robin.page.getByText('One other patron is waiting.').waitFor();
    await robin.presses('Accept Xia');
    await robin.page
      .getByText('You have as many patrons as your group or you yourself allow at once.')
      .waitFor();
    await look('no room for one more', robin);
    await robin.button('Accept Xia').waitFor();
    for (const name of ['Una', 'Vic', 'Wes']) {
      await robin.page
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .first()
        .click();
      await robin.page.getByRole('heading', { level: 1, name }).waitFor();
      await robin.ends('Answered');
      await robin.page.getByText(`The chat with ${name} has ended.`).first().waitFor();
    }
    // A request that is no question is taken out of the line, and says why.
    await robin.presses('Dismiss Xia');
    const dialog = robin.page.getByRole('dialog', { name: 'Dismiss Xia' });
    await dialog.getByRole('radio', { name: 'Other' }).check();
    await dialog.getByRole('textbox', { name: 'Why, in your words' }).fill('A colleague who tried the page');
    await look('dismissing a request', robin);
    await dialog.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await robin.button('Accept Xia').waitFor({ state: 'detached' });

    const quinn = new QuestionPage(await aDesk('reviewer@aspen.example'));
    await quinn.opensList('Answered');
    await quinn.opens(answered);
    await quinn.does('Reopen');
    await quinn.page.getByRole('textbox', { name: 'Reason' }).fill('The patron asked for the timetable too.');
    await quinn.inDialog('Reopen');
    await quinn.opensList('New');
    await quinn.page.getByRole('link', { name: answered }).waitFor();
  });

  it('[R28] [R30] [R33] [R34] [R39] seed 004: a call in the Agent Room, nobody who is Away in the list, and Dismiss takes out the one who presses it', async () => {
    await ada.opensPart('Desk');
    await ada.startsShift();
    await ada.presses(/^Available/);
    await ada.page.getByRole('menuitem', { name: 'Away' }).click();
    await ada.button(/^Away/).waitFor();
    await asks(aspen, 'Kim', 'I turned in Item X three weeks ago, why is it on my account?');
    await robin.accepts('Kim');
    await robin.says('Kim', 'I bring in somebody of your own library; I am sorry for the change.');
    // 1. An open message to the Agent Room, seen by all.
    await robin.page.getByRole('tab', { name: /^Talk/ }).click();
    await robin.page.getByRole('combobox', { name: 'With' }).selectOption({ label: 'Evergreen Libraries' });
    await robin.page.getByLabel('Write to all on Evergreen Libraries').fill('I need to transfer to someone!');
    await robin.page.keyboard.press('Enter');
    await ada.page.getByRole('button', { name: /^Evergreen Libraries/ }).click();
    await ada.page.getByText('I need to transfer to someone!').waitFor();
    await look('the Agent Room', robin);
    // Away: nobody to transfer to.
    await robin.presses('Transfer');
    await robin.page.getByRole('tab', { name: 'Agent' }).click();
    await robin.page.getByText('Nobody is Available at the moment.').waitFor();
    await ada.presses(/^Away/);
    await ada.page.getByRole('menuitem', { name: 'Available' }).click();
    await robin.page.getByRole('radio', { name: /^Robin Aspen/ }).check();
    await robin.page.getByText("Better served by the patron's own library").click();
    await robin.page.getByRole('dialog').getByRole('button', { name: 'Transfer', exact: true }).click();
    await ada.presses('Yes');
    await ada.receives('Kim', 'Librarian Robin Aspen has entered the session.');
    // Dismiss instead of Leave: the one who presses it is out, the other goes on.
    await robin.presses('Dismiss');
    const dialog = robin.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Other' }).check();
    await dialog.getByRole('textbox', { name: 'Why, in your words' }).fill('Aspen has the account');
    await dialog.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await ada.receives('Kim', 'Librarian Robin Cedar has left the session.');
    await ada.button('End').waitFor();
    await ada.says('Kim', 'Please wait one moment while I review the chat transcript.');
    await ada.ends('Answered');
    await ada.page.getByText('The chat with Kim has ended.').first().waitFor();
    await ada.logsOutOfChat();
  });

  it('[R96] to [R109] seed 000: a library joins 24/7 Cooperative Libraries, and a transcript is referred to it, by the names of the guide', async () => {
    // Its profile is active.
    const prairie = await signIn(system.stack.url, 'admin@prairie.example');
    await ok(prairie.admin.POST('/v1/institutions/{id}/profile/submit', at(elm)));
    await ok(prairie.admin.POST('/v1/institutions/{id}/profile/activate', at(elm)));
    const boss = new Administrator(await aPage(), system.stack.url);
    await boss.signsIn('admin@elm.example');
    await boss.administers();
    await boss.opens('Groups');
    await boss.types('Search groups by name', '24');
    await boss.presses('Go');
    await boss.presses('Join this Group: 24/7 Cooperative Libraries');
    await boss.page.getByText('Awaiting approval').first().waitFor();
    await look('awaiting approval', boss);
    const chair = new Administrator(await aPage(), system.stack.url);
    await chair.signsIn('admin@cooperative.example');
    await chair.administers();
    await chair.opens('Members', '24/7 Cooperative Libraries');
    await chair.page.getByRole('button', { name: /^Approve.*Elm College/ }).click();
    await chair.page.getByText('Nobody waits for approval.').waitFor();
    await boss.page.reload();
    await boss.page.getByText('Approved').first().waitFor();

    // 1. The full view of the transcript.
    const asker = new QuestionPage(ada);
    expect(await listed(ada, 'New', [byLibrary])).toEqual([byLibrary]);
    await asker.opens(byLibrary);
    await ada.page.getByRole('heading', { name: 'Transcript' }).waitFor();
    await asker.does('Claim');
    // 2. and 3. "Refer to": "Partner (Cooperative)".
    await asker.does('Refer to');
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Refer to' }).selectOption('Partner (Cooperative)');
    // 4. "Show Only Partners with Expertise in:" Groups; "Select Partner".
    const only = dialog.getByRole('group', { name: 'Show Only Partners with Expertise in:' });
    await only.getByLabel('Groups').selectOption('24/7 Cooperative Libraries');
    await dialog
      .getByRole('group', { name: 'Select Partner' })
      .getByRole('radio', { name: /^Elm College/ })
      .check();
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('The plans are at the college.');
    // 5. "Refer".
    await asker.inDialog('Refer');
    await asker.helps.getByText("It is Elm College's turn.").waitFor();
    await ada.page.getByRole('heading', { level: 1 }).waitFor();
    await ada.page.locator('header').getByText('Pending', { exact: true }).waitFor();
    for (const list of ['Active', 'Pending', 'Referred'])
      expect(await listed(ada, list, [byLibrary])).toEqual([byLibrary]);

    // In their account: Active and New; an alert by e-mail; the answer goes directly to the patron.
    const elms = await aDesk('librarian@elm.example');
    for (const list of ['Active', 'New']) expect(await listed(elms, list, [byLibrary])).toEqual([byLibrary]);
    await mailbox.mailTo('alerts@elm.example', 'referred');
    const there = new QuestionPage(elms);
    await there.opens(byLibrary);
    await elms.page.locator('header').getByText('New', { exact: true }).waitFor();
    await there.does('Answer');
    await there.writes('Answer', 'The college keeps them in drawer 12.');
    await there.presses('Send Answer');
    await elms.page.getByText('The answer was sent.').waitFor();

    // The referring library is notified, and what is closed is closed in its list too.
    expect(await listed(ada, 'Answered', [byLibrary])).toEqual([byLibrary]);
    await ada.page.getByRole('link', { name: /^Notices/ }).click();
    await ada.page
      .getByRole('list', { name: 'Notices' })
      .getByText(/answered question/)
      .first()
      .waitFor();
    const quinn = new QuestionPage(await aDesk('reviewer@aspen.example'));
    await quinn.opensList('Answered');
    await quinn.opens(byLibrary);
    await quinn.does('Close');
    await quinn.inDialog('Close');
    expect(await listed(ada, 'Closed', [byLibrary])).toEqual([byLibrary]);
  });

  it('no state is out of reach of anybody, by axe', () => expect(faults).toEqual([]));

  it('the desk breaks no policy of its own and throws nothing', () => expect(complaints).toEqual([]));
});
