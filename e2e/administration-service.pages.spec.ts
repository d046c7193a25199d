import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { ok } from '@carrel/client';
import { aDnsServer, type DnsServer } from '@carrel/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aProvider, type RunningProvider } from '../services/admin/test/a-provider.js';
import { aReceiver } from '../services/notifications/test/a-receiver.js';
import { Librarian } from '../tools/src/browser/librarian.js';
import { eventually, signIn, speaker } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { Administrators } from './administrators.js';

const cedar = '019a0000-0000-7000-8002-000000000003';
const birch = '019a0000-0000-7000-8002-000000000002';

describe('A library’s service, by those who administer it', () => {
  let all: Administrators;
  let dns: DnsServer;
  let provider: RunningProvider | undefined;
  const ends: (() => Promise<unknown>)[] = [];
  const asks = (institutionId: string, text: string, email = 'robin@patron.example') =>
    ok(
      speaker(all.url).questions.POST('/v1/questions', {
        body: { institutionId, text, patron: { name: 'Robin Reader', email } },
      }),
    );
  const mailIn = () => {
    const { hostname, port } = new URL(all.system.stack.urls.mailIn);
    const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true });
    ends.push(() => Promise.resolve(transport.close()));
    return transport;
  };

  beforeAll(async () => {
    dns = await aDnsServer();
    all = await Administrators.come({ DNS_SERVERS: dns.address, SINGLE_SIGN_ON_PRIVATE: 'true' });
  });
  afterEach(() => all.leave());
  afterAll(async () => {
    for (const end of ends) await end();
    await provider?.stop();
    await all?.end();
    await dns?.stop();
  });

  it('[2.2] a patron is banned from the chat, reads so, and chats again once the ban is lifted', async () => {
    const iris = await all.somebody('admin@cedar.example');
    await iris.goesTo('/administration/library/settings/patron-abuse');
    await iris.types('Longest ban, in days', '7');
    await iris.saves();
    const lee = await all.somebody('librarian@cedar.example');
    await lee.startsShift();
    const patron = await all.aPatron();
    await patron.opens('cedar');
    await patron.asks('You are all fools.', 'Max Rude', 'max@patron.example');
    await lee.accepts('Max Rude');
    await lee.presses('Abuse…');
    await lee.checks("Ban the patron from this library's chat as well");
    for (const mark of ['this browser', 'the e-mail address'])
      await lee.dialog.getByLabel(mark, { exact: true }).uncheck();
    const ban = lee.dialog.getByRole('button', { name: 'Disconnect and ban' });
    expect(await ban.getAttribute('aria-disabled')).toBe('true');
    await lee.dialog.getByLabel('this browser', { exact: true }).check();
    await lee.checks('30 days');
    await lee.types('Why, for the library', 'Insults librarians');
    await ban.click();
    await lee.dialog.getByText('This library bans nobody for more than 7 days.').waitFor();
    await all.look('a ban that is too long', lee);
    await lee.checks('A week');
    await ban.click();
    await lee.dialog.waitFor({ state: 'detached' });

    await patron.opens('cedar');
    await patron.page.getByLabel('Your question').fill('Let me in again.');
    await patron.page.getByLabel('Your name').fill('Max Rude');
    await patron.page.getByRole('button', { name: 'Start the chat' }).click();
    await patron.page.getByText('Chat is not available to you at the moment').waitFor();

    // A librarian sees it, and the administrator, who is none, lifts it.
    await lee.picks('Bans');
    await lee.page.getByText('Insults librarians').waitFor();
    await all.look('bans as a librarian sees them', lee);
    await iris.opens('Bans');
    await iris.page.getByText('known by this browser').waitFor();
    await iris.presses('Lift the ban: Insults librarians');
    await all.look('lifting a ban', iris);
    await iris.dialog.getByRole('button', { name: 'Lift' }).click();
    await iris.page.getByText('Nobody is banned.').waitFor();
    await patron.page.getByRole('button', { name: 'Start the chat' }).click();
    await patron.page.getByRole('heading', { name: 'A librarian will be with you shortly' }).waitFor();
    await lee.opensPart('Desk');
    await lee.logsOutOfChat();
  });

  it('hours with other dates are set on the week, patrons see them, and nobody’s typing is lost', async () => {
    const desk = await Librarian.of(all.url, 'birch');
    await desk.comes();
    const avery = await all.somebody('admin@birch.example');
    await avery.goesTo('/administration/library/hours');
    await avery.page.getByLabel('Always open, whenever somebody monitors').uncheck();
    const zone = 'America/Los_Angeles';
    const today = todayIn(zone);
    await avery.types('Monday: from', '9');
    await avery.presses('Save');
    const monday = avery.page.getByRole('group', { name: 'Monday' });
    await monday.locator('.fault').waitFor();
    await all.look('hours with a fault', avery);
    await avery.types('Monday: from', '09:00');
    await avery.presses('Add a date');
    await avery.types('Date', today);
    // Closed today; the coming days say so before it is saved, and a reload loses nothing.
    await avery.page.reload();
    await avery.page.getByText('otherwise', { exact: true }).first().waitFor();
    await all.look('hours with another date', avery);
    await avery.saves();
    const patron = await all.aPatron();
    const opensWith = (buttons: number) =>
      eventually(async () => {
        await patron.opens('birch');
        expect(await patron.page.getByRole('button', { name: 'Start the chat' }).count()).toBe(buttons);
      });
    await opensWith(0);

    await avery.presses(`Add hours: ${today}`);
    await avery.types(`${today}: from`, '00:00');
    await avery.types(`${today}: to`, '24:00');
    const { items } = await ok(desk.boss.chat.GET('/v1/queues'));
    const queue = items.find(({ kind, name }) => kind === 'library' && name.includes('Birch'))!;
    const elsewhere = { timeZone: zone, intervals: [{ day: 2, opens: '10:00', closes: '12:00' }] };
    const params = { path: { id: queue.id } };
    await ok(desk.boss.chat.PUT('/v1/queues/{id}/hours', { params, body: elsewhere } as never));
    await avery.presses('Save');
    await avery.dialog.getByText('Somebody saved this meanwhile').waitFor();
    await avery.dialog.getByText('10:00–12:00').first().waitFor();
    await all.look('hours saved meanwhile', avery);
    await avery.dialog.getByRole('button', { name: 'Save mine all the same' }).click();
    await avery.dialog.waitFor({ state: 'detached' });
    await opensWith(1);
    const now = await ok(desk.boss.chat.GET('/v1/queues/{id}/hours', { params }));
    expect(now.hours!.exceptions).toEqual([{ date: today, hours: [{ opens: '00:00', closes: '24:00' }] }]);
    await desk.goes();
  });

  it('[A19] an address is the sender once its domain’s DNS record is found, as a live check says', async () => {
    const iris = await all.somebody('admin@cedar.example');
    await iris.goesTo('/administration/library/settings/outgoing-address');
    await iris.types('Domain', 'not a domain');
    await iris.presses('Add the domain');
    await iris.page.getByRole('alert').first().waitFor();
    await iris.types('Domain', 'cedar-law.example');
    await iris.presses('Add the domain');
    await iris.page.getByText('record not found yet').waitFor();
    await iris.presses('Check now');
    await iris.page.getByText('Its TXT record was not found').waitFor();
    await iris.page.getByText('Last checked').waitFor();
    await all.look('a mail domain not verified', iris);
    const record = iris.page.locator('.record code');
    dns.texts.set(await record.nth(0).innerText(), [await record.nth(1).innerText()]);
    await iris.presses('Check now');
    await iris.page.getByText('cedar-law.example is yours').waitFor();
    await iris.page.getByText('✓ yours').waitFor();
    await iris.checks('Use a sender of your own');
    await iris.types('Name patrons see', 'Ask Cedar');
    await iris.types('Address patrons see', 'ask@other.example');
    await iris.presses('Save');
    await iris.page.getByText(/other.example is not verified/).waitFor();
    await iris.types('Address patrons see', 'ask@cedar-law.example');
    await iris.saves();
    await eventually(async () => {
      const email = `${crypto.randomUUID()}@patron.example`;
      await asks(cedar, 'Who was judge in 1901?', email);
      const { from } = await new Mailbox(all.system.stack.mailbox.url).mailTo(email, '');
      expect(from).toMatchObject([{ address: 'ask@cedar-law.example', name: 'Ask Cedar' }]);
    });
    await iris.presses('Remove cedar-law.example');
    await all.look('removing a mail domain', iris);
    await iris.dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('a webhook is made, tested, sent what is chosen, and sent again what was given up', async () => {
    const receiver = await aReceiver();
    ends.push(receiver.stop);
    const dogwood = await signIn(all.url, 'admin@dogwood.example');
    const dana = await all.somebody('admin@dogwood.example');
    await dana.goesTo('/administration/library/programs');
    await dana.presses('New webhook');
    await dana.types('Address', 'http://10.0.0.1/hook');
    await dana.dialog.getByRole('button', { name: 'Make it' }).click();
    await dana.dialog.getByRole('alert').waitFor();
    await dana.types('Address', `${receiver.url}/hook`);
    await dana.types('What it is for', 'Our own list of questions');
    await dana.checks('only the events that I choose');
    await dana.dialog.getByLabel('Search').fill('question.cr');
    await dana.checks('question.created.v1');
    await all.look('a new webhook', dana);
    await dana.dialog.getByRole('button', { name: 'Make it' }).click();
    await dana.page.getByText('This is shown once.').waitFor();
    await dana.presses('I have kept it');
    await dana.page.getByText('only question.created.v1').waitFor();
    await dana.presses('Test');
    await dana.page.getByRole('row', { name: /webhook.tested.v1 delivered 204/ }).waitFor();

    receiver.answers(() => 500);
    await asks(dogwood.account.institutionId!, 'What is a webhook?');
    await dana.page.getByRole('row', { name: /question.created.v1 waits/ }).waitFor();
    await dana.page.getByText('failing', { exact: true }).waitFor();
    // As if it had waited for a day.
    await all.inDatabase(
      'notifications',
      `UPDATE webhook_deliveries SET status = 'dead', ended_at = now() WHERE status = 'queued'`,
    );
    receiver.answers(() => 204);
    await dana.page.getByRole('row', { name: /question.created.v1 given up/ }).waitFor();
    await all.look('a delivery given up', dana);
    await dana.presses('Try again: question.created.v1');
    await dana.page.getByRole('row', { name: /question.created.v1 delivered 204/ }).waitFor();
    expect(
      receiver.received.filter(({ event }) => event.type === 'question.created.v1').length,
    ).toBeGreaterThan(1);

    await dana.presses(`New secret for ${receiver.url}/hook`);
    await dana.checks('It leaked: the present one ends at once');
    await dana.dialog.getByRole('button', { name: 'New secret' }).click();
    await dana.presses('I have kept it');
    await dana.presses(`Remove ${receiver.url}/hook`);
    await dana.dialog.getByRole('button', { name: 'Remove' }).click();
    await dana.page.getByText('No webhooks.').waitFor();
  });

  it('single sign-on is set up on its page, lets people in by their groups, and is removed', async () => {
    const boss = await signIn(all.url, 'admin@birch.example');
    const { redirectUri, logoutUri } = await ok(
      boss.admin.GET('/v1/institutions/{id}/single-sign-on', { params: { path: { id: birch } } }),
    );
    const secret = 'a secret of tests';
    provider = await aProvider([{ id: 'carrel', secret, redirectUri, logoutUri }]);
    provider.people.set('nina', {
      email: 'nina@birch.example',
      email_verified: true,
      name: 'Nina New',
      groups: ['reference-desk'],
    });
    const avery = await all.somebody('admin@birch.example');
    await avery.administers();
    await avery.opens('Single sign-on', 'Birch State University');
    await avery.page.getByText(redirectUri).waitFor();
    await avery.checks('Staff may sign in by it');
    await avery.types("Provider's address (issuer)", 'http://127.0.0.1:9/nobody');
    await avery.types('Client id', 'carrel');
    await avery.types('Client secret', secret);
    await avery.presses('Save');
    await avery.page.getByRole('alert').first().waitFor();
    await all.look('a provider that does not answer', avery);
    await avery.types("Provider's address (issuer)", provider.issuer);
    await avery.checks('Make accounts for people to whom a rule gives a role');
    await avery.presses('Add to: Who gets which roles');
    await avery.types('Group at the provider', 'reference-desk');
    await avery.checks('Librarian');
    await avery.saves();
    await avery.page.getByText('A client secret is kept.').waitFor();
    await all.look('single sign-on', avery);

    // A colleague saves while Avery has it open: both are shown, and for each part one is chosen.
    const params = { path: { id: birch } };
    const of = await ok(boss.admin.GET('/v1/institutions/{id}/single-sign-on', { params }));
    const { enabled, issuer, clientId, groupsClaim, rules, createAccounts, trained, only, groupId } = of;
    const choices = { enabled, issuer, clientId, groupsClaim, rules, createAccounts, trained, only, groupId };
    const body = { ...choices, linkByEmail: true };
    await ok(boss.admin.PUT('/v1/institutions/{id}/single-sign-on', { params, body: body as never }));
    await avery.checks('Such accounts count as trained');
    await avery.presses('Save');
    await avery.dialog.getByText('Somebody saved this meanwhile').waitFor();
    await all.look('single sign-on saved meanwhile', avery);
    const theirs = avery.dialog.getByRole('row', { name: /^Let people into accounts made before/ });
    await theirs.getByRole('radio').nth(1).check();
    await avery.presses('Save what is chosen');
    await avery.dialog.waitFor({ state: 'detached' });
    expect(await ok(boss.admin.GET('/v1/institutions/{id}/single-sign-on', { params }))).toMatchObject({
      trained: true,
      linkByEmail: true,
      hasClientSecret: true,
    });

    provider.expect('nina');
    const page = await all.aPage();
    await page.goto(`${all.url}/desk/`);
    await page.getByRole('button', { name: 'Sign in through my library' }).click();
    await page.getByLabel('Your library').fill('Birch State University');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Account of Nina New' }).waitFor();

    await avery.presses('Remove the provider');
    await all.look('removing a provider', avery);
    await avery.dialog.getByRole('button', { name: 'Remove the provider' }).click();
    await avery.page.getByText('No client secret is kept.').waitFor();
    await page
      .getByRole('heading', { name: /sign in/i })
      .or(page.getByRole('alertdialog'))
      .first()
      .waitFor();
  });

  it('[B9] retention clocks are set in plain words, and patrons read them', async () => {
    const iris = await all.somebody('admin@cedar.example');
    await iris.goesTo('/administration/library/settings/privacy-clocks');
    await iris.types('Days until name and e-mail are erased', '400');
    await iris.presses('Save');
    await iris.page.getByText('must be no more days than the words are kept').waitFor();
    await all.look('clocks with a fault', iris);
    await iris.types('Days until name and e-mail are erased', '45');
    await iris.page.getByText(/^after 45 days/).waitFor();
    await iris.saves();
    const patron = await all.aPatron();
    await eventually(async () => {
      await patron.opens('cedar');
      await patron.page.getByText('What happens with what you write').click();
      await patron.page.getByText('are erased 45 days after').waitFor({ timeout: 1_000 });
    });
  });

  it('a staff address whose mail came back is shown, and written to again', async () => {
    const iris = await all.somebody('admin@cedar.example');
    await iris.goesTo('/administration/library/settings/email-notification');
    await iris.checks('Send notices');
    await iris.types('Addresses', 'gone@cedar.example');
    await iris.saves();
    const mailbox = new Mailbox(all.system.stack.mailbox.url);
    await asks(cedar, 'Who keeps the old minutes?');
    const notice = await mailbox.mailTo('gone@cedar.example', '');
    const report = readFileSync(
      'services/notifications/test/samples/bounces/postfix-unknown-user.eml',
      'utf8',
    )
      .replaceAll('{{return-path}}', notice.envelope.from.address)
      .replaceAll('{{patron}}', 'gone@cedar.example')
      .replaceAll('{{message-id}}', String(notice.headers['message-id']));
    await mailIn().sendMail({
      envelope: { from: '', to: notice.envelope.from.address },
      raw: report,
    });
    await iris.opens('Mail');
    await eventually(async () => {
      await iris.page.reload();
      await iris.button('Write again: gone@cedar.example').waitFor({ timeout: 2_000 });
    });
    await all.look('an address no longer written to', iris);
    await iris.presses('Write again: gone@cedar.example');
    await iris.page.getByText('It is written to again.').waitFor();
    const before = (await mailbox.mailsTo('gone@cedar.example')).length;
    await asks(cedar, 'And who keeps the new ones?');
    await eventually(async () =>
      expect((await mailbox.mailsTo('gone@cedar.example')).length).toBeGreaterThan(before),
    );
  });

  it('[F17] mail that was not placed with certainty is decided about: part of its question, a new one, or left out', async () => {
    const { id, number } = await asks(cedar, 'Where is the charter of 1870?');
    const from = 'Stan Stranger <stan@elsewhere.example>';
    const transport = mailIn();
    for (const [subject, text] of [
      [`Re: [Question ${number}] charter`, 'I know: it is in the county museum.'],
      ['Buy cheap maps', 'Only today.'],
    ] as const) {
      const about = subject.startsWith('Re') ? {} : { headers: { Precedence: 'bulk' } };
      await transport.sendMail({ from, to: 'ask@cedar.example', subject, text, ...about });
    }
    const iris = await all.somebody('admin@cedar.example');
    await iris.administers();
    await iris.opens('Mail', 'Cedar Law Library');
    const subject = `Re: [Question ${number}] charter`;
    await iris.page.getByText('it points to a question of somebody else').waitFor({ timeout: 30_000 });
    await all.look('mail that waits', iris);
    await iris.presses(`Part of that question: ${subject}`);
    await iris.page.getByText(`Taken in: ${subject}`).waitFor();
    const lib = await signIn(all.url, 'librarian@cedar.example');
    await eventually(async () => {
      const params = { path: { id } };
      const history = JSON.stringify(await ok(lib.questions.GET('/v1/questions/{id}', { params })));
      expect(history).toContain('county museum');
    });
    await iris.page.getByText('Left out by itself').click();
    await iris.page.getByText('an automatic answer').waitFor();
    await iris.presses('Leave it out: Buy cheap maps');
    await all.look('leaving a mail out', iris);
    await iris.dialog.getByRole('button', { name: 'Leave it out' }).click();
    await iris.page.getByText('Nothing was left out.').waitFor();
  });

  it('no state is out of reach of anybody, by axe', () => expect(all.faults).toEqual([]));

  it('nothing breaks a policy of its own or throws', () => expect(all.complaints).toEqual([]));
});

/** Today's date there. */
const todayIn = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format();
