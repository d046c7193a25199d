import { describe, expect, it } from '@jest/globals';
import type { Row } from './api.js';
import { freshened, isRead, partOf, rowAt, sizeOf, withPage } from './listed.js';

const row = (id: string, subject = id) => ({ id, subject }) as Row;
const rows = (...ids: string[]) => ids.map((id) => row(id));
const two = {
  parts: [partOf(undefined, rows('a', 'b')), partOf('after b', rows('c', 'd'))],
  next: 'after d',
};

describe('A long list by its pages', () => {
  it('goes on with the next page, without what stands in the page before already', () => {
    const three = withPage(two, 2, 'after d', { items: rows('d', 'e'), nextCursor: null });
    expect(three.parts.flatMap(({ ids }) => ids)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(three.next).toBeUndefined();
  });

  it('takes no page twice, nor one that does not join on', () => {
    const page = { items: rows('x'), nextCursor: null };
    expect(withPage(two, 3, 'after x', page)).toEqual(two);
  });

  it('keeps every row in its place where a page was dropped and read again; what has moved leaves its place empty', () => {
    const dropped = { ...two, parts: [{ ...two.parts[0]!, rows: undefined }, two.parts[1]!] };
    expect([rowAt(dropped.parts, 0), isRead(dropped.parts, 0)]).toEqual([undefined, false]);
    // A new question came to the top, and b went elsewhere.
    const back = withPage(dropped, 0, undefined, { items: rows('new', 'a'), nextCursor: 'after a' });
    expect(rowAt(back.parts, 0)?.id).toBe('a');
    expect([rowAt(back.parts, 1), isRead(back.parts, 1)]).toEqual([undefined, true]);
    expect(rowAt(back.parts, 2)?.id).toBe('c');
    expect([sizeOf(back.parts), back.next]).toEqual([4, 'after d']);
  });

  it('shows in place what is known anew of a row, and is the same where nothing is', () => {
    const { rows: shown } = two.parts[0]!;
    const newer = new Map([['b', row('b', 'Claimed')]]);
    expect(freshened(shown!, newer).get('b')?.subject).toBe('Claimed');
    expect(freshened(shown!, new Map([['z', row('z')]]))).toBe(shown);
  });
});
