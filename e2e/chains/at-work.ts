import { requests, type EventData, type InstitutionRole } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { newId, Requests } from '@carrel/messaging';
import {
  aNats,
  answer,
  ClockAhead,
  emit,
  eventually,
  listen,
  makeJobsDue,
  staff,
  startService,
  type StaffActor,
  type StaffClaims,
  type TestClient,
} from '@carrel/testing';
import { dataSourceOptions as questionsData } from '../../services/questions/src/persistence/data-source.js';
import { QuestionsModule } from '../../services/questions/src/questions.module.js';
import { dataSourceOptions as referralsData } from '../../services/referrals/src/persistence/data-source.js';
import { ReferralsModule } from '../../services/referrals/src/referrals.module.js';

export const libraryNames = ['Aspen', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Grove'] as const;
export type LibraryName = (typeof libraryNames)[number];
/** Three are mates in Evergreen, the others each other's in Prairie; all have joined one cooperative. */
const evergreen = new Set<LibraryName>(['Aspen', 'Birch', 'Cedar']);
const robin = { name: 'Robin Reader', email: 'robin@patron.example' };

/** questions and referrals as they run in production, on real PostgreSQL and NATS, and nobody else. */
export async function librariesAtWork() {
  const nats = await aNats();
  const clock = new ClockAhead();
  const [questions, referrals, events] = await Promise.all([
    startService({ name: 'questions', module: QuestionsModule, dataSource: questionsData, nats, clock }),
    startService({ name: 'referrals', module: ReferralsModule, dataSource: referralsData, nats, clock }),
    listen(nats),
  ]);
  const groups = { evergreen: newId(), prairie: newId(), cooperative: newId() };
  const ids = Object.fromEntries(libraryNames.map((name) => [name, newId()])) as Record<LibraryName, string>;
  const people = new Map<string, StaffActor>();
  await answer(nats, requests.accountNames, ({ ids: wanted }) => ({
    accounts: wanted.flatMap((id) => {
      const known = people.get(id);
      return known ? [{ id, name: known.name, institutionId: known.institutionId }] : [];
    }),
  }));
  const chatted = new Map<string, string>();
  await answer(nats, requests.sessionTranscript, ({ sessionId }) => {
    const at = new Date().toISOString();
    const line = {
      seq: 1,
      from: 'librarian' as const,
      name: null,
      authorId: null,
      text: 'Hello',
      sentAt: at,
    };
    return {
      ...{ sessionId, institutionId: chatted.get(sessionId)!, patron: robin, question: 'Why?' },
      ...{ startedAt: at, endedAt: at, lines: [line] },
    };
  });
  await answer(nats, requests.sessionNotes, ({ sessionId }) => ({
    ...{ sessionId, descriptiveCodes: [], promisedAt: null, notes: [] },
  }));
  const both = [questions, referrals];
  const untilDirectory = (check: (directory: Directory) => Promise<boolean>) =>
    eventually(async () => {
      for (const service of both)
        if (!(await check(service.app.get(Directory)))) throw new Error('not known yet');
    });

  const library = (name: LibraryName, more: Partial<EventData<'institution.updated.v1'>> = {}) =>
    emit(
      nats,
      'institution.updated.v1',
      {
        ...{ institutionId: ids[name], name: `${name} Library`, timeZone: 'America/Denver', portal: false },
        subscriptionGroupId: evergreen.has(name) ? groups.evergreen : groups.prairie,
        ...{ profileStatus: 'active', acceptsReferrals: true, redirectToInstitutionId: null },
        ...more,
      },
      { subject: ids[name] },
    );
  for (const name of libraryNames) {
    await library(name);
    const membershipId = newId();
    await emit(
      nats,
      'membership.approved.v1',
      { membershipId, groupId: groups.cooperative, institutionId: ids[name], status: 'active' },
      { subject: membershipId },
    );
  }
  const cooperative = { groupId: groups.cooperative, name: '24/7', timeZone: 'America/Denver' };
  await emit(
    nats,
    'group.created.v1',
    { ...cooperative, kind: 'cooperative', proxyInstitutionId: null },
    { subject: groups.cooperative },
  );
  for (const ownerId of [groups.evergreen, groups.prairie])
    await emit(
      nats,
      'settings.changed.v1',
      { key: 'shared-followup', level: 'group', ownerId, value: { enabled: true } },
      { subject: ownerId },
    );

  /** Somebody of a library, known to both services. */
  const person = async (name: LibraryName, more: Partial<StaffClaims> = {}): Promise<StaffActor> => {
    const roles: InstitutionRole[] = more.roles ?? ['librarian', 'reviewer', 'institution-admin'];
    const { groupRoles = [] } = more;
    const subscriptionGroupId = evergreen.has(name) ? groups.evergreen : groups.prairie;
    const who = { institutionId: ids[name], subscriptionGroupId, name: `${name}'s ${people.size}`, ...more };
    const actor = staff({ ...who, roles, groupRoles });
    people.set(actor.accountId, actor);
    const { accountId, institutionId } = actor;
    const standing = { operator: false, trained: true, active: true };
    await emit(
      nats,
      'account.created.v1',
      { accountId, institutionId, roles, groupRoles, ...standing },
      { subject: accountId },
    );
    await untilDirectory(async (directory) => (await directory.account(accountId)) !== undefined);
    return actor;
  };
  await untilDirectory(async (directory) => (await directory.librariesOf(groups.cooperative)).length === 7);
  await untilDirectory(
    async (directory) => (await directory.setting('shared-followup', groups.prairie)).enabled,
  );

  const at = (actor: StaffActor): { questions: TestClient; referrals: TestClient } => ({
    questions: questions.as(actor),
    referrals: referrals.as(actor),
  });
  return {
    ...{ nats, clock, questions, referrals, events, groups, ids, person, at, library, untilDirectory },
    requests: referrals.app.get(Requests),
    /** A patron asks a library on its web form; the question's id. */
    async asks(home: LibraryName): Promise<string> {
      const body = { text: 'May a landlord keep a deposit?', patron: robin, institutionId: ids[home] };
      return (await questions.http.post('/v1/questions', body)).body.id;
    },
    /** A chat of a patron of the library ends for follow-up by that library; the question's id. */
    async chats(home: LibraryName, by: StaffActor): Promise<string> {
      const sessionId = newId();
      const at = new Date().toISOString();
      const { accountId: librarianId, institutionId: librarianInstitutionId } = by;
      chatted.set(sessionId, ids[home]);
      const data = {
        ...{ sessionId, institutionId: ids[home], resolution: 'followup-by-patron-library' as const },
        ...{ endedBy: 'librarian' as const, librarianId, librarianInstitutionId, noContact: false },
        ...{ practice: false, startedAt: at, endedAt: at, messages: 1 },
        participants: [{ librarianId, institutionId: librarianInstitutionId, handledMs: 1000 }],
      };
      await emit(nats, 'session.ended.v1', data, { subject: sessionId });
      const created = await events.next('question.created.v1', (event) => event.data.sessionId === sessionId);
      return created.data.questionId;
    },
    /** What waits for its time in referrals is due now, by its database's clock. */
    dueNow: () => makeJobsDue(referrals.db),
    async stop() {
      await events.stop();
      await Promise.all(both.map((service) => service.stop()));
      await nats.stop();
    },
  };
}
export type LibrariesAtWork = Awaited<ReturnType<typeof librariesAtWork>>;
