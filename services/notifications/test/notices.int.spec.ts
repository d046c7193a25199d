import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventData, HoldingState } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { emit, eventually, TestClock, type ReceivedMail } from '@carrel/testing';
import { MailServer } from '../src/mail/mail-server.js';
import { Sending } from '../src/delivery/sending.js';
import { Upkeep } from '../src/delivery/upkeep.js';
import { aNotificationsService } from './a-service.js';

const clock = new TestClock(new Date());
const minute = 60_000;
let running: Awaited<ReturnType<typeof aNotificationsService>>;
beforeAll(async () => {
  running = await aNotificationsService({ clock, env: { SMTP_TIMEOUT_SECONDS: '10' } });
});
afterAll(() => running?.stop());
beforeEach(() => {
  clock.set(new Date());
  running.mailbox.behave({});
  running.world.people.clear();
  running.world.alert = null;
  running.world.referral = {};
});

const holding = (more: Partial<HoldingState> = {}): HoldingState => ({
  institutionId: running.aspen,
  relations: ['home'],
  status: 'new',
  assigneeId: null,
  waitingOn: null,
  ...more,
});
/** An address of its own for each test, at which Aspen gets notices. */
const desk = () => {
  const address = `${newId()}@aspen.example`;
  running.world.addresses.set(running.aspen, [address]);
  return address;
};
const person = () => {
  const id = newId();
  running.world.people.set(id, `${id}@staff.example`);
  return { id, address: `${id}@staff.example` };
};
const rows = (where: string, ...values: unknown[]) =>
  running.service.db.query(`SELECT * FROM deliveries WHERE ${where} ORDER BY id`, values);
const replied = (questionId: string, more: Partial<EventData<'question.patron-replied.v1'>> = {}) =>
  emit(
    running.nats,
    'question.patron-replied.v1',
    {
      ...running.question({ questionId, holdings: [holding()] }),
      messageId: newId(),
      awaited: true,
      ...more,
    },
    { subject: questionId },
  );
const written = (causeId: string) =>
  eventually(async () => {
    const found = await rows('cause_id = $1', causeId);
    expect(found.length).toBeGreaterThan(0);
    return found;
  });
/** So many wait because another went a moment ago. */
const heldBack = (address: string, count: number) =>
  eventually(async () => {
    const waiting = await rows(`recipient = $1 AND status = 'queued'`, address);
    expect(waiting).toHaveLength(count);
    for (const { next_try_at } of waiting)
      expect(next_try_at.getTime() - clock.now().getTime()).toBe(15 * minute);
  });
/** As the job does when its time has come. */
const sendAll = async (address: string) => {
  for (const { id } of await rows(`recipient = $1 AND status = 'queued'`, address))
    await running.service.app.get(Sending).send({ deliveryId: id });
};
const toAddress = (address: string): ReceivedMail[] =>
  running.mailbox.all().filter(({ recipients }) => recipients.includes(address));

describe('Notices about one question to one address', () => {
  it('[F15] go out once in 15 minutes, and what came meanwhile goes along in the next', async () => {
    const [address, questionId] = [desk(), newId()];
    await replied(questionId);
    await running.mailbox.next(address);
    const second = await replied(questionId);
    const third = await replied(questionId);
    await written(second.id);
    const [last] = await written(third.id);
    await heldBack(address, 2);
    await sendAll(address);
    expect(toAddress(address)).toHaveLength(1);
    // Another question, and another address, do not wait for it.
    const other = await replied(newId());
    await running.mailbox.next(address);
    await eventually(async () => expect((await rows('cause_id = $1', other.id))[0].status).toBe('accepted'));

    clock.advance(15 * minute);
    await sendAll(address);
    const together = await running.mailbox.next(address);
    expect(together.subject).toBe('[Question 4711] 2 notices');
    expect(together.text?.match(/The patron has replied;/g)).toHaveLength(2);
    expect(toAddress(address)).toHaveLength(3);
    const fates = await rows('recipient = $1 AND question_id = $2', address, questionId);
    expect(fates.map(({ status }: { status: string }) => status)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(last.id).toBe(fates[2].id);
  });

  it('[F15] of another fact do not wait for one another', async () => {
    const [address, questionId] = [desk(), newId()];
    await replied(questionId);
    await running.mailbox.next(address);
    const data = running.question({ questionId, holdings: [holding()] });
    await emit(running.nats, 'question.reopened.v1', data, { subject: questionId });
    expect((await running.mailbox.next(address)).subject).toContain('Opened again');
  });

  it('[F15] that still wait are not sent once they are settled; what is news still is', async () => {
    const [address, questionId] = [desk(), newId()];
    await replied(questionId);
    await running.mailbox.next(address);
    const second = await replied(questionId);
    await written(second.id);
    await heldBack(address, 1);
    const data = running.question({
      ...{ questionId, actorInstitutionId: running.birch, informedInstitutionIds: [running.aspen] },
      holdings: [holding({ status: 'answered' })],
    });
    await running.answered(data);
    expect((await running.mailbox.next(address)).subject).toContain('Answered by');
    await eventually(async () =>
      expect(await rows('cause_id = $1', second.id)).toMatchObject([
        { status: 'suppressed', last_reply: 'settled' },
      ]),
    );
    expect(toAddress(address)).toHaveLength(2);
  });

  it('[F15] settled while the mail server is tried are not tried again; what went along with them goes by itself', async () => {
    const [address, questionId] = [desk(), newId()];
    const server = running.service.app.get(MailServer);
    const send = server.send.bind(server);
    let begun!: () => void;
    let refuse!: () => void;
    const trying = new Promise<void>((resolve) => (begun = resolve));
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    server.send = async () => {
      begun();
      await refused;
      return { code: 451, enhanced: null, reply: '451 later', at: 'session', transmitted: false };
    };
    const first = await replied(questionId);
    await trying;
    const data = {
      ...running.question({ questionId, holdings: [holding({ status: 'closed' })] }),
      closedReferralIds: [],
    };
    const closed = await emit(running.nats, 'question.closed.v1', data, { subject: questionId });
    await eventually(async () =>
      expect(await rows('cause_id = $1 AND settled', first.id)).toMatchObject([{ status: 'queued' }]),
    );
    refuse();
    await eventually(async () =>
      expect(await rows('cause_id = $1', first.id)).toMatchObject([
        { status: 'suppressed', last_reply: 'settled', attempts: 1 },
      ]),
    );
    server.send = send;
    expect(closed.subject).toBe(questionId);
    expect(toAddress(address)).toEqual([]);
  });

  it('[A6] of the due date go to the library that has the turn: they are dropped for one that refers it', async () => {
    const [address, questionId] = [desk(), newId()];
    const remindAt = new Date(clock.now().getTime() + 600 * minute).toISOString();
    const data = { ...running.question({ questionId, holdings: [holding()], dueAt: remindAt }), remindAt };
    const soon = await emit(running.nats, 'question.due-soon.v1', data, { subject: questionId });
    await written(soon.id);
    const { remindAt: _remindAt, ...question } = data;
    const referred = (receiverInstitutionId: string | null) =>
      emit(
        running.nats,
        'question.referred.v1',
        { ...question, referralId: newId(), receiverInstitutionId },
        { subject: questionId },
      );
    // An expert advises; the library still answers.
    const asked = await referred(null);
    await eventually(async () =>
      expect(
        await running.service.db.query('SELECT 1 FROM inbox WHERE event_id = $1', [asked.id]),
      ).not.toEqual([]),
    );
    expect(await rows('recipient = $1', address)).toMatchObject([{ status: 'queued' }]);
    await referred(running.birch);
    await eventually(async () =>
      expect(await rows('recipient = $1', address)).toMatchObject([
        { status: 'suppressed', last_reply: 'settled' },
      ]),
    );
  });

  it('[R108] of an answer reach who referred the question, though the library has switched mail off', async () => {
    running.world.addresses.set(running.aspen, []);
    const robin = person();
    await running.answered({
      ...{ actorInstitutionId: running.birch, informedInstitutionIds: [running.aspen] },
      holdings: [holding({ relations: ['home', 'sender'], status: 'answered', assigneeId: robin.id })],
    });
    expect((await running.mailbox.next(robin.address)).subject).toContain('Answered by');
    running.world.alert = `${newId()}@aspen.example`;
    await running.answered({
      ...{ actorInstitutionId: running.birch, informedInstitutionIds: [running.aspen] },
      holdings: [holding({ relations: ['sender'], status: 'answered' })],
    });
    expect((await running.mailbox.next(running.world.alert)).subject).toContain('Answered by');
  });

  it('[F15] and of a digest, wait for its hour; an erased question is not in it', async () => {
    const address = desk();
    await running.set('notice-schedule', running.aspen, { digestAt: '08:00', quietHours: null });
    const questions = [newId(), newId(), newId()];
    for (const questionId of questions) await written((await replied(questionId)).id);
    expect(toAddress(address)).toEqual([]);
    const waiting = await rows(`recipient = $1 AND status = 'queued'`, address);
    const clockThere = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Denver', timeStyle: 'short' });
    for (const { next_try_at } of waiting) expect(clockThere.format(next_try_at)).toBe('08:00');
    const erased = { questionId: questions[0]!, patronInstitutionId: running.aspen };
    await emit(running.nats, 'question.erased.v1', erased, { subject: questions[0]! });
    await eventually(async () => expect(await rows('recipient = $1', address)).toHaveLength(2));
    clock.set(waiting[0].next_try_at);
    await sendAll(address);
    const digest = await running.mailbox.next(address);
    expect(digest.subject).toBe('[Question 4711] 2 notices');
    expect(toAddress(address)).toHaveLength(1);
    await running.set('notice-schedule', running.aspen, { digestAt: null, quietHours: null });
  });

  it('are not sent in the quiet hours of the library, whatever its address', async () => {
    const address = desk();
    await running.set('notice-schedule', running.aspen, {
      digestAt: null,
      quietHours: { from: '18:00', to: '07:30' },
    });
    clock.set('2031-01-15T04:00:00.000Z');
    const [late] = await written((await replied(newId())).id);
    expect(late.next_try_at.toISOString()).toBe('2031-01-15T14:30:00.000Z');
    await running.set('notice-schedule', running.aspen, { digestAt: null, quietHours: null });
    expect(toAddress(address)).toEqual([]);
  });

  it('[A6][F24] that remind wait for the hour they are given, and are dropped once the question is answered', async () => {
    const [address, questionId] = [desk(), newId()];
    const remindAt = new Date(clock.now().getTime() + 600 * minute).toISOString();
    const data = { ...running.question({ questionId, holdings: [holding()], dueAt: remindAt }), remindAt };
    const soon = await emit(running.nats, 'question.due-soon.v1', data, { subject: questionId });
    const [row] = await written(soon.id);
    expect([row.message, row.status, row.next_try_at.toISOString()]).toEqual([
      'due-soon',
      'queued',
      remindAt,
    ]);
    const over = await emit(running.nats, 'question.overdue.v1', data, { subject: questionId });
    await written(over.id);
    running.newPatron();
    await running.answered({ questionId });
    await eventually(async () => {
      const left = await rows('recipient = $1', address);
      expect(left.map(({ status, last_reply }: Record<string, string>) => [status, last_reply])).toEqual([
        ['suppressed', 'settled'],
        ['suppressed', 'settled'],
      ]);
    });
  });
});

/** Roles in a group count while the library belongs to it. */
const belongs = async (institutionId: string, groupId: string) => {
  const membershipId = newId();
  const data = { membershipId, groupId, institutionId, status: 'active' as const };
  await emit(running.nats, 'membership.approved.v1', data, { subject: membershipId });
  await eventually(async () => {
    const sql = 'SELECT 1 FROM directory_memberships WHERE id = $1';
    expect(await running.service.db.query(sql, [membershipId])).toHaveLength(1);
  });
};

describe('Staff are notified', () => {
  it('[R134] of a reply: whoever works on it, at his or her own address', async () => {
    const [address, robin] = [desk(), person()];
    await replied(newId(), { holdings: [holding({ assigneeId: robin.id })] });
    const mail = await running.mailbox.next(robin.address);
    expect(mail.subject).toBe('[Question 4711] The patron has replied');
    expect(toAddress(address)).toEqual([]);
  });

  it('of an assignment: the colleague, not one who takes it himself; the library when somebody is gone', async () => {
    const [address, robin] = [desk(), person()];
    const assigned = (more: object) => {
      const data = {
        ...running.question({ holdings: [holding({ assigneeId: robin.id })] }),
        assigneeId: robin.id,
      };
      const whole = { ...data, ...more };
      return emit(running.nats, 'question.assigned.v1', whole, { subject: whole.questionId });
    };
    const own = await assigned({ actorId: robin.id });
    await assigned({});
    expect((await running.mailbox.next(robin.address)).subject).toBe('[Question 4711] Assigned to you');
    await assigned({ assigneeId: null, actorId: null, holdings: [holding()] });
    expect((await running.mailbox.next(address)).subject).toContain('Nobody works on it');
    expect(await rows('cause_id = $1', own.id)).toEqual([]);
  });

  it('of a claim that is taken back by the patron’s library, and of a question that is opened again', async () => {
    const address = desk();
    const back = running.question({
      actorInstitutionId: running.birch,
      holdings: [
        holding({ relations: ['claimer'], status: null }),
        holding({ institutionId: running.birch }),
      ],
    });
    await emit(running.nats, 'question.unclaimed.v1', back, { subject: back.questionId });
    expect((await running.mailbox.next(address)).subject).toContain('Taken back by Birch State University');
    const again = running.question({ holdings: [holding()] });
    await emit(running.nats, 'question.reopened.v1', again, { subject: again.questionId });
    expect((await running.mailbox.next(address)).subject).toContain('Opened again');
  });

  it.each([
    ['membership.requested.v1', 'pending', 'group', 'Aspen County Library asks to join Prairie'],
    ['membership.approved.v1', 'active', 'library', 'Aspen County Library has joined Prairie'],
    ['membership.blocked.v1', 'blocked', 'library', 'Aspen County Library is blocked in Prairie'],
  ] as const)(
    '[R116] [R119] [B2] on %s (%s): the administrators of the %s, a library by its Alert E-mail too, and not again when it is republished',
    async (name, status, who, subject) => {
      const [groupId, boss, alert] = [newId(), person(), `${newId()}@aspen.example`];
      running.world.alert = alert;
      const group = {
        groupId,
        name: 'Prairie',
        kind: 'cooperative' as const,
        timeZone: 'UTC',
        proxyInstitutionId: null,
      };
      await emit(running.nats, 'group.created.v1', group, { subject: groupId });
      await belongs(running.birch, groupId);
      const account = {
        ...{ accountId: boss.id, institutionId: who === 'library' ? running.aspen : running.birch },
        roles: who === 'library' ? ['institution-admin' as const] : [],
        groupRoles: who === 'group' ? [{ groupId, role: 'group-admin' as const }] : [],
        ...{ operator: false, trained: true, active: true },
      };
      await emit(running.nats, 'account.created.v1', account, { subject: boss.id });
      await eventually(async () => {
        const sql = 'SELECT 1 FROM directory_accounts WHERE id = $1';
        expect(await running.service.db.query(sql, [boss.id])).toHaveLength(1);
      });
      const membershipId = newId();
      const data = { membershipId, groupId, institutionId: running.aspen, status };
      const { id } = await emit(running.nats, name, data, { subject: membershipId });
      const recipients = who === 'library' ? [boss.address, alert] : [boss.address];
      for (const address of recipients) expect((await running.mailbox.next(address)).subject).toBe(subject);
      expect(
        (await rows('cause_id = $1', id)).map(({ recipient }: { recipient: string }) => recipient).sort(),
      ).toEqual(recipients.sort());

      // [B2] Said again it is no news, though whoever keeps a copy may not have had it.
      const state = async () =>
        (
          await running.service.db.query('SELECT * FROM directory_memberships WHERE id = $1', [membershipId])
        )[0];
      const again = await emit(running.nats, name, data, { subject: membershipId, restated: true });
      await eventually(async () => expect((await state()).sequence).toBe(again.sequence));
      const change = await emit(running.nats, name, data, { subject: membershipId });
      await eventually(async () =>
        expect(await rows('cause_id = $1', change.id)).toHaveLength(recipients.length),
      );
      expect(await rows('cause_id = $1', again.id)).toEqual([]);
    },
  );

  it('[R113] [R119] of an activated profile: by the Alert E-mail too, once where it is an administrator’s own', async () => {
    const boss = person();
    const account = {
      ...{ accountId: boss.id, institutionId: running.aspen, groupRoles: [] },
      roles: ['institution-admin' as const],
      ...{ operator: false, trained: true, active: true },
    };
    await emit(running.nats, 'account.created.v1', account, { subject: boss.id });
    await eventually(async () => {
      const sql = 'SELECT 1 FROM directory_accounts WHERE id = $1';
      expect(await running.service.db.query(sql, [boss.id])).toHaveLength(1);
    });
    const library = { ...(await running.service.app.get(Directory).institution(running.aspen))! };
    const { id: institutionId, ...rest } = library;
    const activated = () =>
      emit(
        running.nats,
        'institution.profile-activated.v1',
        { institutionId, ...rest },
        { subject: institutionId },
      );
    const alert = `${newId()}@aspen.example`;
    for (const [email, recipients] of [
      [alert, [boss.address, alert]],
      [boss.address.toUpperCase(), [boss.address]],
      [null, [boss.address]],
    ] as const) {
      running.world.alert = email;
      const { id } = await activated();
      const posted = (await written(id)).map(({ recipient }: { recipient: string }) => recipient);
      expect(posted.sort()).toEqual([...recipients].sort());
    }
  });

  it('[R81][row 34] of a transcript forwarded for quality: whoever looks after it', async () => {
    const judge = person();
    running.world.quality = [judge.id];
    const account = {
      ...{ accountId: judge.id, institutionId: running.birch, roles: ['reviewer' as const], groupRoles: [] },
      ...{ operator: false, trained: true, active: true },
    };
    await emit(running.nats, 'account.created.v1', account, { subject: judge.id });
    await eventually(async () => {
      const sql = 'SELECT 1 FROM directory_accounts WHERE id = $1';
      expect(await running.service.db.query(sql, [judge.id])).toHaveLength(1);
    });
    const data = { ...running.question(), noteId: newId(), kind: 'quality' };
    await emit(running.nats, 'question.note-added.v1', data, { subject: data.questionId });
    expect((await running.mailbox.next(judge.address)).subject).toBe(
      '[Question 4711] Forwarded for quality review',
    );
  });

  it('[R101][row 31] an e-mail partner gets the question and the reason, and of the patron only what is ticked', async () => {
    const partner = `${newId()}@expert.example`;
    running.newPatron('secret@patron.example');
    const made = async (withPatronContact: boolean) => {
      running.world.referral = {
        kind: 'email-partner',
        to: { name: 'Dr. Stone', email: partner },
        withPatronContact,
      };
      const data = {
        ...{ referralId: newId(), questionId: newId(), kind: 'email-partner' as const, groupId: null },
        ...{ senderInstitutionId: running.aspen, receiverInstitutionId: null, actorId: newId() },
      };
      await emit(running.nats, 'referral.made.v1', data, { subject: data.referralId });
      return running.mailbox.next(partner);
    };
    const mail = await made(false);
    expect(mail.subject).toBe('[Question 4711] Aspen County Library asks for your help');
    expect(mail.text).toMatch(/^Hello Dr\. Stone,/);
    expect(mail.text).toContain('When was the bridge built?');
    expect(mail.text).toContain('They hold the maps');
    expect(mail.raw).not.toContain('secret@patron.example');
    expect(mail.replyTo?.value[0]?.address).toMatch(/@carrel\.example$/);
    expect((await made(true)).text).toContain('secret@patron.example');
  });

  it('of a mail to the patron that did not get through: whoever wrote it; a notice that fails notifies nobody', async () => {
    const [address, robin] = [desk(), person()];
    running.world.author = robin.id;
    const to = running.newPatron();
    const account = {
      ...{ accountId: robin.id, institutionId: running.aspen, roles: ['librarian' as const], groupRoles: [] },
      ...{ operator: false, trained: true, active: true },
    };
    await emit(running.nats, 'account.created.v1', account, { subject: robin.id });
    running.mailbox.behave({ recipient: (one) => (one === to ? '550 5.1.1 no such user' : undefined) });
    await running.answered();
    const mail = await running.mailbox.next(robin.address);
    expect(mail.subject).toContain('could not be delivered');
    expect(mail.text).toContain('550 5.1.1');
    expect(mail.raw).not.toContain(to);
    running.world.author = null;

    running.mailbox.behave({ recipient: (one) => (one === address ? '550 5.1.1 no such user' : undefined) });
    const lost = await replied(newId());
    await eventually(async () => expect((await rows('cause_id = $1', lost.id))[0].status).toBe('bounced'));
    const next = await replied(newId());
    await eventually(async () => expect((await rows('cause_id = $1', next.id))[0].status).toBe('suppressed'));
    expect(await rows(`recipient = $1 AND message = 'delivery-failed'`, address)).toEqual([]);
  });
});

describe('Staff are notified, at their own addresses,', () => {
  /** An account of a library, known to notifications. */
  const member = async (
    institutionId: string,
    groupRoles: EventData<'account.created.v1'>['groupRoles'] = [],
  ) => {
    const one = person();
    const account = {
      ...{ accountId: one.id, institutionId, roles: ['librarian' as const], groupRoles },
      ...{ operator: false, trained: true, active: true },
    };
    await emit(running.nats, 'account.created.v1', account, { subject: one.id });
    const directory = running.service.app.get(Directory);
    await eventually(async () => expect(await directory.account(one.id)).toBeDefined());
    return one;
  };

  it('[R80] of feedback that a reviewer left them, whose words it does not say', async () => {
    const address = desk();
    const bo = await member(running.birch);
    const data = { ...running.question({ holdings: [holding()] }), feedbackToId: bo.id };
    const { id } = await emit(running.nats, 'question.feedback-given.v1', data, { subject: data.questionId });
    const mail = await running.mailbox.next(bo.address);
    expect(mail.subject).toBe('[Question 4711] Feedback on your chat');
    expect(await rows('cause_id = $1', id)).toHaveLength(1);
    expect(toAddress(address)).toEqual([]);
  });

  it('go to each account as it has chosen for their kind: mail, desk, or the digest of the day', async () => {
    const accounts = await Promise.all(
      (['mail', 'desk', 'digest', undefined] as const).map(async (by) => {
        const { id, address } = person();
        const account = {
          ...{ accountId: id, institutionId: running.aspen, roles: ['librarian' as const], groupRoles: [] },
          ...{ operator: false, trained: true, active: true },
        };
        await emit(running.nats, 'account.created.v1', account, { subject: id });
        await eventually(async () =>
          expect(await running.service.app.get(Directory).account(id)).toBeDefined(),
        );
        const kinds = by ? [{ kind: 'patron-replied' as const, by }] : [];
        if (by) await running.set('notice-preferences', id, { kinds, digestAt: '07:00' });
        return { id, address };
      }),
    );
    const [mail, atDesk, digest, usual] = accounts as [
      { id: string; address: string },
      { id: string; address: string },
      { id: string; address: string },
      { id: string; address: string },
    ];
    const library = desk();
    // To the whole library: its address, and those who want it in their own mailbox.
    const all = await replied(newId());
    await written(all.id);
    const recipients = (await rows('cause_id = $1', all.id))
      .map(({ recipient }: { recipient: string }) => recipient)
      .sort();
    expect(recipients).toEqual([library, mail.address, digest.address].sort());
    const [waits] = await rows('cause_id = $1 AND recipient = $2', all.id, digest.address);
    expect(waits).toMatchObject({ status: 'queued', bundle: `digest:${digest.id}` });
    const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'America/Denver' });
    expect(hour.format(waits.next_try_at)).toBe('07:00');

    // To one person: by mail as ever, unless it is wanted at the desk alone.
    const to = async (assigneeId: string) => {
      const event = await replied(newId(), { holdings: [holding({ assigneeId })] });
      await eventually(async () => {
        const done = `SELECT 1 FROM inbox WHERE event_id = $1 AND handler LIKE 'Reactions.%'`;
        expect((await running.service.db.query(done, [event.id])).length).toBeGreaterThan(0);
      });
      return (await rows('cause_id = $1', event.id)).map(({ recipient }: { recipient: string }) => recipient);
    };
    expect(await to(usual.id)).toEqual([usual.address]);
    expect(await to(atDesk.id)).toEqual([]);
    // The second of the day goes in one mail with the first.
    expect(await to(digest.id)).toEqual([digest.address]);
    clock.set(waits.next_try_at);
    await sendAll(digest.address);
    expect((await running.mailbox.next(digest.address)).subject).toMatch(/2 notices$/);
    for (const { id } of [mail, digest])
      await running.set('notice-preferences', id, { kinds: [], digestAt: '07:00' });
  });

  it('[2.6] in the first language of their own library that Carrel has words in, also where one mail has more than one notice', async () => {
    const address = desk();
    await running.set('languages', running.aspen, { staff: ['pt-BR', 'es-MX', 'en'], patrons: ['en'] });
    const questionId = newId();
    await replied(questionId);
    const mail = await running.mailbox.next(address);
    expect(mail.subject).toBe('[Pregunta 4711] El usuario ha respondido');
    expect(mail.html).toContain('<html lang="es"');
    expect(mail.text).toContain('Pregunta 4711: Bridge');
    for (let more = 0; more < 2; more += 1) await written((await replied(questionId)).id);
    await heldBack(address, 2);
    clock.advance(15 * minute);
    await sendAll(address);
    expect((await running.mailbox.next(address)).subject).toBe('[Pregunta 4711] 2 avisos');

    // A recipient of another library gets Aspen's notices in their own library's language.
    clock.set(new Date());
    const bo = await member(running.birch);
    const data = { ...running.question({ holdings: [holding()] }), feedbackToId: bo.id };
    await emit(running.nats, 'question.feedback-given.v1', data, { subject: data.questionId });
    expect((await running.mailbox.next(bo.address)).subject).toBe('[Question 4711] Feedback on your chat');
    await running.set('languages', running.aspen, { staff: ['en'], patrons: ['en'] });
  });

  it('[R94] as coordinators of a question that arrives at the portal, on its arrival', async () => {
    const [portal, groupId] = [newId(), newId()];
    const directory = running.service.app.get(Directory);
    const library = { ...(await directory.institution(running.aspen))!, name: 'Evergreen Ask', portal: true };
    const { id: _, ...rest } = { ...library, subscriptionGroupId: groupId };
    await emit(
      running.nats,
      'institution.registered.v1',
      { institutionId: portal, ...rest },
      { subject: portal },
    );
    await eventually(async () => expect(await directory.institution(portal)).toBeDefined());
    await belongs(running.birch, groupId);
    const coordinator = await member(running.birch, [{ groupId, role: 'coordinator' }]);
    await member(running.birch, [{ groupId: newId(), role: 'coordinator' }]);
    running.world.addresses.set(portal, ['alerts@portal.example']);
    const arrived = (institutionId: string, more: object = {}) =>
      running.chatted({
        ...{ sessionId: null, source: 'web-form', resolution: null, patronInstitutionId: institutionId },
        ...{ holdings: [holding({ institutionId, ...more })] },
      });
    const { id } = await arrived(portal);
    expect((await running.mailbox.next(coordinator.address)).subject).toBe(
      '[Question 4711] New question for Evergreen Ask',
    );
    const recipientsOf = async (causeId: string): Promise<string[]> =>
      (await written(causeId))
        .filter(({ to_patron }: { to_patron: boolean }) => !to_patron)
        .map(({ recipient }: { recipient: string }) => recipient);
    expect((await recipientsOf(id)).sort()).toEqual([coordinator.address, 'alerts@portal.example'].sort());
    // Of one at a library that is known they are not.
    const address = desk();
    const known = await arrived(running.aspen);
    expect(await recipientsOf(known.id)).toEqual([address]);
  });
});

describe('What is kept of mail', () => {
  it('is no text of mails that did not get through after 30 days', async () => {
    const to = running.newPatron();
    running.mailbox.behave({
      message: (mail) => (mail.recipients.includes(to) ? '554 5.7.1 spam' : undefined),
    });
    const { id } = await running.answered();
    await eventually(async () => expect((await rows('cause_id = $1', id))[0].status).toBe('failed'));
    const upkeep = running.service.app.get(Upkeep);
    await upkeep.forget();
    expect((await rows('cause_id = $1', id))[0].content).not.toBeNull();
    clock.advance(31 * 24 * 60 * minute);
    await upkeep.forget();
    expect((await rows('cause_id = $1', id))[0].content).toBeNull();
  });
});
