import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { Administrator } from '../tools/src/browser/administrator.js';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { Librarian } from '../tools/src/browser/librarian.js';
import { withClient, type ServiceName } from '../tools/src/index.js';
import { eventually, signIn, speaker } from '../tools/src/journey/client.js';
import { placeOf, type Place } from '../tools/src/operator/place.js';
import { faultsOfAccess } from './access-faults.js';
import { aSystem } from './a-system.js';
import { aWatchedPage, desktop } from './watched-page.js';

const cedar = '019a0000-0000-7000-8002-000000000003';

describe('What takes its time, fails or belongs to one person, in administration', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let place: Place;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const faults: string[] = [];

  const somebody = async (email: string): Promise<Administrator> => {
    const page = await aWatchedPage(browser, complaints, desktop);
    contexts.push(page.context());
    page.context().setDefaultTimeout(60_000);
    const who = new Administrator(page, system.stack.url);
    await who.signsIn(email);
    return who;
  };
  const look = async (state: string, { page }: Administrator) =>
    faults.push(...(await faultsOfAccess(state, page)));
  const inDatabase = (service: ServiceName, text: string, values: unknown[] = []) =>
    withClient(place.databaseOf(service, 'owner'), async (sql) => (await sql.query(text, values)).rows);

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
    place = placeOf({ ...process.env, CARREL_DATA: system.dataDir, CARREL_PORT: String(system.basePort) });
  });

  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await system?.end();
  });

  it('an event that was given up is tried again from the page, and has its effect', async () => {
    // A question's count that never was: the event is real, and handling it again mends the count.
    const anybody = speaker(system.stack.url);
    const { id } = await ok(
      anybody.questions.POST('/v1/questions', {
        body: {
          institutionId: cedar,
          text: 'When does the map room open?',
          patron: { name: 'Robin' },
        },
      }),
    );
    const factsOf = () =>
      inDatabase('questions', 'SELECT 1 FROM statistics_facts WHERE question_id = $1', [id]);
    await eventually(async () => expect(await factsOf()).toHaveLength(1));
    const [sent] = (await inDatabase(
      'questions',
      `SELECT envelope FROM outbox WHERE envelope->>'type' = 'question.created.v1' AND envelope->>'subject' = $1`,
      [id],
    )) as { envelope: { id: string } }[];
    const event = sent!.envelope.id;
    // As if it had never been counted.
    await inDatabase(
      'questions',
      `UPDATE statistics_daily SET count = 0 WHERE institution_id = $1 AND day = current_date`,
      [cedar],
    );
    await inDatabase('questions', 'DELETE FROM statistics_facts WHERE question_id = $1', [id]);
    await inDatabase('questions', 'DELETE FROM inbox WHERE event_id = $1', [event]);
    await inDatabase(
      'questions',
      `INSERT INTO dead_letters (event_id, name, envelope, cause, attempts) VALUES ($1, 'question.created.v1', $2, $3, 5)`,
      [event, JSON.stringify(sent!.envelope), 'the disk was full\nat somewhere'],
    );
    const operator = await somebody('operator@carrel.example');
    await operator.goesTo('/administration/platform/troubles');
    const questions = operator.page.getByRole('group', { name: 'Questions' });
    await questions.getByText('question created').waitFor();
    await questions.getByText('the disk was full').waitFor();
    await look('dead letters', operator);
    await questions.getByRole('button', { name: /^Try again: question.created.v1 of/ }).click();
    await questions.getByText('Nothing waits.').waitFor();
    await eventually(async () => expect(await factsOf()).toHaveLength(1));
  });

  it('an import shows how far it is and which rows it refused, and is cancelled', async () => {
    const [run, other] = [randomUUID(), randomUUID()];
    await inDatabase(
      'questions',
      `INSERT INTO imports (id, kind, source, file_name, fingerprint, status, started_at, seen_at, bytes, bytes_done, rows,
         added, refused) VALUES ($1, 'questions', 'old-desk', 'old.csv', 'f1', 'running', now(), now(), 1000, 400, 40, 39, 1),
         ($2, 'questions', 'old-desk', 'small.csv', 'f2', 'finished', now(), now(), 10, 10, 1, 1, 0)`,
      [run, other],
    );
    const operator = await somebody('operator@carrel.example');
    await operator.goesTo('/administration/platform/work');
    const bar = operator.page.getByRole('progressbar', { name: 'old.csv: part read' });
    await bar.waitFor();
    expect(await bar.getAttribute('value')).toBe('0.4');
    await operator.page.getByText('40 rows read, 39 new, 1 refused, 0 changed since').waitFor();
    await look('long work', operator);
    await operator.presses('Cancel old.csv');
    await operator.dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await operator.page.getByText('cancelled', { exact: true }).waitFor();
    const { status } = await ok(
      (await signIn(system.stack.url, 'operator@carrel.example')).questions.GET('/v1/imports/{id}', {
        params: { path: { id: run } },
      }),
    );
    expect(status).toBe('cancelled');
  });

  it('what is made anew shows how far it is, is cancelled, runs once at a time, and says what went wrong', async () => {
    const operator = await somebody('operator@carrel.example');
    await operator.goesTo('/administration/platform/work');
    const row = (name: string) =>
      operator.page
        .getByRole('region', { name: 'Made anew' })
        .getByRole('listitem')
        .filter({ has: operator.page.getByText(name, { exact: true }) });
    const search = row('Words of the search');
    await search.getByText('not made anew yet').waitFor();
    await inDatabase(
      'questions',
      `WITH asked AS (
         INSERT INTO questions (id, sequence, number, source, home_institution_id, practice, no_contact, pooled,
           came_from_pool, created_at, last_activity_at, due_at, text)
         SELECT gen_random_uuid(), 1, nextval('question_numbers'), 'mail', $1, false, false, false, false, now(), now(),
           now() + interval '3 days', 'A bellflower' FROM generate_series(1, 450) RETURNING id)
       INSERT INTO holdings (question_id, institution_id, relations, status, updated_at, referred, only_chatted)
       SELECT id, $1, '{home}', 'new', now(), false, false FROM asked`,
      [cedar],
    );
    // The service's role sees its own sessions alone.
    const waiting = (count: number) =>
      withClient(place.databaseOf('questions', 'app'), (own) =>
        eventually(async () => {
          const { rowCount } = await own.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          expect(rowCount).toBe(count);
        }),
      );
    await withClient(place.databaseOf('questions', 'owner'), async (sql) => {
      // Whoever writes to a question holds it: the rebuild waits there.
      await sql.query('BEGIN');
      await sql.query('SELECT FROM questions ORDER BY id LIMIT 1 FOR UPDATE');
      await operator.presses('Make anew: Words of the search');
      const bar = search.getByRole('progressbar', { name: 'Words of the search: part done' });
      await bar.waitFor();
      expect(await bar.getAttribute('value')).toBe('0');
      await search.getByText(/^0 of [1-9]/).waitFor();
      const again = search.getByRole('button', { name: 'Make anew: Words of the search' });
      expect(await again.getAttribute('aria-disabled')).toBe('true');
      await search.getByText('It is being made anew.').waitFor({ state: 'attached' });
      await look('a rebuild that runs', operator);
      await waiting(1);
      await operator.presses('Cancel Words of the search');
      await look('a rebuild to be cancelled', operator);
      await operator.dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
      await waiting(2);
      await sql.query('COMMIT');
    });
    await operator.dialog.waitFor({ state: 'detached' });
    await search.getByText('cancelled', { exact: true }).waitFor();
    await search.getByText(/^200 of [4-9]/).waitFor();
    await operator.presses('Make anew: Words of the search');
    await search.getByText('finished', { exact: true }).waitFor();

    await operator.presses('Make anew: Copies of the directory');
    await row('Copies of the directory').getByText('finished', { exact: true }).waitFor();
    await inDatabase(
      'questions',
      `INSERT INTO rebuilds (id, kind, status, started_at, ended_at, done, total, failure)
       VALUES ($1, 'statistics', 'failed', now(), now(), 12, 40, 'the disk was full')`,
      [randomUUID()],
    );
    await operator.page.reload();
    const counts = row('Counts of the reports');
    await counts.getByText('It went wrong: the disk was full').waitFor();
    await counts.getByText(/^12 of 40/).waitFor();
    await look('a rebuild that failed', operator);
  });

  it('a group’s administrator sees how far each program has read the feed', async () => {
    const evergreen = '019a0000-0000-7000-8001-000000000001';
    const admin = await signIn(system.stack.url, 'admin@evergreen.example');
    const create = async (name: string) =>
      ok(
        admin.admin.POST('/v1/groups/{id}/service-accounts', {
          params: { path: { id: evergreen } },
          body: { name, scopes: ['events:read'] },
        }),
      );
    const [reader] = [await create('Warehouse'), await create('Newcomer')];
    const body = {
      grant_type: 'client_credentials',
      client_id: reader.id,
      client_secret: reader.clientSecret,
    } as const;
    const { access_token } = await ok(speaker(system.stack.url).admin.POST('/v1/auth/token', { body }));
    const from = new Date(Date.now() - 86_400_000).toISOString();
    await ok(speaker(system.stack.url, access_token).notifications.PUT('/v1/feed', { body: { from } }));
    const ada = await somebody('admin@evergreen.example');
    await ada.goesTo(`/administration/group/${evergreen}/programs`);
    const row = (name: string) =>
      ada.page.getByRole('listitem').filter({ has: ada.page.getByText(name, { exact: true }) });
    await row('Warehouse')
      .getByText(/^Feed: [\d,]+ events? waits? · last called/)
      .waitFor();
    await row('Warehouse').getByText('has taken no event yet').waitFor();
    await row('Newcomer').getByText('has not read the feed yet').waitFor();
    await look('readers of the feed', ada);
  });

  it('everything kept of a patron comes as a file, and he or she is forgotten, with how far that is', async () => {
    const anybody = speaker(system.stack.url);
    const patron = { name: 'Ada', email: 'ada@patron.example' };
    await ok(
      anybody.questions.POST('/v1/questions', { body: { institutionId: cedar, text: 'Old maps?', patron } }),
    );
    const iris = await somebody('admin@cedar.example');
    await iris.goesTo('/administration/library/patron-data');
    await iris.types("The patron's e-mail address", patron.email);
    const download = iris.page.waitForEvent('download');
    await iris.presses('Everything kept, as a file');
    const kept = JSON.parse(await readFile(await (await download).path(), 'utf8')) as { questions: object[] };
    expect(kept.questions).toHaveLength(1);
    // One that takes long is stopped, and nothing is said to have failed.
    await iris.page.route('**/v1/exports', () => undefined);
    await iris.presses('Everything kept, as a file');
    const comes = iris.page.getByRole('progressbar', { name: 'Everything kept, as a file' });
    await comes.waitFor();
    await look('an export that comes', iris);
    await iris.presses('Stop');
    await comes.waitFor({ state: 'detached' });
    expect(await iris.page.getByRole('main').getByRole('alert').filter({ hasText: /./ }).count()).toBe(0);
    await iris.presses('Forget this patron');
    await iris.presses('Forget for good');
    await iris.dialog.waitFor({ state: 'detached' });
    await iris.page.getByText('1 question erased').waitFor();
    await iris.page.getByText('done', { exact: true }).first().waitFor();
    await look('a patron forgotten', iris);
    const operator = await somebody('operator@carrel.example');
    await operator.goesTo('/administration/platform/work');
    await operator.page.getByText('Cedar Law Library: 1 question erased').waitFor();
  });

  it('a chat whose question could not be made is shown with its cause, and its question is made once it is mended', async () => {
    const cedars = await Librarian.of(system.stack.url, 'cedar');
    await cedars.comes();
    await inDatabase(
      'questions',
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
       CREATE TRIGGER no_room BEFORE INSERT ON questions FOR EACH ROW EXECUTE FUNCTION no_room()`,
    );
    const question = 'Which ship brought the bell?';
    const body = { institutionId: cedar, patron: { name: 'Bel' }, question };
    const { id } = await ok(speaker(system.stack.url).chat.POST('/v1/sessions', { body }));
    await cedars.accepts();
    await cedars.ends(id);
    await cedars.goes();
    const [ended] = (await inDatabase(
      'chat',
      `SELECT envelope FROM outbox WHERE envelope->>'type' = 'session.ended.v1' AND envelope->>'subject' = $1`,
      [id],
    )) as { envelope: { id: string } }[];
    // As if every try had failed.
    await inDatabase(
      'questions',
      `INSERT INTO dead_letters (event_id, name, envelope, cause, attempts) VALUES ($1, 'session.ended.v1', $2, $3, 5)`,
      [ended!.envelope.id, JSON.stringify(ended!.envelope), 'Error: no room\nat somewhere'],
    );
    const operator = await somebody('operator@carrel.example');
    await operator.goesTo('/administration/platform/troubles');
    const chats = operator.page.getByRole('region', { name: /^Chats whose question could not be made/ });
    await chats.getByText('Cedar Law Library').waitFor();
    await chats.getByText('ended by the librarian').waitFor();
    await chats.getByText('Error: no room').waitFor();
    await look('a chat without its question', operator);
    await inDatabase('questions', 'DROP TRIGGER no_room ON questions; DROP FUNCTION no_room()');
    await chats.getByRole('button', { name: 'Try it again' }).click();
    await chats.getByText('Nothing waits.').waitFor();
    const staff = await signIn(system.stack.url, 'librarian@cedar.example');
    const query = { list: 'all' as const, q: 'ship' };
    await eventually(async () => {
      const { items } = await ok(staff.questions.GET('/v1/questions', { params: { query } }));
      expect(items).toHaveLength(1);
    });
  });

  it('a program’s account is made with a secret that is shown once, gets another, and is revoked', async () => {
    const dana = await somebody('admin@dogwood.example');
    await dana.goesTo('/administration/library/programs');
    await dana.presses('New service account');
    const make = dana.dialog.getByRole('button', { name: 'Make it' });
    expect(await make.getAttribute('aria-disabled')).toBe('true');
    await dana.types('What it is for', 'Statistics of the city');
    await dana.checks('read statistics');
    await make.click();
    await dana.page.getByText('This is shown once.').waitFor();
    await look('the secret of a program', dana);
    const shown = async () => {
      const codes = await dana.dialog.locator('.copied code').allInnerTexts();
      await dana.presses('I have kept it');
      return codes.at(-1)!;
    };
    const id = await dana.dialog.locator('.copied code').first().innerText();
    const first = await shown();
    const gets = async (secret: string): Promise<number> => {
      const body = { grant_type: 'client_credentials', client_id: id, client_secret: secret } as const;
      return (await speaker(system.stack.url).admin.POST('/v1/auth/token', { body })).response.status;
    };
    expect(await gets(first)).toBe(200);
    await dana.presses('New secret for Statistics of the city');
    await dana.checks('It leaked: the present one ends at once');
    await dana.dialog.getByRole('button', { name: 'New secret' }).click();
    await dana.page.getByText('This is shown once.').waitFor();
    const second = await shown();
    expect([await gets(first), await gets(second)]).toEqual([401, 200]);
    await dana.presses('Revoke Statistics of the city');
    await look('revoking a program', dana);
    await dana.dialog.getByRole('button', { name: 'Revoke' }).click();
    await dana.page.getByText('revoked', { exact: true }).waitFor();
    expect(await gets(second)).toBe(401);
  });

  it('a librarian keeps e-mail partners of his or her own', async () => {
    const lee = await somebody('librarian@cedar.example');
    await lee.goesTo('/account/email-partners');
    await lee.types('Name', 'Map archive');
    await lee.types('E-mail address', 'maps@archive.example');
    await lee.presses('Keep on the list');
    await lee.page.getByText('maps@archive.example').waitFor();
    await look('e-mail partners', lee);
    const staff = await signIn(system.stack.url, 'librarian@cedar.example');
    const { items } = await ok(staff.referrals.GET('/v1/email-partners'));
    expect(items).toMatchObject([{ name: 'Map archive', address: 'maps@archive.example' }]);
    await lee.presses('Remove Map archive');
    await lee.page.getByText('None yet').waitFor();
  });

  it('a mock-up of a message opens once by its link', async () => {
    const iris = await somebody('admin@cedar.example');
    await iris.goesTo('/administration/library/settings/custom-messages');
    await iris.presses('A link for one look');
    const link = iris.page.getByRole('link', { name: /^Open the mock-up/ });
    const address = (await link.getAttribute('href'))!;
    const open = async () => (await fetch(address)).status;
    expect([await open(), await open()]).toEqual([200, 404]);
  });

  it('no state is out of reach of anybody, by axe', () => expect(faults).toEqual([]));

  it('nothing breaks a policy of its own or throws', () => expect(complaints).toEqual([]));
});
