/** A library that asks to see a question, seen from the question's home. */
export interface Reader {
  readonly institutionId: string;
  /** Known when one person asks, not the library: an expert may be of any library (row 30). */
  readonly accountId?: string | undefined;
  /** Coordinates the subscription group of the patron's library (B31). */
  readonly coordinator: boolean;
  /** Works in that group while Shared Followup is on (R66, B11). */
  readonly sharesPool: boolean;
}

/** One person of one library at work. */
export interface Actor extends Reader {
  readonly accountId: string;
  readonly reviewer: boolean;
  /** Administers his or her own library. */
  readonly admin: boolean;
}

/** The actor, for history and events; account null is the system. */
export interface By {
  readonly accountId: string | null;
  readonly institutionId: string | null;
}

/** How much of a question a library may see; `transcript` is the review of a chat it lent a librarian to. */
export type Reading = 'everything' | 'without contact' | 'transcript';

/** The actor of moves by time or by a library's closing. */
export const system: By = { accountId: null, institutionId: null };
/** What a patron does; no account stands for it. */
export const patron: By = { accountId: null, institutionId: null };
