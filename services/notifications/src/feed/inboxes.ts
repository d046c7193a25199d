import { createHmac } from 'node:crypto';
import { secretsOf } from '@carrel/web';

/** The inbox of one client of the feed. */
export interface Inbox {
  /** The prefix of its reply subjects. */
  prefix: string;
  /** With those under secrets that have been replaced, which a client may still know. */
  accepted: string[];
}

/**
 * All integrators share one account of NATS, where a reply subject is not checked: a client that knew another's inbox could have
 * its own events delivered there. So an inbox is named by a secret that only its client is given.
 */
export function inboxOf(clientId: string, secrets: readonly [string, ...string[]] = secretsOf()): Inbox {
  const named = secrets.map((secret) => {
    const key = createHmac('sha256', secret).update('feed inbox').digest();
    return `_INBOX_${createHmac('sha256', key).update(clientId).digest('hex').slice(0, 40)}`;
  });
  return { prefix: named[0]!, accepted: named };
}
