import { isDeepStrictEqual } from 'node:util';
import {
  requests,
  settings,
  type AnswerOf,
  type EventData,
  type ResolutionCode,
  type SettingKey,
} from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Requests } from '@carrel/messaging';
import {
  aNats,
  answer,
  emit,
  eventually,
  listen,
  staff,
  startService,
  type Asked,
  type Events,
  type StaffActor,
  type StaffClaims,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { Rebuilds } from '@carrel/web';
import { v7 as newId } from 'uuid';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { QuestionsModule } from '../src/questions.module.js';
import { aspen, birch, cedar, dogwood, elm } from './people.js';

type Transcript = AnswerOf<typeof requests.sessionTranscript>;
export const robin = { name: 'Robin Reader', email: 'robin@patron.example' };
export const text = 'May a landlord keep a deposit for painting?';

/** The service on real servers, with Cedar, Birch and Aspen in one group, and Dogwood and Elm in two others. */
export class Running {
  readonly evergreen = newId();
  readonly groups = new Map([cedar, birch, aspen].map((id) => [id, this.evergreen]));
  readonly transcripts = new Map<string, Transcript>();
  readonly notes = new Map<string, Partial<AnswerOf<typeof requests.sessionNotes>>>();
  readonly mails = new Map<string, AnswerOf<typeof requests.patronDeliveries>['deliveries']>();
  readonly chats = new Map<string, AnswerOf<typeof requests.patronSessions>['sessions']>();
  /** Sessions that chat will forget when it is asked next, and how many go on. */
  readonly chatsToForget = new Map<string, [sessionIds: string[], open: number]>();
  readonly names = new Map<string, string>();
  nats!: TestNats;
  service!: TestService;
  events!: Events;
  chat!: Asked<typeof requests.sessionTranscript>;

  private readonly options = { name: 'questions', module: QuestionsModule, dataSource: dataSourceOptions };

  /** Another process of the service: on the same database, with secrets of its own. */
  beside(env: Record<string, string> = {}): Promise<TestService> {
    return startService({ ...this.options, nats: this.nats, database: this.service.database, env });
  }

  async start(): Promise<this> {
    this.nats = await aNats();
    this.service = await startService({ ...this.options, nats: this.nats });
    this.events = await listen(this.nats);
    await this.chatIsBack();
    await answer(this.nats, requests.sessionNotes, ({ sessionId }) => ({
      ...{ sessionId, descriptiveCodes: [], promisedAt: null, notes: [] },
      ...this.notes.get(sessionId),
    }));
    await answer(this.nats, requests.forgetMailFrom, () => ({ forgotten: 0 }));
    await answer(this.nats, requests.forgetChatsOf, ({ address }) => {
      const key = address.toLowerCase();
      const [sessionIds, open] = this.chatsToForget.get(key) ?? [[], 0];
      if (sessionIds.length) this.chatsToForget.set(key, [[], open]);
      else this.chatsToForget.delete(key);
      return { sessionIds, open };
    });
    await answer(this.nats, requests.patronDeliveries, ({ email }) => ({
      deliveries: this.mails.get(email.toLowerCase()) ?? [],
      next: null,
    }));
    await answer(this.nats, requests.patronSessions, ({ email }) => ({
      sessions: this.chats.get(email.toLowerCase()) ?? [],
      next: null,
    }));
    await answer(this.nats, requests.accountNames, ({ ids }) => ({
      accounts: ids.flatMap((id) => {
        const name = this.names.get(id);
        return name ? [{ id, name, institutionId: cedar }] : [];
      }),
    }));
    for (const [name, id] of Object.entries({ cedar, birch, aspen, dogwood, elm }))
      await this.library(id, name);
    await this.set('shared-followup', this.evergreen, { enabled: true });
    return this;
  }

  async chatIsBack(): Promise<void> {
    this.chat = await answer(this.nats, requests.sessionTranscript, ({ sessionId }) =>
      this.transcripts.get(sessionId)!,
    );
  }

  async stop(): Promise<void> {
    await this.events?.stop();
    await this.service?.stop();
    await this.nats?.stop();
  }

  /** A member of staff whose account this service knows. */
  async person(
    institutionId: string,
    more: Partial<StaffClaims> & { name?: string } = {},
  ): Promise<StaffActor> {
    const subscriptionGroupId = this.groups.get(institutionId)!;
    const roles = more.roles ?? ['librarian' as const];
    const actor = staff({ institutionId, subscriptionGroupId, ...more, roles });
    this.names.set(actor.accountId, actor.name);
    await this.account(actor, { roles, groupRoles: more.groupRoles ?? [], operator: more.operator ?? false });
    return actor;
  }

  async account(actor: StaffActor, more: Partial<EventData<'account.created.v1'>> = {}): Promise<void> {
    const { accountId, institutionId } = actor;
    const data = {
      accountId,
      institutionId,
      roles: [],
      groupRoles: [],
      operator: false,
      trained: true,
      active: true,
    };
    const now = { ...data, ...more };
    await emit(this.nats, 'account.updated.v1', now, { subject: accountId });
    await this.untilKnown(async () => (await this.directory.account(accountId))?.active === now.active);
  }

  async set(key: SettingKey, ownerId: string, value: object): Promise<void> {
    const { level } = settings[key];
    await emit(this.nats, 'settings.changed.v1', { key, level, ownerId, value }, { subject: ownerId });
    await this.untilKnown(async () => isDeepStrictEqual(await this.directory.setting(key, ownerId), value));
  }

  /** A chat of a Cedar patron ends; the event as chat publishes it, for those who want to send it twice. */
  async chatEnds(
    resolution: ResolutionCode,
    by: StaffActor,
    more: {
      email?: string | null;
      lines?: string[];
      institutionId?: string;
      fields?: Transcript['fields'];
      notes?: Partial<AnswerOf<typeof requests.sessionNotes>>;
    } = {},
  ) {
    const sessionId = newId();
    if (more.notes) this.notes.set(sessionId, more.notes);
    const {
      institutionId = cedar,
      email = robin.email,
      lines = ['Good evening', 'Our colleagues will write to you'],
    } = more;
    const at = new Date().toISOString();
    this.transcripts.set(sessionId, {
      ...{ sessionId, institutionId, question: text, startedAt: at, endedAt: at },
      fields: more.fields ?? [],
      patron: { ...robin, email },
      lines: lines.map((line, n) => ({
        ...{
          seq: n + 1,
          from: 'librarian' as const,
          name: by.name,
          authorId: by.accountId,
          text: line,
          sentAt: at,
        },
      })),
    });
    const { accountId: librarianId, institutionId: librarianInstitutionId } = by;
    const data = {
      ...{
        sessionId,
        institutionId,
        resolution,
        librarianId,
        librarianInstitutionId,
        messages: lines.length,
      },
      ...{
        practice: false,
        endedBy: 'librarian' as const,
        noContact: email === null,
        startedAt: at,
        endedAt: at,
      },
      participants: [{ librarianId, institutionId: librarianInstitutionId, handledMs: 1000 }],
    };
    return emit(this.nats, 'session.ended.v1', data, { subject: sessionId });
  }

  /** The question that such a chat becomes. */
  async questionAfter(
    resolution: ResolutionCode,
    by: StaffActor,
    more: Parameters<Running['chatEnds']>[2] = {},
  ) {
    const { subject } = await this.chatEnds(resolution, by, more);
    const created = await this.events.next('question.created.v1', (e) => e.data.sessionId === subject);
    return created.data;
  }

  refer(questionId: string, by: StaffActor, institutionId: string | null, referralId = newId()) {
    return this.requests.ask(requests.refer, {
      ...{ referralId, questionId, senderInstitutionId: by.institutionId, actorId: by.accountId },
      to: { kind: institutionId ? 'cooperative-partner' : 'shared-followup', institutionId },
      reason: 'Your housing law collection is better',
      noContactConfirmed: false,
    });
  }

  end(referralId: string, by: 'return' | 'withdraw', who: StaffActor, reason: string | null = null) {
    const { institutionId, accountId: actorId } = who;
    return this.requests.ask(requests.endReferral, { referralId, by, institutionId, actorId, reason });
  }

  /** Makes the counts or the search words anew, to the end. */
  async rebuild(kind: 'statistics' | 'search'): Promise<void> {
    const rebuilds = this.service.app.get(Rebuilds, { strict: false });
    let now = await rebuilds.join(kind);
    while (now.status === 'running') now = await rebuilds.goOn(now.id);
    if (now.status !== 'finished') throw new Error(`the rebuild ${now.status}: ${now.failure}`);
  }

  get requests(): Requests {
    return this.service.app.get(Requests);
  }

  /** The lists, of the library and of the person, in which somebody finds the question. */
  async listsOf(actor: StaffActor, questionId: string): Promise<string[]> {
    const found: string[] = [];
    for (const list of [
      'active',
      'new',
      'pending',
      'referred',
      'answered',
      'closed',
      'all',
      'shared-followup',
    ]) {
      for (const mine of [false, true]) {
        const { body } = await this.service
          .as(actor)
          .get(`/v1/questions?list=${list}&mine=${mine}&limit=200`);
        if (body.items.some((row: { id: string }) => row.id === questionId))
          found.push(mine ? `my ${list}` : list);
      }
    }
    return found;
  }

  private get directory(): Directory {
    return this.service.app.get(Directory);
  }

  /** As admin would say after a change of the profile. */
  async rename(institutionId: string, name: string): Promise<void> {
    const subject = institutionId;
    await emit(this.nats, 'institution.updated.v1', this.libraryOf(institutionId, name), {
      subject,
      sequence: 2,
    });
    await this.untilKnown(async () => (await this.directory.institution(institutionId))?.name === name);
  }

  private async library(institutionId: string, name: string): Promise<void> {
    const data = this.libraryOf(institutionId, name);
    await emit(this.nats, 'institution.registered.v1', data, { subject: institutionId });
    await this.untilKnown(async () => (await this.directory.institution(institutionId)) !== undefined);
  }

  private libraryOf(institutionId: string, name: string): EventData<'institution.registered.v1'> {
    const subscriptionGroupId = this.groups.get(institutionId) ?? newId();
    this.groups.set(institutionId, subscriptionGroupId);
    return {
      ...{
        institutionId,
        name,
        subscriptionGroupId,
        timeZone: 'America/Denver',
        profileStatus: 'active' as const,
      },
      ...{ acceptsReferrals: true, redirectToInstitutionId: null, portal: false },
    };
  }

  private untilKnown(check: () => Promise<boolean>): Promise<void> {
    return eventually(async () => {
      if (!(await check())) throw new Error('not known yet');
    });
  }
}
