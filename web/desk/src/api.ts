import { carrel, type Carrel } from '@carrel/client';
import { signIn } from './access/sign-in.js';

/** How long an answer may take to begin. */
const ANSWER_MS = 15_000;

async function timed(request: Request): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ANSWER_MS);
  const given = () => late.abort();
  request.signal.addEventListener('abort', given);
  try {
    return await fetch(new Request(request, { signal: late.signal }));
  } finally {
    clearTimeout(timer);
  }
}

/** A token that was refused is renewed, or the person signs in again, and then it is asked once more. */
async function asStaff(request: Request): Promise<Response> {
  const copy = request.clone();
  const answer = await timed(request);
  if (answer.status !== 401) return answer;
  const headers = new Headers(copy.headers);
  headers.set('authorization', `Bearer ${await signIn.token(true)}`);
  return timed(new Request(copy, { headers }));
}

/** Carrel as whoever is signed in. */
export const api: Carrel = carrel({
  baseUrl: location.origin,
  token: () => signIn.token(),
  fetch: asStaff,
});
