import type { SessionRequest } from '../src/session/domain/session-request.js';
import { Session } from '../src/session/domain/session.js';

const start = Date.parse('2026-03-02T10:00:00.000Z');
/** So many seconds after the request. */
export const at = (seconds: number) => new Date(start + seconds * 1000);

export const ada = { librarianId: 'ada', institutionId: 'aspen', name: 'Ada Aspen' };
export const bo = { librarianId: 'bo', institutionId: 'birch', name: 'Bo Birch' };

/** A request as it comes in. */
export function aSession(more: Partial<SessionRequest> = {}): Session {
  return Session.request(
    {
      id: 'session',
      institutionId: 'cedar',
      subscriptionGroupId: 'evergreen',
      queueIds: ['cedar queue', 'evergreen queue', 'cooperative queue'],
      practice: false,
      patron: { name: 'Pat Patron', email: 'pat@example.org' },
      tokenHash: 'hash',
      networkMark: null,
      question: 'How do I get my deposit back?',
      fields: {},
      page: null,
      language: null,
      localFirstMs: null,
      ...more,
    },
    at(0),
  );
}
