import { newId } from '@carrel/messaging';
import type { Answer, TestClient } from '@carrel/testing';

/** Posts as a good client does: a part that is busy says 503, and the same call under its key is tried again. */
export async function insist(client: TestClient, path: string, body?: object): Promise<Answer> {
  const key = { 'idempotency-key': newId() };
  for (;;) {
    const answer = await client.post(path, body, key);
    if (answer.status !== 503) return answer;
  }
}
