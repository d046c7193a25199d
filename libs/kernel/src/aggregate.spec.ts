import { describe, expect, it } from '@jest/globals';
import { Aggregate } from './aggregate.js';

class Desk extends Aggregate {
  constructor(id: string) {
    super();
    this.id = id;
  }
  open(now: Date): void {
    this.record('rota.published.v1', { groupId: this.id, effectiveFrom: now.toISOString() }, now);
  }
}

describe('An aggregate', () => {
  const now = new Date('2026-03-01T09:00:00Z');

  it('numbers its facts without a gap, from one', () => {
    const desk = new Desk('d');
    desk.open(now);
    desk.open(now);
    expect(desk.takeEvents().map((e) => e.sequence)).toEqual([1, 2]);
    expect(desk.sequence).toBe(2);
  });

  it('[B2] marks what it only says again, and nothing that happened before or after', () => {
    const desk = new Desk('d');
    desk.open(now);
    desk.restate(() => desk.open(now));
    desk.open(now);
    expect(desk.takeEvents().map((e) => e.restated)).toEqual([undefined, true, undefined]);
  });

  it('hands each fact over once', () => {
    const desk = new Desk('d');
    desk.open(now);
    expect(desk.takeEvents()).toHaveLength(1);
    expect(desk.takeEvents()).toHaveLength(0);
  });
});
