import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import { answer, eventually } from '@carrel/testing';
import { HandlingService } from '../../src/incoming/handling.service.js';
import { IncomingMails } from '../../src/incoming/persistence/incoming-mails.repository.js';
import { expectedText, sample, samplesOf } from '../samples.js';
import { anInbox, written, type Inbox } from './an-inbox.js';

let inbox: Inbox;
beforeAll(async () => {
  inbox = await anInbox();
});
afterAll(() => inbox?.stop());
beforeEach(() => {
  inbox.world.capturing = true;
});
const house = 'carrel@carrel.example';

describe('A reply made with any of twelve mail programs', () => {
  it.each(samplesOf('clients'))(
    '[F17][B15] by %s joins its question, by address, references or number',
    async (name) => {
      const { values, questionId, number, to } = await inbox.mailed();
      const raw = sample('clients', name, values);
      await inbox.send(values['reply-to'], raw, to);
      expect(await inbox.settled(values['reply-to'])).toMatchObject({
        status: 'joined',
        outcome: 'reply',
        matched_by: 'token',
      });
      expect(inbox.replies(questionId)).toMatchObject([
        { text: expectedText('clients', name), matchedBy: 'token' },
      ]);

      const before = (
        await inbox.service.db.query(`SELECT 1 FROM incoming_mails WHERE recipient = $1`, [house])
      ).length;
      await inbox.send(house, raw, to);
      await inbox.settled(house, before + 1);
      const bySubject = Buffer.from(
        raw
          .toString('latin1')
          .replace(/^(In-Reply-To|References):.*\r?\n/gim, '')
          .replace('<reply@mail.example.org>', `<${newId()}@mail.example.org>`)
          .replace('[Question 4711]', `[Question ${number}]`),
        'latin1',
      );
      await inbox.send(house, bySubject, to);
      await inbox.settled(house, before + 2);
      expect(inbox.replies(questionId).map(({ matchedBy }) => matchedBy)).toEqual([
        'token',
        'references',
        'subject',
      ]);
      expect(inbox.asked.mailQuestion.questions).toEqual([]);
    },
  );
});

describe('A reply', () => {
  it('[B15] from another than the one we wrote to is held, whatever it knows, and nobody is notified', async () => {
    const { values, questionId, number } = await inbox.mailed();
    const stranger = 'stranger@example.net';
    await inbox.send(values['reply-to'], written({ From: stranger, Subject: 'Re' }), stranger);
    expect(await inbox.settled(values['reply-to'])).toMatchObject({
      status: 'held',
      reason: 'sender-differs',
      question_id: questionId,
    });
    const knowing: Record<string, string>[] = [
      { 'In-Reply-To': values['message-id'] },
      { Subject: `Re: [Question ${number}] Your answer` },
    ];
    for (const more of knowing) {
      await inbox.send('ask@aspen.example', written({ From: stranger, ...more }), stranger);
    }
    await eventually(async () => {
      const rows = await inbox.service.db.query(
        `SELECT reason FROM incoming_mails WHERE sender = $1 AND recipient = 'ask@aspen.example' AND status = 'held'`,
        [stranger],
      );
      expect(rows).toEqual([{ reason: 'stranger' }, { reason: 'stranger' }]);
    });
    expect(inbox.replies(questionId)).toEqual([]);
  });

  it('[R134][B39] while the library takes none is held, its administrators are notified, and a person may release it', async () => {
    const { values, questionId, to } = await inbox.mailed();
    inbox.world.capturing = false;
    inbox.world.alert = 'alert@aspen.example';
    await inbox.send(values['reply-to'], written({ From: to, Subject: 'Re' }), to);
    expect(await inbox.settled(values['reply-to'])).toMatchObject({
      status: 'held',
      reason: 'replies-off',
    });
    expect(inbox.replies(questionId)).toEqual([]);
    const { body } = await inbox.at(inbox.aspen).get('/v1/incoming-mails?status=held');
    const mail = body.items.find((one: { questionId: string }) => one.questionId === questionId);
    await eventually(async () =>
      expect(
        await inbox.service.db.query(
          `SELECT recipient FROM deliveries WHERE cause_id = $1 AND message = 'mail-held'`,
          [mail.id],
        ),
      ).toEqual([{ recipient: 'alert@aspen.example' }]),
    );
    inbox.world.alert = null;
    expect(mail).toMatchObject({ reason: 'replies-off', from: to, text: 'And who designed it?', questionId });
    const released = await inbox
      .at(inbox.aspen)
      .post(`/v1/incoming-mails/${mail.id}/release`, { as: 'reply' });
    expect(released).toMatchObject({
      status: 200,
      body: { status: 'joined', outcome: 'reply', matchedBy: 'person' },
    });
    expect(inbox.replies(questionId)).toMatchObject([{ matchedBy: 'person', messageId: mail.id }]);
    expect((await inbox.at(inbox.aspen).post(`/v1/incoming-mails/${mail.id}/reject`)).status).toBe(409);
  });

  it('[B39] to a clarification, or to an expert’s or partner’s mail, is taken though the library takes no others', async () => {
    inbox.world.capturing = false;
    const asked = await inbox.mailed({ message: 'clarification-request' });
    await inbox.send(asked.values['reply-to'], written({ From: asked.to, Subject: 'Re' }), asked.to);
    expect(await inbox.settled(asked.values['reply-to'])).toMatchObject({
      status: 'joined',
      outcome: 'reply',
    });
    expect(inbox.replies(asked.questionId)).toMatchObject([{ matchedBy: 'token' }]);
    const partner = await inbox.mailed({ message: 'refer-by-email', toPatron: false, referralId: newId() });
    await inbox.send(partner.values['reply-to'], written({ From: partner.to, Subject: 'Re' }), partner.to);
    expect(await inbox.settled(partner.values['reply-to'])).toMatchObject({
      status: 'joined',
      outcome: 'partner-reply',
    });
  });

  it('from the same mailbox under the other form of an international domain is its patron’s', async () => {
    const { values, questionId } = await inbox.mailed({ to: 'pat@bücher.example' });
    const from = 'Pat@XN--BCHER-KVA.example';
    await inbox.send(values['reply-to'], written({ From: from, Subject: 'Re' }), 'pat@xn--bcher-kva.example');
    expect(await inbox.settled(values['reply-to'])).toMatchObject({
      status: 'joined',
      sender: 'Pat@bücher.example',
    });
    expect(inbox.replies(questionId)).toHaveLength(1);
  });

  it('whose writer wants answers where we wrote is the patron’s, from whichever address it is sent', async () => {
    const { values, questionId, to } = await inbox.mailed();
    const headers = { From: 'pat@work.example', 'Reply-To': to, Subject: 'Re' };
    await inbox.send(values['reply-to'], written(headers), 'pat@work.example');
    expect(await inbox.settled(values['reply-to'])).toMatchObject({ status: 'joined', sender: to });
    expect(inbox.replies(questionId)).toHaveLength(1);
  });

  it('[R101] of an e-mail partner or expert joins the referral, also while patrons’ replies are not kept', async () => {
    const referralId = newId();
    const { values, to } = await inbox.mailed({
      toPatron: false,
      referralId,
      message: 'referral-by-mail',
      to: `${newId()}@uni.example`,
    });
    inbox.world.capturing = false;
    await inbox.send(
      values['reply-to'],
      written(
        { From: to, Subject: 'Re', 'Content-Type': 'multipart/mixed; boundary=b' },
        [
          ...[
            '--b',
            '',
            'Look in the county archive.',
            '',
            'On 4/30/25 15:19, Cedar Library wrote:',
            '> Where?',
          ],
          ...[
            '--b',
            'Content-Type: text/plain; name=map.txt',
            'Content-Disposition: attachment; filename=map.txt',
          ],
          ...['', 'Shelf 12', '--b--'],
        ].join('\r\n'),
      ),
      to,
    );
    expect(await inbox.settled(values['reply-to'])).toMatchObject({
      status: 'joined',
      outcome: 'partner-reply',
      referral_id: referralId,
    });
    expect(inbox.asked.referralReply.questions.at(-1)).toMatchObject({
      referralId,
      text: 'Look in the county archive.',
      quoted: 'On 4/30/25 15:19, Cedar Library wrote:\n> Where?',
      files: [expect.objectContaining({ name: 'map.txt' })],
      matchedBy: 'token',
    });
  });

  it('[F17] to a mail of the patron’s own joins the same question', async () => {
    const { values, questionId, to } = await inbox.mailed();
    const first = written({ From: to, 'Message-ID': `<first-${questionId}@example.org>` });
    await inbox.send(values['reply-to'], first, to);
    await inbox.settled(values['reply-to']);
    const before = (
      await inbox.service.db.query(`SELECT 1 FROM incoming_mails WHERE recipient = $1`, [house])
    ).length;
    await inbox.send(
      house,
      written({ From: to, References: `<first-${questionId}@example.org>` }, 'One more thing'),
      to,
    );
    expect(await inbox.settled(house, before + 1)).toMatchObject({
      status: 'joined',
      question_id: questionId,
    });
  });

  it('waits while questions is away, and is not lost', async () => {
    const { values, questionId, to } = await inbox.mailed();
    inbox.asked.patronReply.stop();
    expect(await inbox.send(values['reply-to'], written({ From: to }), to)).toMatch(/^250/);
    await eventually(async () => {
      const [row] = await inbox.service.db.query(
        'SELECT status, sender FROM incoming_mails WHERE recipient = $1',
        [values['reply-to']],
      );
      expect(row).toEqual({ status: 'arrived', sender: to });
    });
    inbox.asked.patronReply = await answer(inbox.nats, requests.patronReply, ({ questionId: id }) => ({
      questionId: id,
    }));
    expect(await inbox.settled(values['reply-to'])).toMatchObject({ status: 'joined' });
    expect(inbox.replies(questionId)).toHaveLength(1);
  });
});

describe('The same mail', () => {
  it('delivered again and again, with restarts and deaths between, is one message', async () => {
    const { values, questionId, to } = await inbox.mailed();
    const raw = written({ From: to, Subject: 'Re', 'Message-ID': '<once@example.org>' });
    await inbox.send(values['reply-to'], raw, to);
    await inbox.send(values['reply-to'], `Received: from elsewhere\r\n${raw}`, to);
    await inbox.settled(values['reply-to']);
    await inbox.service.restart();
    await inbox.send(values['reply-to'], raw.replaceAll('\r\n', '\n'), to);
    const [{ id }] = await inbox.service.db.query('SELECT id FROM incoming_mails WHERE recipient = $1', [
      values['reply-to'],
    ]);
    // As if we had died after questions got it and before we wrote that down.
    await inbox.service.db.query(`UPDATE incoming_mails SET status = 'arrived' WHERE id = $1`, [id]);
    await inbox.service.app.get(HandlingService).handle({ mailId: id });
    await inbox.settled(values['reply-to']);
    expect(
      await inbox.service.db.query('SELECT 1 FROM incoming_mails WHERE recipient = $1', [values['reply-to']]),
    ).toHaveLength(1);
    expect(new Set(inbox.replies(questionId).map(({ messageId }) => messageId))).toEqual(new Set([id]));
  });

  it('is another mail when its text is another, though it bears the same id', async () => {
    const { values, questionId, to } = await inbox.mailed();
    for (const text of ['First', 'Second'])
      await inbox.send(
        values['reply-to'],
        written({ From: to, 'Message-ID': '<same@example.org>' }, text),
        to,
      );
    await inbox.settled(values['reply-to'], 2);
    expect(
      inbox
        .replies(questionId)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['First', 'Second']);
  });

  it('is acknowledged only once it is durable', async () => {
    const { values, to } = await inbox.mailed();
    const mails = inbox.service.app.get(IncomingMails);
    const arrive = mails.arrive.bind(mails);
    mails.arrive = async (...args) => {
      await arrive(...args);
      throw new Error('the database dies before it commits');
    };
    const raw = written({ From: to });
    await expect(inbox.send(values['reply-to'], raw, to)).rejects.toMatchObject({ responseCode: 451 });
    mails.arrive = arrive;
    expect(
      await inbox.service.db.query('SELECT 1 FROM incoming_mails WHERE recipient = $1', [values['reply-to']]),
    ).toEqual([]);
    expect(await inbox.send(values['reply-to'], raw, to)).toMatch(/^250/);
    const [row] = await inbox.service.db.query(
      'SELECT r.raw FROM incoming_raws r JOIN incoming_mails m ON m.id = r.mail_id WHERE m.recipient = $1',
      [values['reply-to']],
    );
    expect(row.raw.toString()).toContain('And who designed it?');
  });
});
