import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength, registerDecorator } from 'class-validator';

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

/** At most so many answers of at most so many characters, by the names of a form's fields. */
export const IsAnswers =
  (most: number, longest: number): PropertyDecorator =>
  (target, propertyName) =>
    registerDecorator({
      name: 'isAnswers',
      target: target.constructor,
      propertyName: String(propertyName),
      validator: {
        validate: (value: unknown) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.keys(value).length <= most &&
          Object.entries(value).every(
            ([name, text]) => name.length <= 60 && typeof text === 'string' && text.length <= longest,
          ),
        defaultMessage: () => `$property holds at most ${most} texts by the names of the form's fields`,
      },
    });
