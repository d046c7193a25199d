import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually } from '@carrel/testing';
import { newId } from '@carrel/messaging';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

let cooperative: Cooperative;
let ada: Desk, dot: Desk;
let asked: Asked | undefined;
beforeAll(async () => {
  cooperative = await Cooperative.open();
  [ada, dot] = [await cooperative.librarian('aspen'), await cooperative.librarian('dogwood')];
});
afterAll(() => cooperative?.close());
afterEach(async () => {
  if (asked) await asked.at().delete(`/v1/sessions/${asked.id}`);
  asked = undefined;
});

const shift = async (desk: Desk, languages?: string[]) => {
  const { body } = await desk.at().get('/v1/queues');
  const queueIds = body.items
    .filter(({ kind }: { kind: string }) => kind !== 'practice')
    .map((q: { id: string }) => q.id);
  return (
    await desk
      .at()
      .put('/v1/monitor', { availability: 'available', queueIds, ...(languages && { languages }) })
  ).body;
};
const seen = async (desk: Desk) => (await desk.at().get(`/v1/sessions/${asked!.id}`)).body;
/** As a browser asks, with its headers. */
const askedBy = (headers: Record<string, string>, more: object = {}) =>
  cooperative.chat.http.post(
    '/v1/sessions',
    { institutionId: cooperative.institution.aspen, patron: { name: 'Pat' }, question: 'Where?', ...more },
    headers,
  );

describe('A patron’s language and page', () => {
  it('are those asked for, or what the browser says, and staff see both', async () => {
    await shift(ada, ['en', 'es']);
    asked = await cooperative.ask('aspen', {
      language: 'es-mx',
      page: 'https://catalogue.aspen.example/record?id=7#copies',
    });
    expect(await seen(ada)).toMatchObject({
      ...{ language: 'es-MX', inYourLanguage: true },
      page: 'https://catalogue.aspen.example/record?id=7',
    });
    const own = (await asked.at().get(`/v1/sessions/${asked.id}`)).body;
    expect([own.language, own.page, own.inYourLanguage]).toEqual(['es-MX', null, null]);
    await asked.at().delete(`/v1/sessions/${asked.id}`);

    const { body } = await askedBy({
      'accept-language': 'de-AT,de;q=0.8,en;q=0.5',
      referer: 'https://www.aspen.example/',
    });
    asked = { ...asked, ...body };
    expect(await seen(ada)).toMatchObject({
      ...{ language: 'de-AT', inYourLanguage: false, page: 'https://www.aspen.example/' },
    });
    await cooperative.chat.db.query('UPDATE sessions SET ended_at = now() WHERE id = $1', [asked!.id]);
    const erased = { questionId: newId(), patronInstitutionId: cooperative.institution.aspen };
    const data = { ...erased, sessionId: asked!.id, extent: 'identity' as const };
    await emit(cooperative.nats, 'question.erased.v1', data, { subject: erased.questionId });
    await eventually(async () => {
      const rows = await cooperative.chat.db.query('SELECT page, language FROM sessions WHERE id = $1', [
        asked!.id,
      ]);
      expect(rows).toEqual([{ page: null, language: null }]);
    });
    asked = undefined;
  });

  it('are refused when they are none', async () => {
    for (const wrong of [
      { language: 'Spanish please' },
      { page: 'javascript:alert(1)' },
      { page: 'x'.repeat(2001) },
    ])
      expect((await askedBy({}, wrong)).status).toBe(422);
    const { status, body } = await askedBy({ 'accept-language': '*', referer: 'about:blank' });
    expect(status).toBe(201);
    const [row] = await cooperative.chat.db.query('SELECT page, language FROM sessions WHERE id = $1', [
      body.id,
    ]);
    expect(row).toEqual({ page: null, language: null });
    await cooperative.chat.db.query('DELETE FROM sessions WHERE id = $1', [body.id]);
  });

  it('[R125] are those of what the patron reads, as far as the library has words in it', async () => {
    const { aspen } = cooperative.institution;
    const { evergreen } = cooperative.group;
    const field = { name: 'topic', label: 'Topic', required: false, options: ['Law', 'Art'], queueIds: [] };
    await cooperative.set('chat-form', evergreen, { fields: [field] });
    await cooperative.set('waiting-messages', aspen, { messages: ['One moment.'] });
    const spanish = {
      ...{
        language: 'es',
        waitingMessages: ['{{library}}: un momento.'],
        labels: [{ field: 'topic', label: 'Tema', options: [{ option: 'Law', text: 'Derecho' }] }],
      },
      ...{
        closedPage: { title: 'Cerrado', text: 'Vuelva mañana.' },
        askForm: { title: 'Pregunte', introduction: '' },
      },
    };
    await cooperative.set('patron-translations', aspen, { languages: [spanish] });
    const form = async (query: string, headers = {}) =>
      (await cooperative.chat.http.get(`/v1/chat-form?institutionId=${aspen}${query}`, undefined, headers))
        .body;
    expect(await form('&language=es-MX')).toMatchObject({
      ...{ fields: [{ name: 'topic', label: 'Tema' }], closedPage: { title: 'Cerrado' } },
    });
    // What is chosen is sent as the form has it, whatever is read for it.
    const options = { options: ['Law', 'Art'], optionLabels: ['Derecho', 'Art'] };
    expect((await form('&language=es')).fields).toMatchObject([options]);
    const optionsOf = { options: ['Law', 'Art'], optionLabels: ['Law', 'Art'] };
    expect((await form('&language=en')).fields).toMatchObject([optionsOf]);
    expect((await form('', { 'accept-language': 'fr, es;q=0.5' })).fields[0].label).toBe('Tema');
    expect((await form('&language=en', { 'accept-language': 'es' })).fields[0].label).toBe('Topic');
    const page = await cooperative.chat.http.get(`/v1/patron-pages/${aspen}?language=es`);
    expect(page.body).toMatchObject({
      ...{ askForm: { title: 'Pregunte' }, closedPage: { title: 'Cerrado' } },
      fields: [options],
    });

    asked = await cooperative.ask('aspen', { language: 'es', fields: { topic: 'Law' } });
    const own = (await asked.at().get(`/v1/sessions/${asked.id}`)).body;
    expect(own.waitingMessages).toEqual(['aspen: un momento.']);
    await asked.at().delete(`/v1/sessions/${asked.id}`);
    await ada.at().delete('/v1/monitor');
    const closed = await askedBy({ 'accept-language': 'es' });
    expect([closed.status, closed.body.facts]).toMatchObject([
      409,
      {
        closedPage: { title: 'Cerrado' },
        askForm: { form: { title: 'Pregunte' } },
        timeZone: expect.any(String),
      },
    ]);
    asked = undefined;
    const { timeZone } = (await cooperative.chat.http.get(`/v1/availability?institutionId=${aspen}`)).body;
    expect(closed.body.facts.timeZone).toBe(timeZone);
    expect(timeZone).toMatch(/^America\//);
    await cooperative.set('chat-form', evergreen, { fields: [] });
  });
});

describe('Languages of librarians', () => {
  it('are those of the library’s staff, of the account, or of the shift', async () => {
    await cooperative.set('languages', cooperative.institution.aspen, {
      staff: ['en', 'fr'],
      patrons: ['en'],
    });
    expect((await shift(ada)).languages).toEqual(['en', 'fr']);
    await cooperative.set('spoken-languages', ada.accountId, { languages: ['en', 'es'] });
    expect((await shift(ada)).languages).toEqual(['en', 'es']);
    expect((await shift(ada, ['de'])).languages).toEqual(['de']);
    await shift(dot, ['en']);
    expect((await dot.at().get('/v1/monitor/colleagues')).body.items).toMatchObject([
      { id: ada.accountId, languages: ['de'] },
    ]);
  });

  it('[R16] decide who is waited for: nobody local when only others speak the patron’s', async () => {
    await shift(ada, ['en']);
    await shift(dot, ['en', 'es']);
    const offered = async (language: string) => {
      asked = await cooperative.ask('aspen', { language });
      const desks = [await cooperative.offers(ada), await cooperative.offers(dot)];
      await asked.at().delete(`/v1/sessions/${asked.id}`);
      return desks.map((ids) => ids.includes(asked!.id));
    };
    expect(await offered('es')).toEqual([true, true]);
    expect(await offered('en-GB')).toEqual([true, false]);
    // Nobody speaks it, so the local ones come first as ever.
    expect(await offered('fi')).toEqual([true, false]);
    asked = undefined;
  });

  it('never keep a librarian from a chat, and come first among those to whom it may be transferred', async () => {
    await shift(ada, ['en']);
    await shift(dot, ['en']);
    const [ben, eva] = [
      await cooperative.librarian('aspen', { name: 'Ben' }),
      await cooperative.librarian('aspen', { name: 'Eva' }),
    ];
    await shift(ben, ['en']);
    await shift(eva, ['es']);
    asked = await cooperative.ask('aspen', { language: 'es' });
    expect(await seen(ada)).toMatchObject({ inYourLanguage: false });
    expect((await ada.at().post(`/v1/sessions/${asked.id}/accept`)).status).toBe(200);
    const { body } = await ada.at().get(`/v1/sessions/${asked.id}/transfer-targets`);
    expect(body.librarians.map(({ name }: { name: string }) => name)[0]).toBe('Eva');
    expect(body.librarians.map(({ name }: { name: string }) => name)).toContain('Ben');
    await ada.at().post(`/v1/sessions/${asked.id}/end`, { resolution: 'answered' });
    asked = undefined;
  });
});
