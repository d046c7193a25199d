import { describe, expect, it } from '@jest/globals';
import { now } from '../../../test/builders.js';
import { KeyRing, retiredForMs, signsForMs, type KeyChanges, SigningKey } from './key-ring.js';

let made = 0;
const make = (at: Date): SigningKey =>
  Object.assign(new SigningKey(), {
    kid: `key ${(made += 1)}`,
    createdAt: at,
    signingSince: null,
    retiredAt: null,
  });

/** A table of keys that the ring's steps are carried out on. */
class Table {
  keys: SigningKey[] = [];
  time = now;

  apply({ save, remove }: KeyChanges): void {
    this.keys = [...this.keys.filter((key) => !remove.includes(key) && !save.includes(key)), ...save];
  }
  tend(): void {
    this.apply(this.ring.tend(this.time, make));
  }
  pass(ms: number): void {
    this.time = new Date(this.time.getTime() + ms);
    this.tend();
  }
  get ring(): KeyRing {
    return new KeyRing(this.keys);
  }
  get signing(): string | undefined {
    return this.ring.signing?.kid;
  }
  get kids(): string[] {
    return this.keys.map((key) => key.kid).sort();
  }
}

describe('The signing keys', () => {
  it('are two from the start: one that signs, one that everybody knows already', () => {
    const table = new Table();
    table.tend();
    expect(table.keys).toHaveLength(2);
    table.tend();
    expect(table.keys).toHaveLength(2);
  });

  it('rotate every thirty days to the one known longest, and keep the last one until its tokens ran out', () => {
    const table = new Table();
    table.tend();
    const [before, known] = [table.signing!, table.kids];
    table.pass(signsForMs - 1);
    expect(table.signing).toBe(before);
    table.pass(1);
    expect(table.signing).not.toBe(before);
    expect(table.kids).toEqual(known);
    table.pass(retiredForMs - 1);
    expect(table.kids).toContain(before);
    table.pass(1);
    expect(table.kids).not.toContain(before);
    expect(table.keys).toHaveLength(2);
  });

  it('are never more than two, and no rotation drops a key whose tokens are still good', () => {
    const table = new Table();
    table.tend();
    table.apply(table.ring.rotate(table.time));
    expect(() => table.ring.rotate(table.time)).toThrow(
      expect.objectContaining({ code: 'rotation-under-way' }),
    );
    expect(table.keys).toHaveLength(2);
    table.pass(retiredForMs);
    table.apply(table.ring.rotate(table.time));
    expect(table.keys).toHaveLength(2);
  });
});
