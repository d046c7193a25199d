import { describe, expect, it } from '@jest/globals';
import { isOnlyUnseen, isPlainText } from '@carrel/kernel';
import fc from 'fast-check';
import { validationPipe } from '../src/validation.js';

/** A body or query as whoever has no DTO of its own takes it. */
const pass = (value: unknown, type: 'body' | 'query' = 'body') =>
  validationPipe().transform(value, { type, metatype: Object, data: undefined });

const json = fc.jsonValue({ maxDepth: 4 });

/** Every text of a JSON value, and every name of a field. */
function* valuesOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value && typeof value === 'object')
    for (const inside of Object.values(value)) yield* valuesOf(inside);
}
function* namesOf(value: unknown): Generator<string> {
  if (!value || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield* Object.keys(value);
  for (const inside of Object.values(value)) yield* namesOf(inside);
}
const textsOf = (value: unknown) => [...valuesOf(value), ...namesOf(value)];

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

  it.each([
    ['a zero-width space', '\u200b'],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['marks of direction', '\u202e\u2066\u200f'],
    ['a filler of Hangul', '\u3164'],
    ['a variation selector', '\ufe0f'],
    ['blanks and a joiner', ' \u200d\n'],
    ['a braille cell without dots', '\u2800'],
  ])('is refused where it looks empty: %s', async (_, text) => {
    const refused = { status: 422, code: 'invalid', more: { errors: [{ path: 'fields.topic' }] } };
    await expect(pass({ fields: { topic: text } })).rejects.toMatchObject(refused);
    await expect(pass({ q: text }, 'query')).rejects.toMatchObject({ status: 422 });
    expect(await pass({ text: `a${text}` })).toEqual({ text: `a${text}` });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'is refused under the name of a field that every object has: %s',
    async (name) => {
      const fields: unknown = JSON.parse(`{"${name}":"x"}`);
      const errors = [{ path: `fields.${name}`, message: `${name} is no name that a field may have` }];
      await expect(pass({ fields })).rejects.toMatchObject({ status: 422, more: { errors } });
      await expect(pass(fields, 'query')).rejects.toMatchObject({ status: 422 });
    },
  );

  it('is no part of a path where it is not plain', async () => {
    for (const value of ['a\0', '\u0007', '\ud83d'])
      await expect(
        validationPipe().transform(value, { type: 'param', metatype: String, data: 'name' }),
      ).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is taken exactly when every text and field name of it is fit', async () => {
    const unit = fc.oneof(
      fc.constantFrom(...'\0\u0007\u001b\u007f\u0085\ud800\t\n\r\u200b\ufe0f'),
      fc.constantFrom('a', 'é', '😀', 'constructor'),
    );
    const text = fc.string({ unit, maxLength: 4 });
    const body = fc.oneof(json, fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 }), json)));
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const fit =
          [...textsOf(value)].every(isPlainText) &&
          ![...valuesOf(value)].some(isOnlyUnseen) &&
          ![...namesOf(value)].some((name) => name in Object.prototype);
        const taken = await pass(value).then(
          () => true,
          () => false,
        );
        expect(taken).toBe(fit);
      }),
      { numRuns: 500 },
    );
  });
});
