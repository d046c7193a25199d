import type { ReadMail } from './read-mail.js';

/** More servers than any mail passes on its way (RFC 5321, 6.3 asks for 100 at least; loops show long before). */
const mostHops = 40;

/** What shows that a mail of ours has come back, or goes in circles; undefined for any other. */
export function loopSign(
  { headers }: Pick<ReadMail, 'headers'>,
  ourDomain: string | null,
): string | undefined {
  const all = (name: string) => headers.filter((header) => header.name === name);
  const ours = (value: string) => ourDomain !== null && value.toLowerCase().includes(ourDomain);
  if (all('x-loop').some(({ value }) => ours(value))) return 'own-mail';
  if (all('received').length > mostHops) return 'too-many-hops';
  if (all('delivered-to').length > 10) return 'delivered-in-circles';
  return undefined;
}
