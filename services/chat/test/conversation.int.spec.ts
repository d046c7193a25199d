import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { requests } from '@carrel/contracts';
import { answer, emit, listen } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

describe('In a session', () => {
  let cooperative: Cooperative;
  let ada: Desk;
  let bo: Desk;
  let asked: Asked;
  let path: string;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    bo = await cooperative.librarian('birch', { name: 'Bo Birch' });
    await ada.monitor();
    await bo.monitor();
  });
  afterAll(() => cooperative.close());
  beforeEach(async () => {
    asked = await cooperative.ask('aspen', { patron: { name: 'Pat' } });
    path = `/v1/sessions/${asked.id}`;
    await ada.at().post(`${path}/accept`);
  });
  afterEach(() => ada.at().post(`${path}/end`, { resolution: 'lost-call' }));
  const notes = async () => {
    const connection = await connect({ servers: cooperative.nats.url });
    const question = JSON.stringify({ sessionId: asked.id });
    const { answer } = (await connection.request(requests.sessionNotes.subject, question)).json<{
      answer: never;
    }>();
    await connection.close();
    return answer as {
      notes: { kind: string; text: string }[];
      promisedAt: string;
      descriptiveCodes: string[];
    };
  };

  it('[R12] a page is pushed into both streams, by those who attend it alone', async () => {
    const patron = await asked.at(cooperative.replicas[1]).stream(`${path}/stream`);
    const page = { url: 'https://aspen.example/catalog?q=a', title: 'Our catalog' };
    expect((await ada.at().post(`${path}/pages`, page)).status).toBe(204);
    const text = 'Our catalog https://aspen.example/catalog?q=a';
    await patron.next('message', ({ data }) => data.kind === 'page' && data.text === text);
    expect((await bo.at().post(`${path}/pages`, page)).status).toBe(404);
    expect((await ada.at().post(`${path}/pages`, { url: 'javascript:alert(1)' })).status).toBe(422);
    patron.close();
  });

  it("[R13] [R126] the library's viewport stands beside the chat from the acceptance on", async () => {
    await cooperative.set('viewport', cooperative.institution.aspen, { url: 'https://aspen.example/start' });
    expect((await asked.at().get(path)).body.viewportUrl).toBe('https://aspen.example/start');
    const waiting = await cooperative.ask('aspen');
    expect((await waiting.at().get(`/v1/sessions/${waiting.id}`)).body.viewportUrl).toBeNull();
    await waiting.at().delete(`/v1/sessions/${waiting.id}`);
  });

  it('[R143] the closing check asks whether anything is left; the patron may go on', async () => {
    expect((await ada.at().post(`${path}/closing`)).status).toBe(204);
    const { body } = await asked.at().get(`${path}/messages`);
    expect(body.items.at(-1)).toMatchObject({ kind: 'closing', from: 'system' });
    expect((await asked.at().post(`${path}/messages`, { text: 'Yes', clientId: 'y' })).status).toBe(201);
  });

  it('[R24] contact details are corrected and the date of the answer is kept; follow-up then needs no confirmation (A16)', async () => {
    const end = () => ada.at().post(`${path}/end`, { resolution: 'followup-by-me' });
    expect((await end()).body.code).toBe('no-contact');
    const promisedAt = '2026-12-01T12:00:00.000Z';
    const contact = { name: 'Pat Patron', email: 'pat@example.org', promisedAt };
    expect((await bo.at().put(`${path}/contact`, contact)).status).toBe(404);
    expect((await ada.at().put(`${path}/contact`, contact)).body).toMatchObject({
      patron: { name: 'Pat Patron', email: 'pat@example.org' },
      promisedAt,
    });
    expect(await ada.at().put(`${path}/contact`, { name: null, promisedAt: null })).toMatchObject({
      status: 200,
      body: { patron: { name: 'Pat Patron' }, promisedAt },
    });
    expect((await end()).status).toBe(200);
    expect((await notes()).promisedAt).toBe(promisedAt);
  });

  it('[R111] an outside agency is recorded with its contact and never shown to the patron', async () => {
    const agency = { name: 'County Archive', contact: 'archive@county.example' };
    expect((await ada.at().post(`${path}/outside-agencies`, agency)).status).toBe(204);
    expect((await notes()).notes).toEqual([
      expect.objectContaining({ kind: 'outside-agency', text: 'County Archive, archive@county.example' }),
    ]);
    expect(JSON.stringify((await asked.at().get(`${path}/messages`)).body)).not.toContain('County');
  });

  it('[R35] [R140] transfers asked for are kept with their reason as notes of the session', async () => {
    const offer = { toLibrarianId: bo.accountId, reason: 'Yours', reasonCode: 'patrons-own-library' };
    const { id } = (await ada.at().post(`${path}/transfers`, offer)).body;
    await bo.at().post(`/v1/transfers/${id}/decline`, { reason: 'At lunch' });
    expect((await notes()).notes).toEqual([
      expect.objectContaining({
        kind: 'transfer',
        authorName: 'Ada Aspen',
        text: 'Transfer declined: Yours: At lunch',
      }),
    ]);
  });

  it('scripts of all three scopes are inserted by name, texts and pages (R58)', async () => {
    const script = (name: string, kind: string, content: string) => ({ scripts: [{ name, kind, content }] });
    await cooperative.set(
      'account-scripts',
      ada.accountId,
      script('Hello', 'text', 'Hello from {{librarian}}'),
    );
    await cooperative.set(
      'institution-scripts',
      cooperative.institution.aspen,
      script('Home', 'url', 'https://aspen.example/'),
    );
    await cooperative.set('group-scripts', cooperative.group.evergreen, script('Bye', 'text', 'Good-bye'));
    const { body } = await ada.at().get('/v1/scripts');
    expect(body.items.map((s: { scope: string }) => s.scope)).toEqual(['account', 'institution', 'group']);
    for (const [scope, name] of [
      ['account', 'Hello'],
      ['institution', 'Home'],
      ['group', 'Bye'],
      ['group', 'Bye'],
    ])
      expect((await ada.at().post(`${path}/scripts`, { scope, name, clientId: `s-${name}` })).status).toBe(
        204,
      );
    const { items } = (await asked.at().get(`${path}/messages`)).body;
    expect(items.map((line: { text: string }) => line.text).slice(1)).toEqual([
      'Hello from Ada Aspen',
      'Home https://aspen.example/',
      'Good-bye',
    ]);
    expect((await bo.at().get('/v1/scripts')).body.items).toHaveLength(1);
    const missing = await ada.at().post(`${path}/scripts`, { scope: 'group', name: 'Nope', clientId: 'n' });
    expect(missing).toMatchObject({ status: 422, body: { code: 'no-such-script' } });
  });

  it("[R44] [R58] the end takes the codes the patron's group uses, with its guidance, and four descriptive codes at most (B4)", async () => {
    await cooperative.set('resolution-codes', cooperative.group.evergreen, {
      forbidden: ['followup-by-patron-library'],
      help: [{ code: 'answered', text: 'Only when nothing is left' }],
    });
    const { body } = await ada.at().get(`${path}/resolution-codes`);
    expect(body.items).toEqual([
      { code: 'answered', allowed: true, help: 'Only when nothing is left' },
      { code: 'followup-by-me', allowed: true, help: null },
      { code: 'followup-by-patron-library', allowed: false, help: null },
      { code: 'lost-call', allowed: true, help: null },
      { code: 'practice', allowed: false, help: null },
    ]);
    const end = (resolution: string, descriptiveCodes: string[] = []) =>
      ada.at().post(`${path}/end`, { resolution, descriptiveCodes, noContactConfirmed: true });
    expect((await end('followup-by-patron-library')).body.code).toBe('code-not-used');
    expect((await end('answered', ['law', 'music', 'art', 'news', 'sports'])).status).toBe(422);
    expect((await end('answered', ['law', 'housing'])).body.descriptiveCodes).toEqual(['law', 'housing']);
    expect((await notes()).descriptiveCodes).toEqual(['law', 'housing']);
    await cooperative.set('resolution-codes', cooperative.group.evergreen, { forbidden: [], help: [] });
  });

  it('[2.3] descriptive codes are those of the patron’s library, and given by its own group alone', async () => {
    const aspen = cooperative.institution.aspen;
    const custom = [
      { code: 'trees', label: 'Trees', active: true },
      { code: 'shrubs', label: 'Shrubs', active: false },
    ];
    await cooperative.set('descriptive-codes', aspen, { list: 'custom', custom, inactive: [] });
    const { body } = await ada.at().get(`${path}/descriptive-codes`);
    expect(body.items).toEqual([{ code: 'trees', label: 'Trees' }]);
    const end = (desk: Desk, codes: string[], at = path) =>
      desk.at().post(`${at}/end`, { resolution: 'answered', descriptiveCodes: codes });
    for (const codes of [['law'], ['trees', 'shrubs']]) {
      const refused = await end(ada, codes);
      expect([refused.status, refused.body.code]).toEqual([422, 'descriptive-codes-not-used']);
    }
    // Bo is not in the session: for Bo it does not exist.
    expect((await end(bo, ['law'])).status).toBe(404);
    const dana = await cooperative.librarian('dogwood', { name: 'Dana Dogwood' });
    await dana.monitor();
    await ada.monitor({ availability: 'away' });
    await bo.monitor({ availability: 'away' });
    const theirs = await cooperative.ask('aspen');
    expect((await dana.at().post(`/v1/sessions/${theirs.id}/accept`)).status).toBe(200);
    expect((await dana.at().get(`/v1/sessions/${theirs.id}/descriptive-codes`)).body.items).toEqual([]);
    const strange = await end(dana, ['trees'], `/v1/sessions/${theirs.id}`);
    expect([strange.status, strange.body.code]).toEqual([403, 'codes-for-own-patrons-only']);
    expect((await end(dana, [], `/v1/sessions/${theirs.id}`)).status).toBe(200);
    await ada.monitor();
    await bo.monitor();
    expect((await end(ada, ['trees'])).body.descriptiveCodes).toEqual(['trees']);
    await cooperative.set('descriptive-codes', aspen, { list: 'default', custom: [], inactive: [] });
  });

  it('[R137] the survey is offered after an answer, and after nothing else', async () => {
    expect((await asked.at().get(path)).body.surveyOffered).toBe(false);
    await ada.at().post(`${path}/end`, { resolution: 'answered' });
    expect((await asked.at().get(path)).body).toMatchObject({ status: 'ended', surveyOffered: true });
    const lost = await cooperative.ask('aspen');
    await ada.at().post(`/v1/sessions/${lost.id}/accept`);
    await ada.at().post(`/v1/sessions/${lost.id}/end`, { resolution: 'lost-call' });
    expect((await lost.at().get(`/v1/sessions/${lost.id}`)).body.surveyOffered).toBe(false);
  });

  it('[R137] the survey of the patron’s library is offered to the patron at the end, in the view and in the stream', async () => {
    const form = { use: 'internal', url: null, questions: ['satisfied'] };
    const surveys = { chatSession: form, askAnswers: { ...form, use: 'none' } };
    await cooperative.set('surveys', cooperative.institution.aspen, surveys);
    const url = 'https://ask.example/api/questions/v1/surveys/signed/form';
    const questions = await answer(cooperative.nats, requests.surveyInvitation, () => ({ url }));
    const patron = await asked.at(cooperative.replicas[1]).stream(`${path}/stream`);
    const ended = await ada.at().post(`${path}/end`, { resolution: 'answered' });
    expect(ended.body.surveyUrl).toBeNull();
    const seen = await patron.next('session', ({ data }) => data.status === 'ended');
    expect(seen.data.surveyUrl).toBe(url);
    expect((await asked.at().get(path)).body.surveyUrl).toBe(url);
    expect(questions.questions[0]).toEqual({
      form: 'chat-session',
      institutionId: cooperative.institution.aspen,
      subjectId: asked.id,
    });
    questions.stop();
    expect((await asked.at().get(path)).body).toMatchObject({ status: 'ended', surveyUrl: null });
  });

  it("[R121] the chat form of the library's queue is public and is checked (B24)", async () => {
    const field = { name: 'topic', label: 'Topic', required: true, options: ['law', 'other'], queueIds: [] };
    const { items } = (await bo.at().get('/v1/queues')).body;
    const elsewhere = { ...field, name: 'year', queueIds: [items[0].id] };
    await cooperative.set('chat-form', cooperative.group.evergreen, { fields: [field, elsewhere] });
    const form = await cooperative.chat.http.get(
      `/v1/chat-form?institutionId=${cooperative.institution.aspen}`,
    );
    const { queueIds: _, ...shown } = field;
    expect(form.body).toMatchObject({ fields: [shown], banner: null, languages: ['en'] });
    await expect(cooperative.ask('aspen')).rejects.toThrow(/form-incomplete.*missing/);
    await expect(cooperative.ask('aspen', { fields: { topic: 'maths' } })).rejects.toThrow(/not-an-option/);
    await expect(cooperative.ask('aspen', { fields: { topic: 'law', year: '1' } })).rejects.toThrow(
      /unknown/,
    );
    const good = await cooperative.ask('aspen', { fields: { topic: 'law' } });
    await good.at().delete(`/v1/sessions/${good.id}`);
    await cooperative.set('chat-form', cooperative.group.evergreen, { fields: [] });
  });

  it('[R125] the banner, the closed page and the languages stand around the published form', async () => {
    const banner = {
      ...{ title: 'Ask Aspen', text: null, imageUrl: 'https://aspen.example/logo.png', imageAlt: 'A tree' },
      linkUrl: null,
    };
    await cooperative.set('banner', cooperative.institution.aspen, banner);
    const closed = { title: 'We sleep', text: 'Write to us.' };
    await cooperative.set('chat-closed-page', cooperative.institution.aspen, closed);
    await cooperative.set('languages', cooperative.institution.aspen, {
      staff: ['en'],
      patrons: ['es', 'en'],
    });
    const { body } = await cooperative.chat.http.get(
      `/v1/chat-form?institutionId=${cooperative.institution.aspen}`,
    );
    expect(body).toMatchObject({ banner, closedPage: closed, languages: ['es', 'en'] });
  });

  it('[R124] the primary queue of a library that submitted its policy page is set up, and published once', async () => {
    const institutionId = cooperative.institution.aspen;
    const events = await listen(cooperative.nats);
    await emit(cooperative.nats, 'policy-page.submitted.v1', { institutionId }, { subject: newId() });
    const event = await events.next('queue.set-up.v1', ({ data }) => data.institutionId === institutionId);
    const { items } = (await ada.at().get('/v1/queues')).body;
    expect(event.data.queueId).toBe(items.find(({ kind }: { kind: string }) => kind === 'library').id);
    await events.stop();
  });

  it('[2.4] the policy page of the patron’s library is one link away for the librarian, and not for the patron', async () => {
    const url = `/api/admin/v1/institutions/${cooperative.institution.aspen}/policy-page`;
    expect((await ada.at().get(path)).body.policyPageUrl).toBe(url);
    expect((await asked.at().get(path)).body.policyPageUrl).toBeNull();
  });
});
