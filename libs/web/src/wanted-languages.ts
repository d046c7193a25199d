import { languageTag } from '@carrel/kernel';
import { ValidateBy } from 'class-validator';
import Negotiator from 'negotiator';

/** The languages a reader wants, the best first: what the address says, else what the browser says (RFC 9110). */
export function wantedIn(language: string | undefined, accepted: string | undefined): string[] {
  if (language !== undefined) return [language];
  if (accepted === undefined || accepted.length > 500) return [];
  const tags = new Negotiator({ headers: { 'accept-language': accepted } }).languages();
  return tags.filter((tag) => tag !== '*').slice(0, 10);
}

/** A patron's language: the one asked for, else the first that the browser names; null when neither says any. */
export const languageOf = (asked: string | undefined, accepted: string | undefined): string | null =>
  languageTag(wantedIn(asked, accepted)[0]);

/** A text that is a tag of BCP 47, whatever its case. */
export const IsLanguageTag = (): PropertyDecorator =>
  ValidateBy({
    name: 'isLanguageTag',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && languageTag(value) !== null,
      defaultMessage: () => '$property must be a language as BCP 47 writes it, such as es or pt-BR',
    },
  });
