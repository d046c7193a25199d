import { describe, expect, it } from '@jest/globals';
import { isPlainText } from '@carrel/kernel';
import fc from 'fast-check';
import { validationPipe } from '../src/validation.js';

/** A body or query as whoever has no DTO of its own takes it. */
const pass = (value: unknown, type: 'body' | 'query' = 'body') =>
  validationPipe().transform(value, { type, metatype: Object, data: undefined });

const json = fc.jsonValue({ maxDepth: 4 });

/** Every text of a JSON value, field names too. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value && typeof value === 'object')
    for (const [name, inside] of Object.entries(value)) {
      if (!Array.isArray(value)) yield name;
      yield* textsOf(inside);
    }
}

describe('[12.1] Text that comes in', () => {
  it('is refused with 422 and the path of the field, wherever a control character stands in it', async () => {
    const value = {
      name: 'Pat',
      fields: { topic: ['law', 'a\u0007b'] },
      text: 'tab\tand\r\nlines',
      raw: 'a\u009f',
    };
    await expect(pass(value)).rejects.toMatchObject({
      status: 422,
      code: 'invalid',
      more: { errors: [{ path: 'fields.topic.1' }, { path: 'raw' }] },
    });
    await expect(pass({ q: '\0' }, 'query')).rejects.toMatchObject({ status: 422 });
    await expect(pass({ half: '\ud83d' })).rejects.toMatchObject({ status: 422 });
  });

  it('is taken exactly when every text and field name of it is plain', async () => {
    const unit = fc.oneof(
      fc.constantFrom(...'\0\u0007\u001b\u007f\u0085\ud800\t\n\r'),
      fc.constantFrom('a', 'é', '😀'),
    );
    const text = fc.string({ unit, maxLength: 4 });
    const body = fc.oneof(json, fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 }), json)));
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const plain = [...textsOf(value)].every(isPlainText);
        const taken = await pass(value).then(
          () => true,
          () => false,
        );
        expect(taken).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });
});
