import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength } from 'class-validator';

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
