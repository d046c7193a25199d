import { webAddress } from '@carrel/contracts';
import { applyDecorators } from '@nestjs/common';
import { IsUrl, Matches } from 'class-validator';
import { AtMost } from './words.js';

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
