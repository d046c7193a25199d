import { Type, type TSchema } from 'typebox';

/** A UUIDv7 as a string. */
export const Id = Type.String({ format: 'uuid' });
/** ISO 8601 in UTC with milliseconds. */
export const Time = Type.String({ format: 'date-time' });
export const Nullable = <T extends TSchema>(schema: T, options: { description?: string } = {}) =>
  Type.Union([schema, Type.Null()], options);
/** A page on the web, as settings keep addresses; the pattern is the published one, `isWebAddress` judges. */
export const WebAddress = Type.String({
  'x-text': 'address',
  pattern: '^https?://[^\\s/]\\S*$',
  maxLength: 2000,
});
/** The same schema under words of its own; TypeBox keeps its marks out of sight, so that a spread would lose them. */
export const Described = <S extends TSchema>(schema: S, description: string): S =>
  Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(schema), description: { value: description, enumerable: true } },
  ) as S;
/** One of the given words. */
export const OneOf = <const W extends readonly string[]>(...words: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: words });
/** An object that refuses fields it does not name. */
export const Exactly = <P extends Record<string, TSchema>>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });

/** Text that is required: something in it that is no blank. Whether it can be seen is judged where it comes in. */
export const RequiredText = (maxLength: number, description?: string) =>
  Type.String({ 'x-text': 'required', minLength: 1, maxLength, ...(description ? { description } : {}) });

/** The same on one line. */
export const RequiredLine = (maxLength: number) => Type.String({ 'x-text': 'line', minLength: 1, maxLength });

/** One address, as `isMailAddress` takes it. */
export const MailAddress = Type.String({ format: 'email', maxLength: 254 });

/** A whole number within bounds, both included. */
export const whole = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
