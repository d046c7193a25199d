import { isMailAddress, webAddress } from '@carrel/contracts';
import { readableMailbox } from '@carrel/kernel';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy, IsUrl, Matches } from 'class-validator';
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

const message =
  '$property must be an address with http or https and a host, without a user name, blanks and backslashes';

/**
 * For every field that takes the address of something on the web: http or https, and no user name, which would show
 * another host than the one that is reached and would be kept as a password in plain text.
 */
export const IsWebAddress = (
  most: number,
  { fragment = true, query = true }: { fragment?: boolean; query?: boolean } = {},
): PropertyDecorator =>
  applyDecorators(
    AtMost(most),
    IsUrl(
      {
        protocols: ['http', 'https'],
        require_protocol: true,
        require_tld: false,
        disallow_auth: true,
        allow_fragments: fragment,
        allow_query_components: query,
      },
      { message },
    ),
    Matches(new RegExp(webAddress, 'i'), { message }),
  ) as PropertyDecorator;
