import { ok } from '@carrel/client';
import type { Browser } from 'playwright-core';
import { signIn } from '../journey/client.js';
import { Administrator } from './administrator.js';
import { DeskPage } from './desk.js';
import { Librarian } from './librarian.js';
import { Patron } from './patron.js';
import { taken, type Picture } from './taken.js';

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

/** Administration: a library's set-up, its web form by dragging, the week, accounts, and the rota of its group. */
export async function* administrationPictures(
  browser: Browser,
  { url }: { url: string },
  only?: readonly string[],
): AsyncGenerator<Picture> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
  const eve = new Administrator(await context.newPage(), url);
  const { account, referrals, admin } = await signIn(url, 'admin@evergreen.example');
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
  const params = { path: { groupId: groupId! } };
  const body = { lanes, cells: [...cells, ...law], exceptions: [], substitutes: [libraries[0]!.id] };
  await ok(referrals.PUT('/v1/rotas/{groupId}', { params, body }));
  try {
    await eve.signsIn('admin@evergreen.example');
    const pages = {
      'set-up': 'library/set-up',
      accounts: 'library/accounts',
      form: 'library/settings/ask-form',
      hours: 'library/settings/reminder-hours',
      rota: `group/${groupId}/rota`,
    };
    for (const [name, path] of Object.entries(pages)) {
      await eve.goesTo(`/administration/${path}`);
      await eve.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      if (name === 'form') {
        await eve.presses('+ Choice');
        await eve.types('What patrons read', 'Your branch');
      }
      yield* taken(`administration-${name}`, eve.page, only);
    }
  } finally {
    await context.close();
  }
}

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
