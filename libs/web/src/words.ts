import { isPlainText } from '@carrel/kernel';
import { applyDecorators } from '@nestjs/common';
import { IsISO8601, IsString, Matches, MaxLength, registerDecorator, ValidateBy } from 'class-validator';

/** For what is validated outside the pipe, which refuses other text in every body and query by itself. */
export const IsPlainText = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainText',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isPlainText(value),
      defaultMessage: () => '$property must not contain control characters other than tabs and line breaks',
    },
  });

/** Text of at most so many characters with something other than blanks in it. */
export const IsWords = (most: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(most),
    Matches(/\S/, { message: '$property must not be empty' }),
  ) as PropertyDecorator;

/** The same on one line: what becomes part of a mail's header holds no control character. */
export const IsLine = (most: number): PropertyDecorator =>
  applyDecorators(
    IsWords(most),
    // eslint-disable-next-line no-control-regex
    Matches(/^[^\u0000-\u001f\u007f]*$/, {
      message: '$property must be one line without control characters',
    }),
  ) as PropertyDecorator;

/** Whether a text is a day or moment that both JavaScript and PostgreSQL can read: in the years 1 to 9999. */
export const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && /^(?!0000)\d{4}-/.test(value) && Number.isFinite(Date.parse(value));

/** A day or moment in ISO 8601; a week (2024-W05) or an ordinal day is none. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(IsISO8601({ strict: true }), MaxLength(40), ((target: object, propertyName: string) =>
    registerDecorator({
      name: 'isInstant',
      target: target.constructor,
      propertyName,
      validator: { validate: isInstant, defaultMessage: () => '$property must be a date and time' },
    })) as PropertyDecorator) as PropertyDecorator;
