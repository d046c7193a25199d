import { expect } from '@jest/globals';
import { ok } from '@carrel/client';
import { services, type PartName, type ServiceName, type Stack } from '../src/index.js';
import { eventually, signIn, speaker } from '../src/journey/client.js';
import { Mailbox } from '../src/journey/mailbox.js';

const servers = ['postgres', 'nats'] as const;

/** A running stack whose parts are ended and started in orders that one seed decides. */
export class AnyOrder {
  private readonly up = new Set<PartName>([...servers, ...services]);

  constructor(
    readonly stack: Stack,
    private seed: number,
  ) {}

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.map(() => left.splice(this.next() % left.length, 1)[0]!);
  }

  has(name: PartName): boolean {
    return this.up.has(name);
  }

  async end(name: PartName): Promise<void> {
    await this.stack.end(name);
    this.up.delete(name);
  }

  /** Resolves when it is ready, which takes whatever it needs. */
  start(name: PartName): Promise<void> {
    this.up.add(name);
    const ready = this.stack.restart(name);
    ready.catch(() => undefined);
    return ready;
  }

  /** What every service that runs says of itself fits what it has; soon, since it looks now and then. */
  async saysHowItStands(): Promise<void> {
    await Promise.all(services.filter((name) => this.up.has(name)).map((name) => this.stands(name)));
  }

  private async stands(name: ServiceName): Promise<void> {
    const url = this.stack.urls[name];
    await eventually(async () => {
      expect([name, (await fetch(`${url}/health/live`)).status]).toEqual([name, 200]);
      const answer = await fetch(`${url}/health/ready`);
      const said = (await answer.json()) as { error: object; details: Record<string, { status: string }> };
      const lacks = servers.find((server) => !this.up.has(server));
      if (lacks === 'postgres') {
        expect([name, answer.status, Object.keys(said.error)]).toEqual([name, 503, ['database']]);
      } else if (lacks === 'nats') {
        // Who has had it goes on without; who has not yet is not ready.
        expect([name, said.details['nats']?.status]).toEqual([
          name,
          expect.stringMatching(answer.status === 200 ? /^degraded$/ : /^down$/),
        ]);
      } else expect([name, answer.status]).toEqual([name, 200]);
    });
  }

  /** Numerical Recipes' linear congruence: good enough to shuffle seven things. */
  private next(): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return this.seed >>> 8;
  }
}

/** Everything is ended and started in some order, the servers once more beneath all; then it works. */
export async function oneRound(order: AnyOrder): Promise<void> {
  const { stack } = order;
  const parts = [...servers, ...services];
  for (const name of order.shuffled(parts)) await order.end(name);
  const ready: Promise<void>[] = [];
  for (const name of order.shuffled(parts)) {
    const starting = order.start(name);
    if (servers.some((server) => server === name)) await starting;
    else ready.push(starting);
    await order.saysHowItStands();
  }
  await Promise.all(ready);

  const processes = services.map((name) => stack.processes[name]);
  for (const name of order.shuffled(servers)) {
    await order.end(name);
    await order.saysHowItStands();
  }
  for (const name of order.shuffled(servers)) {
    await order.start(name);
    await order.saysHowItStands();
  }
  // By themselves: nobody ended and was started again.
  expect(services.map((name) => stack.processes[name])).toEqual(processes);
  await works(stack);
}

/** A question by web form: signed in at admin, taken by questions, handled and mailed by notifications. */
async function works(stack: Stack): Promise<void> {
  const reviewer = await eventually(() => signIn(stack.url, 'reviewer@cedar.example'));
  const email = `robin.${Date.now()}@patron.example`;
  const institutionId = reviewer.account.institutionId!;
  const body = { institutionId, text: 'Are you there again?', patron: { name: 'Robin', email } };
  const { number } = await ok(speaker(stack.url).questions.POST('/v1/questions', { body }));
  await new Mailbox(stack.urls.mailbox).mailTo(email, String(number));
}
