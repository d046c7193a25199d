import type { Middleware } from 'openapi-fetch';
import type { Problem } from './carrel.js';

const asked = new WeakMap<Response, string>();

/** Keeps what was asked beside the answer, for the words of a CarrelProblem. */
export const remember: Middleware = {
  onResponse({ request, response, schemaPath }) {
    asked.set(response, `${request.method} ${schemaPath}`);
  },
};

/** An answer from 400 up, thrown by `ok`. */
export class CarrelProblem extends Error {
  constructor(
    /** The HTTP status. */
    readonly status: number,
    /** What Carrel said; undefined when something between answered. */
    readonly problem: Problem | undefined,
    operation: string,
  ) {
    super(`${operation} answered ${status}${problem ? ` ${problem.code}: ${wordsOf(problem)}` : ''}`);
    this.name = 'CarrelProblem';
  }
}

const wordsOf = ({ detail, errors = [], facts }: Problem): string =>
  [
    detail,
    ...errors.map(({ path, message }) => `${path}: ${message}`),
    ...(facts ? [JSON.stringify(facts)] : []),
  ].join(' ');

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}
type DataOf<A> = A extends { error?: never; data: infer Data } ? Data : never;

/** The body of a good answer: `await ok(api.questions.GET('/v1/questions'))`. @throws CarrelProblem for any other */
export async function ok<A extends Answer>(answer: Promise<A>): Promise<DataOf<A>> {
  const { data, error, response } = await answer;
  if (response.ok) return data as DataOf<A>;
  throw new CarrelProblem(response.status, problemOf(error), asked.get(response) ?? 'Carrel');
}

const problemOf = (error: unknown): Problem | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? (error as Problem) : undefined;
