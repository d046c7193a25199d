import type { AnyEvent } from '@carrel/contracts';
import { Webhook } from 'standardwebhooks';
import { eventIn, handleOnce, type Handlers } from './handlers.js';
import { rememberIds, type Seen } from './seen.js';

/** Headers as Node, Fetch's `Object.fromEntries(headers)` and the usual frameworks give them. */
export type WebhookHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface WebhookOptions {
  /** As Carrel showed them, `whsec_…`: during a rotation both. */
  readonly secrets: readonly string[];
  readonly handlers: Handlers;
  /** Default: the last 10,000 ids in memory. */
  readonly seen?: Seen;
}

/** The message is not one of Carrel's, is older than five minutes, or is no event: answer 400. */
export class BadWebhook extends Error {}

/**
 * A function that takes one request's headers and body text, verifies the signature (Standard Webhooks), and runs
 * the handler once per event. Answer 2xx when it resolves; when a handler throws, answer 5xx and Carrel sends again.
 * @throws BadWebhook
 */
export function webhookReceiver({ secrets, handlers, seen = rememberIds() }: WebhookOptions) {
  const verifiers = secrets.map((secret) => new Webhook(secret));
  return async (headers: WebhookHeaders, body: string): Promise<AnyEvent> => {
    const event = verifiedEvent(verifiers, headers, body);
    await handleOnce(event, handlers, seen);
    return event;
  };
}

function verifiedEvent(verifiers: readonly Webhook[], headers: WebhookHeaders, body: string): AnyEvent {
  const named = (name: string): string => String(headers[name] ?? '');
  const given = {
    'webhook-id': named('webhook-id'),
    'webhook-timestamp': named('webhook-timestamp'),
    'webhook-signature': named('webhook-signature'),
  };
  const good = verifiers.some((verifier) => {
    try {
      verifier.verify(body, given);
      return true;
    } catch {
      return false;
    }
  });
  if (!good) throw new BadWebhook('the signature is not right, or too old');
  try {
    return eventIn(body);
  } catch (error) {
    throw new BadWebhook(error instanceof Error ? error.message : String(error));
  }
}
