import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { customMessageTypes, messageTokens, type CustomMessageType, type EventData } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { emit, eventually, redeliver, staff, type ReceivedMail } from '@carrel/testing';
import { DeliveriesQueries } from '../src/delivery/persistence/deliveries.queries.js';
import { Sending } from '../src/delivery/sending.js';
import { ReturnAddresses } from '../src/mail/return-addresses.js';
import { aLine, aNotificationsService } from './a-service.js';

let running: Awaited<ReturnType<typeof aNotificationsService>>;
beforeAll(async () => {
  running = await aNotificationsService();
});
afterAll(() => running?.stop());
beforeEach(() => {
  running.mailbox.behave({});
  running.world.lines = [
    aLine(1, 'patron', 'When was the bridge built?'),
    aLine(2, 'librarian', 'In 1932.', 'Robin'),
  ];
});

const rows = (causeId: string) =>
  running.service.db.query('SELECT message, recipient, status FROM deliveries WHERE cause_id = $1', [
    causeId,
  ]);
const handled = (...events: { id: string }[]) =>
  eventually(async () => {
    for (const { id } of events) {
      const by = `SELECT 1 FROM inbox WHERE event_id = $1 AND handler LIKE 'Reactions.%'`;
      expect(await running.service.db.query(by, [id])).toHaveLength(1);
    }
  });
const about = (mail: ReceivedMail) => ({ subject: mail.subject, text: mail.text });

describe('The transcript', () => {
  it("[R45] is mailed to the patron, in the library's name and time", async () => {
    const to = running.newPatron();
    const { data } = await running.chatted();
    const mail = await running.mailbox.next(to);
    expect(mail.subject).toBe('[Question 4711] Your chat with Aspen County Library');
    expect(mail.text).toMatch(/March 2, 2026/);
    expect(mail.text).toMatch(/\[12:04\sPM\] Robin: In 1932\./);
    expect(mail.from?.value).toEqual([{ name: 'Carrel', address: 'carrel@carrel.example' }]);
    expect(mail.references).toEqual([
      `<session-${data.sessionId}@carrel.example>`,
      '<question-4711@carrel.example>',
    ]);
  });

  it('[A15][A16][B27][B36] is not mailed of practice, when it was dismissed, without an address, or before a librarian has written', async () => {
    running.newPatron();
    const dismissed = await running.chatted({ resolution: 'lost-call', dismissReason: 'prank' });
    await handled(dismissed);
    const practice = await running.chatted({ practice: true });
    await handled(practice);
    running.world.lines = [aLine(1, 'patron', 'Buy cheap pills at …')];
    const alone = await running.chatted();
    await handled(alone);
    running.world.patron.email = null;
    running.world.lines = [aLine(1, 'librarian', 'Hello?', 'Robin')];
    const nameless = await running.chatted({ noContact: true });
    await handled(nameless);
    for (const { id } of [dismissed, practice, alone, nameless]) expect(await rows(id)).toEqual([]);
  });

  it.each([
    ['a librarian', {}],
    ['a lost call', { resolution: 'lost-call' as const }],
    ['the system', { actorId: null, actorInstitutionId: null }],
  ])('[F11] of a chat ended by %s is mailed once, however often its event is delivered', async (_by, how) => {
    const to = running.newPatron();
    const event = await running.chatted(how);
    await running.mailbox.next(to);
    await redeliver(running.nats, event);
    // The same chat published anew, as by another version of this service.
    const again = await running.chatted({
      sessionId: event.data.sessionId,
      questionId: event.data.questionId,
    });
    await handled(again);
    expect(await rows(event.id)).toHaveLength(1);
    expect(await rows(again.id)).toEqual([]);
  });

  it('[R139] of a new patron says that there is a record now, and is the transcript all the same', async () => {
    const to = running.newPatron();
    await running.chatted({ newPatron: true });
    const mail = await running.mailbox.next(to);
    expect(mail.text).toContain('This was your first question here');
    expect(mail.text).toContain('Robin: In 1932.');
    expect(mail.text).not.toContain('What we keep of you');
  });
});

describe('Other words to the patron', () => {
  it.each([
    ['question.clarification-requested.v1', 'Aspen County Library asks about your question'],
    ['question.message-sent.v1', 'A message from Aspen County Library'],
  ] as const)('[R132] are mailed on %s', async (name, subject) => {
    const to = running.newPatron();
    const data = { ...running.question(), messageId: newId() };
    await emit(running.nats, name, data, { subject: data.questionId });
    const mail = await running.mailbox.next(to);
    expect(mail.subject).toBe(`[Question 4711] ${subject}`);
    expect(mail.text).toContain('It was built in 1932.');
  });
});

describe('The answer', () => {
  it('[R71] is mailed to the patron, marked as automatic and threaded by the question', async () => {
    const to = running.newPatron();
    const sessionId = newId();
    await running.answered({ sessionId });
    const mail = await running.mailbox.next(to);
    expect(mail.subject).toBe('[Question 4711] Your answer from Aspen County Library');
    expect(mail.text).toContain('It was built in 1932.');
    expect(mail.html).toContain('It was built in 1932.');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.references).toEqual([
      `<session-${sessionId}@carrel.example>`,
      '<question-4711@carrel.example>',
    ]);
    expect(mail.messageId).toMatch(/@carrel\.example>$/);
  });

  it('ends with the signature of whoever wrote it, which the preview shows before', async () => {
    const to = running.newPatron();
    const person = staff({ institutionId: running.aspen, roles: ['librarian'] });
    const robin = running.service.as(person);
    const author = person.accountId;
    running.world.author = author;
    running.world.signatures.set(author, '  Robin <Reference>\nMap room, 2nd floor\n');
    const questionId = newId();
    const path = `/v1/questions/${questionId}/previews`;
    const text = 'It was built in 1932.';
    const preview = await robin.post(path, { message: 'answer', text });
    expect([preview.status, preview.body.subject]).toEqual([
      200,
      '[Question 4711] Your answer from Aspen County Library',
    ]);
    await running.answered({ questionId });
    const mail = await running.mailbox.next(to);
    expect(mail.text).toContain(`${text}\n\nRobin <Reference>\nMap room, 2nd floor`);
    expect(mail.html).toContain('Robin &lt;Reference&gt;');
    expect(preview.body.text.trim()).toBe(mail.text?.trim());
    for (const message of ['clarification-request', 'library-message'])
      expect((await robin.post(path, { message, text })).body.html).toContain('Robin &lt;Reference&gt;');
    running.world.signatures.clear();
    expect((await robin.post(path, { message: 'answer', text })).body.text).not.toContain('Map room');
    running.world.author = null;
  });

  it('[2.6] is previewed only by those who see who asked', async () => {
    const path = `/v1/questions/${newId()}/previews`;
    const of = async () =>
      (await running.at(running.birch).post(path, { message: 'answer', text: 'Yes.' })).status;
    running.world.contact = false;
    expect(await of()).toBe(404);
    Object.assign(running.world, { contact: true, allowed: false });
    expect(await of()).toBe(404);
    running.world.allowed = true;
    expect(
      (await running.at(running.birch).post(path, { message: 'chat-transcript', text: 'x' })).status,
    ).toBe(422);
    expect((await running.at(running.birch).post(path, { message: 'answer', text: ' ' })).status).toBe(422);
  });

  it('[R135][A19][B15] is answered at an address of its own, and returned to another; a notice is not answered', async () => {
    const to = running.newPatron();
    const { id } = await running.answered({ informedInstitutionIds: [running.aspen] });
    const mail = await running.mailbox.next(to);
    const [delivery] = await running.service.db.query(
      `SELECT id FROM deliveries WHERE cause_id = $1 AND to_patron`,
      [id],
    );
    const addresses = running.service.app.get(ReturnAddresses);
    const [replyTo] = mail.replyTo?.value ?? [];
    expect(addresses.read(replyTo!.address!)).toEqual({ purpose: 'reply', deliveryId: delivery.id });
    expect(addresses.read(mail.sender)).toEqual({ purpose: 'bounce', deliveryId: delivery.id });
    expect(mail.headers.get('x-loop')).toBe('carrel.example');
    const notice = await running.mailbox.next(
      'alerts@aspen.example',
      ({ subject }) => !!subject?.includes('Answered by'),
    );
    expect(notice.replyTo).toBeUndefined();
    expect(addresses.read(notice.sender)).toMatchObject({ purpose: 'bounce' });
  });

  it('[B39] of a library that takes no replies carries no address for them but a link; a clarification is answerable', async () => {
    const to = running.newPatron();
    running.world.sender = { displayName: null, address: null, enabled: false };
    running.world.letter = { patronId: newId() };
    await running.answered();
    const mail = await running.mailbox.next(to);
    expect(mail.replyTo).toBeUndefined();
    expect(mail.text).toContain('Please do not answer this mail');
    expect(mail.text).toContain('/my-questions?question=4711#a-token');
    const data = { ...running.question({ patronInstitutionId: running.aspen }), messageId: newId() };
    await emit(running.nats, 'question.clarification-requested.v1', data, { subject: data.questionId });
    const asked = await running.mailbox.next(to);
    expect(asked.replyTo?.value[0]?.address).toMatch(/@carrel\.example$/);
    expect(asked.text).not.toContain('Please do not answer');
    running.world.sender = { displayName: null, address: null };
    running.world.letter = {};
  });

  it('[R71] given by telephone is not mailed', async () => {
    running.newPatron();
    const event = await running.answered({ deliveredBy: 'telephone' });
    await handled(event);
    expect(await rows(event.id)).toEqual([]);
  });

  it('carries no header or recipient that a patron wrote', async () => {
    const to = running.newPatron();
    running.world.patron.name = 'Pat\r\nBcc: everyone@example.org\r\n\r\n<script>alert(1)</script>\0';
    await running.answered();
    const mail = await running.mailbox.next(to);
    expect(mail.recipients).toEqual([to]);
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.html).not.toContain('<script>');
    expect(mail.raw).not.toContain('\0');
  });

  it('to what is no mailbox is recorded as bounced, and nothing leaves', async () => {
    running.newPatron('pat@example.org\r\nRCPT TO:<everyone@example.org>\0');
    const event = await running.answered();
    await running.events.next('mail.bounced.v1', ({ data }) => data.questionId === event.data.questionId);
    expect(await rows(event.id)).toMatchObject([{ status: 'bounced' }]);
    expect(running.mailbox.all().some(({ recipients }) => recipients.includes('everyone@example.org'))).toBe(
      false,
    );
  });
});

describe('A library is notified', () => {
  const holding = (institutionId: string, more: object = {}) => ({
    institutionId,
    relations: ['home' as const],
    status: 'new' as const,
    assigneeId: null,
    waitingOn: null,
    ...more,
  });
  const created = (more: object): Promise<{ id: string }> => {
    const data: EventData<'question.created.v1'> = { ...running.question(more), resolution: null };
    return emit(running.nats, 'question.created.v1', data, { subject: data.questionId });
  };
  const referral = (more: object = {}): EventData<'referral.made.v1'> => ({
    referralId: newId(),
    questionId: newId(),
    kind: 'cooperative-partner',
    senderInstitutionId: running.aspen,
    receiverInstitutionId: running.birch,
    groupId: null,
    actorId: newId(),
    ...more,
  });

  it('[R129][R130] of a new question and of a transcript that needs follow-up, at all its addresses', async () => {
    await created({ source: 'web-form', holdings: [holding(running.aspen)] });
    expect((await running.mailbox.next('alerts@aspen.example')).subject).toBe(
      '[Question 4711] New question for Aspen County Library',
    );
    await created({ holdings: [holding(running.birch)] });
    for (const address of ['alerts@birch.example', 'desk@birch.example']) {
      const mail = await running.mailbox.next(address);
      expect(mail.subject).toBe('[Question 4711] Follow-up needed at Birch State University');
      expect(mail.text).not.toContain('Pat');
    }
  });

  it('[R129] not of what somebody has taken up, is answered, or while its notices are off', async () => {
    const taken = await created({ holdings: [holding(running.aspen, { assigneeId: newId() })] });
    const answered = await created({ holdings: [holding(running.aspen, { status: 'answered' })] });
    const addresses = running.world.addresses.get(running.aspen)!;
    running.world.addresses.delete(running.aspen);
    const quiet = await created({ holdings: [holding(running.aspen)] });
    await handled(taken, answered, quiet);
    running.world.addresses.set(running.aspen, addresses);
    for (const { id } of [taken, answered, quiet]) expect(await rows(id)).toEqual([]);
  });

  it('[R106][R103] of a referral, with its reason', async () => {
    const data = referral();
    await emit(running.nats, 'referral.made.v1', data, { subject: data.referralId });
    const mail = await running.mailbox.next(
      'desk@birch.example',
      ({ subject }) => !!subject?.includes('Referred'),
    );
    expect(about(mail)).toEqual({
      subject: '[Question 4711] Referred to Birch State University by Aspen County Library',
      text: expect.stringContaining('They hold the maps'),
    });
  });

  it('[A26] of a return, to the sender; of a withdrawal, to the receiver', async () => {
    const data = referral();
    await emit(
      running.nats,
      'referral.returned.v1',
      { ...data, cause: 'receiver' },
      { subject: data.referralId },
    );
    const returned = await running.mailbox.next(
      'alerts@aspen.example',
      ({ subject }) => !!subject?.includes('Returned'),
    );
    expect(returned.text).toContain('Not our county');
    await emit(running.nats, 'referral.withdrawn.v1', data, { subject: data.referralId });
    await running.mailbox.next('alerts@birch.example', ({ subject }) => !!subject?.includes('Taken back'));
  });

  it('[R108] of an answer that another library sent, the answering one not', async () => {
    running.newPatron();
    const event = await running.answered({ informedInstitutionIds: [running.aspen, running.birch] });
    const mail = await running.mailbox.next(
      'alerts@aspen.example',
      ({ subject }) => !!subject?.includes('Answered by'),
    );
    expect(mail.subject).toBe('[Question 4711] Answered by Birch State University');
    expect((await rows(event.id)).map(({ message }: { message: string }) => message).sort()).toEqual([
      'answer',
      'answer-sent',
    ]);
  });

  it('[R109] of the close of a question it referred', async () => {
    const holdings = [holding(running.aspen, { relations: ['home', 'sender'], status: 'closed' })];
    const data = { ...running.question({ holdings }), closedReferralIds: [] };
    await emit(running.nats, 'question.closed.v1', data, { subject: data.questionId });
    await running.mailbox.next(
      'alerts@aspen.example',
      ({ subject }) => !!subject?.includes('Closed by Birch'),
    );
  });
});

describe('The mails about a question', () => {
  it('[F12] are listed for staff who may read it, transcripts among them, whichever event came first', async () => {
    const to = running.newPatron();
    const { data } = await running.chatted();
    const question = data;
    await running.mailbox.next(to);
    await running.answered({ questionId: question.questionId, sessionId: data.sessionId });
    await running.mailbox.next(to);
    await running.events.next(
      'mail.accepted.v1',
      (event) => event.data.message === 'answer' && event.data.sessionId === data.sessionId,
    );
    const { body } = await running.at(running.aspen).get(`/v1/deliveries?questionId=${question.questionId}`);
    expect(body.items).toMatchObject([
      { message: 'chat-transcript', to, status: 'accepted', attempts: 1 },
      { message: 'answer', to, status: 'accepted', attempts: 1, sentAt: expect.any(String) },
    ]);
    const bySession = await running.at(running.aspen).get(`/v1/deliveries?sessionId=${data.sessionId}`);
    expect(bySession.body).toEqual(body);

    running.world.contact = false;
    const blind = await running.at(running.birch).get(`/v1/deliveries?questionId=${question.questionId}`);
    expect(blind.body.items.map((item: { to: unknown }) => item.to)).toEqual([null, null]);
    running.world.contact = true;
  });

  it('[promise 30] are listed without their words: a page of large mails is read in a few bytes', async () => {
    const { data } = await running.answered({ questionId: newId() });
    await eventually(async () =>
      expect(
        await running.service.app.get(DeliveriesQueries).ofQuestion(data.questionId, undefined, 9),
      ).toHaveLength(1),
    );
    await running.service.db.query(
      `INSERT INTO deliveries SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
         'cause_id', gen_random_uuid(), 'message_id', n::text, 'status', 'failed',
         'content', jsonb_build_object('text', repeat('x', 1000000))))).*
       FROM deliveries d, generate_series(1, 100) n WHERE d.question_id = $1`,
      [data.questionId],
    );
    const queries = running.service.app.get(DeliveriesQueries);
    const { institutionId } = (await queries.ofQuestion(data.questionId, undefined, 1))[0]!;
    for (const rows of [
      await queries.ofQuestion(data.questionId, undefined, 200),
      await queries.unsettled(institutionId!, undefined, 200),
    ]) {
      expect(rows.length).toBeGreaterThanOrEqual(100);
      expect(JSON.stringify(rows).length / rows.length).toBeLessThan(1_000);
    }
    const page = await running
      .at(running.aspen)
      .get(`/v1/deliveries?questionId=${data.questionId}&limit=200`);
    expect(page.body.items).toHaveLength(101);
    expect(JSON.stringify(page.body).length).toBeLessThan(100_000);
    await running.service.db.query('DELETE FROM deliveries WHERE question_id = $1', [data.questionId]);
  });

  it('[F26] do not exist for a library that may not read the question', async () => {
    running.world.allowed = false;
    const answer = await running.at(running.birch).get(`/v1/deliveries?questionId=${newId()}`);
    running.world.allowed = true;
    expect(answer.status).toBe(404);
    expect((await running.at(running.birch).get(`/v1/deliveries?sessionId=${newId()}`)).body).toEqual(
      answer.body,
    );
    expect((await running.at(running.birch).get('/v1/deliveries')).status).toBe(422);
  });

  it('keep neither text nor address once the question is erased', async () => {
    const to = running.newPatron();
    running.mailbox.behave({ recipient: () => '451 4.7.1 later' });
    const { id, data } = await running.answered();
    const queued = await running.events.next(
      'mail.queued.v1',
      (event) => event.data.questionId === data.questionId,
    );
    const erased = { questionId: data.questionId, patronInstitutionId: running.aspen };
    await emit(running.nats, 'question.erased.v1', erased, { subject: data.questionId });
    await running.events.next('mail.suppressed.v1', (event) => event.data.questionId === data.questionId);
    running.mailbox.behave({});
    expect(await rows(id)).toMatchObject([{ status: 'suppressed', recipient: null }]);
    await running.service.app.get(Sending).send({ deliveryId: queued.data.deliveryId });
    expect(running.mailbox.all().some(({ recipients }) => recipients.includes(to))).toBe(false);
  });
});

describe('The receipt of a question', () => {
  const home = () => ({
    institutionId: running.aspen,
    relations: ['home' as const],
    status: 'new' as const,
    assigneeId: null,
    waitingOn: null,
  });
  const asked = (more: Partial<EventData<'question.created.v1'>> = {}) =>
    running.chatted({ source: 'web-form', sessionId: null, resolution: null, holdings: [home()], ...more });

  it('[R132] gives its number, and repeats nothing that was typed into the form', async () => {
    const to = running.newPatron();
    running.world.patron.name = 'Visit http://pills.example now';
    await asked();
    const mail = await running.mailbox.next(to);
    expect(about(mail)).toEqual({
      subject: '[Question 4711] Aspen County Library has your question',
      text: expect.stringMatching(/^Hello,\n\nYour question has arrived and has the number 4711\./),
    });
    expect(mail.text).not.toContain('bridge');
    expect(mail.text).not.toContain('pills');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('[R139] is the New Account message in place of New Question when the patron is new', async () => {
    const to = running.newPatron();
    const event = await asked({ newPatron: true, source: 'mail' });
    const mail = await running.mailbox.next(to);
    expect(mail.text).toContain('so we have made a record of your address');
    expect(mail.headers.get('auto-submitted')).toBe('auto-replied');
    expect((await rows(event.id)).filter(({ recipient }: { recipient: string }) => recipient === to)).toEqual(
      [expect.objectContaining({ message: 'new-account' })],
    );
  });

  it('[row 10] is sent of a chat that nobody took; [row 9] not of one dismissed; [row 12] not from a desk', async () => {
    const to = running.newPatron();
    await asked({ source: 'chat', sessionId: newId() });
    await running.mailbox.next(to);
    const dismissed = await asked({
      source: 'chat',
      sessionId: newId(),
      holdings: [{ ...home(), status: 'closed' }],
    });
    const desk = await asked({ source: 'desk', holdings: [{ ...home(), assigneeId: newId() }] });
    await handled(dismissed, desk);
    for (const { id } of [dismissed, desk]) expect(await rows(id)).toEqual([]);
  });

  it('[promise 20] goes to one recipient three times a day, by whatever form, replica or spelling', async () => {
    const to = running.newPatron();
    const [name, domain] = to.split('@') as [string, string];
    const events: { id: string }[] = [];
    for (const address of [to, `${name}+1@${domain}`, to.toUpperCase(), `${name}+2@${domain}`, to]) {
      running.world.patron.email = address;
      events.push(await asked({ patronInstitutionId: running.birch }));
      await handled(events.at(-1)!);
    }
    const patrons = await Promise.all(
      events.map(async ({ id }) => {
        const [row] = await running.service.db.query(
          'SELECT status, last_reply FROM deliveries WHERE cause_id = $1 AND to_patron',
          [id],
        );
        return row;
      }),
    );
    expect(patrons.slice(3)).toEqual(Array(2).fill({ status: 'suppressed', last_reply: 'recipient-limit' }));
    expect(patrons.slice(0, 3).map((row) => row.status)).not.toContain('suppressed');
    // A clarification is no confirmation: the library itself writes it.
    running.world.patron.email = to;
    const answered = await running.answered();
    await running.events.next('mail.accepted.v1', ({ data }) => data.questionId === answered.data.questionId);
  });
});

describe("The patron's language", () => {
  it('[R132] is that of the mails, as far as the library or Carrel has words in it', async () => {
    const to = running.newPatron();
    running.world.letter = { language: 'es-MX' };
    await running.chatted();
    expect((await running.mailbox.next(to)).subject).toMatch(/^\[Pregunta 4711\] /);
    const other = running.newPatron();
    running.world.letter = { language: 'es-MX' };
    await running.answered();
    expect((await running.mailbox.next(other)).subject).toMatch(/^\[Pregunta 4711\] /);

    // Nobody has words in it: the library's own, whatever language they are in.
    const custom = { type: 'answer' as const, language: 'de', use: 'custom' as const };
    await running.set('custom-messages', running.aspen, {
      messages: [{ ...custom, greeting: 'Guten Tag', text: 'Zu Ihrer Frage:' }],
    });
    const third = running.newPatron();
    running.world.letter = { language: 'fi' };
    await running.answered();
    expect((await running.mailbox.next(third)).text).toMatch(/^Guten Tag/);
    await running.set('custom-messages', running.aspen, { messages: [] });
    running.world.letter = {};
  });
});

describe("A library's own words", () => {
  it('[R131][R132][R133][2.3] are in every mail to its patrons, whichever library wrote to them', async () => {
    const to = running.newPatron();
    const message = { type: 'answer' as const, language: 'en', use: 'custom' as const };
    await running.set('custom-messages', running.aspen, {
      messages: [{ ...message, greeting: 'Dear {{ patron }},', text: 'About {{ number }}:' }],
    });
    await running.set('custom-reply-text', running.aspen, {
      enabled: true,
      texts: [{ language: 'en', text: 'Aspen is open daily.' }],
    });
    await running.set('patron-account-information', running.aspen, { enabled: true });
    running.world.letter = { patronId: newId() };
    running.world.sender = { displayName: 'Ask Aspen', address: 'ask@aspen.example' };
    await running.answered({ actorInstitutionId: running.birch });
    const mail = await running.mailbox.next(to);
    expect(mail.text).toMatch(/^Dear Pat,\n\nAbout 4711:\n\nIt was built in 1932\.\n/);
    expect(mail.text).toContain(`Name: Pat\nE-mail address: ${to}\n`);
    expect(mail.text).toContain(
      'Your questions and our answers: http://localhost:8080/my-questions?question=4711#a-token',
    );
    expect(mail.text).toMatch(/Aspen is open daily\.\n\nAspen County Library\n$/);
    expect(mail.from?.value).toEqual([{ name: 'Ask Aspen', address: 'ask@aspen.example' }]);
    expect(mail.replyTo?.value[0]?.address).toMatch(/@carrel\.example$/);
    expect(mail.sender).toMatch(/@carrel\.example$/);

    await running.set('custom-messages', running.aspen, {
      messages: [{ ...message, use: 'default', greeting: 'Dear', text: 'no' }],
    });
    await running.set('custom-reply-text', running.aspen, { enabled: false, texts: [] });
    await running.set('patron-account-information', running.aspen, { enabled: false });
    running.world.sender = { displayName: null, address: null };
    await running.answered();
    const plain = await running.mailbox.next(to);
    expect(plain.text).toMatch(/^Hello Pat,\n\nHere is the answer to your question 4711\./);
    expect(plain.text).not.toContain(to);
  });
});

describe("Each placeholder of a library's own words", () => {
  const asked = (newPatron: boolean) => {
    const holding = {
      relations: ['home' as const],
      status: 'new' as const,
      assigneeId: null,
      waitingOn: null,
    };
    return running.chatted({
      ...{ source: 'web-form', sessionId: null, resolution: null, newPatron },
      holdings: [{ institutionId: running.aspen, ...holding }],
    });
  };
  const triggers: Readonly<
    Record<Exclude<CustomMessageType, 'acknowledgement-page'>, () => Promise<unknown>>
  > = {
    answer: () => running.answered(),
    'clarification-request': () => {
      const data = { ...running.question(), messageId: newId() };
      return emit(running.nats, 'question.clarification-requested.v1', data, { subject: data.questionId });
    },
    'chat-transcript': () => running.chatted(),
    'new-account-from-chat': () => running.chatted({ newPatron: true }),
    'new-question': () => asked(false),
    'new-account': () => asked(true),
    'refer-by-email': () => {
      const data = {
        ...{ referralId: newId(), questionId: newId(), kind: 'email-partner' as const, groupId: null },
        ...{ senderInstitutionId: running.aspen, receiverInstitutionId: null, actorId: newId() },
      };
      return emit(running.nats, 'referral.made.v1', data, { subject: data.referralId });
    },
  };
  const filled = (text: string) =>
    Object.fromEntries([...text.matchAll(/(\w+)=<([^>]*)>/g)].map(([, token, value]) => [token, value]));

  beforeAll(async () => {
    const { subscriptionGroupId } = (await running.service.app.get(Directory).institution(running.aspen))!;
    await running.set('branding', subscriptionGroupId, { shortName: 'Evergreen' });
    await running.set('custom-messages', running.aspen, {
      messages: customMessageTypes.map((type) => ({
        ...{ type, language: 'en', use: 'custom' as const, greeting: '' },
        text: messageTokens[type].map((token) => `${token}=<{{${token}}}>`).join('\n'),
      })),
    });
    const text = messageTokens['custom-reply-text']
      .map((token) => `end-${token}=<{{ ${token} }}>`)
      .join('\n');
    await running.set('custom-reply-text', running.aspen, {
      enabled: true,
      texts: [{ language: 'en', text }],
    });
  });
  afterAll(async () => {
    await running.set('custom-messages', running.aspen, { messages: [] });
    await running.set('custom-reply-text', running.aspen, { enabled: false, texts: [] });
  });

  it.each(Object.keys(triggers) as (keyof typeof triggers)[])(
    '[R132][2.3] is filled in, in %s',
    async (type) => {
      const to = running.newPatron();
      running.world.referral = { kind: 'email-partner', to: { name: 'Dr. Stone', email: to } };
      await triggers[type]();
      const values = filled((await running.mailbox.next(to)).text ?? '');
      for (const token of messageTokens[type])
        expect([token, values[token]]).toEqual([token, expect.stringMatching(/./)]);
      expect(values).toMatchObject({ library: 'Aspen County Library', group: 'Evergreen', number: '4711' });
    },
  );

  it('[R132] is filled in, in the acknowledgement page', async () => {
    const path = `/v1/institutions/${running.aspen}/acknowledgement-page?number=4711`;
    const { body } = await running.service.http.get(path);
    expect(filled(body.text)).toEqual({
      library: 'Aspen County Library',
      group: 'Evergreen',
      number: '4711',
    });
    expect(body.replyText).toContain('end-library=<Aspen County Library>');
    expect(body.replyText).toContain('end-group=<Evergreen>');
  });
});

describe('A survey', () => {
  it('[R137][R138] is offered with the transcript and the answer where the library surveys, not with other mail', async () => {
    const to = running.newPatron();
    running.world.surveys.add(running.aspen);
    const { data } = await running.chatted();
    expect((await running.mailbox.next(to)).text).toContain('https://carrel.example/chat-session-survey');
    await running.answered({ questionId: data.questionId });
    const answer = await running.mailbox.next(to);
    expect(answer.html).toContain('href="https://carrel.example/ask-answers-survey"');
    running.world.surveys.clear();
    await running.answered();
    expect((await running.mailbox.next(to)).text).not.toContain('survey');
  });
});

describe('A library whose policy page was accepted', () => {
  it('[R124] is notified that its primary queue is set up and that it may place links', async () => {
    const accountId = newId();
    const to = `${accountId}@birch.example`;
    running.world.people.set(accountId, to);
    const roles = ['institution-admin' as const];
    const account = { accountId, institutionId: running.birch, roles, groupRoles: [], operator: false };
    const known = { ...account, trained: true, active: true };
    await emit(running.nats, 'account.created.v1', known, { subject: accountId });
    const directory = running.service.app.get(Directory);
    await eventually(async () =>
      expect(await directory.administratorsOf(running.birch)).toContain(accountId),
    );
    const data = { institutionId: running.birch, queueId: newId() };
    await emit(running.nats, 'policy-page.accepted.v1', data, { subject: newId() });
    const mail = await running.mailbox.next(to);
    expect(mail.subject).toMatch(/chat service of .* is ready/);
    expect(mail.text).toMatch(/place links to your chat form/);
  });
});
