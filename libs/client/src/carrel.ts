import createClient, {
  type FetchResponse,
  type MaybeOptionalInit,
  type Middleware,
  type ParseAs,
} from 'openapi-fetch';
import type { HttpMethod, MediaType, PathsWithMethod } from 'openapi-typescript-helpers';
import type { components, paths as Admin } from '../generated/admin.js';
import type { paths as Chat } from '../generated/chat.js';
import type { paths as Notifications } from '../generated/notifications.js';
import type { paths as Questions } from '../generated/questions.js';
import type { paths as Referrals } from '../generated/referrals.js';
import { withRetries } from './retries.js';
import { remember } from './problem.js';

/** The problem document of every answer from 400 up (RFC 9457); `code` is stable, `detail` is for people. */
export type Problem = components['schemas']['ProblemDto'];

/** Where Carrel is, and who asks. */
export interface CarrelOptions {
  /** The one origin, such as `https://carrel.example`. */
  readonly baseUrl: string;
  /** An access token or a patron's token, or what gives the present one; without it nobody in particular asks. */
  readonly token?: string | (() => string | Promise<string>);
  /**
   * For how many milliseconds a broken connection, or a part that is away (502, 503, 504), is tried again; default 0.
   * A command keeps its Idempotency-Key meanwhile, so that it has its effect once (F21).
   */
  readonly patienceMs?: number;
  /** Default the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The paths of one document as they stand after `/api/<service>`. */
type Below<Paths, Service extends string> = {
  [P in keyof Paths as P extends `/api/${Service}${infer Rest}` ? Rest : never]: Paths[P];
};

/**
 * A method on the paths that have it. openapi-fetch infers the type of what it is given, which lets unknown fields
 * pass; here the document alone says what a request may hold.
 */
type Ask<Paths extends object, Method extends HttpMethod> = <
  Path extends PathsWithMethod<Paths, Method>,
  As extends ParseAs = 'json',
>(
  path: Path,
  ...init: undefined extends MaybeOptionalInit<Paths[Path], Method & keyof Paths[Path]>
    ? [(MaybeOptionalInit<Paths[Path], Method & keyof Paths[Path]> & { parseAs?: As })?]
    : [MaybeOptionalInit<Paths[Path], Method & keyof Paths[Path]> & { parseAs?: As }]
) => Promise<FetchResponse<Paths[Path][Method & keyof Paths[Path]] & object, { parseAs: As }, MediaType>>;

/** A service's operations by method; `parseAs` hands the body on as text, bytes or a stream. */
interface ServiceClient<Paths extends object> {
  readonly GET: Ask<Paths, 'get'>;
  readonly POST: Ask<Paths, 'post'>;
  readonly PUT: Ask<Paths, 'put'>;
  readonly DELETE: Ask<Paths, 'delete'>;
}

/** One typed client for each service; paths start at the version, as in `/v1/questions/{id}`. */
export interface Carrel {
  readonly admin: ServiceClient<Below<Admin, 'admin'>>;
  readonly chat: ServiceClient<Below<Chat, 'chat'>>;
  readonly notifications: ServiceClient<Below<Notifications, 'notifications'>>;
  readonly questions: ServiceClient<Below<Questions, 'questions'>>;
  readonly referrals: ServiceClient<Below<Referrals, 'referrals'>>;
}

/**
 * The HTTP interface of one Carrel, typed by its OpenAPI documents: `const { data, error } = await
 * carrel({ baseUrl, token }).questions.GET('/v1/questions/{id}', { params: { path: { id } } })`. An answer from 400 up
 * is the Problem in `error`; `ok` throws it instead. Every command is given an Idempotency-Key of its own.
 */
export function carrel({ baseUrl, token, patienceMs = 0, fetch }: CarrelOptions): Carrel {
  const client = <Paths extends object>(service: string): ServiceClient<Paths> => {
    const made = createClient<Paths>({
      baseUrl: `${baseUrl.replace(/\/+$/, '')}/api/${service}`,
      fetch: withRetries(patienceMs, fetch),
    });
    made.use(asCaller(token), remember);
    return made as unknown as ServiceClient<Paths>;
  };
  return {
    admin: client('admin'),
    chat: client('chat'),
    notifications: client('notifications'),
    questions: client('questions'),
    referrals: client('referrals'),
  };
}

const asCaller = (token: CarrelOptions['token']): Middleware => ({
  async onRequest({ request }) {
    const present = typeof token === 'function' ? await token() : token;
    if (present !== undefined) request.headers.set('authorization', `Bearer ${present}`);
    if (request.method !== 'GET' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', crypto.randomUUID());
    return request;
  },
});
