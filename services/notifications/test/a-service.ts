import { isDeepStrictEqual } from 'node:util';
import {
  requests,
  type AnswerOf,
  type EventData,
  type SettingKey,
  type SettingValue,
} from '@carrel/contracts';
import type { Clock } from '@carrel/kernel';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { aMailbox, aNats, answer, emit, eventually, listen, staff, startService } from '@carrel/testing';
import { NotificationsModule } from '../src/notifications.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';

type Transcript = AnswerOf<typeof requests.sessionTranscript>;
type Question = AnswerOf<typeof requests.questionLetter>;
export type Line = Transcript['lines'][number];

export const aLine = (seq: number, from: Line['from'], text: string, name: string | null = null): Line => ({
  seq,
  from,
  name,
  authorId: null,
  text,
  sentAt: '2026-03-02T19:04:05.000Z',
});

/** notifications running beside a real mail server and stand-ins for the services it asks. */
export async function aNotificationsService(options: { clock?: Clock; env?: Record<string, string> } = {}) {
  const nats = await aNats();
  const mailbox = await aMailbox();
  const events = await listen(nats);
  const service = await startService({
    name: 'notifications',
    module: NotificationsModule,
    dataSource: dataSourceOptions,
    nats,
    env: {
      SMTP_URL: mailbox.url,
      SMTP_TIMEOUT_SECONDS: '2',
      MAIL_RETRY_SECONDS: '0.1,0.1,0.1',
      ...options.env,
    },
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const [aspen, birch] = [newId(), newId()];
  const names = { [aspen]: 'Aspen County Library', [birch]: 'Birch State University' };
  for (const [institutionId, name] of Object.entries(names)) {
    await emit(
      nats,
      'institution.registered.v1',
      {
        institutionId,
        name,
        subscriptionGroupId: newId(),
        timeZone: 'America/Denver',
        profileStatus: 'active',
        acceptsReferrals: true,
        redirectToInstitutionId: null,
        portal: false,
      },
      { subject: institutionId },
    );
  }
  const directory = service.app.get(Directory);
  await eventually(async () => {
    for (const id of [aspen, birch]) if (!(await directory.institution(id))) throw new Error('not known yet');
  });

  /** What the other services know; tests change it. */
  const world = {
    patron: { name: 'Pat' as string | null, email: 'pat@example.org' as string | null },
    lines: [aLine(1, 'patron', 'When was the bridge built?'), aLine(2, 'librarian', 'In 1932.', 'Robin')],
    addresses: new Map([
      [aspen, ['alerts@aspen.example']],
      [birch, ['alerts@birch.example', 'desk@birch.example']],
    ]),
    sender: { displayName: null, address: null } as {
      displayName: string | null;
      address: string | null;
      enabled?: boolean;
    },
    /** Addresses of staff, by account. */
    people: new Map<string, string>(),
    referral: {} as Partial<AnswerOf<typeof requests.referralLetter>>,
    quality: [] as string[],
    /** Aspen's Alert E-mail. */
    alert: null as string | null,
    /** By account. */
    signatures: new Map<string, string>(),
    surveys: new Set<string>(),
    author: null as string | null,
    letter: {} as Partial<Question>,
    contact: true,
    allowed: true,
    reason: 'They hold the maps' as string | null,
  };
  await answer(nats, requests.sessionTranscript, ({ sessionId }) => ({
    sessionId,
    institutionId: aspen,
    patron: world.patron,
    question: 'When was the bridge built?',
    startedAt: '2026-03-02T19:00:00.000Z',
    endedAt: '2026-03-02T19:10:00.000Z',
    lines: world.lines,
  }));
  await answer(nats, requests.questionLetter, ({ questionId, messageId }): Question => ({
    questionId,
    number: '4711',
    patronInstitutionId: aspen,
    patron: world.patron,
    subject: 'Bridge',
    questionText: 'When was the bridge built?',
    messageText: messageId && 'It was built in 1932.',
    authorId: world.author,
    ...world.letter,
  }));
  await answer(nats, requests.notificationAddresses, ({ institutionId }) => {
    const addresses = world.addresses.get(institutionId) ?? [];
    return { enabled: addresses.length > 0, addresses };
  });
  await answer(nats, requests.referralReason, () => ({
    reason: world.reason,
    actorId: null,
    endReason: 'Not our county',
  }));
  await answer(nats, requests.referralLetter, ({ referralId }) => ({
    referralId,
    questionId: newId(),
    kind: 'cooperative-partner' as const,
    status: 'open',
    senderInstitutionId: aspen,
    actorId: newId(),
    receiverInstitutionId: birch,
    to: null,
    expertAccountIds: [],
    reason: world.reason,
    endReason: null,
    withPatronContact: false,
    deadlineAt: null,
    coordinatorAccountIds: [],
    ...world.referral,
  }));
  await answer(nats, requests.qualityContacts, () => ({
    accountIds: world.quality,
    addresses: [],
    coordinatorAccountIds: world.quality,
  }));
  await answer(nats, requests.alertAddress, ({ institutionId }) => ({
    email: institutionId === aspen ? world.alert : null,
  }));
  await answer(nats, requests.outgoingAddress, () => ({ enabled: true, ...world.sender }));
  await answer(nats, requests.accountAddress, ({ accountId }) => ({
    name: 'Robin',
    email: world.people.get(accountId) ?? null,
  }));
  await answer(nats, requests.accountSignature, ({ accountId }) => ({
    text: world.signatures.get(accountId) ?? '',
  }));
  await answer(nats, requests.accountAddresses, ({ ids }) => ({
    accounts: ids
      .filter((id) => world.people.has(id))
      .map((id) => ({ id, name: 'Robin', email: world.people.get(id)! })),
  }));
  await answer(nats, requests.namedAddresses, ({ institutionId }) => ({
    addresses: world.addresses.get(institutionId) ?? [],
  }));
  await answer(nats, requests.surveyInvitation, ({ form, institutionId }) => ({
    url: world.surveys.has(institutionId) ? `https://carrel.example/${form}-survey` : null,
  }));
  await answer(nats, requests.patronLink, ({ patronId }) => ({
    patronId,
    institutionId: aspen,
    patron: { name: 'Pat', email: world.patron.email! },
    path: '/my-questions#a-token',
  }));
  const reading = await answer(nats, requests.mayReadQuestion, () => ({
    allowed: world.allowed,
    contact: world.contact,
  }));

  const question = (more: object = {}): EventData<'question.unclaimed.v1'> => ({
    questionId: newId(),
    number: '4711',
    source: 'chat',
    sessionId: null,
    patronInstitutionId: aspen,
    practice: false,
    noContact: false,
    pooled: false,
    dueAt: null,
    holdings: [],
    actorId: newId(),
    actorInstitutionId: birch,
    ...more,
  });
  return {
    nats,
    mailbox,
    events,
    service,
    world,
    reading,
    aspen,
    birch,
    question,
    /** A patron's own address for each test, so that mails are distinguished. */
    newPatron: (address = `${newId()}@example.org`) => {
      world.patron = { name: 'Pat', email: address };
      return address;
    },
    answered: (more: object = {}) => {
      const data = {
        ...question(more),
        answerId: newId(),
        deliveredBy: 'mail' as const,
        informedInstitutionIds: [],
        answeredReferralIds: [],
        ...more,
      };
      return emit(nats, 'question.answered.v1', data, { subject: data.questionId });
    },
    /** A chat has ended and become a question. */
    chatted: (more: Partial<EventData<'question.created.v1'>> = {}) => {
      const data = { ...question({ sessionId: newId() }), resolution: 'answered' as const, ...more };
      return emit(nats, 'question.created.v1', data, { subject: data.questionId });
    },
    /** A library's setting, as notifications knows it. */
    set: async <K extends SettingKey>(key: K, ownerId: string, value: SettingValue<K>) => {
      await emit(
        nats,
        'settings.changed.v1',
        { key, level: 'institution', ownerId, value },
        { subject: ownerId },
      );
      await eventually(async () => {
        const known = await service.app.get(Directory).setting(key, ownerId);
        if (!isDeepStrictEqual(known, value)) throw new Error(`${key} is not known yet`);
      });
    },
    ended: (more: Partial<EventData<'session.ended.v1'>> = {}) => {
      const sessionId = newId();
      const data: EventData<'session.ended.v1'> = {
        sessionId,
        institutionId: aspen,
        practice: false,
        resolution: 'answered',
        endedBy: 'librarian',
        librarianId: newId(),
        librarianInstitutionId: birch,
        noContact: false,
        startedAt: '2026-03-02T19:00:00.000Z',
        endedAt: '2026-03-02T19:10:00.000Z',
        messages: 2,
        participants: [],
        ...more,
      };
      return emit(nats, 'session.ended.v1', data, { subject: data.sessionId });
    },
    at: (institutionId: string) => service.as(staff({ institutionId, roles: ['librarian'] })),
    async stop() {
      await events.stop();
      await service.stop();
      await mailbox.stop();
      await nats.stop();
    },
  };
}
