import { ok } from '@carrel/client';
import { eventually } from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext } from 'playwright-core';
import { aProvider, type RunningProvider } from '../services/admin/test/a-provider.js';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { DeskPage } from '../tools/src/browser/desk.js';
import { signIn } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

const evergreen = '019a0000-0000-7000-8001-000000000001';

describe('The ways into the desk, in Chromium', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  let provider: RunningProvider | undefined;
  let desk: DeskPage;
  let context: BrowserContext;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const faults: string[] = [];

  const aDesk = async (): Promise<DeskPage> => {
    const page = await aWatchedPage(browser, complaints, desktop);
    context = page.context();
    contexts.push(context);
    return new DeskPage(page, system.stack.url);
  };
  const look = async (state: string) => faults.push(...(await faultsOfAccess(state, desk.page)));
  const says = (words: string | RegExp) => desk.page.getByText(words).first().waitFor();

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem({ env: { SINGLE_SIGN_ON_PRIVATE: 'true' } });
    desk = await aDesk();
  });

  afterAll(async () => {
    await Promise.all(contexts.map((one) => one.close()));
    await browser?.close();
    await provider?.stop();
    await system?.end();
  });

  it('[R9] a forgotten password is asked for at the desk and chosen anew by the link in the mail', async () => {
    const { url, mailbox } = system.stack;
    await desk.page.goto(`${url}/desk/`);
    await desk.presses('Forgotten your password?');
    await desk.page.getByLabel('E-mail address').fill('second@birch.example');
    await desk.presses('Send the link');
    await says('a link is on its way');
    await look('a forgotten password');
    const { text } = await new Mailbox(mailbox.url).mailTo('second@birch.example', '/desk/password#');
    const [link] = /\S+\/desk\/password#\S+/.exec(text)!;
    await desk.page.goto('about:blank');
    await desk.page.goto(link);
    await desk.page.getByLabel('New password').fill('short');
    await desk.presses('Set password');
    await says('A password has 10 characters or more.');
    await look('a new password');
    expect(desk.page.url()).not.toContain('#');
    await desk.page.getByLabel('New password').fill('another-password');
    await desk.page.getByLabel('The same once more').fill('another-password');
    await desk.presses('Set password');
    await says('Your password is set.');
    await desk.givesPassword('second@birch.example', 'another-password');
    await desk.isIn();
    await desk.signsOut();
    await desk.page.goto('about:blank');
    await desk.page.goto(link);
    await desk.page.getByLabel('New password').fill('another-password');
    await desk.page.getByLabel('The same once more').fill('another-password');
    await desk.presses('Set password');
    await says('This link was used already');
  });

  it('where the group wants a second factor, one is set up at the desk with a QR code and recovery codes', async () => {
    const boss = await signIn(system.stack.url, 'admin@evergreen.example');
    const params = { path: { id: evergreen, key: 'second-factor' } };
    const body = { requiredOfAdministrators: true };
    await ok(boss.admin.PUT('/v1/groups/{id}/settings/{key}', { params, body } as never));
    await desk.page.goto(`${system.stack.url}/desk/`);
    await desk.givesPassword('admin@cedar.example');
    await says('Your group wants a second factor');
    await desk.page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await look('a second factor is set up');
    const key = (await desk.page.locator('code').textContent())!.replaceAll(' ', '');
    const app = new TOTP({ secret: Secret.fromBase32(key) });
    await desk.page.getByRole('textbox', { name: 'Code' }).fill('000000');
    await desk.presses('Confirm the code');
    await desk.page.getByRole('alert').waitFor();
    await desk.page.getByRole('textbox', { name: 'Code' }).fill(app.generate());
    await desk.presses('Confirm the code');
    await desk.page.getByRole('heading', { name: 'Your second factor is set up' }).waitFor();
    await look('recovery codes');
    const codes = await desk.page.getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    await desk.page.getByLabel('I have kept them').check();
    await desk.presses('Go on');
    await desk.isIn();

    await desk.signsOut();
    await desk.givesPassword('admin@cedar.example');
    await desk.page.getByRole('textbox', { name: 'Code' }).fill('111111');
    await desk.presses('Sign in');
    await says('This code is not right');
    await look('a second factor is asked');
    await desk.presses('Use a recovery code');
    await desk.page.getByLabel('Recovery code').fill(codes[0]!);
    await desk.presses('Sign in');
    await desk.isIn();
  });

  it('a passkey is made under one’s account, is the second factor, and signs in alone', async () => {
    const session = await context.newCDPSession(desk.page);
    await session.send('WebAuthn.enable');
    const options = {
      ...({ protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const),
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    };
    await session.send('WebAuthn.addVirtualAuthenticator', { options });
    await desk.opensAccount('Second factor');
    await look('the second factor of one’s account');
    await desk.presses('Add a passkey');
    await desk.page.getByLabel('Name of the passkey').fill('Desk 3');
    await desk.presses('Make a passkey');
    await desk.button('Remove Desk 3').waitFor();
    await desk.signsOut();
    await desk.givesPassword('admin@cedar.example');
    await desk.presses('Use a passkey');
    await desk.isIn();
    await desk.signsOut();
    await desk.presses('Sign in with a passkey');
    await desk.isIn();
    await desk.signsOut();
  });

  it('a library’s people come in through the library’s own sign-in; whoever has no account learns why not', async () => {
    const { url } = system.stack;
    const boss = await signIn(url, 'admin@dogwood.example');
    const params = { path: { id: boss.account.institutionId! } };
    const known = await ok(boss.admin.GET('/v1/institutions/{id}/single-sign-on', { params }));
    const { redirectUri, logoutUri } = known;
    provider = await aProvider([{ id: 'carrel', secret: 'a secret of tests', redirectUri, logoutUri }]);
    provider.people.set('robin', { email: 'librarian@dogwood.example', email_verified: true, name: 'Robin' });
    provider.people.set('nobody', { email: 'nobody@dogwood.example', email_verified: true, name: 'No Body' });
    const body = {
      ...{ enabled: true, issuer: provider.issuer, clientId: 'carrel', clientSecret: 'a secret of tests' },
      ...{
        groupsClaim: 'groups',
        rules: [],
        createAccounts: false,
        trained: true,
        linkByEmail: true,
        only: false,
      },
    };
    await ok(boss.admin.PUT('/v1/institutions/{id}/single-sign-on', { params, body } as never));

    await desk.page.goto(`${url}/desk/`);
    await desk.presses('Sign in through my library');
    await desk.page.getByLabel('Your library').fill('Aspen County Library');
    await desk.presses('Go on');
    await says('This library has no sign-in of its own here.');
    await look('which library');
    provider.expect('nobody');
    await desk.page.getByLabel('Your library').fill('Dogwood Public Library');
    await desk.presses('Go on');
    await says('you have no account or no role here');
    await context.clearCookies();
    provider.expect('robin');
    await desk.presses('Sign in through my library');
    // The library of last time gets its name as soon as the libraries are there.
    const library = desk.page.getByLabel('Your library');
    await eventually(async () => expect(await library.inputValue()).toBe('Dogwood Public Library'));
    await desk.presses('Go on');
    await desk.isIn();
    expect(desk.page.url()).not.toContain('sso_code');
    await desk.button('Account of Robin Dogwood').waitFor();
    await desk.signsOut();
  });

  it('sign-ins are listed and ended; a session that ends says so, and what was typed is kept', async () => {
    const away = desk;
    const awayContext = context;
    await away.signsIn('librarian@aspen.example');
    await away.startsShift();
    await away.page.getByLabel('Write to all on Aspen County Library').fill('Who knows about mills?');
    desk = await aDesk();
    await desk.signsIn('librarian@aspen.example');
    await desk.opensAccount('Sign-ins');
    await desk.page.getByText('This one').waitFor();
    await look('sign-ins');
    const others = desk.page.getByRole('button', { name: /^End the sign-in on/, exact: false });
    await others.first().click();
    await says(/has ended\.$/);
    await away.page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor();
    faults.push(...(await faultsOfAccess('a session has ended', away.page)));
    await away.page.getByLabel('Password', { exact: true }).fill('carrel-demo');
    await away.presses('Sign in');
    await away.page.getByRole('alertdialog').waitFor({ state: 'hidden' });
    await away.presses('Move the shift here').catch(() => undefined);
    const box = away.page.getByLabel('Write to all on Aspen County Library');
    expect(await box.inputValue()).toBe('Who knows about mills?');
    await awayContext.close();
  });

  it('one’s password, screen name and language are changed at the desk; other languages are chosen before signing in too', async () => {
    await desk.opensAccount('Password');
    await desk.page.getByLabel('Present password').fill('wrong');
    await desk.page.getByLabel('New password').fill('a-third-password');
    await desk.page.getByLabel('The same once more').fill('a-third-password');
    await desk.presses('Change password');
    await says('This is not your present password.');
    await look('a password is changed');
    await desk.page.getByLabel('Present password').fill('carrel-demo');
    await desk.presses('Change password');
    await says('Your password is changed.');
    await desk.opensAccount('Profile');
    await says('Aspen County Library');
    await desk.page.getByLabel('Screen name').fill('Robin in Aspen');
    await desk.presses('Save');
    await look('profile');
    await desk.opensAccount('My scripts');
    await desk.presses('Add a script');
    await desk.page.getByLabel('Name').fill('hello');
    await desk.page.getByRole('textbox', { name: 'Text' }).fill('Hello {{patron}}, I am {{librarian}}.');
    await desk.presses('Save');
    await desk.button('Change hello').waitFor();
    await look('my scripts');
    await desk.opensAccount('Sounds and notifications');
    await look('sounds');
    await desk.opensAccount('Profile');
    await desk.page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await desk.page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
    expect(await desk.page.locator('html').getAttribute('lang')).toBe('de');
    await desk.page.reload();
    await desk.page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
    await look('in German');
  });

  it('what one may not do is not there: an administrator has no shift, the operator no questions', async () => {
    desk = await aDesk();
    await desk.signsIn('admin@dogwood.example');
    await desk.page.getByRole('link', { name: 'Live chats' }).waitFor();
    expect(await desk.button('Not on shift').count()).toBe(0);
    expect(await desk.page.getByRole('heading', { name: 'Start a shift' }).count()).toBe(0);
    await desk.signsOut();
    await desk.signsIn('operator@carrel.example');
    await desk.button(/^Account of/).waitFor();
    expect(await desk.page.getByRole('link', { name: 'Questions', exact: true }).count()).toBe(0);
  });

  it('no state is out of reach of anybody, by axe', () => expect(faults).toEqual([]));

  it('the desk breaks no policy of its own and throws nothing', () => expect(complaints).toEqual([]));
});
