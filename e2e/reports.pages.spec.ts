import { readFile } from 'node:fs/promises';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Locator } from 'playwright-core';
import { Administrator } from '../tools/src/browser/administrator.js';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { signIn, type Staff } from '../tools/src/journey/client.js';
import { aPastSeason } from '../tools/src/journey/past-season.js';
import { placeOf } from '../tools/src/operator/place.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

const evergreen = '019a0000-0000-7000-8001-000000000001';
const dayMs = 86_400_000;
const dayAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
const period = { from: dayAgo(60), to: dayAgo(2) };

/** Rows of a CSV file by its heads. */
function csv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replaceAll('"', '')),
    );
  return rows.map((cells) => Object.fromEntries(head.map((name, n) => [name, cells[n]!])));
}
const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0);
const number = (text: string) => Number(text.replace(/[^\d-]/g, '') || '0');

describe('Reports on screen, in Chromium', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  let context: BrowserContext;
  let eve: Administrator;
  let api: Staff;
  const complaints: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
    const env = { ...process.env, CARREL_DATA: system.dataDir, CARREL_PORT: String(system.basePort) };
    await aPastSeason(placeOf(env), 400);
    api = await signIn(system.stack.url, 'admin@evergreen.example');
    const page = await aWatchedPage(browser, complaints, desktop);
    context = page.context();
    context.setDefaultTimeout(60_000);
    eve = new Administrator(page, system.stack.url);
    await eve.signsIn('admin@evergreen.example');
  });

  afterAll(async () => {
    await context?.close();
    await browser?.close();
    await system?.end();
  });

  const opens = async (name: string, more: Record<string, string> = {}): Promise<void> => {
    await eve.goesTo(`/reports/${name}?${new URLSearchParams({ ...period, of: evergreen, ...more })}`);
    await eve.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    await eve.page.getByText('Loading…').first().waitFor({ state: 'detached' });
  };
  const plot = (title: string): Locator =>
    eve.page
      .locator('section.plot')
      .filter({ has: eve.page.getByRole('heading', { name: title, exact: true }) });
  /** The figures of a plot's table, row by row, without its sums. */
  const table = async (title: string): Promise<[string, ...number[]][]> => {
    const rows = await plot(title).locator('tbody tr').all();
    return Promise.all(
      rows.map(async (row): Promise<[string, ...number[]]> => {
        const figures = await row.locator('td.figure').allInnerTexts();
        return [
          (await row.locator('th').innerText()).trim(),
          ...figures.map((text) => number(text.split('\n')[0]!)),
        ];
      }),
    );
  };
  const file = async (title: string): Promise<Record<string, string>[]> => {
    const download = eve.page.waitForEvent('download');
    await plot(title)
      .getByRole('button', { name: `${title} as CSV` })
      .click();
    return csv(await readFile(await (await download).path(), 'utf8'));
  };
  const asked = { ...period, groupId: evergreen };
  const questionsBy = async (by: string) =>
    ok(api.questions.GET('/v1/statistics', { params: { query: { ...asked, by: by as 'source' } } }));
  const chatsBy = async (by: string) =>
    ok(api.questions.GET('/v1/statistics/chats', { params: { query: { ...asked, by: by as 'day' } } }));
  const look = async (state: string) => faults.push(...(await faultsOfAccess(state, eve.page)));

  it('[2.5] every plot of questions shows what the interface and the file say, to the last figure', async () => {
    await opens('questions', { unit: 'week' });
    for (const [title, by] of [
      ['By how they came', 'source'],
      ['By resolution code', 'resolution'],
      ['By topic', 'topic'],
      ['By effort (READ)', 'read'],
      ['By descriptive code', 'code'],
    ] as const) {
      const { items } = await questionsBy(by);
      expect(items.length).toBeGreaterThan(2);
      const shown = (await table(title)).map(([, count]) => count);
      const inOrder = (counts: number[]) => [...counts].sort((a, b) => b - a);
      expect([title, inOrder(shown as number[])]).toEqual([title, inOrder(items.map(({ count }) => count))]);
      const lines = await file(title);
      expect(lines.map((line) => [line[by], Number(line['count'])])).toEqual(
        items.map(({ value, count }) => [value, count]),
      );
    }
    const { items, total } = await questionsBy('week');
    const weeks = await table('Questions over time');
    expect(sum(weeks.map(([, count]) => count as number))).toBe(total);
    expect(weeks.map(([, count]) => count).filter((count) => (count as number) > 0)).toEqual(
      items.map(({ count }) => count),
    );
    expect((await file('Questions over time')).map((line) => [line['week'], Number(line['count'])])).toEqual(
      items.map(({ value, count }) => [value, count]),
    );
    const { response, completion } = await questionsBy('source');
    for (const [title, times] of [
      ['Time to the first answer', response],
      ['Time until all was done', completion],
    ] as const) {
      const counts = times.buckets.map(({ count }) => count);
      expect((await table(title)).map(([, count]) => count).filter((count) => (count as number) > 0)).toEqual(
        counts.filter((count) => count > 0),
      );
      expect((await file(title)).map((line) => Number(line['Questions']))).toEqual(counts);
    }
    await look('reports on questions');
  });

  it('[2.5] hours of the week, chats and librarians are those of the interface and the file', async () => {
    await opens('hours');
    for (const [title, read] of [
      ['When questions arrive', questionsBy],
      ['When patrons ask for a chat', chatsBy],
    ] as const) {
      const answer = await read('weekday-hour');
      const counts = answer.items.map((item) => ('requested' in item ? item.requested : item.count));
      const cells = await plot(title).locator('tbody td:not(.figure)').allInnerTexts();
      expect(cells.map(number).filter((count) => count > 0)).toEqual(counts);
      const lines = await file(title);
      expect(lines.map((line) => Number(line['requested'] ?? line['count']))).toEqual(counts);
      expect(lines.map((line) => line['weekday-hour'])).toEqual(answer.items.map(({ value }) => value));
    }
    await look('hours of the week');

    await opens('chats', { unit: 'month' });
    const chats = await chatsBy('month');
    expect((await table('Requests for chat over time')).map(([, count]) => count)).toEqual(
      chats.items.map(({ requested }) => requested),
    );
    expect(
      Object.fromEntries((await table('Missed requests')).map(([name, count]) => [name, count])),
    ).toMatchObject({
      'The patron gave up': chats.missed['abandoned'],
      'Lost call': chats.missed['lost-call'],
    });
    for (const [title, times] of [
      ['Waiting', chats.waiting],
      ['Abandoned after', chats.abandonedAfter],
      ['First response', chats.firstResponse],
      ['Length', chats.length],
    ] as const)
      expect([title, sum((await table(title)).map(([, count]) => count as number))]).toEqual([
        title,
        times.count,
      ]);
    await look('reports on chats');

    await opens('people');
    const { items } = await questionsBy('librarian');
    expect((await table('What each librarian did')).map(([, ...counts]) => counts)).toEqual(
      items.map(({ parts }) => ['chats', 'taken', 'answers', 'transfers'].map((part) => parts![part]!)),
    );
    expect(sum(items.map(({ parts }) => parts!['transfers']!))).toBeGreaterThan(0);
    await look('reports on librarians');
  });

  it('[2.5] give and take, referrals and duties are those of the interface and the file', async () => {
    await opens('cooperation');
    const exchanges = await ok(api.questions.GET('/v1/statistics/exchanges', { params: { query: asked } }));
    expect(exchanges.items.length).toBeGreaterThan(3);
    const matrix = plot('Give and take between libraries');
    const cells = (await matrix.locator('tbody td[data-level]').allInnerTexts()).map(number);
    const all = exchanges.items.map(({ chats, answers }) => chats + answers);
    const inOrder = (counts: number[]) => counts.filter((count) => count > 0).sort((a, b) => a - b);
    expect(inOrder(cells)).toEqual(inOrder(all));
    const lines = await file('Give and take between libraries');
    expect(lines.map((line) => Number(line['chats']) + Number(line['answers']))).toEqual(all);
    for (const [title, direction] of [
      ['Referrals sent', 'sent'],
      ['Referrals received', 'received'],
    ] as const) {
      const query = { ...asked, direction };
      const { items } = await ok(api.referrals.GET('/v1/statistics/referrals', { params: { query } }));
      expect((await table(title)).map(([name, made, answered]) => [name, made, answered])).toEqual(
        items.map(({ name, made, answered }) => [name, made, answered]),
      );
      expect((await file(title)).map((line) => [line['name'], Number(line['made'])])).toEqual(
        items.map(({ name, made }) => [name, made]),
      );
    }
    const duties = await ok(api.referrals.GET('/v1/statistics/duties', { params: { query: asked } }));
    expect((await table('Duties kept')).map(([name, ...counts]) => [name, ...counts.slice(0, 4)])).toEqual(
      duties.items.map(({ name, duties: all_, done, byItself, missed }) => [
        name,
        all_,
        done,
        byItself,
        missed,
      ]),
    );
    expect((await file('Duties kept')).map((line) => Number(line['missed']))).toEqual(
      duties.items.map(({ missed }) => missed),
    );
    await look('reports on cooperation');

    // A pair leads to exactly its chats.
    await matrix.getByRole('combobox').selectOption('chats');
    const [most] = exchanges.items.filter(({ chats }) => chats > 0);
    await matrix
      .getByRole('link', { name: String(most!.chats), exact: true })
      .first()
      .click();
    await eve.page.getByRole('heading', { level: 1, name: /^Behind the number/ }).waitFor();
    await eve.page.getByText(`${most!.chats} row`).waitFor();
    await look('rows behind a pair');
  });

  it('[2.5] a number leads to its rows and back, and the rows are as many as the number', async () => {
    await opens('questions');
    const { items } = await questionsBy('source');
    const line = items.find(({ value }) => value === 'phone')!;
    await plot('By how they came')
      .getByRole('link', { name: `${line.count} Telephone` })
      .click();
    await eve.page.getByRole('heading', { level: 1, name: 'Behind the number: Telephone' }).waitFor();
    await eve.page.getByText(`${line.count} rows`).waitFor();
    expect(await eve.page.locator('.report-rows tbody tr').count()).toBe(line.count);
    const download = eve.page.waitForEvent('download');
    await eve.presses('All as CSV');
    expect(csv(await readFile(await (await download).path(), 'utf8'))).toHaveLength(line.count);
    await eve.follows(/Back to the report/);
    await plot('By how they came').waitFor();
    await opens('people');
    const people = await questionsBy('librarian');
    const busy = people.items.find(({ parts }) => parts!['transfers']! > 0)!;
    await plot('What each librarian did')
      .getByRole('link', { name: new RegExp(`^${busy.parts!['transfers']} ${busy.name}, Transfers$`) })
      .click();
    await eve.page.getByText(`${busy.parts!['transfers']} row`).waitFor();
  });

  it('[2.5] a report is compared with the period before, for another zone, and says whose days they are', async () => {
    await opens('overview', { compare: 'yes' });
    const query = { ...asked, by: 'source' as const, compare: 'previous' as const };
    const { total, before } = await ok(api.questions.GET('/v1/statistics', { params: { query } }));
    const card = eve.page
      .locator('.figures li')
      .filter({ has: eve.page.getByRole('link', { name: 'Questions' }) });
    expect(number(await card.locator('strong').innerText())).toBe(total);
    const difference = total - before!.total;
    await card
      .locator('.change')
      .getByText(`${difference > 0 ? '+' : ''}${difference}`)
      .first()
      .waitFor();
    await eve.page.getByText('Days and hours are those of America/Los_Angeles.').waitFor();
    await eve.chooses('Time zone', 'UTC');
    await eve.page.getByText('Days and hours are those of UTC.').waitFor();
    await look('overview of reports');
    await eve.chooses('Period', 'Last month');
    await eve.page.waitForURL(/period=last-month/);
    expect(new URL(eve.page.url()).searchParams.get('from')).toBeNull();
  });

  it('the sheets of ISO 2789 and ARL add up, and are printed without what is not of them', async () => {
    await opens('sheets');
    const { total, items } = await questionsBy('source');
    const iso = await table('ISO 2789');
    expect(iso[0]).toEqual(['Reference questions', total]);
    expect(sum(iso.slice(1, 1 + items.length).map(([, count]) => count as number))).toBe(total);
    const read = await questionsBy('read');
    const ones = read.items.find(({ value }) => value === '1')!.count;
    await plot('ARL').getByLabel('Directional').selectOption('READ 1');
    expect((await table('ARL')).at(-1)).toEqual(['Reference transactions', total - ones]);
    expect((await file('ARL')).map((line) => Object.values(line)[1])).toEqual(
      [total, ones, total - ones].map(String),
    );
    await look('sheets');
    await eve.page.emulateMedia({ media: 'print' });
    expect(await eve.page.getByRole('navigation', { name: 'Reports' }).isVisible()).toBe(false);
    expect(await eve.page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await plot('ISO 2789').isVisible()).toBe(true);
    await eve.page.emulateMedia({ media: 'screen' });
  });

  it('who gets a report by mail is set up on its page', async () => {
    await opens('mail');
    await eve.checks('Every month');
    await eve.types('Addresses', 'board@evergreen.example');
    await look('report by mail');
    await eve.saves();
    const params = { path: { id: evergreen, key: 'group-report-mail' as const } };
    expect(await ok(api.admin.GET('/v1/groups/{id}/settings/{key}', { params }))).toMatchObject({
      every: 'month',
      addresses: ['board@evergreen.example'],
    });
  });

  it('no report is out of reach of anybody, by axe', () => expect(faults).toEqual([]));

  it('reports break no policy of their own and throw nothing', () => expect(complaints).toEqual([]));
});
