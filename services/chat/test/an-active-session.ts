import { newId } from '@carrel/messaging';
import { newPatronToken } from '@carrel/web';
import type { DataSource } from 'typeorm';
import type { Author } from '../src/lines/domain/line.js';

export interface ActiveSession {
  id: string;
  /** The patron's. */
  token: string;
  patron: Author & { kind: 'patron' };
  librarian: Author & { kind: 'librarian' };
}

/** A session with its patron and one librarian, put in place for tests of what is written into it. */
export async function anActiveSession(db: DataSource, status = 'active'): Promise<ActiveSession> {
  const { token, hash } = newPatronToken();
  const session: ActiveSession = {
    id: newId(),
    token,
    patron: { kind: 'patron', tokenHash: hash },
    librarian: { kind: 'librarian', id: newId() },
  };
  const present = {
    librarianId: session.librarian.id,
    institutionId: newId(),
    name: 'Ada',
    enteredAt: new Date(),
    leftAt: null,
  };
  await db.query(
    `INSERT INTO sessions (id, sequence, institution_id, subscription_group_id, queue_ids, practice, patron_name,
       token_hash, question, fields, status, offered_to, requested_at, accepted_at, participants)
     VALUES ($1, 2, $2, $2, '{}', false, 'Pat', $3, '?', '{}', $4, 'everyone', now(), now(), $5)`,
    [session.id, newId(), session.patron.tokenHash, status, JSON.stringify([present])],
  );
  return session;
}
