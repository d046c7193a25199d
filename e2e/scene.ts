import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { at, eventually, speaker, type Speaker, type Staff } from '../tools/src/journey/client.js';
import { formerMember, signInFormer } from './former-member.js';
import { revokeAll, serviceActors, serviceTokens, signIn } from './actors.js';
import type { Actor, ServiceActor, Services } from './actors.js';

/** What one row of the matrix acts on: Cedar's things, made anew so that rows do not disturb each other. */
export interface Subject {
  path: Record<string, string>;
  query?: string;
  body?: (actor: Actor) => object;
  /** The patron's token for the thing itself. */
  own?: string;
  tidy?: () => Promise<unknown>;
}

/** The demonstration's libraries with a desk at Cedar that is open. */
export class Scene {
  staff!: Awaited<ReturnType<typeof signIn>> & { was: Staff };
  ids!: Record<'cedar' | 'dogwood' | 'elm' | 'evergreen' | 'cooperative', string>;
  services!: Services;
  otherPatron!: string;
  /** Service accounts that nothing uses any more: an owner may have only so many. */
  private spent: Services | undefined;
  private signedInAt = Date.now();
  private renewedAt = 0;
  private renewal: Promise<void> = Promise.resolve();
  private readonly anyone: Speaker;

  constructor(
    private readonly origin: string,
    /** Where mail comes in. */
    readonly mailIn: string,
  ) {
    this.anyone = speaker(origin);
  }

  async set(): Promise<void> {
    const staff = await signIn(this.origin);
    this.staff = { ...staff, was: staff.far };
    const found = async (path: '/v1/institutions' | '/v1/groups', search: string) => {
      const { items } = await ok(this.staff.oper.admin.GET(path, { params: { query: { search } } }));
      return items[0]!.id;
    };
    this.ids = {
      cedar: await found('/v1/institutions', 'Cedar'),
      dogwood: await found('/v1/institutions', 'Dogwood'),
      elm: await found('/v1/institutions', 'Elm'),
      evergreen: await found('/v1/groups', 'Evergreen'),
      cooperative: await found('/v1/groups', '24/7'),
    };
    this.staff.was = await formerMember(this.origin, this.staff, this.ids);
    await this.setLimits();
    await this.openDesk();
    await this.renew();
    this.otherPatron = (await this.question()).own!;
  }

  /** One address asks and one librarian answers for everybody here, and rows of different services run at the same time. */
  private async setLimits(): Promise<void> {
    const set = (key: 'chat-waiting' | 'chat-limits', body: object) =>
      ok(
        this.staff.gadm.admin.PUT('/v1/groups/{id}/settings/{key}', {
          params: { path: { id: this.ids.evergreen, key } },
          body: body as never,
        }),
      );
    await set('chat-waiting', { perPatron: 20, perNetwork: 1000, lines: 500 });
    await set('chat-limits', { patronsAtOnce: 20, patronsWithIdle: 40 });
  }

  /** Tokens of service accounts live five minutes and people's fifteen, and what they are for may take longer. */
  renew(): Promise<void> {
    if (Date.now() - this.renewedAt < 120_000) return this.renewal;
    this.renewedAt = Date.now();
    this.renewal = this.renewAll();
    return this.renewal;
  }

  private async renewAll(): Promise<void> {
    if (Date.now() - this.signedInAt > 300_000) {
      this.signedInAt = Date.now();
      this.staff = { ...(await signIn(this.origin, this.staff)), was: await signInFormer(this.origin) };
    }
    const services = await serviceTokens(this.origin, this.staff, this.ids);
    if (this.spent) await revokeAll(this.spent, this.staff);
    this.spent = this.services;
    this.services = services;
  }

  /** Cedar's librarian and reviewer at the desk. */
  async openDesk(): Promise<void> {
    await eventually(async () => {
      for (const staff of [this.staff.lib, this.staff.rev]) {
        const { items } = await ok(staff.chat.GET('/v1/queues'));
        const queueIds = items.filter((q) => q.kind !== 'practice').map((q) => q.id);
        if (queueIds.length === 0) throw new Error('no queues yet');
        const shift = { availability: 'available', queueIds, takeOver: true } as const;
        await ok(staff.chat.PUT('/v1/monitor', { body: shift }));
      }
      const query = { institutionId: this.ids.cedar };
      const { open } = await ok(this.anyone.chat.GET('/v1/availability', { params: { query } }));
      if (!open) throw new Error('still closed');
    });
  }

  /** Whoever speaks in this column, for this subject. */
  speaker(actor: Actor, subject: Subject): Speaker {
    if (actor === 'anon') return this.anyone;
    if (actor === 'own') return speaker(this.origin, subject.own ?? this.otherPatron);
    if (actor === 'other') return speaker(this.origin, this.otherPatron);
    if (isService(actor)) return this.services[actor];
    return this.staff[actor];
  }

  async question(): Promise<Subject> {
    const body = {
      text: 'Is the reading room open on Sunday?',
      patron: { name: 'Robin Reader', email: `robin.${randomUUID().slice(0, 8)}@patron.example` },
      institutionId: this.ids.cedar,
    };
    const { id, token } = await ok(this.anyone.questions.POST('/v1/questions', { body }));
    return { path: { id }, own: token };
  }

  /** A text file, by Cedar's librarian, for a question or a chat; its id. */
  async upload(to: 'question' | 'chat', id: string): Promise<string> {
    const file = {
      params: { path: { id }, query: { name: 'hours.txt' } },
      headers: { 'content-type': 'text/plain' },
      body: 'From ten to four.',
      bodySerializer: (text: string) => text,
    };
    const { questions, chat } = this.staff.lib;
    return to === 'question'
      ? (await ok(questions.POST('/v1/questions/{id}/files', file))).id
      : (await ok(chat.POST('/v1/sessions/{id}/attachments', file))).id;
  }

  /** The receipt of a question at Cedar, which its patron has been mailed. */
  async delivery(): Promise<Subject> {
    const { path, own } = await this.question();
    return eventually(async () => {
      const query = { questionId: path.id! };
      const { items } = await ok(this.staff.lib.notifications.GET('/v1/deliveries', { params: { query } }));
      const receipt = items.find(({ message, to }) => /^new-/.test(message) && /@patron/.test(to ?? ''));
      if (receipt?.status !== 'accepted') throw new Error('no receipt yet');
      return { path: { id: receipt.id }, own: own! };
    });
  }

  async session(accepted: boolean): Promise<Subject> {
    const body = {
      institutionId: this.ids.cedar,
      patron: { name: 'Robin Reader' },
      question: 'Is anybody there?',
    };
    const { id, token } = await ok(this.anyone.chat.POST('/v1/sessions', { body }));
    const { chat } = this.staff.lib;
    if (accepted) await ok(chat.POST('/v1/sessions/{id}/accept', at(id)));
    const tidy = async () => {
      const end = { resolution: 'answered', noContactConfirmed: true } as const;
      await chat.POST('/v1/sessions/{id}/end', { ...at(id), body: end });
      await speaker(this.origin, token).chat.DELETE('/v1/sessions/{id}', at(id));
    };
    return { path: { id }, own: token, tidy };
  }

  /** A ban of a patron of Cedar's, by a token that nobody sends again. */
  async ban(): Promise<Subject> {
    const session = await this.session(true);
    const body = { hours: 1, by: ['token' as const] };
    const { id } = await ok(
      this.staff.lib.chat.POST('/v1/sessions/{id}/ban', { ...at(session.path.id!), body }),
    );
    return { ...session, path: { id } };
  }

  /** Cedar's own queue. */
  async queue(): Promise<Subject> {
    const { items } = await ok(this.staff.lib.chat.GET('/v1/queues'));
    return { path: { id: items.find((q) => q.kind === 'library')!.id } };
  }

  /** An active session whose librarian asks the reviewer to take over. */
  async transfer(): Promise<Subject> {
    const session = await this.session(true);
    const body = { toLibrarianId: this.staff.rev.account.id, reason: 'My hour is over.' };
    const it = at(session.path.id!);
    const { id } = await ok(this.staff.lib.chat.POST('/v1/sessions/{id}/transfers', { ...it, body }));
    const tidy = async () => {
      await this.staff.lib.chat.POST('/v1/transfers/{id}/cancel', at(id));
      await this.staff.rev.chat.POST('/v1/sessions/{id}/leave', it);
      await session.tidy?.();
    };
    return { path: { id }, tidy };
  }

  /** A question of Cedar's, referred to Dogwood. */
  async referral(): Promise<Subject & { questionId: string }> {
    const question = await this.question();
    const questionId = question.path.id!;
    await ok(this.staff.lib.questions.POST('/v1/questions/{id}/claim', at(questionId)));
    const to = { kind: 'cooperative-partner', institutionId: this.ids.dogwood } as const;
    const { id } = await ok(this.staff.lib.referrals.POST('/v1/referrals', { body: { questionId, to } }));
    return { path: { id }, questionId };
  }

  /** A colleague at Cedar, made for one row. */
  async account(): Promise<Subject> {
    const { id } = await ok(this.staff.iadm.admin.POST('/v1/accounts', { body: this.newAccount() }));
    return { path: { id } };
  }

  /** Cedar's membership of the cooperative, with the move to try on it. */
  async membership(move?: string): Promise<Subject> {
    const { items } = await ok(this.staff.iadm.admin.GET('/v1/memberships'));
    const found = items.find((m) => m.groupId === this.ids.cooperative)!;
    return { path: { id: found.id, ...(move ? { move } : {}) } };
  }

  newAccount() {
    return { email: `${randomUUID()}@cedar.example`, name: 'Nora New', roles: ['librarian' as const] };
  }

  /** A service account of Cedar's, made for one row. */
  async serviceAccount(): Promise<Subject & { secret: string }> {
    const request = { ...at(this.ids.cedar), body: { name: 'One row', scopes: ['directory:read' as const] } };
    const made = await ok(this.staff.iadm.admin.POST('/v1/institutions/{id}/service-accounts', request));
    const { id, clientSecret: secret } = made;
    const revoke = () => this.staff.iadm.admin.POST('/v1/service-accounts/{id}/revoke', at(id));
    return { path: { id }, secret, tidy: revoke };
  }

  /** Revokes what a row itself has made of this owner's, who may have only so many. */
  async revokeServiceAccounts(owner: 'institutions' | 'groups'): Promise<void> {
    const [{ admin }, id] =
      owner === 'groups' ? [this.staff.gadm, this.ids.evergreen] : [this.staff.iadm, this.ids.cedar];
    for (let cursor: string | undefined, more = true; more;) {
      const request = { params: { path: { id }, query: { limit: 100, cursor } } };
      const { items, nextCursor } = await ok(admin.GET(`/v1/${owner}/{id}/service-accounts`, request));
      for (const { id, name, revokedAt } of items)
        if (!revokedAt && name !== 'Matrix' && name !== 'One row')
          await admin.POST('/v1/service-accounts/{id}/revoke', at(id));
      cursor = nextCursor ?? undefined;
      more = cursor !== undefined;
    }
  }

  /** A webhook endpoint of Cedar's, made for one row; nothing that it waits for happens. */
  async webhook(): Promise<Subject> {
    const { notifications } = this.staff.iadm;
    const body = { url: 'https://cedar.example/hook', events: ['duty.missed.v1' as const] };
    const { id } = await ok(notifications.POST('/v1/webhooks', { body }));
    return { path: { id }, tidy: () => notifications.DELETE('/v1/webhooks/{id}', at(id)) };
  }

  async refreshToken(): Promise<string> {
    const body = { email: 'second@birch.example', password: 'carrel-demo' };
    return (await ok(this.anyone.admin.POST('/v1/auth/login', { body }))).refreshToken;
  }

  /** One whose successor is used as well: no parallel refresh excuses its coming back. */
  async spentRefreshToken(): Promise<string> {
    const spent = await this.refreshToken();
    const exchange = async (refreshToken: string) =>
      (await ok(this.anyone.admin.POST('/v1/auth/refresh', { body: { refreshToken } }))).refreshToken;
    await exchange(await exchange(spent));
    return spent;
  }
}

const isService = (actor: Actor): actor is ServiceActor =>
  (serviceActors as readonly string[]).includes(actor);
