import type { DomainMetric } from '@carrel/messaging';

/** What operators watch of chat; practice is nobody's wait. */
export const figures: readonly DomainMetric[] = [
  {
    name: 'carrel_chats',
    help: 'Chats that wait for a librarian, or are under way',
    labels: ['status'],
    sql: `SELECT kind AS status, count(s.id) AS value FROM unnest(ARRAY['waiting', 'active']) AS kind
      LEFT JOIN sessions s ON s.status = kind AND NOT s.practice AND s.status IN ('waiting', 'active') GROUP BY kind`,
  },
  {
    name: 'carrel_chat_oldest_waiting_seconds',
    help: 'How long the patron who has waited longest for a librarian has waited',
    sql: `SELECT extract(epoch FROM clock_timestamp() - min(requested_at)) AS value
      FROM sessions WHERE status = 'waiting' AND NOT practice`,
  },
  {
    name: 'carrel_librarians',
    help: 'Librarians on a shift, by availability',
    labels: ['availability'],
    sql: `SELECT availability, count(*) AS value FROM monitors WHERE availability <> 'offline' GROUP BY availability`,
  },
];
