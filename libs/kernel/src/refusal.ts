/** How a refusal is meant; the web edge alone knows which HTTP status each becomes. */
export type RefusalKind =
  'conflict' | 'forbidden' | 'invalid' | 'not-found' | 'not-signed-in' | 'stale' | 'too-many' | 'away';

/**
 * The domain says no. Everything else that is thrown is a bug.
 *
 * `code` is stable and kebab-case; `message` is a sentence for people; `facts` name who or what stands in
 * the way (ids and codes, never personal data) and travel in the problem document.
 */
export abstract class Refusal extends Error {
  abstract readonly kind: RefusalKind;
  abstract readonly code: string;

  constructor(
    message: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The caller may not know whether the thing exists: a foreign id answers exactly like a missing one (F26). */
export class NotFound extends Refusal {
  readonly kind = 'not-found';
  readonly code = 'not-found';
  constructor(what: string) {
    super(`There is no such ${what}.`);
  }
}

/** Another part of Carrel did not answer in time; the same request may be tried again. */
export class ServiceUnavailable extends Refusal {
  readonly kind = 'away';
  readonly code = 'part-away';
  constructor(part: string) {
    super(`The ${part} service does not answer at the moment; try again shortly.`, { part });
  }
}

/** A refusal that another service gave to a request, passed on as it was said. */
export class RemoteRefusal extends Refusal {
  readonly kind: RefusalKind;
  readonly code: string;
  constructor(refusal: {
    kind: RefusalKind;
    code: string;
    message: string;
    facts?: Record<string, unknown>;
  }) {
    super(refusal.message, refusal.facts);
    this.kind = refusal.kind;
    this.code = refusal.code;
  }
}
