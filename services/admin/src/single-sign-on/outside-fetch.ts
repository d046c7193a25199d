import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { OutsideAddresses } from '@carrel/web';

const patienceMs = 5_000;
/** Discovery documents, key sets and token answers are a few kilobytes. */
const mostBytes = 512 * 1024;

/** Loopback and RFC 1918; never link-local or unique local addresses, where clouds keep their metadata. */
const privateNetworks = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1/128'];

interface Asked {
  readonly method?: string;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/**
 * A `fetch` for addresses that administrators choose: nothing of our own network unless the operator allows it,
 * whatever a name resolves to, no redirects, and bounds on time and size.
 */
export function outsideFetch(allowPrivate: boolean) {
  const outside = new OutsideAddresses(allowPrivate ? { networks: privateNetworks } : {});
  return async (address: string, asked: Asked = {}): Promise<Response> => {
    const url = new URL(address);
    const fault = outside.faultOf(url);
    if (fault) throw new Error(fault);
    const lookup = outside.lookupFor(url);
    const deadline = AbortSignal.timeout(patienceMs);
    const signal = asked.signal ? AbortSignal.any([asked.signal, deadline]) : deadline;
    const body = asked.body === undefined || asked.body === null ? undefined : String(asked.body);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = {
        ...Object.fromEntries(new Headers(asked.headers as Record<string, string>)),
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      };
      const call = url.protocol === 'https:' ? overHttps : overHttp;
      call(url, { agent: false, lookup, signal, method: asked.method ?? 'GET', headers })
        .on('response', resolve)
        .on('error', reject)
        .end(body);
    });
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      if ((bytes += chunk.length) > mostBytes) answer.destroy(new Error('the answer is too large'));
    });
    const content = await text(answer);
    const { statusCode: status = 502, headers } = answer;
    const known = Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    return new Response([204, 304].includes(status) ? null : content, { status, headers: known });
  };
}
