import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyFields } from '@carrel/contracts';
import { emit, eventually, type TestClient } from '@carrel/testing';
import { cooperative, evergreen, libraries, prairie } from '../src/demonstration/data.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';
import { anId } from './builders.js';

const idOf = (key: string) => libraries.find((library) => library.key === key)!.id;
const pageOf = (key: string) => `/v1/institutions/${idOf(key)}/policy-page`;
const required = [...policyFields.values()].filter((field) => field.required).map(({ key }) => key);

describe('The policy page', () => {
  let admin: RunningAdmin;
  let iris: TestClient, cleo: TestClient, dana: TestClient, far: TestClient;
  let elm: TestClient;
  const write = (client: TestClient, key: string, field: string, text: string, more: object = {}) =>
    client.put(`${pageOf(key)}/fields/${field}`, { text, ...more });
  beforeAll(async () => {
    admin = await aRunningAdmin();
    iris = await admin.as('admin@cedar.example');
    cleo = await admin.as('librarian@cedar.example');
    dana = await admin.as('librarian@dogwood.example');
    far = await admin.as('librarian@elm.example');
    elm = await admin.as('admin@elm.example');
  });
  afterAll(() => admin?.stop());

  it('[R123] is written field by field by the library’s administrator, under an ETag, and in its history', async () => {
    const first = await iris.get(pageOf('cedar'));
    const put = await iris.put(
      `${pageOf('cedar')}/fields/loans`,
      { text: 'Three weeks.' },
      {
        'if-match': first.headers.get('etag')!,
      },
    );
    expect(put.status).toBe(200);
    const field = put.body.sections
      .flatMap(({ fields }: { fields: { key: string }[] }) => fields)
      .find(({ key }: { key: string }) => key === 'loans');
    expect(field).toMatchObject({
      text: 'Three weeks.',
      languages: ['en'],
      label: 'Loan periods and limits',
    });
    const stale = await iris.put(
      `${pageOf('cedar')}/fields/loans`,
      { text: 'Two.' },
      {
        'if-match': first.headers.get('etag')!,
      },
    );
    expect([stale.status, (await write(iris, 'cedar', 'nothing', 'x')).status]).toEqual([412, 404]);
    expect((await write(cleo, 'cedar', 'loans', 'Forever.')).status).toBe(403);
    expect((await write(iris, 'birch', 'loans', 'Forever.')).status).toBe(403);
    const { body } = await iris.get(`${pageOf('cedar')}/history?limit=1`);
    expect(body.items[0]).toMatchObject({ what: 'loans', language: 'en', value: 'Three weeks.' });
  });

  it('opens in a browser by a link that is good once, for two minutes, and for that page alone', async () => {
    const path = `${pageOf('cedar')}/view/links`;
    const made = await cleo.post(path);
    expect([made.status, made.body]).toMatchObject([201, { expiresIn: 120 }]);
    const { pathname } = new URL(made.body.url);
    const anyone = admin.service.http;
    expect((await anyone.send('HEAD', pathname)).status).toBe(404);
    const page = await anyone.get(pathname);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toBe((await cleo.get(`${pageOf('cedar')}/view`)).body);
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await anyone.get(pathname)).status).toBe(404);
    const late = new URL((await cleo.post(path)).body.url).pathname;
    await admin.service.db.query("UPDATE page_links SET expires_at = now() - interval '1 second'");
    expect((await anyone.get(late)).status).toBe(404);
    expect((await anyone.post(path)).status).toBe(401);
    expect((await (await admin.as('librarian@elm.example')).post(path)).status).toBe(404);
  });

  it('[R123] is said in the language asked for, else in the library’s first one', async () => {
    expect((await write(iris, 'cedar', 'hours', 'De nueve a seis.', { language: 'es' })).status).toBe(200);
    const hours = async (language: string) =>
      (await dana.get(`${pageOf('cedar')}?language=${language}`)).body.sections
        .flatMap(({ fields }: { fields: { key: string; text: string }[] }) => fields)
        .find(({ key }: { key: string }) => key === 'hours').text;
    expect(await hours('es-MX')).toBe('De nueve a seis.');
    expect(await hours('fr')).toBe('Monday to Saturday, nine to six.');
    expect((await dana.get(`${pageOf('cedar')}?language=Spanish`)).status).toBe(422);
  });

  it('[R123] while hidden is read by its own staff alone, while viewable by those who serve its patrons', async () => {
    expect((await dana.get(pageOf('cedar'))).status).toBe(200);
    expect((await far.get(pageOf('cedar'))).status).toBe(404);
    expect((await iris.put(`${pageOf('cedar')}/status`, { status: 'hidden' })).body.status).toBe('hidden');
    for (const path of ['', '/view', '/secrets/proxy-user'])
      expect((await dana.get(pageOf('cedar') + path)).status).toBe(404);
    const own = await cleo.get(`${pageOf('cedar')}/view`);
    expect([own.status, /only the library/.test(own.body)]).toEqual([200, true]);
    expect((await iris.put(`${pageOf('cedar')}/status`, { status: 'viewable' })).status).toBe(200);
    expect((await iris.put(`${pageOf('cedar')}/status`, { status: 'open' })).status).toBe(422);
    expect((await dana.get(pageOf('cedar'))).status).toBe(200);
    expect((await admin.service.http.get(pageOf('cedar'))).status).toBe(401);
  });

  it('[2.4] [R123] the preview is a page with every field labelled, jump links, the contact, and a planted script escaped', async () => {
    // Cedar is in another cooperative too, which Dogwood knows nothing of.
    await admin.service.db.query(
      `WITH other AS (
         INSERT INTO groups (id, sequence, kind, name, time_zone, requires_cooperative_mark, created_at)
         VALUES (gen_random_uuid(), 1, 'cooperative', 'Zebra Libraries', 'UTC', false, now()) RETURNING id)
       INSERT INTO memberships (id, sequence, group_id, institution_id, status, changed_by, changed_at)
       SELECT gen_random_uuid(), 1, id, $1, 'active', gen_random_uuid(), now() FROM other`,
      [idOf('cedar')],
    );
    await write(iris, 'cedar', 'fines', 'None </dd><script>alert(1)</script>');
    const { status, headers, body } = await dana.get(`${pageOf('cedar')}/view`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).not.toContain('<script');
    expect(body).toContain('None &lt;/dd&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('<html lang="en" dir="ltr">');
    const html = body as string;
    expect(html.match(/<dt>/g)!.length).toBe(html.match(/<dd>/g)!.length);
    expect(html).toContain('<dt>Fines, fees and lost items</dt>');
    for (const [, anchor] of html.matchAll(/href="#([^"]+)"/g))
      expect(html).toContain(`<section id="${anchor}"`);
    expect(html).toContain('Corrections: alerts@cedar.example');
    expect(html).toContain(`/api/admin/v1/groups/${cooperative.id}/policy-pages`);
    expect(html).toContain(`/api/admin${pageOf('dogwood')}/view`);
  });

  it('[2.4] keeps passwords encrypted, shows them one at a time, and notes who looked', async () => {
    expect((await write(iris, 'cedar', 'proxy-password', 'open sesame 77')).body).not.toEqual(
      expect.stringContaining('sesame'),
    );
    const rows = await admin.service.db.query<unknown[]>(`
      SELECT FROM policy_pages p WHERE p::text LIKE '%sesame%'
      UNION ALL SELECT FROM policy_page_changes c WHERE c::text LIKE '%sesame%'
      UNION ALL SELECT FROM outbox o WHERE o::text LIKE '%sesame%'`);
    expect(rows).toEqual([]);
    expect(JSON.stringify((await dana.get(pageOf('cedar'))).body)).not.toContain('sesame');
    expect((await dana.get(`${pageOf('cedar')}/view`)).body).not.toContain('sesame');
    expect((await dana.get(`${pageOf('cedar')}/secrets/proxy-password`)).body).toEqual({
      texts: { en: 'open sesame 77' },
    });
    expect((await dana.get(`${pageOf('cedar')}/secrets/hours`)).status).toBe(404);
    expect((await far.get(`${pageOf('cedar')}/secrets/proxy-password`)).status).toBe(404);
    const { body } = await iris.get(`${pageOf('cedar')}/secret-reads`);
    expect(body.items).toEqual([
      expect.objectContaining({ field: 'proxy-password', institutionId: idOf('dogwood') }),
    ]);
    expect((await cleo.get(`${pageOf('cedar')}/secret-reads`)).status).toBe(403);
  });

  it('[2.4] of every member is one click away in its group’s list, which is searched by what the pages say', async () => {
    const list = async (client: TestClient, groupId: string, query = '') =>
      client.get(`/v1/groups/${groupId}/policy-pages${query}`);
    const names = async (query = '') =>
      (await list(dana, cooperative.id, query)).body.items.map(({ name }: { name: string }) => name);
    expect((await names()).length).toBe(5);
    await write(iris, 'cedar', 'collections', 'Lighthouse logbooks');
    expect(await names('?search=lighthouse')).toEqual(['Cedar Law Library']);
    expect(await names('?search=sesame')).toEqual([]);
    const one = await list(dana, cooperative.id, '?limit=1');
    const next = await list(dana, cooperative.id, `?limit=1&cursor=${one.body.nextCursor}`);
    expect(next.body.items[0].name > one.body.items[0].name).toBe(true);
    expect((await list(dana, evergreen.id)).status).toBe(404);
    expect((await list(far, cooperative.id)).status).toBe(404);
    expect((await list(far, prairie.id)).status).toBe(200);
  });

  it('[R124] once submitted has the primary queue set up; only then are links to the forms given out', async () => {
    // Elm joins the cooperative without a page of its own.
    const forms = async () => (await elm.get(`/v1/institutions/${idOf('elm')}/forms`)).body;
    expect(await forms()).toMatchObject({ live: true });
    await admin.service.db.query(
      `INSERT INTO memberships (id, sequence, group_id, institution_id, status, changed_by, changed_at)
       VALUES (gen_random_uuid(), 1, $1, $2, 'active', gen_random_uuid(), now())`,
      [cooperative.id, idOf('elm')],
    );
    expect(await forms()).toEqual({
      live: false,
      items: ['chat', 'ask'].map((form) => ({ form, url: null, pageUrl: null })),
    });
    const submit = () => elm.post(`${pageOf('elm')}/submit`);
    expect((await submit()).body.code).toBe('policy-page-hidden');
    await elm.put(`${pageOf('elm')}/status`, { status: 'viewable' });
    const incomplete = await submit();
    expect([incomplete.status, incomplete.body.facts.fields]).toEqual([409, required]);
    for (const field of required) await write(elm, 'elm', field, 'So and so.');
    const sent = await submit();
    expect([sent.status, sent.body.submittedAt === null, sent.body.acceptedAt]).toEqual([202, false, null]);
    expect((await submit()).body.code).toBe('policy-page-submitted');
    await admin.events.next('policy-page.submitted.v1', ({ data }) => data.institutionId === idOf('elm'));
    expect((await forms()).live).toBe(false);
    const queueId = anId();
    const data = { queueId, institutionId: idOf('elm') };
    await emit(admin.nats, 'queue.set-up.v1', data, { subject: queueId });
    await eventually(async () => expect((await forms()).live).toBe(true));
    const accepted = await admin.events.next('policy-page.accepted.v1', () => true);
    expect(accepted.data).toEqual({ institutionId: idOf('elm'), queueId });
    expect((await forms()).items).toEqual([
      expect.objectContaining({ form: 'chat', url: expect.stringContaining(idOf('elm')) }),
      expect.objectContaining({ form: 'ask', url: expect.stringContaining('/questions/v1/ask-forms/') }),
    ]);
    expect((await far.get(`/v1/institutions/${idOf('cedar')}/forms`)).status).toBe(404);
  });
});
