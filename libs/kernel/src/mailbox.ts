import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * The one form in which mail addresses are compared and keyed: small letters, and the domain as an A-label (RFC 5890),
 * so that `Pat@BÜCHER.example` and `pat@xn--bcher-kva.example` are one. What is no address comes back in small letters.
 */
export const mailboxKey = (address: string): string =>
  onDomain(address.normalize('NFC').toLowerCase(), domainKey);

/** Whether two addresses are one mailbox. */
export const isSameMailbox = (one: string, other: string): boolean => mailboxKey(one) === mailboxKey(other);

/** The one form in which domains of mail are compared: small letters, as A-labels (RFC 5890). */
export function domainKey(domain: string): string {
  const small = domain.toLowerCase();
  return international.test(small) ? domainToASCII(small) || small : small;
}

/**
 * The form in which an address is stored and shown: as it was written, in composed letters (NFC), an international domain
 * in its own.
 */
export const readableMailbox = (address: string): string =>
  onDomain(address.trim().normalize('NFC'), (domain) =>
    international.test(domain) ? domainToUnicode(domainKey(domain)) || domain : domain,
  );

/** Every form, in small letters, that one address may be stored in: for `lower(column) = ANY($1)`. */
export function mailboxSpellings(address: string): string[] {
  const key = mailboxKey(address);
  // Some databases lower ASCII letters alone.
  const asciiSmall = address.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return [...new Set([key, readableMailbox(key), address.toLowerCase(), asciiSmall])];
}

// eslint-disable-next-line no-control-regex
const international = /[^\x00-\x7f]|xn--/i;

function onDomain(address: string, change: (domain: string) => string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : address.slice(0, at + 1) + change(address.slice(at + 1));
}
