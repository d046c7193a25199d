import { ok } from '@carrel/client';
import { aDnsServer, type DnsServer } from '@carrel/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aSite } from '../tools/src/browser/a-site.js';
import { Administrator } from '../tools/src/browser/administrator.js';
import { Librarian } from '../tools/src/browser/librarian.js';
import { QuestionPage } from '../tools/src/browser/question.js';
import { at, eventually, signIn } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { Administrators } from './administrators.js';

const evergreen = '019a0000-0000-7000-8001-000000000001';
const password = 'a password of tests';

/** The tasks of "Chat and followup", Setup, by the names they have on the page, in the order of its tables. */
const ofTheGroup = ['Shared Followup', 'Chat form', 'Shared scripts'];
const ofTheLibrary = [
  'Librarian accounts',
  'Librarians are trained and ready',
  'Workstations are set up',
  'Your network lets chat through',
  'Policy page',
  'Submit your policy page',
  'Institution’s scripts',
  'My Scripts',
  'Chat form',
  'Web form',
  'Banner',
  'Chat-closed page',
  'Viewport URL',
  'Important profile information',
  'E-mail notification',
  'Custom messages',
  'Custom reply text',
  'Patron account information',
  'Outgoing address',
  'Patron surveys',
  'Open WorldCat',
  'Chat transcripts',
];

describe('The Setup tables of “Chat and followup”, row by row on the pages that Set up leads to', () => {
  let all: Administrators;
  let dns: DnsServer;
  let site: Awaited<ReturnType<typeof aSite>>;

  beforeAll(async () => {
    dns = await aDnsServer();
    site = await aSite((path) => (path === '/start' ? '<!doctype html><title>Start</title>' : undefined));
    all = await Administrators.come({ DNS_SERVERS: dns.address, VIEWPORT_PRIVATE: 'true' });
  });
  afterEach(() => all.leave());
  afterAll(async () => {
    await all?.end();
    await site?.end();
    await dns?.stop();
  });

  const tasks = (who: Administrator) =>
    who.page
      .getByRole('region', { name: 'Every task, in its order' })
      .getByRole('listitem')
      .getByRole('link');
  const names = async (who: Administrator) =>
    (await tasks(who).locator('strong').allInnerTexts()).map((name) => name.replaceAll("'", '’'));
  /** From Set up to the page of a task. */
  const takes = async (who: Administrator, area: string, task: string, heading: string) => {
    await who.opens('Set up', area);
    await tasks(who)
      .filter({ has: who.page.locator('strong').getByText(task.replaceAll('’', "'"), { exact: true }) })
      .click();
    await who.page.getByRole('main').getByRole('heading', { level: 1, name: heading }).waitFor();
  };

  it('[R82] [R84] [R85] [R121] [R122] the Subscription Group administrator’s three tasks, and what librarians and patrons have of them', async () => {
    const eve = await all.somebody('admin@evergreen.example');
    await eve.administers();
    await eve.opens('Set up', 'Evergreen Libraries');
    await tasks(eve).first().waitFor();
    expect((await names(eve)).slice(0, ofTheGroup.length)).toEqual(ofTheGroup);
    const take = (task: string) => takes(eve, 'Evergreen Libraries', task, task);
    const robin = await all.somebody('librarian@aspen.example');
    await robin.opensPart('Questions');
    const shared = robin.page
      .getByRole('navigation', { name: 'Question lists' })
      .getByRole('link', { name: 'Shared Followup', exact: true });

    for (const on of [false, true]) {
      await take('Shared Followup');
      const box = eve.page.getByLabel('Shared Followup is on');
      await box.setChecked(on);
      await eve.saves();
      await eventually(async () => {
        await robin.page.reload();
        await robin.page.getByRole('navigation', { name: 'Question lists' }).waitFor({ timeout: 5_000 });
        await shared.waitFor({ state: on ? 'attached' : 'detached', timeout: 2_000 });
      });
    }

    await take('Chat form');
    await eve.presses('+ Choice');
    await eve.types('What patrons read', 'Your county');
    await eve.types('Choices', 'Lake\nRiver');
    await eve.checks('Cedar Law Library');
    await eve.saves();
    await take('Shared scripts');
    await eve.presses('Add to: Scripts');
    await eve.types('Name', 'Catalogue');
    await eve.checks('Page (URL script)');
    await eve.types('Text, or address of a page', 'https://catalogue.evergreen.example/');
    await eve.saves();
    await all.look('a group’s scripts', eve);

    const [cedar, birch] = [await Librarian.of(all.url, 'cedar'), await Librarian.of(all.url, 'birch')];
    await cedar.comes();
    await birch.comes();
    const patron = await all.aPatron();
    await eventually(async () => {
      await patron.opens('cedar');
      await patron.page.getByLabel('Your county').waitFor({ timeout: 2_000 });
      const { items } = await ok(cedar.staff.chat.GET('/v1/scripts'));
      expect(items).toContainEqual(
        expect.objectContaining({ name: 'Catalogue', content: 'https://catalogue.evergreen.example/' }),
      );
    });
    // The form is that of Cedar's queue alone.
    await patron.opens('birch');
    await patron.page.getByLabel('Your question').waitFor();
    expect(await patron.page.getByLabel('Your county').count()).toBe(0);
    await cedar.goes();
    await birch.goes();
  });

  it('[R118] [R119] [R122] to [R138] the Institution administrator’s tasks, each done in its order, and what patrons get of them', async () => {
    const operator = await signIn(all.url, 'operator@carrel.example');
    const { id } = await ok(
      operator.admin.POST('/v1/institutions', {
        body: { name: 'Quince Library', subscriptionGroupId: evergreen, timeZone: 'America/New_York' },
      }),
    );
    const quinn = { institutionId: id, name: 'Quinn Quince', email: 'quinn@quince.example', invite: true };
    await ok(
      operator.admin.POST('/v1/accounts', { body: { ...quinn, roles: ['institution-admin', 'librarian'] } }),
    );
    const mailbox = new Mailbox(all.system.stack.mailbox.url);
    const { text } = await mailbox.mailTo(quinn.email, '/desk/password#');
    const q = new Administrator(await all.aPage(), all.url);
    await q.choosesPassword(/\S+\/desk\/password#\S+/.exec(text)![0], password);
    await q.signsIn(quinn.email, password);
    await q.administers();
    await tasks(q).first().waitFor();
    expect(await names(q)).toEqual(ofTheLibrary);
    const take = (task: string, heading = task.replaceAll('’', "'")) =>
      takes(q, 'Quince Library', task, heading);
    const isOk = (task: string) =>
      tasks(q)
        .filter({ has: q.page.locator('strong').getByText(task, { exact: true }) })
        .getByText('OK', { exact: true })
        .waitFor();

    await take('Librarian accounts', 'Accounts');
    await q.presses('New account');
    await q.types('Name', 'Lee Quince');
    await q.types('E-mail address', 'lee@quince.example');
    await q.presses('Make the account');
    await q.page.getByText('1 invitation pending').waitFor();
    await take('Librarians are trained and ready', 'Accounts');
    await q.presses('Change Quinn Quince');
    await q.checks('Has finished the training that live queues ask for');
    await q.dialog.getByRole('button', { name: 'Save' }).click();
    await q.page.getByText('1 trained librarian').waitFor();

    await take('Workstations are set up', 'Workstations and network');
    await take('Your network lets chat through', 'Workstations and network');
    await q.page.getByRole('listitem').filter({ hasText: 'OK' }).nth(4).waitFor();

    await take('Policy page');
    for (const [label, words] of [
      ['Whom the library serves (required)', 'Everyone in Quince.'],
      ['Website (required)', 'https://quince.example'],
      ['Catalogue, and how to search it (required)', 'Search by title first.'],
      ['Contact for corrections to this page (required)', 'quinn@quince.example'],
      ['How follow-up is handled, and by whom (required)', 'Our librarians answer within two days.'],
    ] as const)
      await q.types(label, words);
    // What is typed outlives a reload.
    await q.page.reload();
    await q.page.getByText('5 fields are not saved yet.').waitFor();
    await q.saves();
    await q.presses('View Policy Page');
    await q.dialog.getByRole('heading', { name: 'View Policy Page' }).waitFor();
    await q.dialog.frameLocator('iframe').getByText('Everyone in Quince.').waitFor();
    await q.page.keyboard.press('Escape');
    await q.checks('Viewable');
    await take('Submit your policy page', 'Policy page');
    await q.button('Submit').and(q.page.locator(':not([aria-disabled])')).waitFor();
    await q.presses('Submit');
    await q.page.getByText(/^(Submitted; the queue is being set up|The queue is set up)$/).waitFor();

    for (const [task, name, words] of [
      ['Institution’s scripts', 'Welcome', 'Welcome to Quince.'],
      ['My Scripts', 'Bye', 'Good bye from Quinn.'],
    ] as const) {
      await take(task);
      await q.presses('Add to: Scripts');
      await q.types('Name', name);
      await q.checks('Text');
      await q.types('Text, or address of a page', words);
      await q.saves();
    }
    await take('Chat form', 'Put it on your site');
    await q.page.getByText(`${all.url}/ask/${id}/`, { exact: true }).waitFor();
    await take('Web form');
    await q.types('Introduction', 'We answer within two days.');
    await q.presses('+ Line');
    await q.types('What patrons read', 'Library card');
    await q.saves();
    await take('Banner');
    await q.types('Title', 'Quince, at your service');
    await q.page.getByRole('figure').getByText('Quince, at your service').waitFor();
    await q.saves();
    await take('Chat-closed page');
    await q.types('Title', '{{library}} sleeps');
    await q.page.getByRole('figure').getByText('Quince Library sleeps').waitFor();
    await q.saves();

    await take('Viewport URL');
    await q.page.getByRole('textbox', { name: 'Viewport URL' }).fill(`${site.url}/start`);
    await q.saves();
    await q.page.getByText('The page may be shown beside a chat.').waitFor();
    await take('Important profile information', 'Profile');
    await q.types(/^State or province/, 'Maryland');
    await q.chooses(/^Country/, 'United States');
    await q.types(/^Alert E-mail/, 'alerts@quince.example');
    await q.checks('Public');
    await q.page.reload();
    await q.page.getByText('Not saved yet.').waitFor();
    await q.saves();
    await q.presses('Submit');
    await q.page.getByText('Submitted', { exact: true }).waitFor();

    await take('E-mail notification');
    await q.checks('Send notices');
    await q.types('Addresses', 'desk@quince.example');
    expect(await q.button('Test').getAttribute('aria-disabled')).toBe('true');
    await q.saves();
    await q.presses('Test');
    await q.page.getByText('A test mail is on its way.').waitFor();
    await mailbox.mailTo('desk@quince.example', '');

    await take('Custom messages');
    await q.page
      .getByRole('navigation', { name: 'Messages' })
      .getByRole('button', { name: /^Answer/ })
      .click();
    await q.checks('Custom');
    await q.types('Greeting', 'Dear {{patron}},');
    await q.page.getByLabel('Text', { exact: true }).fill('Quince has found something for you.');
    await q.saves();
    await q.presses('Test');
    await q.dialog.frameLocator('iframe').getByText('Quince has found something for you.').waitFor();
    await q.page.keyboard.press('Escape');
    await take('Custom reply text');
    await q.checks('Every message ends with it');
    await q.presses('Add to: Texts');
    await q.types('Language', 'en');
    await q.types('Text', 'Quince is open until nine.');
    await q.saves();
    await take('Patron account information');
    await q.checks('Include patron account information');
    await q.saves();
    await take('Outgoing address');
    await q.types('Domain', 'quince.example');
    await q.presses('Add the domain');
    const record = q.page.locator('.record code');
    await record.nth(1).waitFor();
    dns.texts.set(await record.nth(0).innerText(), [await record.nth(1).innerText()]);
    await q.presses('Check now');
    await q.page.getByText('✓ yours').waitFor();
    await q.checks('Use a sender of your own');
    await q.types('Name patrons see', 'Ask Quince');
    await q.types('Address patrons see', 'ask@quince.example');
    await q.saves();

    await take('Patron surveys');
    for (const form of ['Chat Session', 'Ask Answers']) {
      const one = q.page.getByRole('group', { name: form });
      await one.getByLabel('These questions').check();
      for (const n of [0, 1]) await one.getByRole('checkbox').nth(n).check();
      await one.getByText('2 of 15 at most').waitFor();
    }
    await q.saves();
    await q.page.getByRole('group', { name: 'Chat Session' }).getByRole('button', { name: 'View' }).click();
    await q.dialog.frameLocator('iframe').getByRole('group').nth(1).waitFor();
    await all.look('a survey as patrons see it', q);
    await q.page.keyboard.press('Escape');
    await take('Open WorldCat');
    await q.checks('WorldCat.org links to your service');
    await q.types('Question Form URL', 'https://quince.example/ask');
    await q.saves();
    await take('Chat transcripts');
    await q.checks("Exclude transcripts of chats with other libraries' patrons");
    await q.saves();

    // The group makes the profile active; what was done shows on the list.
    await ok(
      (await signIn(all.url, 'admin@evergreen.example')).admin.POST(
        '/v1/institutions/{id}/profile/activate',
        at(id),
      ),
    );
    await q.opens('Set up', 'Quince Library');
    for (const task of ['Librarian accounts', 'Policy page', 'Submit your policy page']) await isOk(task);
    expect(await tasks(q).getByText('as it comes', { exact: true }).count()).toBe(0);
    await all.look('every task is done', q);

    const patron = await all.aPatron();
    await eventually(async () => {
      await patron.opens(id);
      await patron.page.getByText('Quince Library sleeps').waitFor({ timeout: 3_000 });
    });
    await patron.page.getByText('Quince, at your service').waitFor();
    await patron.page.getByText('We answer within two days.').waitFor();
    await patron.page.getByLabel('Your question').fill('When was Quince founded?');
    await patron.page.getByLabel(/^Library card/).fill('Q-7');
    await patron.page.getByLabel(/^Your name/).fill('Pat Patron');
    await patron.page.getByLabel(/^E-mail/).fill('pat@patron.example');
    await patron.page.getByRole('button', { name: 'Send the question' }).click();
    await patron.page.getByText('Number of your question').waitFor();
    await mailbox.mailTo('desk@quince.example', 'When was Quince founded?');

    const staff = await signIn(all.url, quinn.email, password);
    const { items } = await ok(
      staff.questions.GET('/v1/questions', { params: { query: { list: 'new', q: 'founded' } } }),
    );
    await q.goesTo(`/questions/${items[0]!.id}`);
    await q.page.getByText('Q-7').first().waitFor();
    const question = new QuestionPage(q);
    await question.does('Claim');
    await question.does('Answer');
    await question.writes('Answer', 'In 1871.');
    await question.presses('Send Answer');
    const answer = await mailbox.mailTo('pat@patron.example', 'In 1871.');
    expect(answer.from).toMatchObject([{ address: 'ask@quince.example', name: 'Ask Quince' }]);
    for (const words of [
      'Dear Pat Patron,',
      'Quince has found something for you.',
      'Quince is open until nine.',
      'pat@patron.example',
    ])
      expect(answer.text).toContain(words);
  });

  it('no state is out of reach of anybody, by axe', () => expect(all.faults).toEqual([]));

  it('nothing breaks a policy of its own or throws', () => expect(all.complaints).toEqual([]));
});
