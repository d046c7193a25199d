import { domainToUnicode } from 'node:url';

/** As people read it: small letters, no port that goes without saying, an international host in its own letters. */
export function readableOrigin(origin: string): string {
  if (!URL.canParse(origin)) return origin;
  const url = new URL(origin);
  if (url.origin === 'null') return origin;
  const port = url.port ? `:${url.port}` : '';
  return `${url.protocol}//${domainToUnicode(url.hostname) || url.hostname}${port}`;
}

/** Every form in which one origin may be kept or sent: browsers send international hosts as A-labels (RFC 6454). */
export function originSpellings(origin: string): string[] {
  const sent = URL.canParse(origin) ? new URL(origin).origin : origin;
  return [...new Set([origin, sent, readableOrigin(origin)])];
}
