import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { DeskPage } from '../tools/src/browser/desk.js';
import { Librarian } from '../tools/src/browser/librarian.js';
import { QuestionPage } from '../tools/src/browser/question.js';
import { at, eventually, questionOf, signIn, speaker, type Staff } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { databaseOf, withClient } from '../tools/src/index.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

const library = (n: number) => `019a0000-0000-7000-8002-00000000000${n}`;
const [aspen, birch, cedar] = [library(1), library(2), library(3)];
const evergreen = '019a0000-0000-7000-8001-000000000001';

describe('Follow-up at the desk, in Chromium', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  let mailbox: Mailbox;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const faults: string[] = [];
  const desks = new Map<string, QuestionPage>();

  /** Somebody at a desk of his or her own, signed in. */
  const deskOf = async (email: string): Promise<QuestionPage> => {
    const found = desks.get(email);
    if (found) return found;
    const page = await aWatchedPage(browser, complaints, desktop);
    contexts.push(page.context());
    const desk = new DeskPage(page, system.stack.url);
    await desk.signsIn(email);
    const question = new QuestionPage(desk);
    desks.set(email, question);
    return question;
  };
  const look = async (state: string, page: Page) => {
    faults.push(...(await faultsOfAccess(state, page)));
  };
  const staff = (email: string): Promise<Staff> => signIn(system.stack.url, email);
  /** A patron's question by a library's form. */
  const asks = async (
    institutionId: string,
    text: string,
    subject = text,
    email = `kim.${randomUUID().slice(0, 6)}@patron.example`,
  ) => {
    const body = { institutionId, text, subject, patron: { name: 'Kim Reader', email } };
    const { id, number } = await ok(speaker(system.stack.url).questions.POST('/v1/questions', { body }));
    return { id, number, email };
  };
  /** A chat of a patron with a librarian of this library that ends in Followup by patron's library. */
  const chats = async (home: string, by: Librarian, question: string) => {
    const email = `lee.${randomUUID().slice(0, 6)}@patron.example`;
    const { chat } = speaker(system.stack.url);
    const patron = { name: 'Lee Reader', email };
    const { id } = await ok(chat.POST('/v1/sessions', { body: { institutionId: home, patron, question } }));
    await eventually(() => ok(by.staff.chat.POST('/v1/sessions/{id}/accept', at(id))));
    await by.says(id, 'That needs somebody who knows the collection; you will get a mail.');
    const body = { resolution: 'followup-by-patron-library' as const };
    await ok(by.staff.chat.POST('/v1/sessions/{id}/end', { ...at(id), body }));
    return { email };
  };

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
    mailbox = new Mailbox(system.stack.mailbox.url);
  });

  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await system?.end();
  });

  it('[R70] [R72] to [R77] [R93] seed 002: a chat in Shared Followup is claimed, checked for an address, and answered by Send Answer', async () => {
    const birchs = await Librarian.of(system.stack.url, 'birch');
    await birchs.comes();
    const subject = 'Which tenants’ rights apply to a room in a shared flat?';
    const { email } = await chats(birch, birchs, subject);
    await birchs.goes();
    const robin = await deskOf('librarian@cedar.example');
    await robin.opensList('Shared Followup');
    await look('Shared Followup', robin.page);
    await robin.opens(subject);
    await robin.page.getByRole('heading', { name: 'Transcript' }).waitFor();
    await robin.page.getByText('That needs somebody who knows the collection').waitFor();
    await look('a question in Shared Followup', robin.page);
    await robin.does('Claim');
    await robin.button('Unclaim').waitFor();
    await robin.why('Close', "Only reviewers of the patron's library close questions in this group.");

    await robin.tab('Codes');
    await robin.page.getByLabel('What it was about').selectOption('Research');
    await robin.page.getByText('Kept.').first().waitFor();
    await robin.page.getByLabel('Effort (READ scale)').selectOption('4: more effort, sources consulted');
    await look('codes', robin.page);

    await robin.does('Answer');
    await robin.writes(
      'Answer',
      'The statute is the same for a room: RCW 59.18, the Residential Landlord-Tenant Act.',
    );
    await robin.page.getByText('Draft kept; it is found on every computer.').waitFor();
    await robin.presses('Preview');
    const letter = robin.page.getByRole('region', { name: 'Preview' });
    await letter.getByText(email).waitFor();
    await letter.getByText('RCW 59.18').waitFor();
    await look('preview of an answer', robin.page);
    await robin.presses('Send Answer');
    await robin.page.getByText('The answer was sent.').waitFor();
    const mail = await mailbox.mailTo(email, 'RCW 59.18');
    // What was shown is what was mailed.
    expect(mail.text).toContain('the Residential Landlord-Tenant Act');
    await robin.page.getByText('Robin Cedar (Cedar Law Library) sent an answer.').waitFor();
    await robin.page.getByRole('heading', { name: 'Mails' }).waitFor();
    await robin.page
      .getByText(/^to lee\..*@patron\.example/)
      .first()
      .waitFor();
    await look('an answered question', robin.page);

    const quinn = await deskOf('reviewer@birch.example');
    await quinn.opensList('Answered');
    await quinn.opens(subject);
    await quinn.does('Close');
    await quinn.inDialog('Close');
    await quinn.page.getByText('Quinn Birch (Birch State University) closed it.').waitFor();
    await quinn.opensList('Closed');
    await quinn.page.getByRole('link', { name: subject }).waitFor();
  });

  it('[R96] to [R105] seed 000: referred to a partner of the cooperative with a reason, seen in the lists of both, answered there', async () => {
    const subject = 'Where did the first railway of the county run?';
    const { email } = await asks(aspen, subject);
    const robin = await deskOf('librarian@aspen.example');
    await robin.opensList('New');
    await robin.opens(subject);
    await robin.does('Claim');
    await robin.does('Refer to');
    await robin.page.getByRole('combobox', { name: 'Refer to' }).selectOption('Partner (Cooperative)');
    await robin.page.getByText('Show Only Partners with Expertise in:').waitFor();
    await robin.page
      .getByRole('group', { name: 'Select Partner' })
      .getByText('Dogwood Public Library')
      .click();
    await robin.page.getByRole('textbox', { name: /^Reason/ }).fill('Their map room has the survey of 1871.');
    await look('refer to', robin.page);
    await robin.inDialog('Refer');
    await robin.page.getByText('Referred to Dogwood Public Library.').waitFor();
    await robin.helps.getByText("It is Dogwood Public Library's turn.").waitFor();
    await robin.page
      .getByText('Robin Aspen (Aspen County Library) referred it to Dogwood Public Library.')
      .waitFor();
    for (const list of ['Active', 'Pending', 'Referred']) {
      await robin.opensList(list);
      await robin.page.getByRole('link', { name: subject }).waitFor();
    }
    const there = await deskOf('librarian@dogwood.example');
    await there.opensList('New');
    await there.opens(subject);
    await there.page.getByText('Their map room has the survey of 1871.').first().waitFor();
    await there.does('Answer');
    await there.writes('Answer', 'From the mill to the river landing, as the survey shows.');
    await there.presses('Send Answer');
    await there.page.getByText('The answer was sent.').waitFor();
    await mailbox.mailTo(email, 'river landing');
    await robin.opensList('Answered');
    await robin.page.getByRole('link', { name: subject }).waitFor();
  });

  it('[R69] [R99] [R100] [R101] seed 002: sent to a library of the subscription group, to Quality Control with a note, and by e-mail', async () => {
    const admin = await staff('admin@evergreen.example');
    const expert = { name: 'Quality Control', address: 'quality@evergreen.example', qualityControl: true };
    await ok(admin.referrals.POST('/v1/experts', { body: { ...expert, groupId: evergreen } }));
    const birchs = await Librarian.of(system.stack.url, 'birch');
    await birchs.comes();
    const [toLibrary, toQuality, byMail] = ['Renewals at Birch?', 'A rude answer?', 'An archive far away?'];
    for (const subject of [toLibrary, toQuality, byMail]) await chats(birch, birchs, subject);
    await birchs.goes();
    const robin = await deskOf('librarian@cedar.example');
    const claims = async (subject: string) => {
      // By the way of the home page, as the procedure names two.
      await robin.page.getByRole('link', { name: 'Desk', exact: true }).click();
      await robin.page
        .getByRole('main')
        .getByRole('link', { name: /^Shared Followup: \d+$/ })
        .click();
      await robin.opens(subject);
      await robin.does('Claim');
      await robin.verb('Unclaim').waitFor();
      await robin.does('Refer to');
    };
    const dialog = robin.page.getByRole('dialog');
    await claims(toLibrary);
    await dialog.getByRole('combobox', { name: 'Refer to' }).selectOption('Partner (Subscription)');
    await dialog
      .getByRole('group', { name: 'Select Partner' })
      .getByText('Aspen County Library')
      .first()
      .click();
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('The patron lives in the county.');
    await robin.inDialog('Refer');
    await robin.helps.getByText("It is Aspen County Library's turn.").waitFor();
    const aspens = await deskOf('librarian@aspen.example');
    await aspens.opensList('New');
    await aspens.page.getByRole('link', { name: toLibrary }).waitFor();

    await claims(toQuality);
    await dialog.getByRole('combobox', { name: 'Refer to' }).selectOption('Subject Matter Expert');
    await dialog.getByRole('group', { name: 'Select Partner' }).getByText('Quality Control').first().click();
    await dialog.getByRole('button', { name: 'Refer', exact: true }).focus();
    await dialog.getByText('A referral there must say why.').waitFor();
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('Please look at the tone.');
    await robin.inDialog('Refer');
    await mailbox.mailTo('quality@evergreen.example', 'Please look at the tone.');

    await claims(byMail);
    await dialog.getByRole('combobox', { name: 'Refer to' }).selectOption('E-mail Partner');
    await dialog.getByRole('textbox', { name: 'Name of the recipient' }).fill('Harbour Archive');
    await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('desk@harbour.example');
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('You keep the harbour books.');
    await look('refer by e-mail', robin.page);
    await robin.inDialog('Refer');
    await mailbox.mailTo('desk@harbour.example', 'You keep the harbour books.');
    await robin.helps.getByText(/to Harbour Archive/).waitFor();
  });

  it('what was referred is returned with a reason, withdrawn, recalled and reopened, each in the history', async () => {
    const subject = 'Who printed the first newspaper here?';
    await asks(aspen, subject);
    const robin = await deskOf('librarian@aspen.example');
    const refers = async (to: string) => {
      await robin.does('Refer to');
      await robin.page.getByRole('combobox', { name: 'Refer to' }).selectOption('Partner (Subscription)');
      await robin.page.getByRole('group', { name: 'Select Partner' }).getByText(to).first().click();
      await robin.inDialog('Refer');
      await robin.helps.getByText(`It is ${to}'s turn.`).waitFor();
    };
    await robin.opensList('New');
    await robin.opens(subject);
    await robin.does('Claim');
    await refers('Birch State University');
    const bo = await deskOf('librarian@birch.example');
    await bo.opensList('New');
    await bo.opens(subject);
    await bo.does('Return');
    await bo.page.getByRole('textbox', { name: 'Reason' }).fill('We have no newspapers before 1920.');
    await bo.inDialog('Return');
    await bo.page
      .getByText('Robin Birch (Birch State University) returned it to Aspen County Library.')
      .waitFor();
    await robin.page.getByText('We have no newspapers before 1920.').first().waitFor({ timeout: 40_000 });
    await refers('Cedar Law Library');
    await robin.does('Withdraw');
    await robin.page.getByRole('textbox', { name: 'Reason' }).fill('Found it ourselves.');
    await robin.inDialog('Withdraw');
    await robin.page.getByText('Robin Aspen (Aspen County Library) withdrew the referral.').waitFor();
    await refers('Cedar Law Library');
    const quinn = await deskOf('reviewer@aspen.example');
    await quinn.opensList('Referred');
    await quinn.opens(subject);
    await quinn.does('Recall');
    await quinn.page.getByRole('textbox', { name: 'Reason' }).fill('The patron is at the desk.');
    await quinn.inDialog('Recall');
    await quinn.page.getByText('Quinn Aspen (Aspen County Library) recalled it.').waitFor();
    await quinn.does('Close');
    await quinn.inDialog('Close');
    await quinn.does('Reopen');
    await quinn.page.getByRole('textbox', { name: 'Reason' }).fill('The patron asked again.');
    await quinn.inDialog('Reopen');
    await quinn.page.getByText('Quinn Aspen (Aspen County Library) reopened it.').waitFor();
    await look('a question with a chain of referrals', quinn.page);
  });

  it('two questions of one patron are merged, and a message that asks two things becomes two', async () => {
    const text = 'When did the old mill burn down, and who owned the bakery beside it?';
    const first = await asks(aspen, text);
    const again = await asks(aspen, 'Do you know about the old mill yet?', undefined, first.email);
    const robin = await deskOf('librarian@aspen.example');
    const quinn = await deskOf('reviewer@aspen.example');
    await quinn.opensList('New');
    await quinn.opens('Do you know about the old mill yet?');
    await quinn.does('Merge');
    const dialog = quinn.page.getByRole('dialog', { name: 'Merge with another question' });
    await dialog.getByRole('radio', { name: new RegExp(first.number) }).check();
    await dialog.getByRole('status').getByText(text).waitFor();
    await look('merge', quinn.page);
    await quinn.inDialog('Merge');
    await quinn.page
      .getByText(`Quinn Aspen (Aspen County Library) merged it into question ${first.number}.`)
      .waitFor();
    await mailbox.mailTo(first.email, first.number);
    const related = quinn.page.getByRole('list', { name: 'Related questions' });
    await related.getByRole('link', { name: first.number }).click();
    await quinn.page.getByRole('heading', { level: 1, name: text }).waitFor();
    await quinn.page.getByText(`merged question ${again.number} into it.`).waitFor();

    await robin.opensList('New');
    await robin.opens(text);
    await robin.does('Claim');
    await robin.does('Split');
    const split = robin.page.getByRole('dialog', { name: 'Make two questions of one' });
    await split.getByRole('textbox', { name: 'Subject of the new question' }).fill('The owner of the bakery');
    await split
      .getByRole('textbox', { name: 'Subject of this question from now on' })
      .fill('The fire of the old mill');
    await look('split', robin.page);
    await robin.inDialog('Split');
    await robin.page.getByRole('heading', { level: 1, name: 'The owner of the bakery' }).waitFor();
    await robin.page.getByText(`made it of a part of question ${first.number}.`).waitFor();
    await robin.page.getByText(text).first().waitFor();
    await robin.page
      .getByRole('list', { name: 'Related questions' })
      .getByRole('link', { name: first.number })
      .click();
    await robin.page.getByRole('heading', { level: 1, name: 'The fire of the old mill' }).waitFor();
  });

  it('[R72] two librarians race for a claim on screen: one has it, the other learns who was faster', async () => {
    const subject = 'Who claims this first?';
    await asks(aspen, subject);
    const both = [await deskOf('librarian@aspen.example'), await deskOf('second@aspen.example')];
    for (const desk of both) {
      await desk.opensList('New');
      await desk.opens(subject);
    }
    let arrived = 0;
    let open: () => void;
    const gate = new Promise<void>((then) => (open = then));
    for (const { page } of both)
      await page.route('**/claim', async (route) => {
        if ((arrived += 1) === 2) open();
        await gate;
        await route.continue();
      });
    await Promise.all(both.map((desk) => desk.does('Claim')));
    const winner = await Promise.any(
      both.map((desk) =>
        desk
          .button('Unclaim')
          .waitFor()
          .then(() => desk),
      ),
    );
    const loser = both.find((desk) => desk !== winner)!;
    await loser.page.getByText(/(Robin|Sam) Aspen has claimed this question\./).waitFor();
    for (const { page } of both) await page.unroute('**/claim');
  });

  it('two people on one question see one another, and where both wrote nobody’s text is lost', async () => {
    const subject = 'Are there maps of the old harbour?';
    const { email } = await asks(aspen, subject);
    const robin = await deskOf('librarian@aspen.example');
    const sam = await deskOf('second@aspen.example');
    for (const desk of [robin, sam]) {
      await desk.opensList('New');
      await desk.opens(subject);
    }
    await robin.page
      .getByText('Sam Aspen (Aspen County Library) has this question open too.')
      .waitFor({ timeout: 30_000 });
    await robin.does('Answer');
    await robin.writes('Answer', 'There are three maps.');
    await robin.page.getByText('Draft kept; it is found on every computer.').waitFor();
    await sam.page
      .getByText('Robin Aspen (Aspen County Library) is writing the answer.')
      .waitFor({ timeout: 30_000 });
    await look('somebody else is writing', sam.page);
    // What Robin has written is found where Sam sits.
    await sam.does('Answer');
    const box = sam.page.getByRole('textbox', { name: 'Answer' });
    await eventually(async () => expect(await box.inputValue()).toBe('There are three maps.'));
    await sam.writes('Answer', 'There are three maps, and a survey.');
    await robin.writes('Answer', 'There are three maps, in drawer 7.');
    const clashed = await Promise.any(
      [robin, sam].map((desk) =>
        desk.page
          .getByRole('group', { name: 'Two texts of one draft' })
          .waitFor()
          .then(() => desk),
      ),
    );
    await clashed.page.getByText('There are three maps, in drawer 7.').waitFor();
    await clashed.page.getByText('There are three maps, and a survey.').waitFor();
    await look('two texts of one draft', clashed.page);
    await clashed.presses('Put both together');
    await clashed.page.getByText('Draft kept; it is found on every computer.').waitFor();
    const whole = await clashed.page.getByRole('textbox', { name: 'Answer' }).inputValue();
    expect(whole).toContain('in drawer 7');
    expect(whole).toContain('and a survey');
    // Another computer finds it.
    await clashed.page.evaluate(
      `Object.keys(localStorage).filter((key) => key.startsWith('carrel-draft')).forEach((key) => localStorage.removeItem(key))`,
    );
    await clashed.page.reload();
    await clashed.does('Answer');
    await eventually(async () =>
      expect(await clashed.page.getByRole('textbox', { name: 'Answer' }).inputValue()).toBe(whole),
    );
    await clashed.presses('Send Answer');
    await clashed.page.getByText('The answer was sent.').waitFor();
    await mailbox.mailTo(email, 'in drawer 7');
    const other = clashed === robin ? sam : robin;
    await other.page.getByText(/has sent an answer while you write:/).waitFor({ timeout: 40_000 });
    await look('answered meanwhile', other.page);
    await other.presses('Later (kept as a draft)');
  });

  it('canned answers, a signature, a file and a corrected address go into the mail', async () => {
    const subject = 'When is the archive open?';
    const { id } = await asks(aspen, subject);
    const robin = await deskOf('librarian@aspen.example');
    const boss = await staff('admin@aspen.example');
    const answers = [{ name: 'Archive hours', content: 'Dear {{patron}}, the archive is open on Tuesdays.' }];
    const path = { id: aspen, key: 'institution-answers' };
    await ok(
      boss.admin.PUT('/v1/institutions/{id}/settings/{key}', {
        params: { path },
        body: { answers },
      } as never),
    );
    await robin.opensList('New');
    await robin.opens(subject);
    await robin.does('Claim');
    await robin.helps.getByLabel('E-mail address').fill('kim.corrected@patron.example');
    await robin.presses('Save contact');
    await robin.page.getByText("The patron's address was kept.").waitFor();
    await robin.does('Answer');
    await robin.presses('Canned answers');
    await eventually(async () => {
      // The setting comes to the service by an event.
      if (await robin.page.getByRole('button', { name: /^Archive hours/ }).count()) return;
      await robin.page.keyboard.press('Escape');
      await robin.page.reload();
      await robin.does('Answer');
      await robin.presses('Canned answers');
      await robin.page.getByRole('button', { name: /^Archive hours/ }).waitFor({ timeout: 2_000 });
    });
    await look('canned answers', robin.page);
    await robin.presses(/^Archive hours/);
    await robin.page.getByRole('textbox', { name: 'Answer' }).waitFor();
    expect(await robin.page.getByRole('textbox', { name: 'Answer' }).inputValue()).toBe(
      'Dear Kim Reader, the archive is open on Tuesdays.',
    );
    await robin.presses('My signature');
    await robin.page.getByRole('textbox', { name: 'My signature' }).fill('Robin Aspen\nLocal history');
    await robin.presses('Keep signature');
    await robin.page.getByText('The signature was kept.').waitFor();
    await robin.page.locator('input[type=file]').setInputFiles({
      name: 'archive-hours.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Tuesday, ten to four'),
    });
    await robin.button('Remove archive-hours.txt').waitFor();
    await robin.page.getByText('Draft kept; it is found on every computer.').waitFor();
    await robin.presses('Preview');
    await robin.page.getByRole('region', { name: 'Preview' }).getByText('Local history').waitFor();
    await robin.presses('Send Answer');
    await robin.page.getByText('The answer was sent.').waitFor();
    const mail = await mailbox.mailTo('kim.corrected@patron.example', 'open on Tuesdays');
    expect(mail.text).toContain('Local history');
    expect(mail.text).toContain('archive-hours.txt');
    expect((await questionOf(await staff('librarian@aspen.example'), id)).status).toBe('answered');
  });

  it('many questions are closed and assigned at once, and each that is refused says why', async () => {
    const tag = `bulk ${randomUUID().slice(0, 5)}`;
    const all = await Promise.all([1, 2, 3].map((n) => asks(cedar, `${tag}: number ${n}`)));
    const quinn = await deskOf('reviewer@cedar.example');
    await quinn.opensList('New');
    for (const n of [1, 2, 3]) await quinn.page.getByLabel(`Choose “${tag}: number ${n}”`).check();
    await look('chosen questions', quinn.page);
    // Somebody else is faster with one of them.
    await ok(
      (await staff('reviewer@cedar.example')).questions.POST('/v1/questions/{id}/close', {
        ...at(all[0]!.id),
        body: {},
      }),
    );
    await quinn.page
      .getByRole('group', { name: 'With the chosen questions' })
      .getByRole('button', { name: 'Close' })
      .click();
    await quinn.page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await quinn.page.getByText('2 were done.').waitFor();
    await quinn.page.getByText('This question is closed.').waitFor();
    await look('what was done with many', quinn.page);
    await quinn.page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await quinn.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('a list is narrowed, kept under a name, and found again', async () => {
    const robin = await deskOf('librarian@cedar.example');
    await robin.opensList('All');
    await robin.page
      .getByRole('searchbox', { name: 'Search words or number' })
      .fill('nothing has these words zyx');
    await robin.page.keyboard.press('Enter');
    await robin.page.getByText('Nothing found.').waitFor();
    await look('nothing found', robin.page);
    await robin.presses('Show all');
    const { email } = await asks(cedar, 'Found by its patron?');
    await robin.page.getByRole('searchbox', { name: 'Patron: name or whole address' }).fill(email);
    await robin.page.keyboard.press('Enter');
    await eventually(async () =>
      expect(await robin.page.getByRole('list', { name: 'All' }).getByRole('link').allInnerTexts()).toEqual([
        expect.stringContaining('Found by its patron?'),
      ]),
    );
    // A patron's name stands in no address.
    expect(robin.page.url()).not.toContain('kim');
    await robin.page.getByRole('searchbox', { name: 'Patron: name or whole address' }).fill('');
    await robin.page.getByLabel('Came by').selectOption('web form');
    await robin.presses('Save this list');
    await robin.page.getByRole('textbox', { name: 'Name' }).fill('From the form');
    await robin.inDialog('Save');
    await robin.opensList('New');
    await robin.page
      .getByRole('navigation', { name: 'Saved filters' })
      .getByRole('link', { name: 'From the form' })
      .click();
    await eventually(async () =>
      expect(await robin.page.getByLabel('Came by').inputValue()).toBe('web-form'),
    );
  });

  it('[R86] [R87] [R91] [R141] the rota: my duties, the two checks, cover and swap, and a link for the calendar', async () => {
    const admin = await staff('admin@evergreen.example');
    const today = new Date();
    const day = (plus: number) => (((today.getDay() + 6 + plus) % 7) + 1) as 1;
    const cells = [
      { day: day(0), from: '00:00', to: '24:00', institutionId: aspen },
      { day: day(1), from: '00:00', to: '24:00', institutionId: aspen },
      { day: day(6), from: '00:00', to: '24:00', institutionId: aspen },
      { day: day(3), from: '09:00', to: '13:00', institutionId: birch },
    ];
    const body = { cells, substitutes: [cedar] };
    const params = { path: { groupId: evergreen } };
    await ok(admin.referrals.PUT('/v1/rotas/{groupId}', { params, body } as never));
    const robin = await deskOf('librarian@aspen.example');
    await robin.page.getByRole('link', { name: 'Rota', exact: true }).click();
    const now = robin.page.getByRole('region', { name: 'On duty now in Evergreen Libraries' });
    await now.getByText('Your library', { exact: true }).waitFor();
    await look('the rota', robin.page);
    await now.getByRole('button', { name: 'I have looked at Shared Followup' }).click();
    await robin.page.getByText('The check was kept.').waitFor();
    await now.getByText('Robin Aspen').waitFor();
    await robin.page
      .getByRole('button', { name: /^Ask for cover or swap/ })
      .last()
      .click();
    await robin.page.getByRole('textbox', { name: 'Reason' }).fill('Our staff day');
    await robin.page
      .getByRole('checkbox', { name: /^Birch State University/ })
      .first()
      .check();
    await look('asking for cover', robin.page);
    await robin.inDialog('Ask');
    await robin.page.getByText('The other libraries are asked.').waitFor();

    const bo = await deskOf('librarian@birch.example');
    await bo.page.getByRole('link', { name: 'Rota', exact: true }).click();
    await bo.page.getByText('Our staff day').waitFor({ timeout: 70_000 });
    await look('somebody needs cover', bo.page);
    await bo.page
      .getByRole('button', { name: /^Swap for ours:/ })
      .first()
      .click();
    await bo.page.getByText('Your library does it. The others know.').waitFor();
    await bo.page.getByRole('region', { name: 'My duties' }).getByText('swapped').first().waitFor();

    // Nobody covers what Birch cannot do: the coordinator gives it to Cedar.
    await bo.page
      .getByRole('button', { name: /^Ask for cover or swap/ })
      .last()
      .click();
    await bo.page.getByRole('textbox', { name: 'Reason' }).fill('The building is closed');
    await bo.inDialog('Ask');
    const kit = await deskOf('coordinator@evergreen.example');
    await kit.page.getByRole('link', { name: 'Rota', exact: true }).click();
    await kit.presses('All duties of Evergreen Libraries');
    await look('all duties of the group', kit.page);
    const asked = kit.page.getByRole('region', { name: 'Libraries that need cover' });
    await asked.getByText('The building is closed').waitFor();
    await asked
      .getByRole('listitem', { name: 'Birch State University' })
      .getByRole('button', { name: 'Hand on' })
      .click();
    await kit.page.getByRole('radio', { name: 'Cedar Law Library' }).check();
    await look('handing a duty on', kit.page);
    await kit.inDialog('Hand on');
    await kit.page.getByText('Handed on; both libraries get mail.').waitFor();
    await asked.getByText('The building is closed').waitFor({ state: 'detached' });

    await robin.presses('Make a calendar link');
    const link = await robin.page
      .getByLabel('This link is shown once; whoever has it sees the duties.')
      .inputValue();
    const calendar = await fetch(link);
    expect(await calendar.text()).toContain('BEGIN:VEVENT');
    await robin.presses('Revoke');
    await robin.page.getByText('The link works no more.').waitFor();
  });

  it('[R7] [R80] [R81] the week’s sessions are reviewed by the checklist, with feedback to the librarian, and forwarded', async () => {
    const robins = await Librarian.of(system.stack.url, 'cedar');
    await robins.comes();
    const subject = 'How do I cite a statute?';
    await chats(cedar, robins, subject);
    await robins.goes();
    const quinn = await deskOf('reviewer@cedar.example');
    await quinn.page.getByRole('link', { name: 'Review', exact: true }).click();
    await quinn.page
      .getByRole('link', { name: /^Robin Cedar/ })
      .first()
      .waitFor();
    await look('the week to review', quinn.page);
    await quinn.page
      .getByRole('link', { name: /^Robin Cedar/ })
      .first()
      .click();
    await quinn.page
      .getByRole('group', { name: 'Greeted the patron and was approachable' })
      .getByLabel('Yes')
      .check();
    await quinn.page
      .getByRole('textbox', { name: 'Comment' })
      .fill('Clear and friendly; name the source next time.');
    await quinn.page.getByLabel('Show it to the librarian who chatted').check();
    await look('a review', quinn.page);
    await quinn.presses('Forward');
    await quinn.page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Comment' })
      .fill('Worth showing to others.');
    await quinn.inDialog('Forward');
    await quinn.page.getByText('Forwarded to Quality Control.').waitFor();
    await quinn.presses('Keep review');
    await quinn.page.getByText('The review was kept.').waitFor();
    await quinn.page.getByLabel('Reviewed ones').check();
    await quinn.page
      .getByRole('link', { name: /^Robin Cedar/ })
      .first()
      .waitFor();
    const robin = await deskOf('librarian@cedar.example');
    await robin.page.getByRole('link', { name: 'Review', exact: true }).click();
    await robin.page.getByText('Clear and friendly; name the source next time.').waitFor();
    await look('feedback', robin.page);
  });

  it('all of it goes by the keyboard: a list, a question, its answer and back', async () => {
    const subject = 'Only by keys?';
    await asks(aspen, subject);
    const sam = await deskOf('second@aspen.example');
    const { page } = sam;
    await page.goto(`${system.stack.url}/desk/questions?list=new`);
    const row = page.getByRole('link', { name: subject });
    await sam.tabsTo(page.getByRole('list', { name: 'New' }).getByRole('link').first());
    for (let n = 0; n < 30; n += 1) {
      if (await row.evaluate((it) => it === it.ownerDocument.activeElement)) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('x');
    await page.getByText('One chosen').waitFor();
    await look('chosen by keys', page);
    expect(await page.getByLabel(`Choose “${subject}”`).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: subject }).waitFor();
    await sam.tabsTo(page.getByRole('button', { name: 'Claim' }));
    await page.keyboard.press('Enter');
    await sam.tabsTo(sam.verb('Refer to'));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Refer the question' }).waitFor();
    await page.keyboard.press('Escape');
    await sam.tabsTo(sam.verb('Answer'));
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Answer' }).waitFor();
    await page.keyboard.type('By keys alone.');
    await page.getByText('Draft kept; it is found on every computer.').waitFor();
    await sam.tabsTo(sam.button('Preview'));
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Preview' }).getByText('By keys alone.').waitFor();
    await sam.tabsTo(sam.button('Send Answer'));
    await page.keyboard.press('Enter');
    await page.getByText('The answer was sent.').waitFor();
    await sam.tabsTo(page.getByRole('link', { name: '← To the list' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'New' }).waitFor();
  });

  it('a list that cannot be read says so and is tried again; one that is empty says what it is', async () => {
    const { page } = await deskOf('librarian@elm.example');
    await page.goto(`${system.stack.url}/desk/questions?list=referred`);
    await page.getByText('No questions in Referred').waitFor();
    await look('an empty list', page);
    await page.route('**/api/questions/v1/questions?**', (route) => route.fulfill({ status: 503, body: '' }));
    await page
      .getByRole('navigation', { name: 'Question lists' })
      .getByRole('link', { name: 'Closed' })
      .click();
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
    await look('a list that failed', page);
    await page.unroute('**/api/questions/v1/questions?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No questions in Closed').waitFor();
  });

  it('a list of 100,000 questions scrolls from end to end, and nothing jumps when others come', async () => {
    const elm = library(6);
    await withClient(databaseOf(system.stack.urls.postgres, 'carrel_questions'), async (client) => {
      await client.query(`
        WITH asked AS (
          INSERT INTO questions (id, sequence, number, source, home_institution_id, practice, no_contact, pooled,
            came_from_pool, created_at, last_activity_at, subject, text)
          SELECT gen_random_uuid(), 1, nextval('question_numbers'), 'web-form', '${elm}', false, false, false, false,
            now(), now() - n * interval '1 minute', 'Old question ' || n, 'x' FROM generate_series(1, 100000) n
          RETURNING id, last_activity_at),
        found AS (INSERT INTO question_words (question_id, words) SELECT id, 'old'::tsvector FROM asked)
        INSERT INTO holdings (question_id, institution_id, relations, status, updated_at, referred, only_chatted)
        SELECT id, '${elm}', '{home}', 'answered', last_activity_at, false, false FROM asked`);
      await client.query('ANALYZE holdings');
    });
    const { page } = await deskOf('librarian@elm.example');
    await page.goto(`${system.stack.url}/desk/questions?list=answered`);
    await page.getByRole('link', { name: /Old question 1\b/ }).waitFor();
    await page.getByText('100,000 questions').waitFor({ timeout: 60_000 });
    const list = page.getByRole('list', { name: 'Answered' });
    const box = list.locator('xpath=..');
    const drawn = () => list.getByRole('listitem').count();
    // Each page is asked for as its rows come near: to the end of all five hundred of them, however long a busy machine
    // takes, as long as it goes on.
    const last = page.getByRole('link', { name: /Old question 100000\b/ });
    const began = Date.now();
    let height = 0;
    for (let grown = Date.now(); (await last.count()) === 0;) {
      const now = await box.evaluate((it) => {
        it.scrollTo({ top: it.scrollHeight });
        return it.scrollHeight;
      });
      if (now > height) [height, grown] = [now, Date.now()];
      if (Date.now() - grown > 60_000) throw new Error(`The list ends at ${height} px.`);
      await page.evaluate('new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))');
    }
    console.log(`100,000 rows scrolled through in ${Math.round((Date.now() - began) / 1000)} s`);
    expect(await drawn()).toBeLessThan(80);
    // Back in the middle, where the rows have been dropped meanwhile.
    await box.evaluate((it) => it.scrollTo({ top: it.scrollHeight / 2 }));
    await page
      .getByRole('link', { name: /Old question 50\d\d\d\b/ })
      .first()
      .waitFor();
    /** The rows in sight by what they say, and how many pixels below the top of the list each stands. */
    const inSight = () =>
      box.evaluate((it) => {
        const top = it.getBoundingClientRect().top;
        const rows = [...it.querySelectorAll('li')].map(
          (row) => [row.textContent.slice(0, 40), row.getBoundingClientRect().top - top] as const,
        );
        return rows.filter(([, at]) => at >= 0 && at < 300);
      });
    // Rows above and below the one that was waited for may come with another page.
    await page.waitForFunction(
      `![...document.querySelectorAll('li')].some((row) => row.textContent.includes('Loading…'))`,
    );
    const before = await inSight();
    const { id } = await asks(elm, 'A new one at the top?');
    const dana = await staff('librarian@elm.example');
    await ok(dana.questions.POST('/v1/questions/{id}/answers', { ...at(id), body: { text: 'Yes.' } }));
    const news = page.getByRole('button', { name: /changed or is new|have changed or are new/ });
    await news.waitFor({ timeout: 60_000 });
    const after = await inSight();
    expect(after.map(([text]) => text)).toEqual(before.map(([text]) => text));
    for (const [n, [, px]] of after.entries()) expect(Math.abs(px - before[n]![1])).toBeLessThan(1);
    await look('a long list', page);
    await news.click();
    await page.getByRole('link', { name: 'A new one at the top?' }).waitFor();
  }, 1_800_000);

  it('no state is out of reach of anybody, by axe', () => expect(faults).toEqual([]));

  it('the desk breaks no policy of its own and throws nothing', () => expect(complaints).toEqual([]));
});
