import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
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
  readonly errors: string[];
  readonly messageMs: number[];
  readonly listMs: number[];
  /** How far the load was behind its plan at worst. */
  lateMs: number;
}
/** What was answered as taken while the load was played, to be compared with what is stored. */
export interface Taken {
  /** Messages of each chat. */
  readonly messages: Map<string, number>;
  /** Chats that were ended. */
  readonly ended: string[];
  /** Questions by web form, with the address of who asked. */
  readonly forms: { readonly id: string; readonly email: string; readonly librarian: Library }[];
  /** Chats whose patron was sent fewer or more messages on the stream than there were. */
  readonly otherOnStream: string[];
}

const libraries = ['aspen', 'birch', 'cedar', 'dogwood'] as const;
export type Library = (typeof libraries)[number];
const seatsEach = 20;
/** Those who have their pages open at a library where nothing happens, which is what most see of the others' work. */
const bystanders = ['librarian@elm', 'reviewer@elm', 'second@elm', 'admin@elm'] as const;
const saying = 'The deposit comes back within ten days of the book';
/** Limits count addresses: patrons come from many. */
const addresses = 200;
/** Access tokens last a quarter of an hour. */
const renewEveryMs = 600_000;
/** Pages are not opened all in one moment, nor again. */
const openedASecond = 50;
const againMs = () => 1_000 + Math.random() * 3_000;
const agents = Array.from({ length: addresses }, () => new Agent({ keepAlive: true }));

/** Those who use the demonstration's libraries: patrons, and librarians who each take twenty patrons at once. */
export class Patrons {
  private readonly desk: Desk;
  readonly taken: Taken = { messages: new Map(), ended: [], forms: [], otherOnStream: [] };
  private readonly staff = new Map<string, Staff>();
  private readonly others = new Map<string, Staff>();
  private readonly libraryIds = new Map<string, string>();
  private readonly open = new Set<{ close(): void }>();
  private next = 0;

  private constructor(
    private readonly url: string,
    private readonly streams: number,
    private readonly idleStreams: number,
    private readonly afterForm: ((form: Taken['forms'][number]) => Promise<void>) | undefined,
  ) {
    this.desk = new Desk({ url, mailboxUrl: url });
  }

  /**
   * @param streams open ones of the librarians who chat, each of whom receives each message
   * @param idleStreams open ones of others
   * @param afterForm what becomes of a question by web form after it was taken
   */
  static async arrive(
    url: string,
    {
      streams,
      idleStreams = 0,
      afterForm,
    }: {
      streams: number;
      idleStreams?: number;
      afterForm?: (form: Taken['forms'][number]) => Promise<void>;
    },
  ): Promise<Patrons> {
    const patrons = new Patrons(url, streams, idleStreams, afterForm);
    await patrons.signIn();
    await patrons.raiseLimits();
    return patrons;
  }

  get seats(): number {
    return libraries.length * seatsEach;
  }

  async leave(): Promise<void> {
    this.close();
    for (const agent of agents) agent.destroy();
  }

  /** Plays this load for so many seconds. */
  async during(seconds: number, load: Load): Promise<Counts> {
    await this.startShift();
    const counts: Counts = {
      ...{ messages: 0, lists: 0, forms: 0, ended: 0, lateMs: 0 },
      ...{ errors: [], messageMs: [], listMs: [] },
    };
    const until = performance.now() + seconds * 1_000;
    const chats = Math.min(this.seats, Math.round(load.chatsAtOnce));
    await Promise.all([
      ...Array.from({ length: chats }, (_, n) => this.chatting(n, until, load, counts)),
      paced(load.listsASecond, until, counts, (n) => this.list(n, counts)),
      paced(load.formsASecond, until, counts, (n) => this.form(n, counts)),
      this.heartbeats(until, counts),
      this.renewals(until, counts),
    ]);
    return counts;
  }

  private close(): void {
    for (const stream of this.open) stream.close();
    this.open.clear();
  }

  private async signIn(): Promise<void> {
    for (const key of libraries) {
      const staff = await signIn(this.url, `librarian@${key}.example`);
      this.staff.set(key, staff);
      this.libraryIds.set(key, staff.account.institutionId!);
    }
    if (this.idleStreams)
      for (const name of bystanders) this.others.set(name, await signIn(this.url, `${name}.example`));
  }

  librarianOf(library: Library): Staff {
    return this.staff.get(library)!;
  }

  private async renewals(until: number, counts: Counts): Promise<void> {
    for (;;) {
      const left = until - performance.now();
      await sleep(Math.min(left, renewEveryMs));
      if (left <= renewEveryMs) return;
      await this.signIn().catch((error: unknown) => counts.errors.push(String(error)));
    }
  }

  private async startShift(): Promise<void> {
    await this.signIn();
    this.close();
    for (const staff of this.staff.values()) await this.desk.startShift(staff);
    for (let n = 0; n < this.streams; n += 1)
      this.followDesk(() => this.librarianOf(libraries[n % libraries.length]!));
    for (let n = 0; n < this.idleStreams; n += 1)
      this.followDesk(() => this.others.get(bystanders[n % bystanders.length]!)!);
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
        await sleep(2_000);
      }
    }
  }

  private async chat(key: Library, until: number, load: Load, counts: Counts): Promise<void> {
    const institutionId = this.libraryIds.get(key)!;
    const patron = { name: 'Robin Reader', email: `p.${randomUUID()}@patron.example` };
    const asked = { institutionId, patron, question: 'May a landlord keep a deposit for painting?' };
    const { id, token } = (await this.must('POST', '/api/chat/v1/sessions', undefined, asked)) as {
      id: string;
      token: string;
    };
    const path = `/api/chat/v1/sessions/${id}`;
    await this.must('POST', `${path}/accept`, this.librarianOf(key).token, {});
    let onStream = 0;
    const stream = this.followChat(token, `${path}/stream`, () => (onStream += 1));
    let sent = 0;
    for (let n = 0; performance.now() < until; n += 1) {
      const began = performance.now();
      const body = { text: saying, clientId: randomUUID() };
      await this.must('POST', `${path}/messages`, n % 2 ? this.librarianOf(key).token : token, body);
      counts.messages += 1;
      this.taken.messages.set(id, (sent += 1));
      counts.messageMs.push(performance.now() - began);
      await sleep(Math.max(0, began + load.secondsAMessage * 1_000 - performance.now()));
    }
    await this.must('POST', `${path}/end`, this.librarianOf(key).token, { resolution: 'answered' });
    counts.ended += 1;
    this.taken.ended.push(id);
    for (const late = performance.now() + 5_000; onStream < sent && performance.now() < late;)
      await sleep(50);
    if (onStream !== sent) this.taken.otherOnStream.push(`${id}: ${onStream} of ${sent}`);
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
    const library = libraries[n % libraries.length]!;
    const email = `f.${randomUUID()}@patron.example`;
    const { id } = (await this.must('POST', '/api/questions/v1/questions', undefined, {
      ...{ institutionId: this.libraryIds.get(library)!, patron: { name: 'Robin Reader', email } },
      text: `Where is the herbarium of ${n}?`,
    })) as { id: string };
    counts.forms += 1;
    const form = { id, email, librarian: library };
    this.taken.forms.push(form);
    await this.afterForm?.(form);
  }

  /** So that nobody is taken for gone. */
  private async heartbeats(until: number, counts: Counts): Promise<void> {
    while (performance.now() < until) {
      for (const staff of this.staff.values())
        await this.must('PUT', '/api/chat/v1/monitor/heartbeat', staff.token, {}).catch(
          async (error: unknown) => {
            counts.errors.push(String(error));
            // Taken for gone, as on a machine too busy for her heartbeat: she goes on shift again.
            await this.desk.startShift(staff).catch((late: unknown) => counts.errors.push(String(late)));
          },
        );
      await sleep(Math.min(10_000, Math.max(0, until - performance.now())));
    }
  }

  /** A stream of the desk, opened again whenever it ends, as its page does. */
  private followDesk(whose: () => Staff): void {
    let stream: { close(): void } | undefined;
    let timer: NodeJS.Timeout;
    const openIn = (ms: number) => {
      timer = setTimeout(() => {
        stream = this.follow(whose().token, '/api/chat/v1/me/stream', undefined, (retryMs) =>
          openIn(retryMs ?? againMs()),
        );
      }, ms);
    };
    openIn((Math.random() * 1_000 * (this.streams + this.idleStreams)) / openedASecond);
    this.open.add({
      close: () => {
        clearTimeout(timer);
        stream?.close();
      },
    });
  }

  /** A patron's stream, opened again from where it ended until it is closed, as pages do. */
  private followChat(token: string, path: string, onMessage: () => void): { close(): void } {
    let stream: { close(): void };
    let timer: NodeJS.Timeout;
    const openAfter = (lastId?: string) => {
      let id = lastId;
      const took = (eventId?: string) => ((id = eventId), onMessage());
      const again = (retryMs?: number) => (timer = setTimeout(() => openAfter(id), retryMs ?? againMs()));
      stream = this.follow(token, path, took, again, lastId);
    };
    openAfter();
    return { close: () => (clearTimeout(timer), stream.close()) };
  }

  /** A stream that is read, and whose messages are counted. */
  private follow(
    token: string,
    path: string,
    onMessage: (id?: string) => void = () => undefined,
    onEnd: (retryMs?: number) => void = () => undefined,
    lastId?: string,
  ): { close(): void } {
    const agent = agents[this.next++ % addresses]!;
    const headers = { authorization: `Bearer ${token}`, ...(lastId && { 'last-event-id': lastId }) };
    const sent = request(`${this.url}${path}`, { agent, headers });
    let retryMs: number | undefined;
    const onClose = () => onEnd(retryMs);
    const onEvent = ({ id, event, data }: { id?: string | undefined; event?: string; data: string }) => {
      if (event === 'message' && data.includes(saying)) onMessage(id);
      if (event === 'close') ({ retryMs } = JSON.parse(data) as { retryMs?: number });
    };
    const parser = createParser({ onEvent });
    sent.on('response', (answer) =>
      answer
        .setEncoding('utf8')
        .on('data', (part: string) => parser.feed(part))
        .on('error', () => undefined),
    );
    sent.on('error', () => undefined);
    sent.on('close', onClose);
    sent.end();
    return { close: () => void sent.off('close', onClose).destroy() };
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
