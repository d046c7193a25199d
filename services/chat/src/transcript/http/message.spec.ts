import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { messageOf } from './message.js';
import { MessageDto } from './messages.dto.js';

describe('A body sent to a session', () => {
  it('is a message by hand exactly when MessageDto, as it is documented, says so', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('', 'x'.repeat(4000), 'x'.repeat(4001), 'a\0b', 'a\ud800b', null, 7, ['x'], undefined),
    );
    const clientId = fc.oneof(
      fc.string({ maxLength: 70 }),
      fc.constantFrom('', 'c'.repeat(64), 'c'.repeat(65), 'with space', 'ü', null, 7, ['x'], undefined),
    );
    const body = fc.oneof(
      { weight: 8, arbitrary: fc.record({ text, clientId }) },
      { weight: 2, arbitrary: fc.record({ text, clientId, more: fc.anything() }) },
    );
    fc.assert(
      fc.property(body, (given) => {
        const faults = validateSync(plainToInstance(MessageDto, given), {
          whitelist: true,
          forbidNonWhitelisted: true,
        });
        expect(refused(given)).toEqual(new Set(faults.map((fault) => fault.property)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused when it is no object, with both fields named', () => {
    for (const given of [undefined, null, 'text', 7, [], [{ text: 'x', clientId: 'y' }]]) {
      expect([...refused(given)].sort()).toEqual(expect.arrayContaining(['clientId', 'text']));
    }
  });
});

function refused(given: unknown): Set<string> {
  try {
    messageOf(given);
    return new Set();
  } catch (problem) {
    const { more } = problem as { more: { errors: { path: string }[] } };
    return new Set(more.errors.map(({ path }) => path));
  }
}
