import { carrel, follow, ok } from '@carrel/client';
import { anyone } from '../../access/sign-in.js';

const baseUrl = () => location.origin;

/** Asks in the practice queue as a patron of one's own library would. */
export async function asks(institutionId: string, name: string, question: string) {
  const body = { institutionId, patron: { name }, question, practice: true };
  const { id, token } = await ok(anyone.chat.POST('/v1/sessions', { body }));
  return { id, token };
}

/** Is there as long as the tour wants it: a patron without a sign of life is taken for gone. @returns what ends it */
export const isThere = ({ id, token }: { id: string; token: string }): (() => void) => {
  const following = follow({ session: id }, { baseUrl: baseUrl(), token, onEvent: () => {} });
  return () => following.close();
};

/** Writes like a person: first it shows, then it is there. @param clientId said twice, it is written once */
export async function says(
  { id, token }: { id: string; token: string },
  text: string,
  clientId: string,
): Promise<void> {
  const patron = carrel({ baseUrl: baseUrl(), token });
  const at = { params: { path: { id } } };
  await patron.chat.POST('/v1/sessions/{id}/typing', at);
  await new Promise((later) => setTimeout(later, 1_500));
  await ok(patron.chat.POST('/v1/sessions/{id}/messages', { ...at, body: { text, clientId } }));
}

export async function goes({ id, token }: { id: string; token: string }): Promise<void> {
  await carrel({ baseUrl: baseUrl(), token }).chat.DELETE('/v1/sessions/{id}', { params: { path: { id } } });
}
