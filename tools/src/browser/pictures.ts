import type { Browser } from 'playwright-core';
import { aSite } from './a-site.js';
import { Librarian } from './librarian.js';
import { aNetwork } from './network.js';
import { Patron } from './patron.js';
import { taken, type Picture } from './taken.js';

const question = 'Which sources say what a landlord in Washington must repair before winter?';

/** The library's site on which the widget stands, and its page beside a chat. */
const site = (carrel: string, real: string) => (path: string) =>
  path === '/catalogue'
    ? `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><title>Catalogue</title>
<script src="${real}/carrel.js" data-library="cedar" async></script>`
    : path === '/'
      ? `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Cedar Law Library</title>
<style>body{font:1.1rem/1.6 Georgia,serif;margin:0;color:#222;background:#fbfaf6}header{background:#23395b;color:#fff;padding:1.5rem 2rem}
main{max-width:46rem;padding:1rem 2rem}</style><header><h1>Cedar Law Library</h1></header><main><h2>Opening hours</h2>
<p>Monday to Saturday, nine to six. The reading room is on the second floor.</p><h2>Tenants and landlords</h2>
<p>Guides to the law of the state, forms of the court, and where to get advice.</p></main>
<script src="${carrel}/carrel.js" data-library="cedar" async></script></html>`
      : `<!doctype html><html lang="en"><title>Repairs</title><style>body{font:1.05rem/1.6 Georgia,serif;margin:2rem;color:#222}</style>
<h1>RCW 59.18.060</h1><p>The landlord will at all times during the tenancy keep the premises fit for human habitation, and shall
in particular: maintain the premises to substantially comply with any applicable code; maintain the structural components.</p></html>`;

/** Every state of the patron's pages in both sizes, by day and by night. */
export async function* pictures(
  browser: Browser,
  { url }: { url: string },
  only?: readonly string[],
): AsyncGenerator<Picture> {
  const network = await aNetwork(url);
  const library = await aSite(site(network.url, url));
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
  const cedar = await Librarian.of(url, 'cedar');
  const dogwood = await Librarian.of(url, 'dogwood');
  await cedar.sets('waiting-messages', {
    messages: ['While you wait: our guide for tenants answers the most frequent questions.'],
  });
  await cedar.sets('web-origins', { origins: [library.url] });
  const survey = { use: 'internal', url: null, questions: ['satisfied', 'comments'] };
  await cedar.sets('surveys', { chatSession: survey, askAnswers: { use: 'none', url: null, questions: [] } });
  await dogwood.opensAt('08:00', '08:30');
  await cedar.comes();

  const aPatron = async () => new Patron(await context.newPage(), network.url);
  try {
    const start = await aPatron();
    await start.page.goto(url);
    await start.page.getByRole('link', { name: 'Cedar Law Library' }).waitFor();
    await start.page.getByText('Open now').waitFor();
    yield* taken('start', start.page, only);

    const closed = await aPatron();
    await closed.opens('dogwood');
    yield* taken('closed', closed.page, only);
    await closed.page.getByLabel('Your question').fill('Do you have maps of the county from before 1900?');
    await closed.page.getByLabel('Your name').fill('Robin Reader');
    await closed.page.getByLabel('E-mail').fill('robin@patron.example');
    await closed.page.getByRole('button', { name: 'Send the question' }).click();
    await closed.page.getByText('Number of your question').waitFor();
    yield* taken('asked', closed.page, only);
    await closed.page.getByRole('link', { name: 'See your question' }).click();
    await closed.page.getByRole('heading', { name: 'maps of the county' }).waitFor();
    await dogwood.answers(
      'maps of the county',
      'We have two, of 1872 and of 1893. Which one may we copy for you?',
    );
    await closed.page.reload();
    await closed.page.getByText('of 1872 and of 1893').waitFor();
    await closed.page.getByLabel('Write to the library').fill('The one of 1893, please.');
    await closed.page.locator('input[type=file]').setInputFiles({
      name: 'sketch-of-the-farm.png',
      mimeType: 'image/png',
      buffer: Buffer.from('89504e470d0a1a0a', 'hex'),
    });
    yield* taken('own-questions', closed.page, only);
    await closed.page.getByRole('button', { name: 'Delete my data' }).click();
    yield* taken('deleting', closed.page, only);
    await closed.page.getByRole('button', { name: 'Keep it' }).click();

    const preview = await aPatron();
    await preview.page.goto(`${network.url}${await dogwood.previews()}&state=closed`);
    await preview.page.getByText('Only whoever has this link').waitFor();
    yield* taken('preview', preview.page, only);
    const mine = await aPatron();
    await mine.page.goto(`${network.url}/ask/cedar/on-your-site`);
    await mine.page.getByRole('button', { name: 'Ask a librarian' }).waitFor();
    await mine.page.getByLabel('Address of a page').fill(`${library.url}/catalogue`);
    await mine.page.getByRole('button', { name: 'Look at it' }).click();
    await mine.page.getByRole('status').getByText('add Carrel to').first().waitFor();
    yield* taken('on-your-site', mine.page, only, () => mine.page.evaluate('scrollTo(0, 0)'));
    yield* taken('site-tested', mine.page, only, () =>
      mine.page.getByRole('heading', { name: '4. Test it' }).scrollIntoViewIfNeeded(),
    );
    await mine.page.close();
    await dogwood.sets('patron-challenge', { use: 'always', effort: 'strong', networks: [] });
    const solving = await aPatron();
    await solving.page.goto(`${network.url}/ask/dogwood/`);
    await solving.page.getByLabel('Your question').fill('Do you have maps of the county from before 1900?');
    await solving.page.getByLabel('Your name').fill('Robin Reader');
    // The last step is held back until the picture is taken.
    await solving.page.route('**/assets/task.worker-*', () => undefined);
    await solving.page.getByRole('button', { name: 'Send the question' }).click();
    await solving.page.getByText('solving a small task').waitFor();
    yield* taken('task', solving.page, only, () =>
      solving.page.getByRole('button', { name: 'Sending' }).scrollIntoViewIfNeeded(),
    );
    await solving.page.close();
    await dogwood.sets('patron-challenge', { use: 'never', effort: 'normal', networks: [] });

    const robin = await aPatron();
    await robin.opens('cedar');
    yield* taken('open', robin.page, only);
    await robin.page.getByRole('button', { name: 'Start the chat' }).click();
    yield* taken('faults', robin.page, only);
    const arabic = await aPatron();
    await arabic.opens('cedar', '?language=ar');
    yield* taken('arabic', arabic.page, only);

    await robin.asks(question, 'Robin Reader', 'robin@patron.example');
    yield* taken('waiting', robin.page, only);
    const id = await cedar.accepts();
    await cedar.says(id, 'Hello, and welcome. I am looking at the statutes for you.');
    await robin.receives('Hello, and welcome');
    await robin.says('Thank you. It is about the heating: it has not worked since October.');
    await robin.receives('it has not worked');
    await cedar.says(
      id,
      'Then RCW 59.18.060 is what you want. It says what must be kept in repair: https://app.leg.wa.gov/rcw/',
    );
    await robin.receives('59.18.060');
    await robin.page.locator('input[type=file]').setInputFiles({
      name: 'letter-to-landlord.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Dear Sir or Madam'),
    });
    await robin.receives('letter-to-landlord.txt');
    await cedar.reads(id, 5);
    await cedar.types(id);
    await robin.page.getByText('is writing').waitFor();
    yield* taken('chat', robin.page, only);
    await cedar.shows(id, `${library.url}/repairs`, 'RCW 59.18.060: duties of the landlord');
    await robin.receives('RCW 59.18.060: duties');
    yield* taken('page-beside', robin.page, only);
    network.cut();
    await robin.says('Is there a form for that?');
    await robin.page.getByText('The connection is interrupted').waitFor();
    yield* taken('cut', robin.page, only);
    network.mend();
    await robin.page.getByText('The connection is interrupted').waitFor({ state: 'hidden' });
    await robin.page.getByRole('button', { name: 'End chat' }).click();
    yield* taken('ending', robin.page, only);
    await robin.page.getByRole('button', { name: 'Go on' }).click();
    await cedar.says(id, 'Is there anything else I can find for you?');
    await robin.receives('anything else I can find');
    await cedar.ends(id);
    await robin.page.getByText('Number of your question').waitFor();
    await robin.page.getByRole('heading', { name: 'How was it?' }).waitFor();
    yield* taken('ended', robin.page, only);

    const site = await context.newPage();
    await site.goto(library.url);
    await site.getByRole('button', { name: 'Ask a librarian' }).waitFor();
    yield* taken('widget', site, only);
    await site.getByRole('button', { name: 'Ask a librarian' }).click();
    await site.frameLocator('iframe').getByLabel('Your question').waitFor();
    yield* taken('widget-open', site, only);
  } finally {
    await context.close();
    await library.end();
    await network.end();
  }
}
