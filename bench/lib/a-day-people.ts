import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Desk } from '../../tools/src/journey/desk.js';
import { services } from '../../tools/src/index.js';
import { signIn, type Staff } from '../../tools/src/journey/client.js';

export const parts = [...services, 'gateway', 'postgres', 'nats'] as const;

/** What is asked of the system in one stretch of time. */
export interface Load {
  readonly chatsAtOnce: number;
  readonly secondsAMessage: number;
  readonly secondsAChat: number;
  readonly listsASecond: number;
  readonly formsASecond: number;
}
export interface Counts {
  messages: number;
  lists: number;
  forms: number;
  ended: number;
  seats: number;
  readonly errors: string[];
  readonly messageMs: number[];
  readonly listMs: number[];
  /** How far the load was behind its plan at worst. */
  lateMs: number;
}
export const seatsOf = ({ seats }: Counts): number => seats;

const libraries = ['aspen', 'birch', 'cedar', 'dogwood'] as const;
const seatsEach = 20;
/** Limits count addresses: patrons come from many. */
const addresses = 200;
const agents = Array.from({ length: addresses }, () => new Agent({ keepAlive: true }));

/** Those who use the demonstration's libraries: patrons, and librarians who each take twenty patrons at once. */
export class Patrons {
  private readonly desk: Desk;
  private readonly staff = new Map<string, Staff>();
  private readonly libraryIds = new Map<string, string>();
  private readonly open: { close(): void }[] = [];
  private next = 0;

  private constructor(
    private readonly url: string,
    private readonly streams: number,
  ) {
    this.desk = new Desk({ url, mailboxUrl: url });
  }

  static async arrive(url: string, { streams }: { streams: number }): Promise<Patrons> {
    const patrons = new Patrons(url, streams);
    await patrons.signIn();
    await patrons.raiseLimits();
    return patrons;
  }

  get seats(): number {
    return libraries.length * seatsEach;
  }

  async leave(): Promise<void> {
    for (const stream of this.open) stream.close();
    for (const agent of agents) agent.destroy();
  }

  /** Plays this load for so many seconds. */
  async during(seconds: number, load: Load): Promise<Counts> {
    await this.startShift();
    const counts: Counts = {
      ...{ messages: 0, lists: 0, forms: 0, ended: 0, seats: this.seats, lateMs: 0 },
      ...{ errors: [], messageMs: [], listMs: [] },
    };
    const until = performance.now() + seconds * 1_000;
    const chats = Math.min(this.seats, Math.round(load.chatsAtOnce));
    await Promise.all([
      ...Array.from({ length: chats }, (_, n) => this.chatting(n, until, load, counts)),
      paced(load.listsASecond, until, counts, (n) => this.list(n, counts)),
      paced(load.formsASecond, until, counts, (n) => this.form(n, counts)),
      this.heartbeats(until, counts),
    ]);
    return counts;
  }

  private async signIn(): Promise<void> {
    for (const key of libraries) {
      const staff = await signIn(this.url, `librarian@${key}.example`);
      this.staff.set(key, staff);
      this.libraryIds.set(key, staff.account.institutionId!);
    }
  }

  /** Anew for each stretch, since access tokens last a quarter of an hour. */
  private async startShift(): Promise<void> {
    await this.signIn();
    for (const stream of this.open.splice(0)) stream.close();
    for (const staff of this.staff.values()) await this.desk.startShift(staff);
    for (let n = 0; n < this.streams; n += 1) this.follow(this.staff.get(libraries[n % libraries.length]!)!);
  }

  private async raiseLimits(): Promise<void> {
    const value = { patronsAtOnce: seatsEach, patronsWithIdle: 2 * seatsEach };
    for (const group of ['evergreen', 'prairie']) {
      const { token, account } = await signIn(this.url, `admin@${group}.example`);
      const path = `/api/admin/v1/institutions/${account.institutionId}`;
      const { subscriptionGroupId } = (await this.must('GET', path, token)) as {
        subscriptionGroupId: string;
      };
      const setting = `/api/admin/v1/groups/${subscriptionGroupId}/settings/chat-limits`;
      await this.must('PUT', setting, token, value);
    }
  }

  /** One seat: a chat after the other, both sides writing in turn. */
  private async chatting(seat: number, until: number, load: Load, counts: Counts): Promise<void> {
    const key = libraries[seat % libraries.length]!;
    await sleep((seat * load.secondsAChat * 1_000) / (this.seats * 4));
    while (performance.now() < until) {
      try {
        await this.chat(key, Math.min(until, performance.now() + load.secondsAChat * 1_000), load, counts);
      } catch (error) {
        counts.errors.push(`chat: ${error instanceof Error ? error.message : String(error)}`);
        await sleep(500);
      }
    }
  }

  private async chat(key: string, until: number, load: Load, counts: Counts): Promise<void> {
    const librarian = this.staff.get(key)!;
    const institutionId = this.libraryIds.get(key)!;
    const patron = { name: 'Robin Reader', email: `p.${randomUUID()}@patron.example` };
    const asked = { institutionId, patron, question: 'May a landlord keep a deposit for painting?' };
    const { id, token } = (await this.must('POST', '/api/chat/v1/sessions', undefined, asked)) as {
      id: string;
      token: string;
    };
    const path = `/api/chat/v1/sessions/${id}`;
    await this.must('POST', `${path}/accept`, librarian.token, {});
    const stream = this.follow({ token }, `${path}/stream`);
    for (let n = 0; performance.now() < until; n += 1) {
      const began = performance.now();
      const body = { text: 'The deposit comes back within ten days of the book', clientId: randomUUID() };
      await this.must('POST', `${path}/messages`, n % 2 ? librarian.token : token, body);
      counts.messages += 1;
      counts.messageMs.push(performance.now() - began);
      await sleep(Math.max(0, began + load.secondsAMessage * 1_000 - performance.now()));
    }
    await this.must('POST', `${path}/end`, librarian.token, { resolution: 'answered' });
    counts.ended += 1;
    stream.close();
  }

  private async list(n: number, counts: Counts): Promise<void> {
    const staff = this.staff.get(libraries[n % libraries.length]!)!;
    const kind = ['active', 'new', 'answered', 'closed', 'all'][n % 5]!;
    const began = performance.now();
    await this.must('GET', `/api/questions/v1/questions?list=${kind}`, staff.token);
    counts.lists += 1;
    counts.listMs.push(performance.now() - began);
  }

  private async form(n: number, counts: Counts): Promise<void> {
    const institutionId = this.libraryIds.get(libraries[n % libraries.length]!)!;
    const patron = { name: 'Robin Reader', email: `f.${randomUUID()}@patron.example` };
    await this.must('POST', '/api/questions/v1/questions', undefined, {
      ...{ institutionId, patron, text: `Where is the herbarium of ${n}?` },
    });
    counts.forms += 1;
  }

  /** So that nobody is taken for gone. */
  private async heartbeats(until: number, counts: Counts): Promise<void> {
    while (performance.now() < until) {
      for (const { token } of this.staff.values())
        await this.must('PUT', '/api/chat/v1/monitor/heartbeat', token, {}).catch((error: unknown) =>
          counts.errors.push(String(error)),
        );
      await sleep(Math.min(10_000, Math.max(0, until - performance.now())));
    }
  }

  /** A stream that is read and thrown away; the desk's own unless a path is given. */
  private follow({ token }: { token: string }, path = '/api/chat/v1/me/stream'): { close(): void } {
    const agent = agents[this.next++ % addresses]!;
    const sent = request(`${this.url}${path}`, { agent, headers: { authorization: `Bearer ${token}` } });
    sent.on('response', (answer) => answer.resume().on('error', () => undefined));
    sent.on('error', () => undefined);
    sent.end();
    const stream = { close: () => void sent.destroy() };
    this.open.push(stream);
    return stream;
  }

  private must(method: string, path: string, token?: string, body?: object): Promise<unknown> {
    const place = this.next++ % addresses;
    const text = body && JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}${path}`,
        {
          method,
          agent: agents[place]!,
          localAddress: `127.0.1.${place + 1}`,
          headers: {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        (answer) => {
          let said = '';
          answer.setEncoding('utf8').on('data', (part: string) => (said += part));
          answer.once('end', () => {
            const status = answer.statusCode ?? 0;
            if (status < 300) resolve(said && JSON.parse(said));
            else
              reject(
                new Error(
                  `${method} ${path.replace(/[0-9a-f-]{36}/g, ':id')} ${status} ${said.slice(0, 160)}`,
                ),
              );
          });
        },
      );
      sent.once('error', reject);
      sent.end(text);
    });
  }
}

/** Starts so many a second, whether the ones before are done or not; the plan, not the answers, sets the pace. */
async function paced(
  aSecond: number,
  until: number,
  counts: Counts,
  work: (n: number) => Promise<void>,
): Promise<void> {
  const under = new Set<Promise<void>>();
  const began = performance.now();
  for (let n = 0; aSecond > 0; n += 1) {
    const at = began + (n * 1_000) / aSecond;
    if (at >= until) break;
    const wait = at - performance.now();
    if (wait > 0) await sleep(wait);
    else counts.lateMs = Math.max(counts.lateMs, -wait);
    const one: Promise<void> = work(n)
      .catch(
        (error: unknown) => void counts.errors.push(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => under.delete(one));
    under.add(one);
  }
  await Promise.all(under);
}
