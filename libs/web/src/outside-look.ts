import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import type { OutsideAddresses } from './outside-addresses.js';

/** What an address answered, its redirects not followed. */
export interface Looked {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly content: Buffer;
}
interface LookBounds {
  readonly accept: string;
  readonly mostBytes: number;
  readonly patienceMs: number;
}

/**
 * Reads an address that somebody typed: nothing of our own network whatever the name resolves to, with bounds on time and
 * size. @throws Error when it may not be reached, does not answer in time, or answers with more
 */
export async function lookOutside(
  outside: OutsideAddresses,
  url: URL,
  { accept, mostBytes, patienceMs }: LookBounds,
): Promise<Looked> {
  const fault = outside.faultOf(url);
  if (fault) throw new Error(fault);
  const call = url.protocol === 'https:' ? overHttps : overHttp;
  const lookup = outside.lookupFor(url);
  const signal = AbortSignal.timeout(patienceMs);
  const headers = { accept, 'user-agent': 'Carrel', 'accept-encoding': 'identity' };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    call(url, { agent: false, lookup, signal, headers }).on('response', resolve).on('error', reject).end();
  });
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) {
      answer.destroy();
      throw new Error('the answer is too large');
    }
    parts.push(part);
  }
  return { status: answer.statusCode ?? 502, headers: answer.headers, content: Buffer.concat(parts) };
}
