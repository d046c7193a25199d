import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Side } from './a-side.js';
import { Cooperative, type Desk } from './a-cooperative.js';

type Step =
  | { do: 'send'; who: 'patron' | 'librarian'; replica: 0 | 1; lines: number }
  | { do: 'retry'; who: 'patron' | 'librarian'; replica: 0 | 1; which: number }
  | { do: 'cut'; who: 'patron' | 'librarian' }
  | { do: 'hand over'; replica: 0 | 1 }
  | { do: 'end the line writers' }
  | { do: 'restart a replica' };

const replica = fc.constantFrom(0 as const, 1 as const);
const who = fc.constantFrom('patron' as const, 'librarian' as const);
const named = <D extends string>(name: D) => fc.constant(name);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.record({ do: named('send'), who, replica, lines: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 30, arbitrary: fc.record({ do: named('retry'), who, replica, which: fc.nat(20) }) },
  { weight: 40, arbitrary: fc.record({ do: named('cut'), who }) },
  { weight: 12, arbitrary: fc.record({ do: named('hand over'), replica }) },
  { weight: 10, arbitrary: fc.record({ do: named('end the line writers') }) },
  { weight: 1, arbitrary: fc.record({ do: named('restart a replica') }) },
);
const CHATS = 8;

describe('[promise 9] Whatever two people in a chat and their connections do', () => {
  let cooperative: Cooperative;
  let desks: [Desk, Desk][];
  /** At most one a run, so that one of the replicas always stays. */
  let restarted: Promise<void> | undefined;
  const done = new Set<Step['do']>();

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    const pair = async (): Promise<[Desk, Desk]> => [
      await cooperative.librarian('aspen', { name: 'Ada' }),
      await cooperative.librarian('aspen', { name: 'Bo' }),
    ];
    desks = await Promise.all(Array.from({ length: CHATS }, pair));
  });
  afterAll(() => cooperative?.close());

  it("[promise 11] every client's log is the server's, 1 to n without gap or double", async () => {
    const history = fc.array(step, { minLength: 1, maxLength: 12 });
    // As many runs as fit; the last one is played to its end.
    const until = Date.now() + 15_000;
    const send: Step = { do: 'send', who: 'patron', replica: 1, lines: 4 };
    const restart: Step[] = [send, { do: 'restart a replica' }, send];
    const handOver: Step[] = [send, { do: 'hand over', replica: 0 }, send];
    await fc.assert(
      // Eight chats side by side in each run, so that batches mix them.
      fc.asyncProperty(fc.array(history, { minLength: CHATS, maxLength: CHATS }), async (histories) => {
        if (Date.now() > until) return;
        await Promise.all(desks.flat().map((desk) => desk.monitor({ kinds: ['library'] })));
        restarted = undefined;
        await Promise.all(histories.map((steps, n) => play(steps, desks[n]!)));
        await restarted;
      }),
      {
        // One address, from which all of them come, may open 120 chats a minute.
        numRuns: Math.floor(120 / CHATS) - 1,
        endOnFailure: true,
        includeErrorInReport: true,
        examples: [[Array.from({ length: CHATS }, (_, n) => (n ? handOver : restart))]],
      },
    );
    expect([...done]).toEqual(expect.arrayContaining(['hand over', 'restart a replica', 'send']));
  });

  async function play(steps: Step[], [ada, bo]: [Desk, Desk]): Promise<void> {
    const [one, two] = cooperative.replicas as [typeof cooperative.chat, typeof cooperative.chat];
    const asked = await cooperative.ask('aspen');
    const side = (person: { at: Desk['at'] }) => new Side([person.at(one), person.at(two)], asked.id);
    const patron = side(asked);
    const librarians = [
      { id: ada.accountId, side: side(ada) },
      { id: bo.accountId, side: side(bo) },
    ];
    let [present, other] = librarians as [(typeof librarians)[0], (typeof librarians)[0]];
    expect((await present.side.command(0, 'accept')).status).toBe(200);
    for (const each of [patron, present.side]) each.follow(0);

    for (const each of steps) {
      done.add(each.do);
      if (each.do === 'end the line writers') await endLineWriters();
      else if (each.do === 'restart a replica') restarted ??= cooperative.replicas[1]!.restart();
      else if (each.do === 'hand over') {
        await present.side.answers();
        await handOver(present, other, each.replica);
        [present, other] = [other, present];
      } else {
        const person = each.who === 'patron' ? patron : present.side;
        if (each.do === 'send') for (let n = 0; n < each.lines; n += 1) person.send(each.replica);
        else if (each.do === 'retry') person.send(each.replica, each.which);
        else person.cut();
      }
    }
    const sides = [patron, ...librarians.map((librarian) => librarian.side)];
    await Promise.all(sides.map((each) => each.answers()));
    expect((await present.side.command(1, 'end', { resolution: 'lost-call' })).status).toBe(200);
    await Promise.all(sides.map((each) => each.out()));

    const server = (await asked.at(one).get(`/v1/sessions/${asked.id}/messages`)).body.items as {
      seq: number;
      kind: string;
      text: string;
    }[];
    expect(server.map(({ seq }) => seq)).toEqual(server.map((_, n) => n + 1));
    const sent = sides.flatMap((each) => each.sent);
    expect(
      server
        .filter(({ kind }) => kind === 'text')
        .map(({ text }) => text)
        .sort(),
    ).toEqual(sent.map(({ text }) => text).sort());
    expect(patron.log).toEqual(server);
    expect(present.side.log).toEqual(server);
    // Who went out has read everything up to then.
    expect(other.side.log).toEqual(server.slice(0, other.side.log.length));
    // Every answer to the same message is the same, and says where it stands.
    for (const { text, answers } of sent) {
      for (const { status, body } of await Promise.all(answers)) {
        expect([status, body]).toEqual([201, (await answers[0])!.body]);
        expect(server[body.seq - 1]!.text).toBe(text);
      }
    }
  }

  type Librarian = { id: string; side: Side };
  async function handOver(from: Librarian, to: Librarian, at: 0 | 1): Promise<void> {
    const offer = await from.side.command(at, 'transfers', { toLibrarianId: to.id, reason: 'a model' });
    expect([offer.status, offer.body]).toMatchObject([201, { status: 'offered' }]);
    const accepted = await to.side.command(at, `/v1/transfers/${offer.body.id}/accept`);
    expect([200, 409]).toContain(accepted.status);
    to.side.follow(at);
    expect([204, 404]).toContain((await from.side.command(at, 'leave')).status);
    await from.side.out();
  }

  async function endLineWriters(): Promise<void> {
    await cooperative.chat.db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'carrel-chat-lines' AND datname = current_database()`,
    );
  }
});
