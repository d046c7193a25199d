import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { emit, eventually } from '@carrel/testing';
import { MailErasureService } from '../../src/incoming/mail-erasure.service.js';
import { anInbox, written, type Inbox } from './an-inbox.js';

let inbox: Inbox;
beforeAll(async () => {
  inbox = await anInbox();
});
afterAll(() => inbox?.stop());

/** Tables in which somewhere, in whatever column, this stands; bytes are looked into. */
async function tablesWith(word: string): Promise<string[]> {
  const { db } = inbox.service;
  const tables = await db.query<{ name: string }[]>(`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`);
  const found: string[] = [];
  const hex = Buffer.from(word).toString('hex');
  for (const { name } of tables) {
    const rows = await db.query(`SELECT FROM ${name} t WHERE t::text ILIKE ANY($1) LIMIT 1`, [
      [`%${word}%`, `%${hex}%`],
    ]);
    if (rows.length) found.push(name);
  }
  return found.sort();
}
const withPlan = (from: string, subject: string, secret: string) =>
  `From: ${secret} <${from}>\r\nSubject: ${subject}\r\nMessage-ID: <${newId()}@${secret}.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n` +
  `--b\r\n\r\n${secret} writes\r\n--b\r\nContent-Type: text/csv; name="${secret}.csv"\r\n\r\n${secret},${secret}\r\n--b--\r\n`;

describe('Of a mail', () => {
  it('nothing is left once its question is erased: no bytes, no words, no attachment, no address', async () => {
    const secret = `marmalade${Date.now()}`;
    const { values, questionId, to } = await inbox.mailed({ to: `${secret}@example.org` });
    await inbox.send(values['reply-to'], withPlan(to, 'Re', secret), to);
    await inbox.settled(values['reply-to']);
    await inbox.send(values['reply-to'], withPlan('other@example.net', 'Re', secret), 'other@example.net');
    expect(await inbox.settled(values['reply-to'], 2)).toMatchObject({ status: 'held' });
    expect(await tablesWith(secret)).toEqual([
      'public.deliveries',
      'public.incoming_attachments',
      'public.incoming_mails',
      'public.incoming_raws',
    ]);
    const erased = { questionId, patronInstitutionId: inbox.aspen };
    await emit(inbox.nats, 'question.erased.v1', { ...erased, extent: 'identity' }, { subject: questionId });
    await eventually(async () => expect(await tablesWith(`${secret}@example.org`)).toEqual([]));
    expect(await tablesWith(secret)).toEqual(['public.incoming_attachments', 'public.incoming_mails']);
    await emit(inbox.nats, 'question.erased.v1', erased, { subject: questionId });
    await eventually(async () => expect(await tablesWith(secret)).toEqual([]));
    const { body } = await inbox.at(inbox.aspen).get('/v1/incoming-mails');
    expect(body.items[0]).toMatchObject({
      status: 'held',
      text: null,
      from: null,
      erasedAt: expect.any(String),
    });
    expect((await inbox.at(inbox.aspen).get(`/v1/incoming-mails/${body.items[0].id}/original`)).status).toBe(
      409,
    );
    expect(
      (await inbox.at(inbox.aspen).post(`/v1/incoming-mails/${body.items[0].id}/release`, { as: 'question' }))
        .status,
    ).toBe(409);
  });

  it('that comes when its question is erased already, nothing is kept', async () => {
    const secret = `pimpernel${Date.now()}`;
    const { values, questionId, to } = await inbox.mailed();
    inbox.erasedInQuestions(questionId);
    await inbox.send(values['reply-to'], withPlan(to, 'Re', secret), to);
    expect(await inbox.settled(values['reply-to'])).toMatchObject({ status: 'refused', reason: 'erased' });
    expect(await tablesWith(secret)).toEqual([]);
  });

  it('that joined nothing, nothing is left once its patron is forgotten', async () => {
    const secret = `saxifrage${Date.now()}`;
    const from = `${secret}@example.org`;
    await inbox.send('ask@aspen.example', withPlan(from, 'Automatic reply: x', secret), from);
    await inbox.settled('ask@aspen.example');
    const asking = inbox.service.app.get(Requests);
    expect(await asking.ask(requests.forgetMailFrom, { institutionId: inbox.birch, address: from })).toEqual({
      forgotten: 0,
    });
    expect(
      await asking.ask(requests.forgetMailFrom, { institutionId: inbox.aspen, address: from.toUpperCase() }),
    ).toEqual({ forgotten: 1 });
    expect(await tablesWith(secret)).toEqual([]);
  });

  it('that joined nothing, nothing is left after the library’s time for identities, and what it was stays', async () => {
    const secret = `tormentil${Date.now()}`;
    const from = `${secret}@example.org`;
    await inbox.send('ask@birch.example', written({ From: from, Precedence: 'bulk' }, secret), from);
    await inbox.settled('ask@birch.example');
    const age = (days: number) =>
      inbox.service.db.query(
        `UPDATE incoming_mails SET arrived_at = now() - make_interval(days => $1) WHERE recipient = 'ask@birch.example'`,
        [days],
      );
    const forget = () => inbox.service.app.get(MailErasureService).forgetOld();
    await age(179);
    await forget();
    expect(await tablesWith(secret)).not.toEqual([]);
    await age(181);
    await forget();
    expect(await tablesWith(secret)).toEqual([]);
    const rows = await inbox.service.db.query(
      `SELECT status, reason FROM incoming_mails WHERE recipient = 'ask@birch.example'`,
    );
    expect(rows).toEqual([{ status: 'refused', reason: 'automatic' }]);
  });
});
