import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, redeliver, staff } from '@carrel/testing';
import { MailServer } from '../src/mail/mail-server.js';
import { aReceiver } from './a-receiver.js';
import { aNotificationsService } from './a-service.js';

let running: Awaited<ReturnType<typeof aNotificationsService>>;
beforeAll(async () => {
  // A silence of that length is waited for in many of these tests, and five times that where a process died.
  const env = {
    SMTP_TIMEOUT_SECONDS: '1',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    WEBHOOK_TIMEOUT_SECONDS: '60',
  };
  running = await aNotificationsService({ env });
});
afterAll(() => running?.stop());
beforeEach(() => running.mailbox.behave({}));

const delivery = async (causeId: string) => {
  const [row] = await running.service.db.query('SELECT * FROM deliveries WHERE cause_id = $1', [causeId]);
  return row;
};
const becomes = (causeId: string, status: string) =>
  eventually(async () => {
    const row = await delivery(causeId);
    expect(row).toMatchObject({ status });
    return row;
  });
const arrived = (to: string) => running.mailbox.all().filter(({ recipients }) => recipients.includes(to));

describe('Sending', () => {
  it('[F20] keeps one message id through every try, and forgets the text once it is accepted', async () => {
    const to = running.newPatron();
    let tries = 0;
    running.mailbox.behave({
      message: (mail) => (mail.recipients.includes(to) && (tries += 1) < 3 ? '451 4.3.0 later' : undefined),
    });
    const { id } = await running.answered();
    const row = await becomes(id, 'accepted');
    expect(new Set(arrived(to).map(({ messageId }) => messageId))).toEqual(new Set([row.message_id]));
    expect(row).toMatchObject({ attempts: 3, content: null, recipient: to });
  });

  it('[F20] to a server that takes the mail and hangs: once more, then it is left to a person', async () => {
    const to = running.newPatron();
    running.mailbox.behave({ message: () => 'hang' });
    const { id, data } = await running.answered();
    expect(await becomes(id, 'uncertain')).toMatchObject({ attempts: 2 });
    await running.events.next('mail.uncertain.v1', (event) => event.data.questionId === data.questionId);
    expect(arrived(to)).toHaveLength(2);
  });

  it('[F20] over a connection that breaks after the text: the same', async () => {
    const to = running.newPatron();
    running.mailbox.behave({ message: () => 'cut' });
    const { id } = await running.answered();
    await becomes(id, 'uncertain');
    expect(arrived(to)).toHaveLength(2);
  });

  it('[F20] to a server that hangs once and then takes it says that it was accepted', async () => {
    const to = running.newPatron();
    let tries = 0;
    running.mailbox.behave({
      message: (mail) => (mail.recipients.includes(to) && (tries += 1) === 1 ? 'hang' : undefined),
    });
    const { id } = await running.answered();
    expect(await becomes(id, 'accepted')).toMatchObject({ attempts: 2 });
    expect(arrived(to)).toHaveLength(2);
  });

  it('[F20] that dies between the server and our record is found out, and tried once more at most', async () => {
    const to = running.newPatron();
    const server = running.service.app.get(MailServer);
    const send = server.send.bind(server);
    server.send = async (mail) => {
      await send(mail);
      throw new Error('the process dies here');
    };
    const { id } = await running.answered();
    await becomes(id, 'uncertain');
    server.send = send;
    expect(arrived(to)).toHaveLength(2);
  });

  it('[F20] that takes longer than any silence is allowed to is no death, and sends nothing twice', async () => {
    const to = running.newPatron();
    const server = running.service.app.get(MailServer);
    const send = server.send.bind(server);
    let tries = 0;
    // A slow line: whether the process died is looked at after 5 s.
    server.send = async (mail) => {
      if (mail.to === to) tries += 1;
      await sleep(6_500);
      return undefined;
    };
    const { id } = await running.answered();
    expect(await becomes(id, 'accepted')).toMatchObject({ attempts: 1, unclear: 0 });
    server.send = send;
    expect(tries).toBe(1);
  });

  it('[B38] once more goes to the address that the patron has by then', async () => {
    const wrong = running.newPatron();
    running.mailbox.behave({
      recipient: (address) => (address === wrong ? '550 rejected: listed at zen.spamhaus.org' : undefined),
    });
    const { id: causeId } = await running.answered();
    const { id } = await becomes(causeId, 'failed');
    const right = running.newPatron();
    expect((await running.at(running.aspen).post(`/v1/deliveries/${id}/resend`)).status).toBe(202);
    expect(await becomes(causeId, 'accepted')).toMatchObject({ recipient: right });
    expect(arrived(right)).toHaveLength(1);
  });

  it('[R130][F15] to an address that takes no mail bounces once, and is suppressed from then on', async () => {
    const to = running.newPatron();
    running.mailbox.behave({
      recipient: (address) => (address === to ? '550 5.1.1 no such user' : undefined),
    });
    const first = await running.answered();
    expect(await becomes(first.id, 'bounced')).toMatchObject({ attempts: 1, last_reply: '550 5.1.1' });
    const bounced = await running.events.next(
      'mail.bounced.v1',
      ({ data }) => data.questionId === first.data.questionId,
    );
    expect(bounced.data.hard).toBe(true);
    running.mailbox.behave({});
    running.newPatron(to.toUpperCase());
    const second = await running.answered();
    expect(await becomes(second.id, 'suppressed')).toMatchObject({
      attempts: 0,
      recipient: to.toUpperCase(),
    });
    await running.events.next('mail.suppressed.v1', ({ data }) => data.questionId === second.data.questionId);
    expect(arrived(to.toUpperCase())).toEqual([]);
    const [{ kept }] = await running.service.db.query(
      `SELECT string_agg(address_hash, ' ') AS kept FROM suppressions`,
    );
    expect(kept).toMatch(/^[0-9a-f]{64}$/);

    // Sent once more by a person it is tried, and its success ends the suppression.
    const [{ id }] = await running.service.db.query('SELECT id FROM deliveries WHERE cause_id = $1', [
      second.id,
    ]);
    expect((await running.at(running.aspen).post(`/v1/deliveries/${id}/resend`)).status).toBe(202);
    await becomes(second.id, 'accepted');
    const third = await running.answered();
    await becomes(third.id, 'accepted');
  });

  it('[B45] whose server refuses us for good, or whose text is not wanted, leaves the address alone', async () => {
    const to = running.newPatron();
    running.mailbox.behave({
      recipient: (address) => (address === to ? '550 rejected: listed at zen.spamhaus.org' : undefined),
    });
    const refused = await running.answered();
    await becomes(refused.id, 'failed');
    running.mailbox.behave({ message: () => '554 5.7.1 spam' });
    const unwanted = await running.answered();
    await becomes(unwanted.id, 'failed');
    running.mailbox.behave({});
    const next = await running.answered();
    await becomes(next.id, 'accepted');
  });

  it('[F12] survives a mail server that is away', async () => {
    const to = running.newPatron();
    let tries = 0;
    running.mailbox.behave({
      recipient: (address) => (address === to && (tries += 1) < 2 ? '421 4.3.2 going down' : undefined),
    });
    const { id } = await running.answered();
    await becomes(id, 'accepted');
    expect(arrived(to)).toHaveLength(1);
  });

  it('[F25] is held up by no receiver of webhooks that hangs', async () => {
    const receiver = await aReceiver();
    receiver.answers(() => 'hang');
    const admin = running.service.as(staff({ institutionId: running.aspen, roles: ['institution-admin'] }));
    for (const n of [1, 2, 3, 4, 5, 6]) {
      const url = `${receiver.url}/${n}`;
      expect((await admin.post('/v1/webhooks', { url })).status).toBe(201);
    }
    const first = await running.answered();
    await eventually(() => expect(receiver.received.length).toBeGreaterThanOrEqual(5));
    const to = running.newPatron();
    const second = await running.answered();
    await becomes(first.id, 'accepted');
    await becomes(second.id, 'accepted');
    expect(arrived(to)).toHaveLength(1);
    await receiver.stop();
  });

  it('sends one mail per event, message and recipient through restarts and redeliveries', async () => {
    const to = running.newPatron();
    const event = await running.answered();
    await running.service.restart();
    await redeliver(running.nats, event);
    await becomes(event.id, 'accepted');
    const later = await running.answered();
    await becomes(later.id, 'accepted');
    // A busy machine may leave us in doubt about a try, which then is made once more (F20); nothing else doubles.
    const tries = await running.service.db.query(
      'SELECT message_id, 1 + unclear AS most FROM deliveries WHERE recipient = $1',
      [to],
    );
    expect(tries).toHaveLength(2);
    for (const { message_id, most } of tries as { message_id: string; most: number }[]) {
      const mails = arrived(to).filter(({ messageId }) => messageId === message_id).length;
      expect(mails).toBeGreaterThan(0);
      expect(mails).toBeLessThanOrEqual(most);
    }
    await expect(
      running.service.db.query(
        `INSERT INTO deliveries SELECT (jsonb_populate_record(d, '{"id": "00000000-0000-7000-8000-000000000000", "message_id": "x"}')).*
         FROM deliveries d WHERE cause_id = $1`,
        [event.id],
      ),
    ).rejects.toThrow('deliveries_once');
  });
});
