import { setTimeout as sleep } from 'node:timers/promises';
import { carrel, ok, type Carrel } from '@carrel/client';

const PATIENCE_MS = 60_000;

/** Someone who speaks to Carrel as a careful client does: what breaks or is away is tried again for a minute. */
export interface Speaker extends Carrel {
  readonly origin: string;
  readonly token?: string;
}

/** Who holds this token: staff, a service account or a patron; without one, nobody in particular. */
export function speaker(origin: string, token?: string): Speaker {
  const credentials = token === undefined ? {} : { token };
  return { ...carrel({ baseUrl: origin, patienceMs: PATIENCE_MS, ...credentials }), origin, ...credentials };
}

export type Staff = Awaited<ReturnType<typeof signIn>>;

/** A member of staff, by the password of the demonstration unless another is given. */
export async function signIn(origin: string, email: string, password = 'carrel-demo') {
  const login = speaker(origin).admin.POST('/v1/auth/login', { body: { email, password } });
  const { accessToken, account } = await ok(login);
  return { ...speaker(origin, accessToken), token: accessToken, account };
}

/** The thing that a path names: `POST('/v1/sessions/{id}/accept', at(id))`. */
export const at = (id: string) => ({ params: { path: { id } } });

/** A question as staff see it: with its holdings, transcript and history. */
export async function questionOf(staff: Staff, id: string) {
  const question = await ok(staff.questions.GET('/v1/questions/{id}', at(id)));
  if ('history' in question) return question;
  throw new Error('that is what a patron sees');
}

/** Asks again until the look succeeds; the last complaint is the error. */
export async function eventually<T>(look: () => Promise<T>, ms = PATIENCE_MS): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(100);
    }
  }
}
