import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { aMailbox, eventually, type Mailbox, type ReceivedMail } from '@carrel/testing';
import { createTransport } from 'nodemailer';
import { HandlingService } from '../../src/incoming/handling.service.js';
import { MailErasureService } from '../../src/incoming/mail-erasure.service.js';
import { anInbox, written, type Inbox } from './an-inbox.js';

/** Every mail that any of the three sends, in the order in which the mail server between them takes it. */
interface Carried {
  from: string;
  to: string;
  subject: string | undefined;
}

let between: Mailbox;
let aspens: Inbox;
let birchs: Inbox;
const carried: Carried[] = [];
const responder = 'away@responder.example';
let pump: Promise<void>;
let over = false;

beforeAll(async () => {
  between = await aMailbox();
  aspens = await anInbox({ domain: 'one.example', smtpUrl: between.url });
  birchs = await anInbox({ domain: 'two.example', smtpUrl: between.url });
  pump = carry();
});
afterAll(async () => {
  over = true;
  await pump;
  await aspens?.stop();
  await birchs?.stop();
  await between?.stop();
});

/** The mail servers of the world: brings each mail to whom it is for. */
async function carry(): Promise<void> {
  for (let seen = 0; !over;) {
    const mails = between.all();
    if (mails.length === seen) {
      await sleep(20);
      continue;
    }
    const mail = mails[seen]!;
    seen += 1;
    for (const to of mail.recipients) await deliver(mail, to);
  }
}

async function deliver(mail: ReceivedMail, to: string): Promise<void> {
  if (to === responder) await respond(mail);
  const inbox = to.endsWith('one.example') ? aspens : to.endsWith('two.example') ? birchs : undefined;
  await inbox?.send(to, mail.raw, mail.sender);
  carried.push({ from: mail.sender, to, subject: mail.subject });
}

/** Answers whatever it gets to whom it is from, marks nothing and refers to nothing: the worst there is. */
async function respond(mail: ReceivedMail): Promise<void> {
  const transport = createTransport(between.url);
  const to = mail.replyTo?.value[0]?.address ?? mail.from?.value[0]?.address;
  const raw = written({ From: responder, To: to!, Subject: `Thank you ${newId()}` }, 'We have your mail.');
  await transport.sendMail({ envelope: { from: responder, to: to! }, raw });
  transport.close();
}

const waiting = async () => {
  // A mail counts as carried when its receiver has taken it.
  let count = between.all().reduce((sum, { recipients }) => sum + recipients.length, 0) - carried.length;
  for (const { service } of [aspens, birchs]) {
    const [row] = await service.db.query(
      `SELECT (SELECT count(*) FROM incoming_mails WHERE status = 'arrived')
         + (SELECT count(*) FROM deliveries WHERE status IN ('queued', 'retrying'))
         + (SELECT count(*) FROM graphile_worker.jobs WHERE run_at <= now() + interval '1 minute') AS left`,
    );
    count += Number(row.left);
  }
  return count;
};
/** Nothing is under way any more, and nothing new comes. */
async function atRest(): Promise<number> {
  let last = -1;
  // An event on its way is in no table, so more than one look has to find nothing.
  let stillLooks = 0;
  await eventually(async () => {
    const now = carried.length + between.all().length;
    const still = now === last && (await waiting()) === 0;
    last = now;
    stillLooks = still ? stillLooks + 1 : 0;
    if (stillLooks < 4) {
      await sleep(500);
      throw new Error('still mails under way');
    }
  });
  return carried.length;
}

describe('[F13, promise 17] Two Carrels and a responder that marks nothing', () => {
  it('come to rest after six mails at most, and stay silent for a day', async () => {
    // Each writes its notices to the other's question address, and has the responder or the other for a patron.
    aspens.world.addresses.set('ask@one.example', aspens.aspen);
    birchs.world.addresses.set('ask@two.example', birchs.birch);
    for (const [inbox, others] of [
      [aspens, ['ask@two.example']],
      [birchs, ['ask@one.example']],
    ] as const)
      Object.assign(inbox.world, { live: true, notices: others });
    await birchs.mailOut('ask@one.example', { toPatron: true });
    await aspens.mailOut(responder, { toPatron: true });
    const mails = await atRest();
    expect(mails).toBeGreaterThanOrEqual(3);
    expect(mails).toBeLessThanOrEqual(6);
    const sent = [aspens, birchs].map(({ service }) =>
      service.db.query('SELECT count(*)::int AS n FROM deliveries'),
    );
    const before = (await Promise.all(sent)).flat();
    for (let hour = 0; hour < 24; hour += 1) {
      for (const { service } of [aspens, birchs]) {
        await service.app.get(HandlingService).readLeft();
        await service.app.get(MailErasureService).forgetOld();
      }
    }
    expect(await atRest()).toBe(mails);
    expect(
      (
        await Promise.all(
          [aspens, birchs].map(({ service }) =>
            service.db.query('SELECT count(*)::int AS n FROM deliveries'),
          ),
        )
      ).flat(),
    ).toEqual(before);
  });
});
