import { randomUUID } from 'node:crypto';
import { Client, eventually, type Body, type Staff } from '../tools/src/journey/client.js';
import { serviceActors, serviceTokens, signIn, type Actor, type ServiceActor } from './actors.js';

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
  staff!: Awaited<ReturnType<typeof signIn>>;
  ids!: Record<'cedar' | 'dogwood' | 'elm' | 'evergreen' | 'cooperative', string>;
  services!: Record<ServiceActor, Client>;
  otherPatron!: string;
  private renewedAt = 0;
  private readonly anyone: Client;

  constructor(
    private readonly origin: string,
    /** Where mail comes in. */
    readonly mailIn: string,
  ) {
    this.anyone = new Client(origin);
  }

  async set(): Promise<void> {
    this.staff = await signIn(this.origin);
    const found = async (path: string) => {
      const { items } = await this.staff.oper.get(`/api/admin/v1/${path}`);
      return (items as Body[])[0].id as string;
    };
    this.ids = {
      cedar: await found('institutions?search=Cedar'),
      dogwood: await found('institutions?search=Dogwood'),
      elm: await found('institutions?search=Elm'),
      evergreen: await found('groups?search=Evergreen'),
      cooperative: await found('groups?search=24/7'),
    };
    await this.openDesk();
    await this.renewServices();
    this.otherPatron = (await this.question()).own!;
  }

  /** Tokens of service accounts live five minutes, and the matrix may take longer on a busy machine. */
  async renewServices(): Promise<void> {
    if (Date.now() - this.renewedAt < 120_000) return;
    this.services = await serviceTokens(this.origin, this.staff, this.ids);
    this.renewedAt = Date.now();
  }

  /** Cedar's librarian and reviewer at the desk. */
  async openDesk(): Promise<void> {
    await eventually(async () => {
      for (const staff of [this.staff.lib, this.staff.rev]) {
        const { items } = await staff.get('/api/chat/v1/queues');
        const queueIds = (items as Body[]).filter((q) => q.kind !== 'practice').map((q) => q.id);
        if (queueIds.length === 0) throw new Error('no queues yet');
        await staff.put('/api/chat/v1/monitor', { availability: 'available', queueIds, takeOver: true });
      }
      const { open } = await this.anyone.get(`/api/chat/v1/availability?institutionId=${this.ids.cedar}`);
      if (!open) throw new Error('still closed');
    });
  }

  /** Whoever speaks in this column, for this subject. */
  speaker(actor: Actor, subject: Subject): Client {
    if (actor === 'anon') return this.anyone;
    if (actor === 'own') return this.anyone.as(subject.own ?? this.otherPatron);
    if (actor === 'other') return this.anyone.as(this.otherPatron);
    if (isService(actor)) return this.services[actor];
    return this.staff[actor];
  }

  async question(): Promise<Subject> {
    const body = await this.anyone.post('/api/questions/v1/questions', {
      text: 'Is the reading room open on Sunday?',
      patron: { name: 'Robin Reader', email: `robin.${randomUUID().slice(0, 8)}@patron.example` },
      institutionId: this.ids.cedar,
    });
    return { path: { id: body.id }, own: body.token };
  }

  /** A text file, by Cedar's librarian; its id. */
  async upload(path: string, text: string): Promise<string> {
    const answer = await fetch(`${this.origin}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.staff.lib.token}`, 'content-type': 'text/plain' },
      body: text,
    });
    return ((await answer.json()) as Body).id as string;
  }

  /** The receipt of a question at Cedar, which its patron has been mailed. */
  async delivery(): Promise<Subject> {
    const { path, own } = await this.question();
    return eventually(async () => {
      const found = await this.staff.lib.get(`/api/notifications/v1/deliveries?questionId=${path.id}`);
      const [receipt] = (found.items as Body[]).filter(
        ({ message, to }) => /^new-/.test(message) && /@patron/.test(to),
      );
      if (receipt?.status !== 'accepted') throw new Error('no receipt yet');
      return { path: { id: receipt.id as string }, own: own! };
    });
  }

  async session(accepted: boolean): Promise<Subject> {
    const body = await this.anyone.post('/api/chat/v1/sessions', {
      institutionId: this.ids.cedar,
      patron: { name: 'Robin Reader' },
      question: 'Is anybody there?',
    });
    const path = `/api/chat/v1/sessions/${body.id}`;
    const librarian: Staff = this.staff.lib;
    if (accepted) await librarian.post(`${path}/accept`);
    const tidy = async () => {
      await librarian.send('POST', `${path}/end`, { resolution: 'answered', noContactConfirmed: true });
      await this.anyone.as(body.token).send('DELETE', path);
    };
    return { path: { id: body.id }, own: body.token, tidy };
  }

  /** Cedar's own queue. */
  async queue(): Promise<Subject> {
    const { items } = await this.staff.lib.get('/api/chat/v1/queues');
    return { path: { id: (items as Body[]).find((q) => q.kind === 'library').id } };
  }

  /** An active session whose librarian asks the reviewer to take over. */
  async transfer(): Promise<Subject> {
    const session = await this.session(true);
    const asked = { toLibrarianId: this.staff.rev.account.id, reason: 'My hour is over.' };
    const path = `/api/chat/v1/sessions/${session.path.id}`;
    const { id } = await this.staff.lib.post(`${path}/transfers`, asked);
    const tidy = async () => {
      await this.staff.lib.send('POST', `/api/chat/v1/transfers/${id}/cancel`);
      await this.staff.rev.send('POST', `${path}/leave`);
      await session.tidy?.();
    };
    return { path: { id }, tidy };
  }

  /** A question of Cedar's, referred to Dogwood. */
  async referral(): Promise<Subject & { questionId: string }> {
    const question = await this.question();
    const questionId = question.path.id!;
    await this.staff.lib.post(`/api/questions/v1/questions/${questionId}/claim`);
    const referral = await this.staff.lib.post('/api/referrals/v1/referrals', {
      questionId,
      to: { kind: 'cooperative-partner', institutionId: this.ids.dogwood },
    });
    return { path: { id: referral.id }, questionId };
  }

  /** A colleague at Cedar, made for one row. */
  async account(): Promise<Subject> {
    const { id } = await this.staff.iadm.post('/api/admin/v1/accounts', this.newAccount());
    return { path: { id } };
  }

  /** Cedar's membership of the cooperative, with the move to try on it. */
  async membership(move?: string): Promise<Subject> {
    const { items } = await this.staff.iadm.get('/api/admin/v1/memberships');
    const found = (items as Body[]).find((m) => m.groupId === this.ids.cooperative);
    return { path: { id: found.id, ...(move ? { move } : {}) } };
  }

  newAccount() {
    return { email: `${randomUUID()}@cedar.example`, name: 'Nora New', roles: ['librarian'] };
  }

  /** A service account of Cedar's, made for one row. */
  async serviceAccount(): Promise<Subject> {
    const { id } = await this.staff.iadm.post(
      `/api/admin/v1/institutions/${this.ids.cedar}/service-accounts`,
      { name: 'One row', scopes: ['directory:read'] },
    );
    return { path: { id } };
  }

  /** A webhook endpoint of Cedar's, made for one row; nothing that it waits for happens. */
  async webhook(): Promise<Subject> {
    const { id } = await this.staff.iadm.post('/api/notifications/v1/webhooks', {
      url: 'https://cedar.example/hook',
      events: ['duty.missed.v1'],
    });
    const tidy = () => this.staff.iadm.send('DELETE', `/api/notifications/v1/webhooks/${id}`);
    return { path: { id }, tidy };
  }

  async refreshToken(): Promise<string> {
    const login = { email: 'second@birch.example', password: 'carrel-demo' };
    return (await this.anyone.post('/api/admin/v1/auth/login', login)).refreshToken;
  }
}

const isService = (actor: Actor): actor is ServiceActor =>
  (serviceActors as readonly string[]).includes(actor);
