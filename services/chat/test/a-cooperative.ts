import { settings, type SettingKey } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import {
  aNats,
  emit,
  eventually,
  makeJobsDue,
  patron,
  staff,
  startService,
  type StaffActor,
  type TestClient,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { ChatModule } from '../src/chat.module.js';
import { Heartbeat } from '../src/monitor/heartbeat.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { groupOf, libraries, publishCooperative, type Library } from './places.js';

/** A librarian with a client that speaks as him or her. */
export interface Desk extends StaffActor {
  at(replica?: TestService): TestClient;
  /** Starts a shift on these kinds of queue, by default every live one. */
  monitor(options?: { kinds?: string[]; availability?: string; replica?: TestService }): Promise<void>;
}

/** A patron's session and a client that holds its token. */
export interface Asked {
  id: string;
  position: number;
  token: string;
  at(replica?: TestService): TestClient;
}

/** The demonstration's groups and libraries, as admin would tell of them, and chat for them. */
export class Cooperative {
  readonly institution = Object.fromEntries(libraries.map((name) => [name, newId()])) as Record<
    Library,
    string
  >;
  readonly group = { evergreen: newId(), prairie: newId(), cooperative: newId() };

  private constructor(
    readonly nats: TestNats,
    readonly replicas: [TestService, ...TestService[]],
  ) {}

  /** Chat with so many replicas on one database, knowing everyone. */
  static async open(replicas = 1): Promise<Cooperative> {
    const nats = await aNats();
    const chat = { name: 'chat', module: ChatModule, dataSource: dataSourceOptions, nats };
    const first = await startService(chat);
    const all: [TestService, ...TestService[]] = [first];
    while (all.length < replicas) all.push(await startService({ ...chat, database: first.database }));
    const cooperative = new Cooperative(nats, all);
    await publishCooperative(cooperative);
    // Tests ask from one address, as one patron.
    const most = { perPatron: 20, perNetwork: 1000, lines: 500 };
    for (const id of Object.values(cooperative.group)) await cooperative.set('chat-waiting', id, most);
    return cooperative;
  }

  get chat(): TestService {
    return this.replicas[0];
  }

  async close(): Promise<void> {
    for (const replica of [...this.replicas].reverse()) await replica.stop();
    await this.nats.stop();
  }

  /** An account that admin has told of. */
  async librarian(
    library: Library,
    options: { name?: string; trained?: boolean; accountId?: string } = {},
  ): Promise<Desk> {
    const accountId = options.accountId ?? newId();
    const name = options.name ?? `Librarian of ${library}`;
    const institutionId = this.institution[library];
    if (!options.accountId) {
      await emit(
        this.nats,
        'account.created.v1',
        {
          accountId,
          institutionId,
          roles: ['librarian'],
          groupRoles: [],
          operator: false,
          trained: options.trained ?? true,
          active: true,
        },
        { subject: accountId },
      );
      await this.known('directory_accounts', accountId);
    }
    const subscriptionGroupId = this.group[groupOf[library]];
    const actor = staff({ accountId, institutionId, subscriptionGroupId, name, roles: ['librarian'] });
    const at = (replica = this.chat) => replica.as(actor);
    const monitor: Desk['monitor'] = async ({
      kinds = ['library', 'group', 'cooperative'],
      availability,
      replica,
    } = {}) => {
      const { body } = await at(replica).get('/v1/queues');
      const queueIds = body.items
        .filter((q: { kind: string }) => kinds.includes(q.kind))
        .map((q: { id: string }) => q.id);
      const answer = await at(replica).put('/v1/monitor', {
        availability: availability ?? 'available',
        queueIds,
      });
      if (answer.status !== 200) throw new Error(`the shift is refused: ${JSON.stringify(answer.body)}`);
    };
    return { ...actor, at, monitor };
  }

  /** A patron of the library asks. */
  async ask(library: Library, more: object = {}, replica = this.chat): Promise<Asked> {
    const { status, body } = await replica.http.post('/v1/sessions', {
      institutionId: this.institution[library],
      patron: { name: 'Pat Patron', email: 'pat@example.org' },
      question: 'How do I get my deposit back?',
      ...more,
    });
    if (status !== 201) throw new Error(`not opened: ${status} ${JSON.stringify(body)}`);
    return { ...body, at: (other = this.chat) => other.as(patron(body.token)) };
  }

  /** Sessions offered to the librarian now. */
  async offers(desk: Desk): Promise<string[]> {
    const { body } = await desk.at().get('/v1/sessions?status=waiting');
    return body.items.map((session: { id: string }) => session.id);
  }

  /** Has every replica write the signs of life it has noted; written later they would undo a silence. */
  async writeSignsOfLife(): Promise<void> {
    for (const { app } of this.replicas) await app.get(Heartbeat).beat();
  }

  /** Lets forty silent seconds pass for one librarian; the job that looks for him or her comes due. */
  async silence(desk: Desk, seconds = 41): Promise<void> {
    await this.writeSignsOfLife();
    await this.chat.db.query(
      `UPDATE monitors SET last_seen_at = last_seen_at - make_interval(secs => $2) WHERE account_id = $1`,
      [desk.accountId, seconds],
    );
    await this.due(`look-for:${desk.accountId}`);
  }

  /** Lets a librarian vanish for so long that the sessions go on without (B16). */
  async lose(desk: Desk): Promise<void> {
    await this.silence(desk, 70);
    await eventually(async () => {
      const jobs = await this.chat.db.query('SELECT 1 FROM graphile_worker.jobs WHERE key = $1', [
        `look-for:${desk.accountId}`,
      ]);
      if (jobs.length > 0) throw new Error('not yet looked for');
    });
  }

  /** Brings a job's time. */
  async due(key: string): Promise<void> {
    await makeJobsDue(this.chat.db, key);
  }

  /** A setting of a group, a library or an account, as admin would change it. */
  async set(key: SettingKey, ownerId: string, value: object): Promise<void> {
    const { level } = settings[key];
    await emit(this.nats, 'settings.changed.v1', { key, level, ownerId, value }, { subject: ownerId });
    await eventually(async () => {
      const rows = await this.chat.db.query(
        'SELECT 1 FROM directory_settings WHERE key = $1 AND owner_id = $2 AND value = $3',
        [key, ownerId, JSON.stringify(value)],
      );
      if (rows.length === 0) throw new Error(`${key} has not arrived`);
    });
  }

  /** Waits until chat's own copy of the directory has it. */
  async known(table: string, id: string): Promise<void> {
    await eventually(async () => {
      const rows = await this.chat.db.query(`SELECT 1 FROM ${table} WHERE id = $1`, [id]);
      if (rows.length === 0) throw new Error(`${table} does not know ${id}`);
    });
  }
}
