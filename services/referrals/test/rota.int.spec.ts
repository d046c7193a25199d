import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { eventually } from '@carrel/testing';
import { aRotaService, mondayAtEight, type RotaService } from './a-rota-service.js';

describe('The rota of a group', () => {
  let rota: RotaService;
  let path: string;
  beforeAll(async () => {
    rota = await aRotaService();
    path = `/v1/rotas/${rota.groups.evergreen}`;
  });
  afterAll(() => rota?.stop());
  const cell = (
    day: number,
    from: string,
    to: string,
    library: keyof RotaService['libraries'] | null,
    more = {},
  ) => ({
    day,
    from,
    to,
    institutionId: library && rota.libraries[library],
    ...more,
  });

  it("[R86] is empty before the first, and its zone is the group's", async () => {
    const { status, body, headers } = await rota.at('birch').get(path);
    expect([status, headers.get('etag')]).toEqual([200, '"0"']);
    expect(body).toMatchObject({ version: 0, cells: [], timeZone: 'America/Denver', inForce: null });
  });

  it('[R86] [R88] [R89] [R90] [R92] is published by a coordinator: blocks, lanes, best effort, substitutes, dates', async () => {
    const plan = {
      effectiveFrom: '2026-06-01',
      lanes: [{ key: 'law', name: 'Law chats', subjects: ['legal-research'] }],
      cells: [
        cell(1, '09:00', '13:00', 'aspen'),
        cell(1, '13:00', '17:00', 'birch'),
        cell(1, '17:00', '21:00', null),
        cell(7, '09:00', '17:00', 'aspen', { bestEffort: true }),
        cell(1, '00:00', '24:00', 'cedar', { lane: 'law' }),
      ],
      substitutes: [rota.libraries.dogwood, rota.libraries.elm],
    };
    const put = await rota.coordinator.put(path, plan, { 'if-match': '"0"' });
    expect([put.status, put.headers.get('etag'), put.body.version, put.body.inForce]).toEqual([
      200,
      '"1"',
      1,
      1,
    ]);
    const { body } = await rota.at('elm').get(path);
    expect(body).toMatchObject({ ...plan, version: 1, revisedAt: mondayAtEight });
    expect(body.cells.map((one: { institutionName: string | null }) => one.institutionName)).toEqual([
      'aspen',
      'birch',
      null,
      'aspen',
      'cedar',
    ]);
    expect(body.substituteLibraries).toEqual([
      { institutionId: rota.libraries.dogwood, institutionName: 'dogwood' },
      { institutionId: rota.libraries.elm, institutionName: 'elm' },
    ]);
    const published = await rota.events.next('rota.published.v1');
    expect(published.data).toEqual({
      groupId: rota.groups.evergreen,
      effectiveFrom: '2026-06-01T06:00:00.000Z',
    });
    expect((await rota.coordinator.put(path, plan, { 'if-match': '"0"' })).status).toBe(412);
    expect((await rota.coordinator.put(path, plan, { 'if-match': 'W/"1"' })).status).toBe(412);
  });

  it('[F26] is changed by nobody else, and seen by nobody outside the group', async () => {
    const plan = { cells: [] };
    expect((await rota.at('birch').put(path, plan)).status).toBe(403);
    expect((await rota.at('birch', ['institution-admin']).put(path, plan)).status).toBe(403);
    expect((await rota.at('stranger').get(path)).status).toBe(404);
    expect((await rota.at('stranger').get(`${path}/versions`)).status).toBe(404);
    expect((await rota.at('stranger').get(`${path}/on-duty`)).status).toBe(404);
    expect((await rota.at('birch').get(`/v1/rotas/${rota.libraries.birch}`)).status).toBe(404);
    // A group administrator of Evergreen has no say in Prairie.
    const head = rota.at('aspen', ['institution-admin'], ['group-admin']);
    expect((await head.put(`/v1/rotas/${rota.groups.prairie}`, plan)).status).toBe(404);
    expect((await rota.service.http.get(path)).status).toBe(401);
  });

  it.each([
    [
      'overlapping blocks',
      () => ({ cells: [cell(1, '09:00', '13:00', 'aspen'), cell(1, '12:00', '14:00', 'birch')] }),
      'blocks-overlap',
    ],
    [
      'a library of another group',
      () => ({ cells: [cell(1, '09:00', '13:00', 'stranger')] }),
      'library-not-in-group',
    ],
    [
      'a lane it does not define',
      () => ({ cells: [cell(1, '09:00', '13:00', 'aspen', { lane: 'music' })] }),
      'unknown-lane',
    ],
    ['an hour no clock shows', () => ({ cells: [cell(1, '25:00', '26:00', 'aspen')] }), 'invalid'],
    ['an eighth day', () => ({ cells: [cell(8, '09:00', '13:00', 'aspen')] }), 'invalid'],
    [
      'too many cells',
      () => ({ cells: Array.from({ length: 501 }, () => cell(1, '09:00', '13:00', 'aspen')) }),
      'invalid',
    ],
    ['fields it does not know', () => ({ cells: [], color: 'green' }), 'invalid'],
    ['a cell without a library', () => ({ cells: [{ day: 1, from: '09:00', to: '13:00' }] }), 'invalid'],
    ['a day the calendar lacks', () => ({ cells: [], effectiveFrom: '2026-02-30' }), 'no-such-day'],
    ['no cells at all', () => ({}), 'invalid'],
  ] as [string, () => object, string][])('refuses %s and stays as it was', async (_, plan, code) => {
    const { status, body } = await rota.coordinator.put(path, plan());
    expect([status, body.code]).toEqual([422, code]);
    expect((await rota.coordinator.get(path)).body.version).toBe(1);
  });

  it('[R87] [R88] says who is on duty, and why: by the hour and by the subject', async () => {
    const at = async (time: string, ...subjects: string[]) => {
      const query = [`at=2026-06-01T${time}:00Z`, ...subjects.map((subject) => `subject=${subject}`)].join(
        '&',
      );
      const { body } = await rota.at('elm').get(`${path}/on-duty?${query}`);
      return body.offer && [body.offer.institutionId, body.offer.because, body.offer.lane];
    };
    const { aspen, birch, cedar } = rota.libraries;
    expect(await at('15:00')).toEqual([aspen, 'rota', null]);
    expect(await at('19:00')).toEqual([birch, 'rota', null]);
    expect(await at('15:00', 'law')).toEqual([cedar, 'rota', 'law']);
    expect(await at('15:00', 'circulation', 'legal-research')).toEqual([cedar, 'rota', 'law']);
    expect(await at('23:30')).toBeNull();
    expect((await rota.at('elm').get(`${path}/on-duty?at=yesterday`)).status).toBe(422);
  });

  it('[R142] offers each shared question to one library first, for the list to show; any other may still claim', async () => {
    const ask = rota.service.app.get(Requests);
    const question = (...subjects: string[]) => ({ subjects });
    const asked = {
      at: '2026-06-01T15:00:00.000Z',
      questions: [question(), question('law'), question('research')],
    };
    const { offers } = await ask.ask(requests.onDuty, { groupId: rota.groups.evergreen, ...asked });
    const { aspen, cedar } = rota.libraries;
    expect(offers.map((offer) => offer && [offer.institutionId, offer.because])).toEqual([
      [aspen, 'rota'],
      [cedar, 'rota'],
      [aspen, 'rota'],
    ]);
    const none = await ask.ask(requests.onDuty, { groupId: rota.groups.prairie, ...asked });
    expect(none.offers).toEqual([null, null, null]);
  });

  it('[R92] takes over at its date, keeps its history, and falls back on the substitutes for a library that is closed', async () => {
    const next = {
      effectiveFrom: '2026-06-08',
      cells: [cell(1, '09:00', '13:00', 'birch')],
      substitutes: [rota.libraries.elm],
    };
    const put = await rota.coordinator.put(path, next, { 'if-match': '"1"' });
    expect([put.body.version, put.body.inForce]).toEqual([2, 1]);
    const who = async (day: string) =>
      (await rota.at('elm').get(`${path}/on-duty?at=2026-06-${day}T15:00:00Z`)).body.offer;
    expect((await who('01')).institutionId).toBe(rota.libraries.aspen);
    expect((await who('08')).institutionId).toBe(rota.libraries.birch);
    const versions = await rota.at('birch').get(`${path}/versions`);
    expect(
      versions.body.items.map(({ version, effectiveFrom }: { version: number; effectiveFrom: string }) => [
        version,
        effectiveFrom,
      ]),
    ).toEqual([
      [2, '2026-06-08'],
      [1, '2026-06-01'],
    ]);
    expect((await rota.at('birch').get(`${path}/versions/1`)).body.cells).toHaveLength(5);
    expect((await rota.at('birch').get(`${path}/versions/9`)).status).toBe(404);

    await rota.library(rota.libraries.birch, 'birch', { profileStatus: 'closed' });
    await rota.events.next('institution.updated.v1', ({ data }) => data.profileStatus === 'closed');
    await eventually(async () =>
      expect(await who('08')).toMatchObject({ institutionId: rota.libraries.elm, because: 'substitute' }),
    );
    await rota.library(rota.libraries.birch, 'birch');
  });

  it('[R92] can be sent back as it was read, with the names beside its libraries, which are not kept', async () => {
    const { body } = await rota.coordinator.get(path);
    const { version, lanes, cells, exceptions, substitutes, effectiveFrom } = body;
    const again = { lanes, cells, exceptions, substitutes, effectiveFrom };
    const put = await rota.coordinator.put(path, again, { 'if-match': `"${version}"` });
    expect([put.status, put.body.cells]).toEqual([200, cells]);
    const kept = await rota.service.db.query('SELECT * FROM rota_versions');
    expect(JSON.stringify(kept)).not.toContain('institutionName');
  });
});
