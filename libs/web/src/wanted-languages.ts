import Negotiator from 'negotiator';

/** The languages a reader wants, the best first: what the address says, else what the browser says (RFC 9110). */
export function wantedIn(language: string | undefined, accepted: string | undefined): string[] {
  if (language !== undefined) return [language];
  if (accepted === undefined || accepted.length > 500) return [];
  const tags = new Negotiator({ headers: { 'accept-language': accepted } }).languages();
  return tags.filter((tag) => tag !== '*').slice(0, 10);
}
