import { ok } from '@carrel/client';
import type { Browser } from 'playwright-core';
import { at, signIn } from '../journey/client.js';
import { Administrator } from './administrator.js';
import { DeskPage } from './desk.js';
import { Librarian } from './librarian.js';
import { Patron } from './patron.js';
import { taken, type Picture } from './taken.js';

/** On a machine that does much else besides. */
const PATIENCE_MS = 120_000;

/** The desk in a librarian's day: signing in, who waits, a chat, the lists and a question. */
export async function* deskPictures(
  browser: Browser,
  { url }: { url: string },
  only?: readonly string[],
): AsyncGenerator<Picture> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
  const aPatron = async (): Promise<Patron> => new Patron(await context.newPage(), url);
  const desk = new DeskPage(await context.newPage(), url);
  const colleague = await Librarian.of(url, 'aspen');
  try {
    await desk.page.goto(`${url}/desk/`);
    await desk.page.getByLabel('Password').waitFor();
    yield* taken('desk-sign-in', desk.page, only);

    await colleague.comes();
    await desk.signsIn('librarian@cedar.example');
    await desk.page.getByRole('heading', { name: 'Start a shift' }).waitFor();
    yield* taken('desk-shift', desk.page, only);
    await desk.picks('Tour for the first shift');
    await desk.presses('Begin');
    await desk.presses('Start a practice shift');
    await desk.accepts('Pat Practice');
    await desk.says('Pat Practice', 'Good evening, and welcome.');
    await desk.receives('Pat Practice', 'Thank you for taking me.');
    yield* taken('desk-tour', desk.page, only);
    await desk.ends('Practice');
    await desk.presses('Leave the tour');
    await desk.logsOutOfChat();
    await desk.startsShift();
    const [robin, kim] = [await aPatron(), await aPatron()];
    await robin.opens('cedar');
    await robin.asks(
      'Which sources say what a landlord in Washington must repair before winter?',
      'Robin Reader',
      'robin@patron.example',
    );
    await kim.opens('cedar');
    await kim.asks('May my neighbour cut the branches of my tree?', 'Kim Lee', 'kim@patron.example');
    await desk.button('Accept Kim Lee').waitFor();
    yield* taken('desk-waiting', desk.page, only);

    await desk.accepts('Robin Reader');
    await desk.says('Robin Reader', 'Good evening, and welcome. I am looking at the statutes for you.');
    await robin.says('Thank you. It is about the heating: it has not worked since October.');
    await desk.page.getByText('it has not worked since October').first().waitFor();
    await desk.says(
      'Robin Reader',
      'Then RCW 59.18.060 is what you want: it says what must be kept in repair.',
    );
    yield* taken('desk-chat', desk.page, only);

    await desk.presses('Transfer');
    await desk.page.getByRole('tab', { name: 'Agent' }).click();
    await desk.page.getByRole('radio', { name: /^Robin Aspen/ }).check();
    await desk.page.getByLabel('Reason in your words').fill('A question of your county');
    yield* taken('desk-transfer', desk.page, only);
    await desk.page.keyboard.press('Escape');
    await desk.presses('End');
    await desk.page.getByRole('radio', { name: /^Followup by patron/ }).check();
    yield* taken('desk-end', desk.page, only);
    await desk.page.keyboard.press('Escape');
    await desk.ends("Followup by patron's library");
    await desk.opensList('New');
    await desk.page.getByRole('main').getByRole('link', { name: 'Which sources say' }).first().waitFor();
    yield* taken('desk-questions', desk.page, only);
    await desk.opensQuestion('Which sources say');
    yield* taken('desk-question', desk.page, only);
  } finally {
    await colleague.goes().catch(() => undefined);
    await context.close();
  }
}

/**
 * Administration: a library's set-up, its web form by dragging, hours with a date that is otherwise, accounts, a mail domain's
 * record, webhooks, single sign-on; the rota, barred libraries and requests of its group; closing a library.
 */
export async function* administrationPictures(
  browser: Browser,
  { url }: { url: string },
  only?: readonly string[],
): AsyncGenerator<Picture> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
  context.setDefaultTimeout(PATIENCE_MS);
  const eve = new Administrator(await context.newPage(), url);
  const elsewhere = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
  elsewhere.setDefaultTimeout(PATIENCE_MS);
  const operator = new Administrator(await elsewhere.newPage(), url);
  const { account, referrals, admin, notifications } = await signIn(url, 'admin@evergreen.example');
  const groupId = account.institutionId && (await ok(admin.GET('/v1/me'))).groupRoles[0]!.groupId;
  const { items: libraries } = await ok(
    admin.GET('/v1/institutions', { params: { query: { groupId: groupId!, limit: 10 } } }),
  );
  const cell = (day: number, from: string, to: string, n: number | null) => ({
    ...{ day, from, to },
    institutionId: n === null ? null : libraries[n % libraries.length]!.id,
    bestEffort: day === 7,
  });
  const cells = [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [
    cell(day, '09:00', '13:00', day),
    cell(day, '13:00', '17:00', day < 7 ? day + 1 : null),
    cell(day, '17:00', '21:00', day === 4 ? 2 : null),
  ]);
  const lanes = [{ key: 'law', name: 'Law chats', subjects: [] }];
  const law = [1, 2, 3, 4, 5, 6].map((day) => ({ ...cell(day, '00:00', '24:00', 2), lane: 'law' }));
  const cooperative = (await ok(admin.GET('/v1/me'))).groups.find(({ kind }) => kind === 'cooperative')!;
  const params = { path: { groupId: groupId! } };
  const body = { lanes, cells: [...cells, ...law], exceptions: [], substitutes: [libraries[0]!.id] };
  await ok(referrals.PUT('/v1/rotas/{groupId}', { params, body }));
  const [aspen, birch, cedar] = ['Aspen', 'Birch', 'Cedar'].map(
    (name) => libraries.find((library) => library.name.startsWith(name))!.id,
  );
  const reason = 'No questions go to Cedar while it moves; ask again from June on.';
  const bar = { institutionId: cedar!, reason, redirectToInstitutionId: birch! };
  await ok(referrals.POST('/v1/groups/{id}/bars', { ...at(groupId!), body: bar }));
  await ok(
    admin.POST('/v1/institutions/{id}/mail-domains', { ...at(aspen!), body: { domain: 'aspen.example' } }),
  );
  await ok(notifications.POST('/v1/webhooks', { body: aWebhook }));
  try {
    await eve.signsIn('admin@evergreen.example');
    const pages: Record<string, { at: string; first?: () => Promise<unknown> }> = {
      'set-up': { at: 'library/set-up' },
      accounts: { at: 'library/accounts' },
      form: {
        at: 'library/settings/ask-form',
        first: async () => {
          await eve.presses('+ Choice');
          await eve.types('What patrons read', 'Your branch');
        },
      },
      hours: {
        at: 'library/hours',
        first: async () => {
          await eve.page.getByLabel('Always open, whenever somebody monitors').uncheck();
          await eve.presses('Add a date');
          await eve.page.locator('input[type=date]').fill(dayAfter(2));
        },
      },
      'mail-domain': {
        at: 'library/settings/outgoing-address',
        first: () => eve.page.getByText('record not found yet').waitFor(),
      },
      programs: { at: 'library/programs', first: () => eve.page.getByText(aWebhook.url).waitFor() },
      'single-sign-on': { at: 'library/single-sign-on' },
      rota: { at: `group/${groupId}/rota` },
      bars: { at: `group/${groupId}/bars`, first: () => eve.page.getByText(reason).waitFor() },
      groups: {
        at: 'library/groups',
        first: () => eve.page.getByText(cooperative.name).first().waitFor(),
      },
    };
    for (const [name, { at: path, first }] of Object.entries(pages)) {
      await eve.goesTo(`/administration/${path}`);
      await eve.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      await eve.page.getByText('Loading…').first().waitFor({ state: 'detached' });
      await first?.();
      yield* taken(`administration-${name}`, eve.page, only);
    }
    await operator.signsIn('operator@carrel.example');
    await operator.presses('Close Elm College');
    await operator.chooses('Who takes over its questions', 'Dogwood Public Library');
    await operator.types(/^Type its name to be sure/, 'Elm College');
    yield* taken('administration-closing', operator.page, only);
  } finally {
    await context.close();
    await operator.page.context().close();
  }
}

const aWebhook = {
  url: 'https://aspen.example/carrel',
  description: "The library's own list of open questions",
  events: ['question.created.v1' as const, 'question.closed.v1' as const],
};
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Reports, over what the libraries did in half a year: the system has it (aPastSeason). */
export async function* reportPictures(
  browser: Browser,
  { url }: { url: string },
  only?: readonly string[],
): AsyncGenerator<Picture> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
  const eve = new Administrator(await context.newPage(), url);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  try {
    await eve.signsIn('admin@evergreen.example');
    const { groupRoles } = await ok((await signIn(url, 'admin@evergreen.example')).admin.GET('/v1/me'));
    const period = `of=${groupRoles[0]!.groupId}&from=${day(120)}&to=${day(1)}`;
    for (const [name, more] of Object.entries({
      overview: '&compare=yes',
      questions: '',
      hours: '',
      cooperation: '',
    })) {
      await eve.goesTo(`/reports/${name}?${period}${more}`);
      await eve.page.locator('section.plot table').first().waitFor();
      await eve.page.getByText('Loading…').first().waitFor({ state: 'detached' });
      yield* taken(`reports-${name}`, eve.page, only);
    }
  } finally {
    await context.close();
  }
}
