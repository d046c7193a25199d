import { mailboxKey } from '@carrel/kernel';
/**
 * Whether mail may be sent there: one plain mailbox, so that no address brings a header or a second
 * recipient with it. Stricter than RFC 5321, which allows quoted local parts that nobody has.
 */
export function isMailbox(address: string): boolean {
  return (
    address.length <= 254 &&
    /^[^\s"(),:;<>@[\\\]\p{Cc}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(address)
  );
}

/** As one reader has it: what follows a plus reaches the same mailbox, so that it gives nobody a second allowance. */
export const oneReader = (address: string): string => mailboxKey(address).replace(/\+[^@]*(?=@)/, '');

/** What may stand in a header: one line, without control characters or marks that turn the reading direction. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
