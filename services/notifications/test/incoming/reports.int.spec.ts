import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '@carrel/messaging';
import { eventually } from '@carrel/testing';
import { Suppressions } from '../../src/delivery/persistence/suppressions.repository.js';
import { sample, samplesOf } from '../samples.js';
import { anInbox, written, type Inbox } from './an-inbox.js';

let inbox: Inbox;
beforeAll(async () => {
  inbox = await anInbox();
});
afterAll(() => inbox?.stop());
const statusOf = async (id: string) =>
  (await inbox.service.db.query('SELECT status, last_reply FROM deliveries WHERE id = $1', [id]))[0];
const suppressed = (address: string) =>
  inbox.service.app.get(Transactions).run((tx) => inbox.service.app.get(Suppressions).has(tx, address));
const nothingWentOut = () => expect(inbox.mailbox.all()).toEqual([]);

describe('A mail that did not arrive', () => {
  it.each(samplesOf('bounces').filter((name) => name !== 'delivered'))(
    '[F12][F13] by the word of %s shows on its delivery, and nothing is sent',
    async (name) => {
      const { values, deliveryId, to, questionId } = await inbox.mailed();
      const recipient =
        name === 'forwarder-without-return-path' ? 'carrel@carrel.example' : values['return-path'];
      await inbox.send(recipient, sample('bounces', name, values), '');
      const row = await inbox.settled(recipient);
      expect(row).toMatchObject({
        status: 'noted',
        outcome: 'bounce',
        delivery_id: deliveryId,
        question_id: questionId,
      });
      const expected = { hard: 'bounced', soft: 'failed', delayed: 'accepted' }[row['reason']!];
      expect((await statusOf(deliveryId)).status).toBe(expected);
      expect(await suppressed(to)).toBe(row['reason'] === 'hard');
      if (row['reason'] === 'hard') {
        const bounced = await inbox.events.next(
          'mail.bounced.v1',
          ({ data }) => data.deliveryId === deliveryId,
        );
        expect(bounced.data).toMatchObject({ hard: true, questionId });
      }
      nothingWentOut();
    },
  );

  it('suppresses its address after three soft bounces, and not before', async () => {
    const { to } = await inbox.mailed();
    for (const [n, stopped] of [false, false, true].entries()) {
      const { values } = await inbox.mailed({ to });
      const raw = sample('bounces', 'postfix-over-quota', values)
        .toString('latin1')
        .replace('<report-', `<${n}-report-`);
      await inbox.send(values['return-path'], raw, '');
      await inbox.settled(values['return-path']);
      expect(await suppressed(to)).toBe(stopped);
    }
  });

  it('[B45] by a fault of the moment or of policy counts against nobody, however often', async () => {
    const { to } = await inbox.mailed();
    for (const n of [0, 1, 2, 3]) {
      const { values, deliveryId } = await inbox.mailed({ to });
      const raw = sample('bounces', 'postfix-over-quota', values)
        .toString('latin1')
        .replace('<report-', `<${n}-policy-`)
        .replaceAll('5.2.2', '5.7.1')
        .replace(
          /^(Diagnostic-Code:).*(\r?\n[ \t].*)*/m,
          '$1 smtp; 550 5.7.1 blocked using a list of senders',
        );
      await inbox.send(values['return-path'], raw, '');
      await inbox.settled(values['return-path']);
      expect((await statusOf(deliveryId)).status).toBe('failed');
    }
    expect(await suppressed(to)).toBe(false);
  });

  it('[B45] and suppressed its address is listed for the library, and staff or a mail from there release it', async () => {
    const comeBack = async () => {
      const mailed = await inbox.mailed({ to });
      const raw = sample('bounces', 'postfix-unknown-user', mailed.values)
        .toString('latin1')
        .replace('<report-', `<${mailed.deliveryId}-`);
      await inbox.send(mailed.values['return-path'], raw, '');
      await inbox.settled(mailed.values['return-path']);
      expect(await suppressed(to)).toBe(true);
      return mailed;
    };
    const { to } = await inbox.mailed();
    const { deliveryId, questionId } = await comeBack();
    const listed = async (institutionId: string) =>
      (await inbox.at(institutionId).get('/v1/suppressed-patrons')).body.items.filter(
        (one: { questionId: string }) => one.questionId === questionId,
      );
    expect(await listed(inbox.aspen)).toMatchObject([{ deliveryId, address: to }]);
    expect(await listed(inbox.birch)).toEqual([]);
    inbox.world.contact = false;
    expect(await listed(inbox.aspen)).toMatchObject([{ deliveryId, address: null }]);
    inbox.world.contact = true;
    const release = (institutionId: string) =>
      inbox.at(institutionId).post(`/v1/suppressed-patrons/${deliveryId}/release`);
    expect((await release(inbox.birch)).status).toBe(404);
    expect((await release(inbox.aspen)).status).toBe(204);
    expect((await release(inbox.aspen)).status).toBe(409);
    expect(await listed(inbox.aspen)).toEqual([]);
    expect(await suppressed(to)).toBe(false);

    await comeBack();
    await inbox.send('carrel@carrel.example', written({ From: to, Subject: 'I am here' }), to);
    await eventually(async () => expect(await suppressed(to)).toBe(false));
  });

  it('counts against its own address, never against one that the report names', async () => {
    const { values, to } = await inbox.mailed();
    const raw = sample('bounces', 'postfix-unknown-user', { ...values, patron: 'victim@example.net' });
    await inbox.send(values['return-path'], raw, '');
    await inbox.settled(values['return-path']);
    expect(await suppressed('victim@example.net')).toBe(false);
    expect(await suppressed(to)).toBe(true);
  });

  it('[F13] that is none of ours is refused and listed, and nothing is sent', async () => {
    await inbox.send(
      'ask@aspen.example',
      sample('bounces', 'qmail', { 'message-id': '<unknown@example.org>' }),
      '',
    );
    expect(await inbox.settled('ask@aspen.example')).toMatchObject({
      status: 'refused',
      reason: 'bounce-of-nothing',
      institution_id: inbox.aspen,
    });
    nothingWentOut();
  });
});

describe('A mail that no person wrote', () => {
  it.each(samplesOf('automatic'))('[F16] like %s becomes a note, and is never a reply', async (name) => {
    const { values, questionId } = await inbox.mailed();
    await inbox.send(values['reply-to'], sample('automatic', name, values), values.patron);
    expect(await inbox.settled(values['reply-to'])).toMatchObject({
      status: 'noted',
      outcome: 'automatic',
      question_id: questionId,
    });
    expect(inbox.asked.automaticMail.questions.some((one) => one.questionId === questionId)).toBe(true);
    expect(inbox.replies(questionId)).toEqual([]);
    nothingWentOut();
  });

  it('[F16] to where only reports go is noted too', async () => {
    const { values, questionId } = await inbox.mailed();
    await inbox.send(
      values['return-path'],
      written({ From: values.patron, Subject: 'Gone fishing' }),
      values.patron,
    );
    expect(await inbox.settled(values['return-path'])).toMatchObject({
      status: 'noted',
      question_id: questionId,
    });
  });

  it('[F13] from a stranger, to a library, or our own come back joins nothing and asks nothing', async () => {
    const { values, questionId } = await inbox.mailed();
    await inbox.send(
      values['reply-to'],
      sample('automatic', 'sieve-vacation', { ...values, patron: 'x@example.net' }),
      'x@example.net',
    );
    expect(await inbox.settled(values['reply-to'])).toMatchObject({ status: 'refused', reason: 'automatic' });
    await inbox.send(
      'ask@birch.example',
      written({
        From: 'carrel@carrel.example',
        'X-Loop': 'carrel.example',
        'Auto-Submitted': 'auto-generated',
      }),
    );
    expect(await inbox.settled('ask@birch.example')).toMatchObject({
      status: 'refused',
      reason: 'loop-own-mail',
      institution_id: inbox.birch,
    });
    expect(inbox.asked.automaticMail.questions.some((one) => one.questionId === questionId)).toBe(false);
    expect(inbox.asked.mailQuestion.questions).toEqual([]);
    nothingWentOut();
  });

  it('is not known by its subject alone: such a mail becomes a question', async () => {
    await inbox.send('ask@birch.example', written({ From: 'a@b.example', Subject: 'Abwesenheitsnotiz' }));
    expect(await inbox.settled('ask@birch.example', 2)).toMatchObject({
      status: 'joined',
      outcome: 'question',
    });
  });
});
