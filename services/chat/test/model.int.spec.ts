import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '@carrel/messaging';
import { aNats, patron, staff, startService } from '@carrel/testing';
import type { TestClient, TestNats, TestService, TestStream } from '@carrel/testing';
import { ChatModule } from '../src/chat.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { anActiveSession } from './an-active-session.js';

type Step =
  | { do: 'send'; who: 0 | 1; replica: 0 | 1; lines: number }
  | { do: 'retry'; who: 0 | 1; replica: 0 | 1; which: number }
  | { do: 'cut'; who: 0 | 1; replica: 0 | 1 }
  | { do: 'lose the lanes' };

const side = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send'),
      who: side,
      replica: side,
      lines: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('retry'), who: side, replica: side, which: fc.nat(20) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('cut'), who: side, replica: side }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose the lanes') }) },
) as fc.Arbitrary<Step>;

/** One side of a chat: what it has sent, and every line its streams have shown, across cuts. */
class Side {
  readonly log: { seq: number; text: string }[] = [];
  readonly sent: { clientId: string; text: string; answers: Promise<{ status: number; body: unknown }>[] }[] =
    [];
  private stream: TestStream | undefined;

  constructor(
    private readonly at: [TestClient, TestClient],
    private readonly path: string,
    private readonly sessionId: string,
  ) {}

  send(replica: 0 | 1, known?: number): void {
    const again =
      known === undefined || this.sent.length === 0 ? undefined : this.sent[known % this.sent.length];
    const { clientId, text, answers } = again ?? { clientId: newId(), text: newId(), answers: [] };
    if (!again) this.sent.push({ clientId, text, answers });
    answers.push(this.at[replica].post(`${this.path}/messages`, { clientId, text }));
  }

  async open(replica: 0 | 1): Promise<void> {
    const last = this.log.at(-1)?.seq ?? 0;
    const point: Record<string, string> = last
      ? { 'last-event-id': `${this.sessionId.slice(-12)}-${last}` }
      : {};
    this.stream = await this.at[replica].stream(`${this.path}/stream`, point);
  }

  /** Takes what has arrived; whatever was under way is lost with the connection. */
  cut(): void {
    this.stream?.close();
    this.log.push(...this.shown());
    this.stream = undefined;
  }

  async over(): Promise<void> {
    await this.stream?.closed;
    this.cut();
  }

  private shown = () => this.stream?.all().flatMap((e) => (e.event === 'message' ? [e.data] : [])) ?? [];
}

describe('[promise 9] Whatever two people in a chat and their connections do', () => {
  let nats: TestNats;
  let replicas: [TestService, TestService];

  beforeAll(async () => {
    nats = await aNats();
    const chat = { name: 'chat', module: ChatModule, dataSource: dataSourceOptions, nats };
    const first = await startService(chat);
    replicas = [first, await startService({ ...chat, database: first.database })];
  });
  afterAll(async () => {
    await replicas?.[1].stop();
    await replicas?.[0].stop();
    await nats?.stop();
  });

  it("[promise 11] every client's log is the server's, 1 to n without gap or double", async () => {
    const history = fc.array(step, { minLength: 1, maxLength: 12 });
    await fc.assert(
      // Eight chats side by side in each run, so that batches mix them.
      fc.asyncProperty(fc.array(history, { minLength: 8, maxLength: 8 }), async (histories) => {
        await Promise.all(histories.map(play));
      }),
      { numRuns: 30, interruptAfterTimeLimit: 20_000, endOnFailure: true },
    );
  });

  async function play(steps: Step[]): Promise<void> {
    const { db } = replicas[0];
    const session = await anActiveSession(db);
    const path = `/v1/sessions/${session.id}`;
    const actors = [
      patron(session.token),
      staff({ accountId: session.librarian.id, name: 'Ada', institutionId: newId(), roles: ['librarian'] }),
    ];
    const [pat, ada] = actors.map(
      (actor) => new Side([replicas[0].as(actor), replicas[1].as(actor)], path, session.id),
    ) as [Side, Side];
    await Promise.all([pat.open(0), ada.open(1)]);
    for (const each of steps) {
      if (each.do === 'lose the lanes') {
        await db.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = 'carrel-chat-lane' AND datname = current_database()`,
        );
        continue;
      }
      const who = [pat, ada][each.who]!;
      if (each.do === 'send') for (let n = 0; n < each.lines; n += 1) who.send(each.replica);
      else if (each.do === 'retry') who.send(each.replica, each.which);
      else {
        who.cut();
        await who.open(each.replica);
      }
    }
    const sent = [...pat.sent, ...ada.sent];
    const answers = await Promise.all(sent.map(({ answers }) => Promise.all(answers)));
    const ended = await replicas[1].as(actors[1]!).post(`${path}/end`, { resolution: 'lost-call' });
    expect(ended.status).toBe(200);
    await Promise.all([pat.over(), ada.over()]);

    const server = (await replicas[0].as(actors[0]!).get(`${path}/messages`)).body.items;
    expect(server.map((line: { seq: number }) => line.seq)).toEqual(sent.map((_, n) => n + 1));
    expect(pat.log).toEqual(server);
    expect(ada.log).toEqual(server);
    // Every answer to the same message is the same, and says where it stands.
    for (const [n, { text }] of sent.entries()) {
      for (const { status, body } of answers[n]!) {
        expect([status, body]).toEqual([201, answers[n]![0]!.body]);
        expect(server[(body as { seq: number }).seq - 1].text).toBe(text);
      }
    }
  }
});
