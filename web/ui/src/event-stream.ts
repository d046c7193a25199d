import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** Why reading ended: the other side closed it, nothing came for too long, or the connection broke. */
export type StreamEnd = 'closed' | 'silent' | 'broken';

export interface Silence {
  /** How long the first event may take; what blocks streams lets nothing through. */
  readonly firstMs: number;
  /** How long nothing at all may come later; the server sends a ping every ten seconds. */
  readonly laterMs: number;
}

/** Reads server-sent events from a body until it ends or falls silent. @param abort called when it is given up */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  receive: (event: EventSourceMessage) => void,
  { firstMs, laterMs }: Silence,
  abort: () => void,
): Promise<StreamEnd> {
  const parser = createParser({ onEvent: receive });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let silent = false;
  let receivedAt = Date.now();
  let bound = firstMs;
  // A machine that slept wakes up with old timers: the clock is asked, not the count of ticks.
  const watch = setInterval(() => {
    if (Date.now() - receivedAt < bound) return;
    silent = true;
    abort();
    void reader.cancel().catch(() => undefined);
  }, 1000);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return silent ? 'silent' : 'closed';
      receivedAt = Date.now();
      bound = laterMs;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } catch {
    return silent ? 'silent' : 'broken';
  } finally {
    clearInterval(watch);
  }
}
