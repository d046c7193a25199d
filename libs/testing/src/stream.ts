import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Backlog } from './backlog.js';

/** One server-sent event; `data` is parsed when it is JSON. */
export interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

/** An open event stream and everything it has carried. */
export interface TestStream {
  /** The first event of this kind not yet taken, waiting for it at most `ms`. */
  next(event: string, matches?: (event: StreamEvent) => boolean, ms?: number): Promise<StreamEvent>;
  all(): readonly StreamEvent[];
  /** Settles when the server or close() has ended it. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Opens a stream; pings stay out of what it collects. */
export async function openTestStream(url: string, headers: Record<string, string>): Promise<TestStream> {
  const call = request(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    call.once('response', resolve);
    call.once('error', reject);
    call.end();
  });
  answer.setEncoding('utf8');
  if (answer.statusCode !== 200) {
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    throw new Error(`the stream answers ${answer.statusCode}: ${text}`);
  }
  call.on('error', () => {});
  const backlog = new Backlog<StreamEvent>(({ id, event }) => `${event}${id ? `#${id}` : ''}`);
  let rest = '';
  answer.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event && event.event !== 'ping') backlog.add(event);
    }
  });
  answer.on('error', () => {});
  const closed = new Promise<void>((resolve) => answer.once('close', resolve));
  return {
    next: (event, matches = () => true, ms) =>
      backlog.next((e) => e.event === event && matches(e), event, ms),
    all: () => backlog.all(),
    closed,
    close: () => answer.destroy(),
  };
}

function eventOf(block: string): StreamEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    if (!name) continue;
    const before = name === 'data' ? fields.get('data') : undefined;
    fields.set(name, before === undefined ? (value ?? '') : `${before}\n${value}`);
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  const id = fields.get('id');
  return { ...(id === undefined ? {} : { id }), event: fields.get('event') ?? 'message', data: parsed(data) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
