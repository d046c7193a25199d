import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { emit, eventually, patron, type StaffActor } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { robin, Running, text } from './a-running-service.js';
import { aspen, birch, cedar } from './people.js';

const running = new Running();
let cleo: StaffActor;
let rita: StaffActor;
let bo: StaffActor;
let ada: StaffActor;
let ben: StaffActor;
beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  rita = await running.person(cedar, { roles: ['reviewer'] });
  bo = await running.person(birch);
  ada = await running.person(aspen);
  ben = await running.person(birch, { name: 'Ben of Birch' });
});
afterAll(() => running.stop());
const as = (actor: StaffActor) => running.service.as(actor);
const at = (id: string, more = '') => `/v1/questions/${id}${more}`;
const asked = async () => {
  const body = { text: 'Why is the sky blue?', institutionId: cedar, patron: robin };
  return (await running.service.http.post('/v1/questions', body)).body as { id: string; token: string };
};

describe('A conversation with the patron', () => {
  it('[R134] goes back and forth by the token alone: a question back, a reply, an answer, a reply to it', async () => {
    const { id, token } = await asked();
    await as(cleo).post(at(id, '/claim'));
    expect((await as(cleo).post(at(id, '/clarifications'), { text: 'By day?' })).body.question).toMatchObject(
      {
        status: 'pending',
        waitingOn: 'patron',
      },
    );
    const robinWrites = (words: string) =>
      running.service.as(patron(token)).post(at(id, '/replies'), { text: words });
    expect(await robinWrites('By day')).toMatchObject({ status: 201, body: { status: 'open' } });
    expect((await as(cleo).get(at(id))).body).toMatchObject({ status: 'new', waitingOn: null });
    await as(cleo).post(at(id, '/messages'), { text: 'We look it up' });
    await as(cleo).post(at(id, '/answers'), { text: 'Rayleigh' });
    expect((await running.service.as(patron(token)).get(at(id))).body).toMatchObject({ status: 'answered' });
    expect(await robinWrites('And at dusk?')).toMatchObject({ body: { status: 'open' } });
    const { body } = await running.service.as(patron(token)).get(at(id));
    expect(body.answers).toMatchObject([{ text: 'Rayleigh' }]);
    expect(body.correspondence.map((m: { kind: string }) => m.kind)).toEqual([
      ...['clarification', 'reply', 'message', 'answer', 'reply'],
    ]);
    const replied = await running.events.next(
      'question.patron-replied.v1',
      (e) => e.data.questionId === id && e.data.awaited,
    );
    expect(replied.data.holdings).toMatchObject([{ status: 'new', assigneeId: cleo.accountId }]);
    expect(JSON.stringify(running.events.all())).not.toMatch(/Rayleigh|dusk|By day/);
  });

  it('[B38] an address is added or corrected afterwards, by who holds the question and by its patron', async () => {
    const { questionId: id } = await running.questionAfter('followup-by-patron-library', bo, { email: null });
    const contact = at(id, '/contact');
    expect((await as(ada).put(contact, { email: 'x@aspen.example' })).status).not.toBe(200);
    expect((await as(bo).put(contact, { email: 'x@birch.example' })).status).toBe(403);
    expect((await as(cleo).put(contact, { email: 'no address' })).status).toBe(422);
    expect(await as(cleo).put(contact, { email: 'robin@desk.example' })).toMatchObject({
      status: 200,
      body: { noContact: false, email: 'robin@desk.example' },
    });
    const event = await running.events.next('question.contact-corrected.v1', (e) => e.data.questionId === id);
    expect(event.data).toMatchObject({ noContact: false, actorId: cleo.accountId });
    const { body } = await as(cleo).get(at(id));
    expect(body.patron).toMatchObject({ email: 'robin@desk.example' });
    expect(body.history.at(-1)).toMatchObject({ action: 'contact-corrected', about: { address: 'added' } });
    expect((await as(cleo).get(at(id, '/patron'))).body).toMatchObject({ email: 'robin@desk.example' });

    const own = await asked();
    const robinAs = running.service.as(patron(own.token));
    expect((await robinAs.put(contact, { email: 'robin@stolen.example' })).status).toBe(404);
    const given = await robinAs.put(at(own.id, '/contact'), { email: 'robin@new.example' });
    expect(given.body).toMatchObject({ name: robin.name, email: 'robin@new.example' });
    expect((await as(cleo).get(at(own.id))).body.patron).toMatchObject({ email: 'robin@new.example' });

    const { sessionId } = (await running.questionAfter('answered', cleo)) as { sessionId: string };
    const after = { sessionId, patron: { name: 'Robin', email: 'robin@chat.example' } };
    const { questionId } = await running.requests.ask(requests.correctContact, after);
    expect((await as(cleo).get(at(questionId!))).body.history.at(-1)).toMatchObject({
      ...{ action: 'contact-corrected', by: null, about: { address: 'corrected' } },
    });
    expect(JSON.stringify(running.events.all())).not.toMatch(/@(desk|new|chat)\.example/);
  });

  it('[R77] what was coded is read back, the READ value too', async () => {
    const { questionId: id } = await running.questionAfter('answered', cleo);
    const coding = { topic: 'research', codes: [], readScale: 4 };
    expect((await as(cleo).put(at(id, '/coding'), coding)).status).toBeLessThan(300);
    expect((await as(cleo).get(at(id))).body).toMatchObject({ topic: 'research', readScale: 4 });
  });

  it('[F26] no other token and no member of staff replies in the patron’s name', async () => {
    const { id } = await asked();
    const other = (await asked()).token;
    expect((await running.service.as(patron(other)).post(at(id, '/replies'), { text: 'x' })).status).toBe(
      404,
    );
    expect((await as(cleo).post(at(id, '/replies'), { text: 'x' })).status).toBe(403);
  });

  it('is over without another answer when the patron only says thanks', async () => {
    const { id, token } = await asked();
    const thanked = { text: 'Said thanks', deliveredBy: 'none' };
    expect((await as(cleo).post(at(id, '/answers'), thanked)).body.code).toBe('not-yet-answered');
    await as(cleo).post(at(id, '/answers'), { text: 'Rayleigh' });
    await running.service.as(patron(token)).post(at(id, '/replies'), { text: 'Thanks!' });
    expect((await as(cleo).post(at(id, '/answers'), thanked)).body.question.status).toBe('answered');
    const seen = await running.service.as(patron(token)).get(at(id));
    expect(JSON.stringify(seen.body)).not.toContain('Said thanks');
  });
});

describe('A draft', () => {
  it('[R74] is the first step of an answer, seen by no other library, and sending it is the second', async () => {
    const { questionId: id } = await running.questionAfter('followup-by-me', bo);
    expect((await as(bo).get(at(id, '/draft'))).status).toBe(404);
    expect((await as(bo).put(at(id, '/draft'), { text: 'Not for wear' })).status).toBe(200);
    expect((await as(cleo).get(at(id, '/draft'))).body.code).toBe('with-another-library');
    expect((await as(ada).get(at(id, '/draft'))).status).toBe(404);
    expect(JSON.stringify((await as(cleo).get(at(id))).body)).not.toContain('Not for wear');
    const sent = await as(bo).post(at(id, '/draft/send'));
    expect(sent).toMatchObject({ status: 201, body: { question: { status: 'answered' } } });
    expect((await as(cleo).get(at(id))).body.messages).toMatchObject([
      { kind: 'answer', text: 'Not for wear' },
    ]);
  });

  it('[R74] is out of sight after a hand-off, and back on return', async () => {
    const { questionId: id } = await running.questionAfter('followup-by-me', bo);
    await as(bo).put(at(id, '/draft'), { text: 'Not for wear' });
    const referralId = newId();
    await running.refer(id, bo, aspen, referralId);
    expect((await as(bo).get(at(id, '/draft'))).status).toBe(409);
    expect((await as(ada).get(at(id, '/draft'))).status).toBe(404);
    await running.end(referralId, 'return', ada, 'Not ours');
    expect((await as(bo).get(at(id, '/draft'))).body.text).toBe('Not for wear');
  });
});

describe('Two people of a library on one question', () => {
  const withDraft = async () => {
    const { questionId: id } = await running.questionAfter('followup-by-me', bo);
    const first = await as(bo).put(at(id, '/draft'), { text: 'Not for wear' }, { 'if-match': '"0"' });
    return { id, first };
  };

  it('write one draft, and neither overwrites what the other has not read', async () => {
    const { id, first } = await withDraft();
    expect(first.body).toMatchObject({ author: { id: bo.accountId } });
    const seen = first.headers.get('etag')!;
    const his = { text: 'Not for wear, says Ben' };
    expect((await as(ben).put(at(id, '/draft'), his, { 'if-match': seen })).status).toBe(200);
    const hers = { text: 'Not for wear, says Bo' };
    expect(await as(bo).put(at(id, '/draft'), hers, { 'if-match': seen })).toMatchObject({
      status: 412,
      body: { code: 'draft-changed-meanwhile' },
    });
    const read = await as(bo).get(at(id, '/draft'));
    expect(read.body).toMatchObject({ text: his.text, author: { name: 'Ben of Birch' } });
    for (const stale of [seen, '"0"']) {
      const given = { 'if-match': stale };
      expect((await as(bo).post(at(id, '/draft/send'), undefined, given)).status).toBe(412);
      expect((await as(bo).delete(at(id, '/draft'), undefined, given)).status).toBe(412);
    }
    // A draft that was thrown away is not the one that is made after it.
    await as(bo).delete(at(id, '/draft'));
    expect((await as(ben).put(at(id, '/draft'), his, { 'if-match': seen })).status).toBe(412);
    const next = await as(bo).put(at(id, '/draft'), hers, { 'if-match': '"0"' });
    const given = { 'if-match': next.headers.get('etag')! };
    expect((await as(bo).post(at(id, '/draft/send'), undefined, given)).status).toBe(201);
    expect((await as(ben).put(at(id, '/draft'), his, given)).body.code).toBe('nothing-open');
  });

  it('see one another, what the other does, and when he or she has gone', async () => {
    const { id } = await withDraft();
    const sign = (who: StaffActor, doing = 'reading') => as(who).put(at(id, '/presence'), { doing });
    expect((await sign(bo)).body.people).toEqual([]);
    expect((await sign(ben, 'answering')).body.people).toMatchObject([
      { id: bo.accountId, doing: 'reading', institutionId: birch },
    ]);
    expect((await sign(bo)).body.people).toMatchObject([{ name: 'Ben of Birch', doing: 'answering' }]);
    // His last sign is half a minute old.
    await running.service.db.query(
      `UPDATE presences SET seen_at = seen_at - interval '30 s' WHERE account_id = $1`,
      [ben.accountId],
    );
    expect((await sign(bo)).body.people).toEqual([]);
    await sign(ben);
    await as(bo).delete(at(id, '/presence'));
    expect((await sign(ben)).body.people).toEqual([]);
    expect((await sign(ada)).status).toBe(404);
    expect((await sign(bo, 'sleeping')).status).toBe(422);
  });
});

describe('A session that never became a chat', () => {
  const waits = async (email: string | null) => {
    const sessionId = newId();
    const at = new Date().toISOString();
    running.transcripts.set(sessionId, {
      ...{ sessionId, institutionId: cedar, question: text, startedAt: at, endedAt: at, lines: [] },
      patron: { ...robin, email },
    });
    return { sessionId, institutionId: cedar, practice: false };
  };
  const becomes = (sessionId: string) =>
    running.events.next('question.created.v1', (e) => e.data.sessionId === sessionId);

  it('[A14] dismissed, is a closed question with the reason', async () => {
    const session = await waits(robin.email);
    const by = { librarianId: bo.accountId, librarianInstitutionId: birch, reasonCode: 'test-request' };
    await emit(running.nats, 'session.dismissed.v1', { ...session, ...by }, { subject: session.sessionId });
    const { questionId } = (await becomes(session.sessionId)).data;
    const { body } = await as(cleo).get(at(questionId));
    expect(body).toMatchObject({ status: 'closed', dueAt: null, holdings: [{ institutionId: cedar }] });
    expect(body.history).toMatchObject([{ action: 'created', reason: 'test-request' }]);
  });

  it('[B17] abandoned with an address, is New and unassigned at home and never pooled; without, nothing', async () => {
    const silent = await waits(null);
    const session = await waits(robin.email);
    for (const [s, noContact] of [
      [silent, true],
      [session, false],
    ] as const)
      await emit(
        running.nats,
        'session.abandoned.v1',
        { ...s, noContact, waitedMs: 60_000 },
        { subject: s.sessionId },
      );
    const { data } = await becomes(session.sessionId);
    expect(data).toMatchObject({ pooled: false, holdings: [{ status: 'new', assigneeId: null }] });
    const found = await running.service.db.query('SELECT 1 FROM questions WHERE session_id = $1', [
      silent.sessionId,
    ]);
    expect(found).toEqual([]);
  });
});

describe('Advice from outside', () => {
  const consult = (id: string, expertAccountId: string | null, referralId = newId()) =>
    running.requests.ask(requests.refer, {
      ...{ referralId, questionId: id, senderInstitutionId: birch, actorId: bo.accountId },
      to: { kind: expertAccountId ? 'expert' : 'email-partner', institutionId: null, expertAccountId },
      reason: 'Your field',
      noContactConfirmed: false,
    });

  it('[R107] an expert of any library reads and answers while asked, and no longer', async () => {
    const { questionId: id } = await running.questionAfter('followup-by-me', bo);
    expect((await as(ada).get(at(id))).status).toBe(404);
    await consult(id, ada.accountId);
    expect((await as(ada).get(at(id))).body).toMatchObject({ turnInstitutionId: birch });
    expect((await as(ada).post(at(id, '/claim'))).body.code).toBe('with-another-library');
    expect((await as(ada).post(at(id, '/answers'), { text: 'Not for wear' })).status).toBe(201);
    expect((await as(bo).get(at(id))).body).toMatchObject({ status: 'answered' });
    expect((await as(ada).get(at(id))).status).toBe(404);
  });

  it('[A22] what an e-mail partner writes is read by staff only, sent twice is recorded once', async () => {
    const { questionId: id } = await running.questionAfter('followup-by-me', bo);
    const referralId = newId();
    await consult(id, null, referralId);
    const statute = { id: newId(), name: 'statute.pdf', mediaType: 'application/pdf', bytes: 7 };
    const quoted = '> The patron: robin@patron.example';
    const reply = { referralId, messageId: newId(), text: 'Try the statute', quoted, files: [statute] };
    for (const again of [reply, reply]) {
      expect(await running.requests.ask(requests.referralReply, again)).toEqual({ questionId: id });
    }
    const { body } = await as(bo).get(at(id));
    expect(body).toMatchObject({ status: 'new', assignee: { id: bo.accountId } });
    expect(body.messages).toMatchObject([{ kind: 'partner-reply', text: 'Try the statute', quoted }]);
    expect(body.files).toMatchObject([{ ...statute, messageId: reply.messageId }]);
  });
});

describe('An account that is deactivated', () => {
  it('[R9] leaves its open questions to its library', async () => {
    const gone = await running.person(birch);
    const { questionId: id } = await running.questionAfter('followup-by-me', gone);
    const data = { accountId: gone.accountId, institutionId: birch, roles: [], groupRoles: [] };
    await emit(
      running.nats,
      'account.deactivated.v1',
      { ...data, operator: false, trained: true, active: false },
      { subject: gone.accountId, sequence: 9 },
    );
    await running.events.next('question.assigned.v1', (e) => e.data.questionId === id && !e.data.assigneeId);
    await eventually(async () =>
      expect((await as(bo).get(at(id))).body).toMatchObject({ status: 'new', assignee: null }),
    );
  });
});

describe('Care for a question', () => {
  it('[A25] [R111] [R77] [R81] corrects its code, names an agency, says what it was about and forwards it', async () => {
    const { questionId: id } = await running.questionAfter('answered', bo);
    const recoded = await as(rita).post(at(id, '/recode'), {
      resolution: 'lost-call',
      reason: 'Nobody spoke',
    });
    expect(recoded.body).toMatchObject({ resolution: 'lost-call', status: 'answered' });
    expect((await as(bo).post(at(id, '/recode'), { resolution: 'answered', reason: 'x' })).status).toBe(403);
    const agency = { name: 'Tenants Union', phone: '555 0100', url: 'https://tenants.example/' };
    expect((await as(bo).post(at(id, '/outside-agencies'), agency)).status).toBe(201);
    const coding = { topic: 'policy', codes: ['law', 'housing'], readScale: 3 };
    expect((await as(bo).put(at(id, '/coding'), coding)).body).toMatchObject({ topic: 'policy' });
    const five = { codes: ['a', 'b', 'c', 'd', 'e'] };
    expect((await as(bo).put(at(id, '/coding'), five)).status).toBe(422);
    const comment = { to: 'coordinator', comment: 'Too short' };
    expect((await as(rita).post(at(id, '/forwards'), comment)).status).toBe(201);
    const kinds = async (who: StaffActor) =>
      (await as(who).get(at(id))).body.messages.map((m: { kind: string }) => m.kind);
    expect(await kinds(cleo)).toEqual(['outside-agency', 'quality']);
    expect(await kinds(bo)).toEqual(['outside-agency']);
    const { body } = await as(cleo).get(at(id));
    expect(body.messages[0].text).toBe('Tenants Union\n555 0100\nhttps://tenants.example/');
  });

  it('[R75] goes back home when a reviewer of the home library recalls it', async () => {
    const { questionId: id } = await running.questionAfter('followup-by-me', bo);
    const reason = { reason: 'Ours after all' };
    expect((await as(bo).post(at(id, '/recall'), reason)).status).toBe(403);
    expect((await as(rita).post(at(id, '/recall'), reason)).body).toMatchObject({ status: 'new' });
    expect((await as(rita).post(at(id, '/recall'), reason)).body.code).toBe('already-here');
    expect(await running.listsOf(bo, id)).toEqual([]);
  });

  it('[A2] marks spam and duplicates as it closes them', async () => {
    const [spam, first, again] = [await asked(), await asked(), await asked()];
    const { body: original } = await as(cleo).get(at(first.id));
    expect((await as(cleo).post(at(spam.id, '/close'), { mark: 'spam' })).body.mark).toBe('spam');
    const duplicate = { mark: 'duplicate', duplicateOf: original.number };
    expect((await as(cleo).post(at(first.id, '/close'), duplicate)).body.code).toBe('not-its-own-duplicate');
    expect((await as(cleo).post(at(again.id, '/close'), duplicate)).body).toMatchObject({
      status: 'closed',
      mark: 'duplicate',
    });
    expect((await as(cleo).post(at(first.id, '/close'), { mark: 'duplicate' })).status).toBe(422);
  });
});
