import { descriptiveCodesOf, type SettingValue } from '@carrel/contracts';
import { Refusal } from './refusal.js';

/** The library of the patron gives the list; these are not on it, or no longer used. */
export class CodesNotUsed extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'descriptive-codes-not-used';
  constructor(codes: readonly string[]) {
    super(`The patron's library does not use these descriptive codes: ${codes.join(', ')}.`, { codes });
  }
}
/** In a cooperative each library describes the questions of its own patrons (2.3). */
export class CodesForOwnPatrons extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'codes-for-own-patrons-only';
  constructor() {
    super("Descriptive codes are given by the patron's own library and its group.");
  }
}

/** Whose codes they are, who gives them, and which the question has already, which may stay as they are. */
export interface Describing {
  readonly lists: SettingValue<'descriptive-codes'>;
  /** Whether the librarian is of the patron's library or its subscription group. */
  readonly own: boolean;
  readonly before?: readonly string[];
}

/** Refuses codes that the patron's library does not use, and any code by a librarian of another group (2.3). */
export function mustDescribe(codes: readonly string[], { lists, own, before = [] }: Describing): void {
  const given = codes.filter((code) => !before.includes(code));
  const taken = before.filter((code) => !codes.includes(code));
  if (!own && given.length + taken.length > 0) throw new CodesForOwnPatrons();
  const used = new Set(descriptiveCodesOf(lists).flatMap(({ code, active }) => (active ? [code] : [])));
  const unknown = given.filter((code) => !used.has(code));
  if (unknown.length > 0) throw new CodesNotUsed(unknown);
}
