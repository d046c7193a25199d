import { describe, expect, it } from '@jest/globals';
import { isMailAddress } from './addresses.js';

describe('[12.4] A mail address', () => {
  it.each([
    'pat@library.example',
    'Pat.O’Neil+books@library.example',
    "o'neil_99%x@a-b.library.example",
    'é@patron.example',
    'pat@bücher.example',
    'pat@xn--bcher-kva.example',
    'pat@हिन्दी.example',
    '用户@例子.公司',
    `${'a'.repeat(64)}@b.example`,
  ])('is taken: %s', (address) => {
    expect(isMailAddress(address)).toBe(true);
  });

  it.each([
    ['a quoted local part', '"a b"@x.example'],
    ['a quoted local part that holds an @', '"a@b"@x.example'],
    ['a quoted local part that needs no quotation marks', '"pat"@x.example'],
    ['two addresses', 'a@b.example,c@d.example'],
    ['two @', 'a@b@c.example'],
    ['a comment', 'pat(office)@x.example'],
    ['a name', 'Pat <pat@x.example>'],
    ['a blank', 'p at@x.example'],
    ['a zero-width character', 'pat\u200b@x.example'],
    ['a mark of direction', '\u202epat@x.example'],
    ['a soft hyphen in the domain', 'pat@li\u00adbrary.example'],
    ['a line break', 'pat@x.example\r\nBcc: c@d.example'],
    ['a dot at the end', 'pat.@x.example'],
    ['two dots', 'p..at@x.example'],
    ['no domain', 'pat@'],
    ['no local part', '@x.example'],
    ['a domain without a dot', 'pat@localhost'],
    ['a host by number', 'pat@[192.0.2.1]'],
    ['a host by number without brackets', 'pat@192.0.2.1'],
    ['a label that ends in a hyphen', 'pat@x-.example'],
    ['an empty label', 'pat@x..example'],
    ['a local part of 65 characters', `${'a'.repeat(65)}@b.example`],
    ['more than 254 characters', `pat@${'abcdefgh.'.repeat(30)}example`],
  ])('is not taken with %s', (_, address) => {
    expect(isMailAddress(address)).toBe(false);
  });
});
