import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { AnyEvent } from '@carrel/contracts';
import type { JsMsg } from '@nats-io/jetstream';
import { Intake, type Held, type Outcome } from './intake.js';

/** An intake whose handlers end when and how the test says. */
function anIntake(concurrency = 8) {
  const running = new Map<string, (outcome: Outcome) => void>();
  const started: string[] = [];
  const acknowledged: number[] = [];
  const givenBack: number[] = [];
  let seq = 0;
  let delivered = 0;
  let may = true;
  const intake = new Intake(
    () => concurrency,
    () => may,
    (held: Held) => {
      started.push(held.event.id);
      return new Promise((resolve) => running.set(held.event.id, resolve));
    },
  );
  return {
    intake,
    started,
    acknowledged,
    givenBack,
    running: () => [...running.keys()],
    allow: (value: boolean) => (may = value),
    offer: (id: string, redelivered = false, stored?: number) => {
      const place = stored ?? (seq += 1);
      const info = { deliverySequence: (delivered += 1) };
      const ack = () => acknowledged.push(place);
      const nak = () => givenBack.push(place);
      const message = { seq: place, redelivered, ack, nak, info } as unknown as JsMsg;
      intake.offer(message, { id, subject: id[0]!, sequence: id.slice(1) } as unknown as AnyEvent);
    },
    end: async (id: string, outcome: Outcome = 'done') => {
      running.get(id)!(outcome);
      running.delete(id);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('The intake', () => {
  it('starts nothing before it is open', () => {
    const { intake, offer, started } = anIntake();
    offer('a1');
    expect(started).toEqual([]);
    intake.open();
    expect(started).toEqual(['a1']);
  });

  it("starts nothing while the lead is in doubt, also when a line's turn comes", async () => {
    const { intake, offer, started, end, allow } = anIntake();
    intake.open();
    offer('a1');
    offer('a2');
    allow(false);
    await end('a1');
    expect(started).toEqual(['a1']);
    allow(true);
    intake.pump();
    expect(started).toEqual(['a1', 'a2']);
  });

  it("takes an aggregate's events one after the other by their sequence, in whatever order they come", async () => {
    const { intake, offer, started, end } = anIntake();
    for (const id of ['a3', 'a1', 'b2', 'a2', 'b1']) offer(id);
    intake.open();
    expect(started).toEqual(['a1', 'b1']);
    await end('a1');
    expect(started).toEqual(['a1', 'b1', 'a2']);
    await end('a2');
    await end('b1');
    expect(started).toEqual(['a1', 'b1', 'a2', 'a3', 'b2']);
  });

  it('keeps the line waiting while its first waits for another try', async () => {
    const { intake, offer, started, end, acknowledged } = anIntake();
    intake.open();
    for (const id of ['a1', 'a2', 'b1']) offer(id);
    await end('a1', { againInMs: 200 });
    expect(started).toEqual(['a1', 'b1']);
    expect(acknowledged).toEqual([]);
    await sleep(300);
    expect(started).toEqual(['a1', 'b1', 'a1']);
    await end('a1');
    expect(started).toEqual(['a1', 'b1', 'a1', 'a2']);
    expect(acknowledged).toEqual([1]);
  });

  it('acknowledges every delivery of an event it handled once', async () => {
    const { intake, offer, started, end, acknowledged } = anIntake();
    intake.open();
    offer('a1');
    offer('a1', true);
    expect(intake.deliveriesUpTo(Infinity)).toBe(2);
    await end('a1');
    expect(started).toEqual(['a1']);
    expect(acknowledged).toEqual([1, 2]);
    expect(intake.deliveriesUpTo(Infinity)).toBe(0);
  });

  it('tries suspects one at a time, and the others beside them', async () => {
    const { intake, offer, running, end } = anIntake();
    offer('a1', true);
    offer('b1', true);
    offer('c1');
    intake.open();
    expect(running()).toEqual(['a1', 'c1']);
    await end('a1');
    expect(running()).toEqual(['c1', 'b1']);
  });

  it('runs no more at a time than it may', async () => {
    const { intake, offer, running, end } = anIntake(2);
    intake.open();
    for (const id of ['a1', 'b1', 'c1']) offer(id);
    expect(running()).toEqual(['a1', 'b1']);
    await end('a1');
    expect(running()).toEqual(['b1', 'c1']);
  });

  it('does not count an event that came after the server was asked for one that another process still has', () => {
    const { intake, offer } = anIntake();
    offer('a1');
    const whenAsked = 1;
    offer('a3');
    expect(intake.deliveriesUpTo(whenAsked)).toBe(1);
    expect(intake.deliveriesUpTo(2)).toBe(2);
  });

  it('counts an event that is delivered again as one that has been here since its first delivery', () => {
    const { intake, offer } = anIntake();
    offer('a1');
    offer('a2');
    const whenAsked = 2;
    offer('a1', true, 1);
    expect(intake.deliveriesUpTo(whenAsked)).toBe(2);
  });

  it('gives back what does not run, and waits for what does', async () => {
    const { intake, offer, end } = anIntake();
    intake.open();
    offer('a1');
    offer('a2');
    let idle = false;
    const done = intake.idle().then(() => (idle = true));
    intake.close();
    intake.release(false);
    expect(intake.deliveriesUpTo(Infinity)).toBe(1);
    expect(idle).toBe(false);
    await end('a1');
    await done;
    expect(intake.deliveriesUpTo(Infinity)).toBe(0);
  });

  it('gives back what ran and failed when the lead was lost meanwhile, unless it was delivered here again', async () => {
    const { intake, offer, end, givenBack, acknowledged } = anIntake();
    intake.open();
    offer('a1');
    offer('b1');
    offer('c1');
    intake.close();
    intake.release(true);
    expect(givenBack).toEqual([]);
    offer('b1');
    await end('a1', { againInMs: 60_000 });
    await end('b1', { againInMs: 60_000 });
    await end('c1');
    expect([givenBack, acknowledged]).toEqual([[1], [3]]);
    expect(intake.deliveriesUpTo(Infinity)).toBe(2);
    intake.release(true);
  });
});
