import { mailboxKey } from '@carrel/kernel';

/**
 * Whether mail may be sent there: one mailbox, so that no address brings a header or a second recipient with it. A local
 * part in quotation marks may hold blanks and dots as RFC 5321 has them, and no sign that readers of addresses part by.
 */
export function isMailbox(address: string): boolean {
  return (
    address.length <= 254 &&
    /^(?:[^\s"(),:;<>@[\\\]\p{Cc}]{1,64}|"[\w!#$%&'*+/=?^`{|}~.-]+(?: [\w!#$%&'*+/=?^`{|}~.-]+)*"(?=@))@[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?$/u.test(
      address,
    ) &&
    address.lastIndexOf('@') <= 64
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
