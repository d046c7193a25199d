import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { customMessageTypes, requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { allEnded, emit, eventually, signInEndsSeen, staff } from '@carrel/testing';
import { aNotificationsService } from './a-service.js';

let running: Awaited<ReturnType<typeof aNotificationsService>>;
beforeAll(async () => {
  running = await aNotificationsService();
});
afterAll(() => running?.stop());
beforeEach(() => running.mailbox.behave({}));

const boss = (institutionId = running.aspen) =>
  running.service.as(staff({ institutionId, roles: ['institution-admin'] }));
const ofAspen = (path: string) => `/v1/institutions/${running.aspen}/${path}`;
const row = async (causeId: string) =>
  (
    await running.service.db.query('SELECT * FROM deliveries WHERE cause_id = $1 AND to_patron', [causeId])
  )[0];
const becomes = (causeId: string, status: string) =>
  eventually(async () => {
    const found = await row(causeId);
    expect(found.status).toBe(status);
    return found;
  });

describe('A mock-up of a message', () => {
  const planted = '<script>alert(1)</script>';
  beforeAll(async () => {
    const message = {
      language: 'en',
      use: 'custom' as const,
      greeting: `Dear ${planted}`,
      text: `About it ${planted}`,
    };
    await running.set('custom-messages', running.aspen, {
      messages: customMessageTypes.map((type) => ({ ...message, type })),
    });
    await running.set('custom-reply-text', running.aspen, {
      enabled: true,
      texts: [{ language: 'en', text: `Open daily ${planted}` }],
    });
  });

  it.each(customMessageTypes)(
    '[R132][R131] of %s is a page of HTML as saved, with Custom Reply Text, and nothing planted runs',
    async (type) => {
      const { status, body, headers } = await boss().get(ofAspen(`message-mockups/${type}`));
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(body).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
      expect(body).not.toContain('<script>');
      for (const part of ['Dear', 'About it', 'Open daily'])
        expect(body).toContain(`${part} &lt;script&gt;alert(1)&lt;/script&gt;`);
      expect(body).toMatch(/<title>[^<]+<\/title>/);
    },
  );

  it("[R132] is the library's administrators' alone, of a message there is", async () => {
    expect((await boss(running.birch).get(ofAspen('message-mockups/answer'))).status).toBe(403);
    expect((await running.at(running.aspen).get(ofAspen('message-mockups/answer'))).status).toBe(403);
    expect((await boss().get(ofAspen('message-mockups/nothing'))).status).toBe(404);
    expect((await boss().get(ofAspen('message-mockups/answer?language=%22%3E'))).status).toBe(422);
  });

  it('[R132] opens in a browser by a link, once', async () => {
    const made = await boss().post(ofAspen('message-mockups/answer/links?language=es'));
    expect(made.status).toBe(201);
    const { pathname } = new URL(made.body.url);
    const page = await running.service.http.get(pathname);
    expect(page.body).toContain('Hola, Pat Example:');
    expect(page.headers.get('content-security-policy')).toMatch(/sandbox/);
    expect((await running.service.http.get(pathname)).status).toBe(404);
    expect((await boss(running.birch).post(ofAspen('message-mockups/answer/links'))).status).toBe(403);
  });

  it('[R132] comes in a language that Carrel or the library has words in', async () => {
    const spanish = await boss().get(ofAspen('message-mockups/answer?language=es-MX'));
    expect(spanish.body).toContain('<html lang="es"');
    expect(spanish.body).toContain('Hola, Pat Example:');
    const unknown = await boss().get(ofAspen('message-mockups/answer?language=tlh'));
    expect(unknown.body).toContain('<html lang="en"');
  });

  it('[R132] the acknowledgement page is for everybody, as data and as HTML', async () => {
    const data = await running.service.http.get(ofAspen('acknowledgement-page?number=4711'));
    expect([data.status, data.body]).toEqual([
      200,
      {
        language: 'en',
        title: 'Aspen County Library has your question',
        greeting: `Dear ${planted}`,
        text: `About it ${planted}`,
        replyText: `Open daily ${planted}`,
      },
    ]);
    const page = await running.service.http.get(ofAspen('acknowledgement-page.html?number=4711'));
    expect(page.body).not.toContain('<script>');
    const plain = await running.service.http.get(
      `/v1/institutions/${running.birch}/acknowledgement-page?number=4711&language=de`,
    );
    expect(plain.body.text).toContain('hat die Nummer 4711');
    expect((await running.service.http.get(ofAspen('acknowledgement-page?number=4a'))).status).toBe(422);
    const nowhere = `/v1/institutions/${newId()}/acknowledgement-page`;
    expect((await running.service.http.get(nowhere)).status).toBe(404);
  });
});

describe('The notification addresses of a library', () => {
  it('[R130] are tested with a mail to each, a few times only', async () => {
    const admin = boss(running.birch);
    const path = `/v1/institutions/${running.birch}/notification-tests`;
    const { status, body } = await admin.post(path);
    expect([status, body.deliveryIds.length]).toEqual([202, 2]);
    for (const address of ['alerts@birch.example', 'desk@birch.example'])
      expect((await running.mailbox.next(address)).subject).toBe(
        'Test of the notification address of Birch State University',
      );
    expect((await boss().post(path)).status).toBe(403);
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push((await admin.post(path)).status);
    expect(answers.at(-1)).toBe(429);
    running.world.addresses.set(running.aspen, []);
    expect((await boss().post(ofAspen('notification-tests'))).body.code).toBe('no-addresses');
    running.world.addresses.set(running.aspen, ['alerts@aspen.example']);
  });

  it('[F15] that bounced for good are shown to its administrators, and written to again once released', async () => {
    const address = 'Gone@aspen.example';
    running.world.addresses.set(running.aspen, [address]);
    running.mailbox.behave({ recipient: (to) => (to === address ? '550 5.1.1 no such user' : undefined) });
    await boss().post(ofAspen('notification-tests'));
    const shown = () => boss().get(ofAspen('suppressed-addresses'));
    await eventually(async () =>
      expect((await shown()).body.items).toEqual([
        { address, accountId: null, suppressedAt: expect.any(String) },
      ]),
    );
    expect((await boss(running.birch).get(ofAspen('suppressed-addresses'))).status).toBe(403);
    const release = (who: ReturnType<typeof boss>, id: string) =>
      who.post(`/v1/institutions/${id}/suppressed-addresses/release`, { address: 'gone@ASPEN.example' });
    // Who does not own the address cannot release it.
    expect((await release(boss(running.birch), running.birch)).status).toBe(409);
    running.mailbox.behave({});
    expect((await release(boss(), running.aspen)).status).toBe(204);
    expect((await shown()).body.items).toEqual([]);
    await boss().post(ofAspen('notification-tests'));
    await running.mailbox.next(address);
    running.world.addresses.set(running.aspen, ['alerts@aspen.example']);
  });
});

describe('A mail that did not get through', () => {
  it('[F20] is listed for its library, and sent once more by whoever may, under its message id and on record', async () => {
    const to = running.newPatron();
    running.mailbox.behave({ message: (mail) => (mail.recipients.includes(to) ? 'hang' : undefined) });
    const { id } = await running.answered();
    const uncertain = await becomes(id, 'uncertain');
    const list = await running.at(running.aspen).get('/v1/deliveries/unsettled');
    expect(list.body.items[0]).toMatchObject({ id: uncertain.id, status: 'uncertain', to, resends: [] });
    expect((await running.at(running.birch).get('/v1/deliveries/unsettled')).body.items).toEqual([]);

    running.mailbox.behave({});
    running.world.allowed = false;
    expect((await running.at(running.birch).post(`/v1/deliveries/${uncertain.id}/resend`)).status).toBe(404);
    running.world.allowed = true;
    const sent = await running.at(running.aspen).post(`/v1/deliveries/${uncertain.id}/resend`);
    expect([sent.status, sent.body.status]).toEqual([202, 'queued']);
    expect(sent.body.resends).toEqual([{ by: expect.any(String), at: expect.any(String) }]);
    const accepted = await becomes(id, 'accepted');
    expect(accepted.message_id).toBe(uncertain.message_id);
    const copies = running.mailbox.all().filter(({ recipients }) => recipients.includes(to));
    expect(new Set(copies.map(({ messageId }) => messageId))).toEqual(new Set([uncertain.message_id]));
    const again = await running.at(running.aspen).post(`/v1/deliveries/${uncertain.id}/resend`);
    expect([again.status, again.body.code]).toEqual([409, 'nothing-to-resend']);
    expect((await running.at(running.aspen).post(`/v1/deliveries/${newId()}/resend`)).status).toBe(404);
  });

  it('cannot be sent again once its question is erased', async () => {
    const to = running.newPatron();
    running.mailbox.behave({
      message: (mail) => (mail.recipients.includes(to) ? '554 5.7.1 spam' : undefined),
    });
    const { id, data } = await running.answered();
    const failed = await becomes(id, 'failed');
    expect(failed.content).not.toBeNull();
    const erased = { questionId: data.questionId, patronInstitutionId: running.aspen };
    await emit(running.nats, 'question.erased.v1', erased, { subject: data.questionId });
    await eventually(async () => expect(await row(id)).toMatchObject({ recipient: null, content: null }));
    expect((await running.at(running.aspen).post(`/v1/deliveries/${failed.id}/resend`)).status).toBe(409);
  });
});

describe("A patron's mails", () => {
  it('[promise 25] are answered to questions for an export, by library, a page at a time, and forgotten with their patron', async () => {
    const to = running.newPatron();
    const first = await running.answered();
    const second = await running.answered();
    for (const { id } of [first, second]) await becomes(id, 'accepted');
    const ask = (institutionId: string, after: string | null = null) =>
      running.service.app
        .get(Requests)
        .ask(requests.patronDeliveries, { institutionId, email: to.toUpperCase(), after });
    const { deliveries, next } = await ask(running.aspen);
    expect([deliveries.map(({ message, state }) => [message, state]), next]).toEqual([
      Array(2).fill(['answer', 'accepted']),
      null,
    ]);
    expect((await ask(running.aspen, deliveries[0]!.id)).deliveries).toHaveLength(1);
    expect((await ask(running.birch)).deliveries).toEqual([]);
    const forget = (institutionId: string) =>
      running.service.app
        .get(Requests)
        .ask(requests.forgetMailFrom, { institutionId, address: to.toUpperCase() });
    expect([await forget(running.birch), await forget(running.aspen)]).toEqual([
      { forgotten: 0 },
      { forgotten: 2 },
    ]);
    expect((await ask(running.aspen)).deliveries).toEqual([]);
  });
});

it('[promise 31] Every end of a sign-in reaches notifications within 5 seconds', async () => {
  const path = '/v1/deliveries/unsettled';
  const tried = { institutionId: running.aspen, roles: ['librarian' as const], path };
  expect(await signInEndsSeen(running.service, running.nats, tried)).toEqual(allEnded());
});
