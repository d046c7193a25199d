/** The kind of a refusal; the HTTP layer maps it to a status. */
export type RefusalKind =
  'conflict' | 'forbidden' | 'invalid' | 'not-found' | 'not-signed-in' | 'stale' | 'too-many' | 'away';

/**
 * An operation that the domain's rules refuse. Any other error is a bug.
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

/** Not found, or not visible to the caller: both are answered alike (F26). */
export class NotFound extends Refusal {
  readonly kind = 'not-found';
  readonly code = 'not-found';
  constructor(what: string) {
    super(`There is no such ${what}.`);
  }
}

/** Another service did not answer in time; the same request may be retried. */
export class ServiceUnavailable extends Refusal {
  readonly kind = 'away';
  readonly code = 'part-away';
  constructor(part: string) {
    super(`The ${part} service does not answer at the moment; try again shortly.`, { part });
  }
}

/** A refusal by another service, passed on unchanged. */
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
