import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { ServiceUnavailable } from '@carrel/kernel';
import { eventually, staff } from '@carrel/testing';
import { QuestionUpdates } from '../../src/incoming/question-updates.js';
import { figures } from '../../src/persistence/figures.js';
import { aConversation } from './a-conversation.js';
import { anInbox, written, type Inbox } from './an-inbox.js';

let inbox: Inbox;
beforeAll(async () => {
  inbox = await anInbox({ env: { MAIL_IN_FLIGHT_MB: '4' } });
});
afterAll(() => inbox?.stop());
const someone = () => `${newId()}@example.org`;

describe("The receiver for other servers' mail", () => {
  it('accepts what is for us, and refuses other recipients at once', async () => {
    const { values } = await inbox.mailed();
    for (const to of [
      values['reply-to'],
      values['return-path'],
      'ask@aspen.example',
      'ASK@Birch.example',
      'carrel@carrel.example',
      'postmaster@carrel.example',
    ])
      expect(await inbox.send(to, written({ From: someone() }))).toMatch(/^250/);
    const forged = values['reply-to'].replace('+r-', '+r-aaaa');
    for (const to of [forged, 'nobody@aspen.example', 'ask@cedar.example', 'root@carrel.example'])
      await expect(inbox.send(to, written({ From: someone() }))).rejects.toMatchObject({ responseCode: 550 });
  });

  it('lives on when clients are gone before it has looked at them', async () => {
    // The child has reset its connections before this process, which waits for it, accepts them.
    const reset = `const { connect } = require('node:net');
      for (let n = 0; n < 10; n += 1) {
        const socket = connect(${inbox.port}, '127.0.0.1', () => socket.resetAndDestroy());
        socket.on('error', () => undefined);
      }`;
    expect(spawnSync(process.execPath, ['-e', reset]).status).toBe(0);
    const refused = inbox.send('nobody@aspen.example', written({ From: someone() }));
    await expect(refused).rejects.toMatchObject({ responseCode: 550 });
  });

  it('takes no mail that is too large, and says so', async () => {
    const large = written({ From: someone() }, 'x'.repeat(4 * 1024 * 1024));
    await expect(inbox.send('ask@aspen.example', large)).rejects.toMatchObject({ responseCode: 552 });
    const scan = written({ From: someone() }, 'x'.repeat(1_100_000));
    await expect(inbox.send('abuse@carrel.example', scan)).rejects.toMatchObject({ responseCode: 552 });
  });

  it('holds only so much of the mails under way, puts the rest off, and has room again once they are gone', async () => {
    const part = `${'x'.repeat(998)}\r\n`.repeat(2_500);
    const slow = [await aConversation(inbox.port), await aConversation(inbox.port)];
    for (const one of slow) {
      await one.says(/^220/);
      for (const line of ['EHLO there', 'MAIL FROM:<a@example.org>', 'RCPT TO:<carrel@carrel.example>'])
        await one.says(/^250 /m, `${line}\r\n`);
      await one.says(/^354/, 'DATA\r\n');
    }
    slow[0]!.write(part);
    // Both together are too much, so the second is refused whichever was read first.
    slow[1]!.write(part);
    const answers = await Promise.all(slow.map((one) => one.says(/^\d{3}/, '\r\n.\r\n')));
    expect(answers.filter((said) => said.startsWith('452 4.3.1'))).toHaveLength(1);
    for (const one of slow) one.end();
    const next = written({ From: someone() }, part);
    expect(await inbox.send('carrel@carrel.example', next)).toMatch(/^250/);
  });

  it('lets one address hold ten connections and no more', async () => {
    const many = [];
    let said = '';
    while (!said.startsWith('421') && many.length < 11) {
      const one = await aConversation(inbox.port);
      many.push(one);
      said = await one.says(/^\d{3}/);
    }
    expect(said).toMatch(/^421/);
    for (const one of many) one.end();
    await eventually(async () => {
      const one = await aConversation(inbox.port);
      const greeting = await one.says(/^\d{3}/);
      one.end();
      expect(greeting).toMatch(/^220/);
    });
  });
});

describe("A mail to a library's address", () => {
  it('[R139] becomes a question, with everything that was written', async () => {
    const from = someone();
    await inbox.send(
      'ask@aspen.example',
      written(
        { From: `Pat Reader <${from}>`, Subject: '=?utf-8?Q?Br=C3=BCcke?=', 'Message-ID': `<${from}>` },
        'When was it built?\n\n> a quotation',
      ),
      from,
    );
    await inbox.settled('ask@aspen.example', 2);
    const asked = inbox.asked.mailQuestion.questions.find(({ patron }) => patron.email === from);
    expect(asked).toMatchObject({
      ...{ institutionId: inbox.aspen, patron: { name: 'Pat Reader', email: from }, subject: 'Brücke' },
      text: 'When was it built?\n\n> a quotation',
    });
    const received = await inbox.events.next(
      'mail.received.v1',
      ({ data }) => data.questionId === asked!.mailId,
    );
    expect(received.data).toMatchObject({
      message: 'question',
      automatic: false,
      institutionId: inbox.aspen,
    });
    expect(JSON.stringify(inbox.events.all())).not.toContain(from);
    const { body } = await inbox.at(inbox.aspen).get(`/v1/incoming-mails/${asked!.mailId}`);
    expect(body).toMatchObject({
      status: 'joined',
      outcome: 'question',
      questionId: asked!.mailId,
      from,
      fromName: 'Pat Reader',
    });
  });

  it('from the contact form of a web site is asked by whom Reply-To names, unless that is empty or our own', async () => {
    const form = 'form@website.example';
    const asking = async (replyTo: string) => {
      const text = newId();
      const headers = { From: `Our web site <${form}>`, 'Reply-To': replyTo, Subject: 'Contact form' };
      await inbox.send('ask@aspen.example', written(headers, text), form);
      return eventually(() => {
        const found = inbox.asked.mailQuestion.questions.find((one) => one.text === text);
        if (!found) throw new Error('not asked yet');
        return found.patron;
      });
    };
    const pat = someone();
    expect(await asking(`Pat Reader <${pat}>`)).toEqual({ name: 'Pat Reader', email: pat });
    expect(await asking(someone())).toMatchObject({ name: null });
    expect(await asking('Ask us <ask@aspen.example>')).toEqual({ name: 'Our web site', email: form });
    expect(await asking('')).toEqual({ name: 'Our web site', email: form });
  });

  it('[F13] is held when one sender asks again and again, as a responder does', async () => {
    const from = someone();
    for (const n of [1, 2, 3]) {
      const raw = written({ From: from, Subject: `Thank you ${n}` }, `We got it ${n}`);
      await inbox.send('ask@birch.example', raw, from);
      await eventually(async () => {
        const looked = await inbox.service.db.query(
          `SELECT 1 FROM incoming_mails WHERE sender = $1 AND status <> 'arrived'`,
          [from],
        );
        expect(looked).toHaveLength(n);
      });
    }
    const rows = await inbox.service.db.query(
      'SELECT status, reason FROM incoming_mails WHERE sender = $1 ORDER BY id',
      [from],
    );
    expect(rows.filter(({ status }: { status: string }) => status === 'held')).toEqual([
      { status: 'held', reason: 'many-from-one' },
    ]);
  });

  it('[F13] is held from the third on when one sender asks at once, and leaves other senders alone', async () => {
    const [from, other] = [someone(), someone()];
    const { db } = inbox.service;
    // Holds them at the step before they are counted, so that all are counted at the same moment.
    const holder = db.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE suppressions');
    const senders = [from, from, from, from, other];
    await Promise.all(
      senders.map((one, n) =>
        inbox.send(
          'ask@birch.example',
          written({ From: one, Subject: `Request ${n}` }, `Is it there? ${n}`),
          one,
        ),
      ),
    );
    await eventually(async () => {
      // Databases made from one template have the same number for a table.
      const sql = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'suppressions'::regclass
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
      expect(await db.query(sql)).toHaveLength(senders.length);
    });
    await holder.commitTransaction();
    await holder.release();
    await eventually(async () => {
      const looked = await db.query(
        `SELECT 1 FROM incoming_mails WHERE sender = ANY($1) AND status <> 'arrived'`,
        [[from, other]],
      );
      expect(looked).toHaveLength(senders.length);
    });
    const rows = await db.query(
      `SELECT sender, outcome, reason, count(*)::int FROM incoming_mails WHERE sender = ANY($1)
       GROUP BY 1, 2, 3 ORDER BY sender = $2, reason`,
      [[from, other], other],
    );
    expect(rows).toEqual([
      { sender: from, outcome: null, reason: 'many-from-one', count: 2 },
      { sender: from, outcome: 'question', reason: null, count: 2 },
      { sender: other, outcome: 'question', reason: null, count: 1 },
    ]);
    const asked = inbox.asked.mailQuestion.questions.filter(({ patron }) => patron.email === from);
    expect(new Set(asked.map(({ mailId }) => mailId)).size).toBe(2);
  });

  it('is the library’s alone to see, release and reject', async () => {
    const from = someone();
    await inbox.send('ask@aspen.example', written({ From: from, 'List-Id': '<news.example>' }, 'News'), from);
    await eventually(async () => {
      const sql = `SELECT 1 FROM incoming_mails WHERE sender = $1 AND status <> 'arrived'`;
      expect(await inbox.service.db.query(sql, [from])).toHaveLength(1);
    });
    const list = async (who: ReturnType<Inbox['at']>) =>
      (await who.get('/v1/incoming-mails?status=refused')).body.items;
    const [mail] = await list(inbox.at(inbox.aspen));
    expect(mail).toMatchObject({ reason: 'list', from });
    expect(await list(inbox.at(inbox.birch))).toEqual([]);
    inbox.world.allowed = false;
    for (const who of [inbox.at(inbox.birch), inbox.operator()]) {
      expect((await who.get(`/v1/incoming-mails/${mail.id}`)).status).toBe(404);
      expect((await who.get(`/v1/incoming-mails/${mail.id}/original`)).status).toBe(404);
      expect((await who.post(`/v1/incoming-mails/${mail.id}/release`, { as: 'question' })).status).toBe(404);
      expect((await who.post(`/v1/incoming-mails/${mail.id}/reject`)).status).toBe(404);
    }
    inbox.world.allowed = true;
    expect((await inbox.at(inbox.aspen).post(`/v1/incoming-mails/${mail.id}/reject`)).body).toMatchObject({
      status: 'rejected',
    });
    expect(
      (await inbox.at(inbox.aspen).post(`/v1/incoming-mails/${mail.id}/release`, { as: 'question' })).status,
    ).toBe(409);
  });
});

describe('A mail that a person releases', () => {
  it("stays its library's when questions does not take it, and is decided by one person at a time", async () => {
    const from = someone();
    const first = inbox.at(inbox.aspen);
    await inbox.send(
      'ask@aspen.example',
      written({ From: from, 'List-Id': '<n.example>' }, 'More news'),
      from,
    );
    const mail = await eventually(async () => {
      const { items } = (await first.get('/v1/incoming-mails?status=refused')).body;
      const found = items.find((item: { from: string }) => item.from === from);
      if (!found) throw new Error('not looked at yet');
      return found;
    });
    // A question of Birch's that Aspen may read: refused at first, then slow.
    const { questionId } = await inbox.mailed({}, { institutionId: inbox.birch });
    const release = () => first.post(`/v1/incoming-mails/${mail.id}/release`, { as: 'reply', questionId });
    const carrying = inbox.service.app.get(QuestionUpdates);
    const reply = carrying.reply.bind(carrying);
    carrying.reply = () => Promise.reject(new ServiceUnavailable('questions'));
    expect((await release()).status).toBe(503);
    expect((await first.get(`/v1/incoming-mails/${mail.id}`)).body).toMatchObject({
      ...{ status: 'refused', institutionId: inbox.aspen, questionId: null, decidedBy: null },
    });
    expect((await inbox.at(inbox.birch).get(`/v1/incoming-mails/${mail.id}`)).status).toBe(404);

    let go = (): void => undefined;
    const asked = new Promise<void>((begun) => {
      carrying.reply = async (...args) => {
        await new Promise<void>((resolve) => {
          go = resolve;
          begun();
        });
        await reply(...args);
      };
    });
    const one = release();
    await asked;
    expect(await release()).toMatchObject({ status: 409, body: { code: 'mail-being-decided' } });
    expect((await first.post(`/v1/incoming-mails/${mail.id}/reject`)).status).toBe(409);
    carrying.reply = reply;
    go();
    expect((await one).body).toMatchObject({ status: 'joined', institutionId: inbox.birch, questionId });
    expect(inbox.replies(questionId)).toHaveLength(1);
  });
});

describe('A mail of no known library', () => {
  it("is the operator's to see and to hand to a library", async () => {
    const from = someone();
    await inbox.send(
      'postmaster@carrel.example',
      written({ From: from, Subject: 'Who are you?' }, 'Who are you?'),
      from,
    );
    await inbox.settled('postmaster@carrel.example', 2);
    const { body } = await inbox.operator().get('/v1/incoming-mails?status=held');
    const mail = body.items.find((item: { from: string }) => item.from === from);
    expect(mail).toMatchObject({ reason: 'no-question-named', institutionId: null });
    expect(
      (await inbox.operator().post(`/v1/incoming-mails/${mail.id}/release`, { as: 'question' })).status,
    ).toBe(422);
    const released = await inbox
      .operator()
      .post(`/v1/incoming-mails/${mail.id}/release`, { as: 'question', institutionId: inbox.birch });
    expect(released.body).toMatchObject({
      status: 'joined',
      outcome: 'question',
      institutionId: inbox.birch,
    });
    expect((await inbox.operator().get(`/v1/incoming-mails/${mail.id}`)).status).toBe(404);
  });
});

describe('A mail that could not be filed', () => {
  it('[promise 29] is listed for its library and the operator, counted, and read again in one step', async () => {
    const { service, aspen, birch } = inbox;
    const [id, from] = [newId(), someone()];
    const raw = Buffer.from(written({ From: from, Subject: 'Lost' }, 'Is it there?'));
    // Its job was lost.
    await service.db.query(
      `INSERT INTO incoming_mails
         (id, sequence, fingerprint, door, recipient, size, arrived_at, status, institution_id)
       VALUES ($1, 0, $2, 'smtp', 'ask@aspen.example', $3, now() - interval '11 minutes', 'arrived', $4)`,
      [id, id, raw.length, aspen],
    );
    await service.db.query('INSERT INTO incoming_raws (mail_id, raw) VALUES ($1, $2)', [id, raw]);
    const at = (institutionId: string) => service.as(staff({ institutionId, roles: ['institution-admin'] }));
    const listed = async (client: ReturnType<typeof at>) => (await client.get('/v1/unfiled-mails')).body;
    const counted = async () => {
      const { sql } = figures.find(({ name }) => name === 'carrel_not_filed')!;
      return (await service.db.query<{ value: string }[]>(sql)).map(({ value }) => Number(value));
    };

    expect(await listed(at(aspen))).toMatchObject({ total: 1, items: [{ id, institutionId: aspen }] });
    expect(await listed(inbox.operator())).toMatchObject({ total: 1, items: [{ id }] });
    expect(await listed(at(birch))).toEqual({ items: [], nextCursor: null, total: 0 });
    expect(await counted()).toEqual([1]);
    expect((await inbox.at(aspen).get('/v1/unfiled-mails')).status).toBe(403);

    expect((await at(birch).post('/v1/unfiled-mails/requeue')).body).toEqual({ requeued: 0 });
    expect((await at(aspen).post('/v1/unfiled-mails/requeue')).body).toEqual({ requeued: 1 });
    await eventually(async () => expect(await listed(at(aspen))).toMatchObject({ total: 0 }));
    expect(inbox.asked.mailQuestion.questions).toContainEqual(
      expect.objectContaining({ mailId: id, institutionId: aspen, text: 'Is it there?' }),
    );
    expect(await counted()).toEqual([0]);
  });
});

describe('What is attached to a mail', () => {
  it('is named to the question that the mail becomes', async () => {
    const from = someone();
    const text = newId();
    const raw = [
      `From: ${from}\r\nMessage-ID: <${from}>\r\nContent-Type: multipart/mixed; boundary=b\r\n`,
      `--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b`,
      'Content-Type: application/pdf; name="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--b',
      'Content-Type: application/octet-stream; name="run.exe"\r\n\r\nMZ\r\n--b--\r\n',
    ].join('\r\n');
    await inbox.send('ask@aspen.example', raw, from);
    const { mailId, files } = await eventually(() => {
      const found = inbox.asked.mailQuestion.questions.find((one) => one.text === text);
      if (!found) throw new Error('not asked yet');
      return found;
    });
    expect(files).toMatchObject([{ name: 'plan.pdf', mediaType: 'application/pdf', bytes: 8 }]);
    const { body } = await inbox.at(inbox.aspen).get(`/v1/incoming-mails/${mailId}`);
    expect(body.attachments[0].id).toBe(files![0]!.id);
  });

  it('is given out by itself to whoever may read the question, programs are not', async () => {
    const { values, to, questionId } = await inbox.mailed();
    const raw = [
      `From: ${to}\r\nMessage-ID: <${questionId}@example.org>\r\nContent-Type: multipart/mixed; boundary=b\r\n`,
      '--b\r\nContent-Type: text/plain\r\n\r\nSee the plan\r\n--b',
      'Content-Type: application/pdf; name="../plan ü.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--b',
      'Content-Type: application/octet-stream; name="run.exe"\r\n\r\nMZ\r\n--b--\r\n',
    ].join('\r\n');
    await inbox.send(values['reply-to'], raw, to);
    await inbox.settled(values['reply-to']);
    const { body } = await inbox.at(inbox.birch).get(`/v1/incoming-mails?questionId=${questionId}`);
    const [mail] = body.items;
    expect(mail.attachments).toMatchObject([
      { mediaType: 'application/pdf', size: 8, refusal: null },
      { name: 'run.exe', refusal: 'kind-not-allowed' },
    ]);
    const [{ id, name, mediaType, size: bytes }] = mail.attachments;
    const [reply] = inbox.asked.patronReply.questions.filter((one) => one.questionId === questionId);
    expect(reply!.files).toEqual([{ id, name, mediaType, bytes }]);
    const at = (one: number) => `/v1/incoming-mails/${mail.id}/attachments/${mail.attachments[one].id}`;
    const pdf = await fetch(`${inbox.service.url}/api/notifications${at(0)}`, {
      headers: await staff({ institutionId: inbox.birch, roles: ['librarian'] }).headers(),
    });
    expect(await pdf.text()).toBe('%PDF-1.4');
    expect(pdf.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''plan%20/);
    expect(pdf.headers.get('content-type')).toBe('application/octet-stream');
    expect((await inbox.at(inbox.aspen).get(at(1))).status).toBe(403);
    inbox.world.contact = false;
    expect((await inbox.at(inbox.birch).get(`/v1/incoming-mails/${mail.id}`)).body).toMatchObject({
      from: null,
      wholeText: null,
      text: 'See the plan',
    });
    expect((await inbox.at(inbox.birch).get(`/v1/incoming-mails/${mail.id}/original`)).status).toBe(404);
    inbox.world.contact = true;
    inbox.world.allowed = false;
    expect((await inbox.at(inbox.birch).get(at(0))).status).toBe(404);
    expect((await inbox.at(inbox.birch).get(`/v1/incoming-mails?questionId=${questionId}`)).status).toBe(404);
    inbox.world.allowed = true;
  });
});

describe("A library's list of mails", () => {
  it('[promise 30] has pages that stay small however long the mails are, and shows every mail once', async () => {
    const from = someone();
    await inbox.send('ask@aspen.example', written({ From: from, Precedence: 'bulk' }), from);
    await eventually(async () => {
      const sql = `SELECT 1 FROM incoming_mails WHERE sender = $1 AND status <> 'arrived'`;
      expect(await inbox.service.db.query(sql, [from])).toHaveLength(1);
    });
    // 60 mails as long as one may be: 50,000 letters of three bytes, twice.
    await inbox.service.db.query(
      `INSERT INTO incoming_mails SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(),
         'fingerprint', n::text, 'institution_id', $2::uuid, 'text', repeat('€', 50000), 'whole_text', repeat('€', 50000)))).*
       FROM incoming_mails m, generate_series(1, 60) n WHERE m.sender = $1`,
      [from, inbox.birch],
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/v1/incoming-mails?limit=200${cursor === null ? '' : `&cursor=${cursor}`}`;
      const { status, body } = await inbox.at(inbox.birch).get(path);
      expect(status).toBe(200);
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(3_000_000);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    const rows = await inbox.service.db.query('SELECT id FROM incoming_mails WHERE institution_id = $1', [
      inbox.birch,
    ]);
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect([...seen].sort()).toEqual(rows.map(({ id }: { id: string }) => id).sort());
  });
});
