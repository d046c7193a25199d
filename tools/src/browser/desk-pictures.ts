import type { Browser } from 'playwright-core';
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
