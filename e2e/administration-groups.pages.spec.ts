import { ok } from '@carrel/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, signIn, speaker } from '../tools/src/journey/client.js';
import { Administrators } from './administrators.js';

const evergreen = '019a0000-0000-7000-8001-000000000001';
const [aspen, elm] = ['019a0000-0000-7000-8002-000000000001', '019a0000-0000-7000-8002-000000000006'];

describe('Groups and their libraries, by those who administer them', () => {
  let all: Administrators;
  const askedAt = (institutionId: string, text: string) =>
    ok(
      speaker(all.url).questions.POST('/v1/questions', {
        body: { institutionId, text, patron: { name: 'Robin Reader', email: 'robin@patron.example' } },
      }),
    );

  beforeAll(async () => {
    all = await Administrators.come();
  });
  afterEach(() => all.leave());
  afterAll(() => all?.end());

  it('[R95] nothing is referred to a barred library: librarians read why and where to instead, until the bar is lifted', async () => {
    const asked = await askedAt(aspen, 'How deep is the harbour?');
    const eve = await all.somebody('admin@evergreen.example');
    await eve.administers();
    await eve.opens('Barred libraries', 'Evergreen Libraries');
    await eve.page.getByText('No library is barred.').waitFor();
    expect(await eve.button('Bar it').getAttribute('aria-disabled')).toBe('true');
    await eve.page.getByText('Choose a library and say why.').waitFor({ state: 'attached' });
    await eve.chooses('Library', 'Cedar Law Library');
    await eve.types('What librarians read', 'No questions go to Cedar until it has moved.');
    await eve.chooses('Instead', 'Birch State University');
    await eve.presses('Bar it');
    await eve.page.getByText('Nothing is referred to Cedar Law Library from now on.').waitFor();
    // What it leads to cannot be barred as well.
    await eve.chooses('Library', 'Birch State University');
    await eve.types('What librarians read', 'Closed for the summer.');
    await eve.presses('Bar it');
    await eve.page.getByText('Referrals are led to another library than the barred one').waitFor();
    expect(await eve.page.getByLabel('What librarians read').inputValue()).toBe('Closed for the summer.');
    await all.look('a library barred', eve);

    const robin = await all.somebody('librarian@aspen.example');
    await robin.goesTo(`/questions/${asked.id}`);
    await robin.presses('Claim');
    await robin.presses('Refer to');
    await robin.chooses('Refer to', 'Partner (Subscription)');
    const barred = robin.dialog.locator('label').filter({ hasText: 'Cedar Law Library' });
    await barred.getByText('No questions go to Cedar until it has moved.').waitFor();
    await barred.getByText('Refer to Birch State University instead.').waitFor();
    expect(await barred.getByRole('radio').isDisabled()).toBe(true);
    await all.look('a barred partner', robin);
    await robin.page.keyboard.press('Escape');

    await eve.presses('Lift the bar of Cedar Law Library');
    await all.look('lifting a bar', eve);
    await eve.dialog.getByRole('button', { name: 'Lift' }).click();
    await eve.page.getByText('No library is barred.').waitFor();
    await robin.presses('Refer to');
    await robin.chooses('Refer to', 'Partner (Subscription)');
    await robin.dialog.getByRole('radio', { name: /Cedar Law Library/ }).check();
    await robin.dialog.getByRole('button', { name: 'Refer', exact: true }).click();
    await robin.dialog.waitFor({ state: 'detached' });
    const { items } = await ok(
      (await signIn(all.url, 'librarian@cedar.example')).questions.GET('/v1/questions', {
        params: { query: { list: 'new', q: 'harbour' } },
      }),
    );
    expect(items).toHaveLength(1);
  });

  it('a library founds a cooperative; others ask to join, and are let in, shut out and let in again with a note', async () => {
    const dana = await all.somebody('admin@dogwood.example');
    await dana.administers();
    await dana.opens('Groups', 'Dogwood Public Library');
    await dana.presses('Found a cooperative');
    await dana.dialog.getByRole('button', { name: 'Make it' }).click();
    await dana.dialog.getByRole('alert').waitFor();
    await all.look('founding a cooperative', dana);
    await dana.dialog.getByLabel('Name').fill('Plains Map Libraries');
    await dana.dialog.getByRole('button', { name: 'Make it' }).click();
    await dana.page.getByText('Plains Map Libraries is there.').waitFor();

    const iris = await all.somebody('admin@cedar.example');
    await iris.administers();
    await iris.opens('Groups', 'Cedar Law Library');
    await iris.types('Search groups by name', 'plains');
    await iris.presses('Go');
    await iris.presses('Join this Group: Plains Map Libraries');
    await iris.page
      .getByRole('listitem')
      .filter({ hasText: 'Plains Map Libraries' })
      .getByText('Awaiting approval')
      .first()
      .waitFor();

    await dana.opens('Members', 'Plains Map Libraries');
    await dana.types('A note for them', 'Welcome; the maps are in drawer three.');
    await dana.presses('Approve: Cedar Law Library, Plains Map Libraries');
    await dana.page.getByText('Nobody waits for approval.').waitFor();
    await iris.page.reload();
    await iris.page.getByText('Welcome; the maps are in drawer three.').waitFor();

    await dana.presses('Approved');
    await dana.presses('Block: Cedar Law Library, Plains Map Libraries');
    await dana.dialog.getByText(/is shut out of Plains Map Libraries/).waitFor();
    await all.look('blocking a member', dana);
    await dana.dialog.getByRole('button', { name: 'Block' }).click();
    await dana.dialog.waitFor({ state: 'detached' });
    await iris.page.reload();
    await iris.page.getByText('Blocked', { exact: true }).waitFor();
    await dana.presses('Blocked');
    await dana.page.getByRole('checkbox', { name: 'Cedar Law Library' }).check();
    await dana.presses('Unblock (1)');
    await dana.page.getByText('Nothing found.').waitFor();
  });

  it('the operator names the founder of a cooperative, who administers it from then on', async () => {
    const body = { name: 'Hazel Library', subscriptionGroupId: evergreen, timeZone: 'America/Los_Angeles' };
    await ok((await signIn(all.url, 'operator@carrel.example')).admin.POST('/v1/institutions', { body }));
    const operator = await all.somebody('operator@carrel.example');
    await operator.opens('Groups');
    await operator.presses('New group');
    await operator.types('Name', 'Lakes Cooperative');
    await operator.checks('Cooperative');
    await operator.dialog.getByRole('button', { name: 'Make it' }).click();
    await operator.presses('Administrator of Lakes Cooperative');
    await operator.page.getByText('It has no members yet').waitFor();
    expect(await operator.dialog.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await operator.chooses('Library', 'Hazel Library');
    await operator.page.getByText('This library has no active account yet.').waitFor();
    await operator.chooses('Library', 'Birch State University');
    await operator.chooses('Account', 'Avery Birch (admin@birch.example)');
    await all.look('the founder of a cooperative', operator);
    await operator.dialog.getByRole('button', { name: 'Save' }).click();
    await operator.page.getByText('1 library').first().waitFor();

    const avery = await all.somebody('admin@birch.example');
    await avery.administers();
    await avery.opens('Members', 'Lakes Cooperative');
    await avery.presses('Approved');
    await avery.page.getByText('Birch State University').first().waitFor();
  });

  it('a coordinator is made of a librarian, and partners are chosen for the group', async () => {
    const eve = await all.somebody('admin@evergreen.example');
    await eve.administers();
    await eve.opens('Accounts');
    await eve.presses('Change Sam Aspen');
    await eve.dialog
      .getByRole('group', { name: 'Roles in Evergreen Libraries' })
      .getByLabel('Coordinator')
      .check();
    await eve.dialog.getByRole('button', { name: 'Save' }).click();
    await eve.dialog.waitFor({ state: 'detached' });
    const sam = await all.somebody('second@aspen.example');
    await sam.administers();
    await sam.opens('Rota', 'Evergreen Libraries');
    await sam.page.getByRole('heading', { level: 1, name: 'Rota' }).waitFor();

    const { id } = await askedAt(aspen, 'Which trees are planted by the road?');
    const robin = await all.somebody('librarian@aspen.example');
    await robin.goesTo(`/questions/${id}`);
    await robin.presses('Claim');
    const [may, mayNot] = [/Cedar Law Library/, /Birch State University/];
    const partner = (name: RegExp) => robin.dialog.getByRole('radio', { name });
    await eve.goesTo(`/administration/group/${evergreen}/settings/referral-partners`);
    await eve.checks('Only these');
    await eve.checks('Cedar Law Library');
    await eve.saves();
    await all.look('partners allowed', eve);
    await eventually(async () => {
      await robin.presses('Refer to');
      await robin.chooses('Refer to', 'Partner (Subscription)');
      await partner(mayNot).waitFor({ timeout: 2_000 });
      const [allowed, refused] = [await partner(may).isEnabled(), await partner(mayNot).isDisabled()];
      await robin.page.keyboard.press('Escape');
      expect([allowed, refused]).toEqual([true, true]);
    });
    await eve.checks('All libraries');
    await eve.saves();
  });

  it('a library is closed for good with the library that takes over its questions, or is given one later', async () => {
    await askedAt(elm, 'Where are the yearbooks of 1950?');
    const operator = await all.somebody('operator@carrel.example');
    await operator.presses('Close Elm College');
    await operator.chooses('Who takes over its questions', 'Dogwood Public Library');
    await operator.types(/^Type its name to be sure/, 'Elm');
    const close = operator.dialog.getByRole('button', { name: 'Close', exact: true }).last();
    expect(await close.getAttribute('aria-disabled')).toBe('true');
    await operator.page.getByText('Type its name first.').waitFor({ state: 'attached' });
    await all.look('closing a library', operator);
    await operator.types(/^Type its name to be sure/, 'Elm College');
    await close.click();
    await operator.page.getByText('Elm College is closed.').waitFor();
    const dogwood = await signIn(all.url, 'librarian@dogwood.example');
    const listed = async (words: string) => {
      const query = { list: 'new' as const, q: words };
      return (await ok(dogwood.questions.GET('/v1/questions', { params: { query } }))).items;
    };
    await eventually(async () => expect(await listed('yearbooks')).toHaveLength(1));
  });

  it('no state is out of reach of anybody, by axe', () => expect(all.faults).toEqual([]));

  it('nothing breaks a policy of its own or throws', () => expect(all.complaints).toEqual([]));
});
