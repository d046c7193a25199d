import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { traceparent } from './tracing.js';

/** The option of a message that carries this trace on, by default that of the work under way; nothing without one. */
export function traceHeaders(parent = traceparent()): { headers?: MsgHdrs } {
  if (!parent) return {};
  const along = headers();
  along.set('traceparent', parent);
  return { headers: along };
}
