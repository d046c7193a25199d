import { isPlainText, isVisible } from '@carrel/kernel';
import { applyDecorators } from '@nestjs/common';
import { IsISO8601, IsString, Matches, registerDecorator, ValidateBy } from 'class-validator';

/** For what is validated outside the pipe, which refuses other text in every body and query by itself. */
export const IsPlainText = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainText',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isPlainText(value),
      defaultMessage: () => '$property must not contain control characters other than tabs and line breaks',
    },
  });

/**
 * A bound on a text's length in characters of Unicode (code points), as `maxLength` of its document counts them. The
 * one of class-validator leaves out some that are of no width, so that a text may be longer than it says.
 */
export const AtMost = (most: number, { each = false }: { each?: boolean } = {}): PropertyDecorator =>
  ValidateBy(
    {
      name: 'maxLength',
      constraints: [most],
      validator: {
        validate: (value: unknown) => typeof value === 'string' && fits(value, most),
        defaultMessage: () => `${each ? 'each value in ' : ''}$property must have at most ${most} characters`,
      },
    },
    { each },
  );

/** For most texts code units alone decide. */
export const fits = (text: string, most: number): boolean =>
  text.length <= most || (text.length <= 2 * most && [...text].length <= most);

/** An object with at most so many fields, whose names have at most so many characters. */
export const HasFields = (most: number, longestName: number): PropertyDecorator =>
  ValidateBy({
    name: 'hasFields',
    constraints: [most, longestName],
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).length <= most &&
        Object.keys(value).every((name) => name.length <= longestName),
      defaultMessage: () =>
        `$property must have at most ${most} fields with names of at most ${longestName} characters`,
    },
  });

const IsVisible = (): PropertyDecorator =>
  ValidateBy({
    name: 'isVisible',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isVisible(value),
      defaultMessage: () => '$property must not be empty',
    },
  });

/** Text that is required: at most so many characters, and something in it that can be seen. */
export const IsWords = (most: number): PropertyDecorator =>
  applyDecorators(IsString(), AtMost(most), IsVisible()) as PropertyDecorator;

/** The same on one line: what becomes part of a mail's header holds no control character. */
export const IsLine = (most: number): PropertyDecorator =>
  applyDecorators(
    IsWords(most),
    Matches(/^[^\p{Cc}\u2028\u2029]*$/u, {
      message: '$property must be one line without control characters',
    }),
  ) as PropertyDecorator;

/** Whether a text is a day or moment that both JavaScript and PostgreSQL can read: in the years 1 to 9999. */
export const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && /^(?!0000)\d{4}-/.test(value) && Number.isFinite(Date.parse(value));

/** A day or moment in ISO 8601; a week (2024-W05) or an ordinal day is none. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(IsISO8601({ strict: true }), AtMost(40), ((target: object, propertyName: string) =>
    registerDecorator({
      name: 'isInstant',
      target: target.constructor,
      propertyName,
      validator: { validate: isInstant, defaultMessage: () => '$property must be a date and time' },
    })) as PropertyDecorator) as PropertyDecorator;
