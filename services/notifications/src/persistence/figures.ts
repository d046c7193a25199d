import type { DomainMetric } from '@carrel/messaging';

/** What operators watch of mail. */
export const figures: readonly DomainMetric[] = [
  {
    name: 'carrel_not_filed',
    help: 'Mails that have come in and of which nothing has become for ten minutes; in questions, chats',
    labels: ['kind'],
    sql: `SELECT 'mail' AS kind, count(*) AS value FROM incoming_mails
      WHERE status = 'arrived' AND arrived_at < now() - interval '10 minutes'`,
  },
  {
    name: 'carrel_mails',
    help: 'Mails that are to go out (queued, retrying), or of which nobody knows whether they went (uncertain)',
    labels: ['status'],
    sql: `SELECT kind AS status, count(d.id) AS value FROM unnest(ARRAY['queued', 'retrying', 'uncertain']) AS kind
      LEFT JOIN deliveries d ON d.status = kind AND d.status IN ('queued', 'retrying', 'uncertain') GROUP BY kind`,
  },
  {
    name: 'carrel_mail_oldest_seconds',
    help: 'How long the oldest mail that is to go out has waited',
    sql: `SELECT extract(epoch FROM clock_timestamp() - min(queued_at)) AS value
      FROM deliveries WHERE status IN ('queued', 'retrying', 'uncertain') AND status <> 'uncertain'`,
  },
];
