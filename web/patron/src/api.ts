import { carrel, ok, type Carrel } from '@carrel/client';

/** How long an answer may take to begin. */
const ANSWER_MS = 10_000;

const within =
  (ms: number) =>
  async (request: Request): Promise<Response> => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), ms);
    const given = () => late.abort();
    request.signal.addEventListener('abort', given);
    try {
      return await fetch(new Request(request, { signal: late.signal }));
    } finally {
      clearTimeout(timer);
    }
  };

/** Carrel at this page's own origin, as nobody in particular or as the patron of one token. */
export const api = (token?: string, answerMs = ANSWER_MS): Carrel =>
  carrel({ baseUrl: location.origin, fetch: within(answerMs), ...(token === undefined ? {} : { token }) });

export const anyone = api();

/** @param preview the key of a preview: the page as it would be */
export const loadPage = (slug: string, preview: string | null = null) =>
  ok(
    anyone.chat.GET('/v1/patron-pages/{slug}', {
      params: { path: { slug }, query: preview === null ? {} : { preview } },
    }),
  );

/** Everything a page shows before anybody has asked. */
export type Page = Awaited<ReturnType<typeof loadPage>>;
export type Availability = Page['availability'];

type Chat = Carrel['chat'];

export const readSession = (chat: Chat, id: string) =>
  ok(chat.GET('/v1/sessions/{id}', { params: { path: { id } } }));
export type Session = Awaited<ReturnType<typeof readSession>>;

export const readLines = (chat: Chat, id: string, after: string) =>
  ok(chat.GET('/v1/sessions/{id}/messages', { params: { path: { id }, query: { after } } }));
/** One line as it is shown; what the stream brings has the same form. */
export type Line = Awaited<ReturnType<typeof readLines>>['items'][number];
