import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import { ImapReceiver } from '../../src/incoming/receivers/imap-receiver.js';
import { IncomingMails } from '../../src/incoming/persistence/incoming-mails.repository.js';
import { anInbox, written, type Inbox } from './an-inbox.js';

interface Imap {
  server: Server;
  getMailbox(name: string): { messages: { flags: string[] }[] };
  appendMessage(mailbox: string, flags: string[], date: string | false, raw: string): void;
}
let imap: Imap;
let inbox: Inbox;
/** Empties the mailbox; the cron job, which does so once a minute, would take what a test has just put there. */
let empty: () => Promise<number>;
beforeAll(async () => {
  imap = (hoodiecrow as (options: object) => Imap)({
    plugins: ['ID', 'UIDPLUS', 'MOVE', 'LITERALPLUS'],
    storage: { INBOX: {} },
  });
  imap.server.listen(0, '127.0.0.1');
  await once(imap.server, 'listening');
  const { port } = imap.server.address() as AddressInfo;
  inbox = await anInbox({
    env: {
      MAIL_IMAP_URL: `imap://testuser:testpass@127.0.0.1:${port}/INBOX?starttls=no`,
    },
  });
  const receiver = inbox.service.app.get(ImapReceiver);
  empty = receiver.empty.bind(receiver);
  receiver.empty = async () => 0;
});
afterAll(async () => {
  await inbox?.stop();
  imap?.server.close();
});
const left = () => imap.getMailbox('INBOX').messages.filter(({ flags }) => !flags.includes('\\Seen'));

describe('A mailbox', () => {
  it('is emptied into the same desk: a reply joins its question, whichever header names our address', async () => {
    const { values, questionId, to } = await inbox.mailed();
    const other = await inbox.mailed();
    imap.appendMessage('INBOX', [], false, written({ From: to, To: `Aspen <${values['reply-to']}>` }));
    imap.appendMessage(
      'INBOX',
      [],
      false,
      written({ From: other.to, To: 'list@example.org', 'Delivered-To': other.values['reply-to'] }, 'Two'),
    );
    imap.appendMessage(
      'INBOX',
      [],
      false,
      written({ From: 'x@example.org', To: 'unknown@example.org' }, 'For nobody'),
    );
    expect(await empty()).toBe(3);
    expect(await inbox.settled(values['reply-to'])).toMatchObject({ status: 'joined', door: 'imap' });
    await inbox.settled(other.values['reply-to']);
    expect(inbox.replies(questionId)).toMatchObject([{ text: 'And who designed it?' }]);
    expect(inbox.replies(other.questionId)).toMatchObject([{ text: 'Two' }]);
    expect(await inbox.settled('unknown@example.org')).toMatchObject({
      status: 'held',
      reason: 'no-question-named',
    });
    expect(left()).toEqual([]);
  });

  it('keeps a mail unseen until it is stored; the same mail through both receivers is one', async () => {
    const { values, questionId, to } = await inbox.mailed();
    const raw = written({ From: to, To: values['reply-to'] });
    imap.appendMessage('INBOX', [], false, raw);
    const mails = inbox.service.app.get(IncomingMails);
    const arrive = mails.arrive.bind(mails);
    mails.arrive = () => Promise.reject(new Error('the database is away'));
    expect(await empty()).toBe(0);
    mails.arrive = arrive;
    expect(left()).toHaveLength(1);
    await inbox.send(values['reply-to'], raw, to);
    await empty();
    await inbox.settled(values['reply-to']);
    expect(left()).toEqual([]);
    expect(
      await inbox.service.db.query('SELECT 1 FROM incoming_mails WHERE recipient = $1', [values['reply-to']]),
    ).toHaveLength(1);
    expect(inbox.replies(questionId)).toHaveLength(1);
  });

  it('is emptied of the others when one mail cannot be taken, which is tried again after them', async () => {
    const { values, to } = await inbox.mailed();
    imap.appendMessage('INBOX', [], false, written({ From: to, To: 'bad@example.org' }, 'Bad'));
    imap.appendMessage('INBOX', [], false, written({ From: to, To: values['reply-to'] }));
    const mails = inbox.service.app.get(IncomingMails);
    const arrive = mails.arrive.bind(mails);
    mails.arrive = (tx, mail, raw) =>
      mail.recipient === 'bad@example.org'
        ? Promise.reject(new Error('no such byte'))
        : arrive(tx, mail, raw);
    expect(await empty()).toBe(1);
    await inbox.settled(values['reply-to']);
    expect(left()).toHaveLength(1);
    mails.arrive = arrive;
    expect(await empty()).toBe(1);
    expect(left()).toEqual([]);
  });
});
