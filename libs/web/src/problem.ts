import type { RefusalKind } from '@carrel/kernel';
import { HttpException } from '@nestjs/common';

/** One fault in a body or query: `path` is dotted (`patron.email`, `items.0.text`). */
export interface FieldError {
  readonly path: string;
  /** Stable and kebab-case, for programs that word it in their own language (field-codes.ts). */
  readonly code: string;
  /** The bounds that the code speaks of: `{ max: 200 }`. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** An RFC 9457 problem document as Carrel writes it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
}

/** A problem of the web edge itself; the domain throws refusals instead. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    detail: string,
    readonly more: {
      facts?: Record<string, unknown>;
      errors?: readonly FieldError[];
      headers?: Record<string, string>;
    } = {},
  ) {
    super(detail, status);
  }
}

export const statusOfRefusal: Record<RefusalKind, number> = {
  conflict: 409,
  forbidden: 403,
  'not-found': 404,
  invalid: 422,
  'not-signed-in': 401,
  stale: 412,
  'too-many': 429,
  away: 503,
};

const known: Record<number, [code: string, title: string]> = {
  400: ['unparsable', 'The request cannot be read'],
  401: ['not-signed-in', 'Please sign in'],
  403: ['not-allowed', 'Not allowed'],
  404: ['not-found', 'Not found'],
  405: ['method-not-allowed', 'Method not allowed'],
  406: ['not-acceptable', 'Not acceptable'],
  408: ['request-timeout', 'The request took too long to arrive'],
  409: ['conflict', 'Not possible as things stand'],
  412: ['precondition-failed', 'It has changed meanwhile'],
  413: ['too-large', 'The request is too large'],
  414: ['uri-too-long', 'The address is too long'],
  415: ['unsupported-media-type', 'Unsupported media type'],
  422: ['invalid', 'Something that was sent cannot be taken'],
  429: ['too-many-requests', 'Too many requests; wait a little'],
  431: ['headers-too-large', 'The headers are too large'],
  500: ['internal', 'Something went wrong on our side'],
  503: ['part-away', 'A part of Carrel does not answer; try again shortly'],
};

export const codeOf = (status: number): string => known[status]?.[0] ?? `status-${status}`;
export const titleOf = (status: number): string => known[status]?.[1] ?? 'Problem';

/** `facts` and `errors` are left out when empty. */
export function problemDocument(
  status: number,
  code: string,
  detail: string,
  more: { facts?: Readonly<Record<string, unknown>>; errors?: readonly FieldError[] } = {},
): ProblemDocument {
  return {
    type: `urn:carrel:problem:${code}`,
    title: titleOf(status),
    status,
    detail,
    code,
    ...(more.facts && Object.keys(more.facts).length > 0 ? { facts: more.facts } : {}),
    ...(more.errors?.length ? { errors: more.errors } : {}),
  };
}
