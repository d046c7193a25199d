import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests, type AnswerOf } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { answer, emit, eventually, staff, TestClock } from '@carrel/testing';
import { ReportMailsService } from '../src/report/report-mails.service.js';
import { aNotificationsService } from './a-service.js';

/** A Monday, seven in the morning in Denver. */
const clock = new TestClock(new Date('2026-03-02T14:00:00.000Z'));
let running: Awaited<ReturnType<typeof aNotificationsService>>;
let owners: AnswerOf<typeof requests.reportMails>['items'] = [];
const asked: object[] = [];
let away = false;
const group = newId();
const boss = () => running.service.as(staff({ institutionId: running.aspen, roles: ['institution-admin'] }));
const mailed = async () => (await boss().get(`/v1/institutions/${running.aspen}/mailed-reports`)).body;
const run = () => running.service.app.get(ReportMailsService).mailDue();

beforeAll(async () => {
  running = await aNotificationsService({ clock });
  // A page at a time, as admin answers.
  await answer(running.nats, requests.reportMails, ({ after }) => {
    const at = after === null ? 0 : owners.findIndex(({ ownerId }) => ownerId === after) + 1;
    const items = owners.slice(at, at + 1);
    return { items, next: at + 1 < owners.length ? items[0]!.ownerId : null };
  });
  await answer(running.nats, requests.reportFigures, (question) => {
    asked.push(question);
    if (away) throw new Error('away');
    return {
      questions: {
        ...{ total: 120, before: 98, response: 5400, completion: 172_800 },
        bySource: [
          { value: 'chat', count: 80 },
          { value: 'mail', count: 40 },
        ],
      },
      chats: {
        ...{ requested: 90, before: 75, accepted: 82, waiting: 25, firstResponse: 95, length: null },
        missed: [{ value: 'abandoned', count: 8 }],
      },
    };
  });
  const more = {
    name: 'Evergreen Libraries',
    kind: 'subscription' as const,
    timeZone: 'Asia/Tokyo',
    proxyInstitutionId: null,
  };
  await emit(running.nats, 'group.created.v1', { groupId: group, ...more }, { subject: group });
  await eventually(async () => expect(await running.service.app.get(Directory).group(group)).toBeDefined());
});
afterAll(() => running?.stop());

describe('A report by mail', () => {
  it('[2.5] goes once, to whom the library has named, with its numbers of the past week', async () => {
    owners = [
      {
        level: 'institution',
        ownerId: running.aspen,
        every: 'week',
        addresses: ['board@aspen.example', 'head@aspen.example'],
      },
    ];
    await Promise.all([run(), run()]);
    const mail = await running.mailbox.next('board@aspen.example');
    expect(mail.subject).toBe('Numbers of Aspen County Library: 2026-02-23 – 2026-03-01');
    for (const line of [
      'Questions: 120 (before: 98)',
      '  chat: 80',
      'Median time to the first answer: 1.5 h',
      'Median time until nothing was open: 2 d',
      'Chats asked for: 90 (before: 75)',
      'Requests that nobody served: 8',
      'Median wait: 25 s',
      'Median time to the first line of a librarian: 1.6 min',
      'Median length of a chat: –',
    ])
      expect(mail.text).toContain(line);
    expect(mail.html).toMatch(/<table>/);
    expect((await running.mailbox.next('head@aspen.example')).subject).toBe(mail.subject);
    await run();
    const { items } = await mailed();
    expect(items).toMatchObject([{ from: '2026-02-23', to: '2026-03-01', recipients: 2 }]);
    expect(asked[0]).toEqual({
      ...{ level: 'institution', ownerId: running.aspen, timeZone: 'America/Denver' },
      ...{ from: '2026-02-23', to: '2026-03-01' },
    });
    const sent = await running.service.db.query<unknown[]>(
      `SELECT FROM deliveries WHERE message = 'statistics-report'`,
    );
    expect(sent).toHaveLength(2);
  });

  it('[2.5] of a group goes by the group’s clock, and one that cannot be made keeps no other back', async () => {
    const aspens = {
      level: 'institution' as const,
      ownerId: running.aspen,
      every: 'month' as const,
      addresses: ['month@aspen.example'],
    };
    owners = [
      { level: 'group', ownerId: newId(), every: 'week', addresses: ['nobody@evergreen.example'] },
      aspens,
      { level: 'group', ownerId: group, every: 'month', addresses: ['board@evergreen.example'] },
    ];
    away = true;
    await run();
    expect((await mailed()).items).toHaveLength(1);
    away = false;
    await run();
    const mail = await running.mailbox.next('board@evergreen.example');
    expect(mail.subject).toBe('Numbers of Evergreen Libraries: 2026-02-01 – 2026-02-28');
    expect((await running.mailbox.next('month@aspen.example')).subject).toContain('2026-02-01 – 2026-02-28');
    expect((await mailed()).items).toHaveLength(2);
  });

  it('[F26] has a history that the owner’s administrators alone read', async () => {
    const { nextCursor } = (await boss().get(`/v1/institutions/${running.aspen}/mailed-reports?limit=1`))
      .body;
    const rest = await boss().get(
      `/v1/institutions/${running.aspen}/mailed-reports?limit=1&cursor=${nextCursor}`,
    );
    expect(rest.body).toMatchObject({ items: [{ to: '2026-03-01' }], nextCursor: null });
    const other = running.service.as(staff({ institutionId: running.birch, roles: ['institution-admin'] }));
    expect((await other.get(`/v1/institutions/${running.aspen}/mailed-reports`)).status).toBe(403);
    const groupRoles = [{ groupId: group, role: 'group-admin' as const }];
    const head = running.service.as(
      staff({ institutionId: running.birch, roles: ['librarian'], groupRoles }),
    );
    expect((await head.get(`/v1/groups/${group}/mailed-reports`)).body.items).toMatchObject([
      { from: '2026-02-01' },
    ]);
    expect((await head.get(`/v1/groups/${newId()}/mailed-reports`)).status).toBe(403);
    expect(
      (await running.at(running.aspen).get(`/v1/institutions/${running.aspen}/mailed-reports`)).status,
    ).toBe(403);
  });
});
