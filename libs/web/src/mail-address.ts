import { isMailAddress } from '@carrel/contracts';
import { readableMailbox } from '@carrel/kernel';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { AtMost } from './words.js';

/**
 * For a field that holds a mail address (`isMailAddress`), taken without space around it and with an international
 * domain in its own letters.
 */
export const MailAddress = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? readableMailbox(value) : (value as unknown))),
    AtMost(254),
    ValidateBy({
      name: 'isMailAddress',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isMailAddress(value),
        defaultMessage: () =>
          '$property must be a mail address such as name@library.example, without quotation marks',
      },
    }),
  ) as PropertyDecorator;
