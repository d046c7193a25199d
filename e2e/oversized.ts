import { request } from 'node:http';
import { expect, it } from '@jest/globals';
import { eventually } from '@carrel/testing';
import { freePorts } from '../tools/src/index.js';
import { caddyBefore } from './caddy.js';

const large = Buffer.alloc(8 * 1024 * 1024, 'x');
const target = '/api/questions/v1/questions';

/** What a body that is too large is answered by a service behind a gateway: 413, and never that it is away. */
export function oversized(of: () => { url: string; origins: Readonly<Record<string, string>> }): void {
  const all = async (url: string) => {
    const sent = [true, false, true, false, true, false].map((sized) => send(url + target, sized));
    return (await Promise.all(sent)).sort();
  };

  it('[promise 30] A body over the bound is answered 413 through the gateway, with or without a Content-Length', async () => {
    expect(await all(of().url)).toEqual(Array(6).fill(413));
  });

  it('[promise 30] so it is through Caddy, which says as a problem that a service is away, and whose log names no key that stands in an address', async () => {
    const caddy = await caddyBefore(of().origins, await freePorts());
    if (!caddy) return process.stdout.write('left out: no Caddy here, and no Debian mirror that has one\n');
    try {
      expect(await all(caddy.url)).toEqual(Array(6).fill(413));
    } finally {
      caddy.end();
    }
    const origins = Object.fromEntries(Object.keys(of().origins).map((name) => [name, 'http://127.0.0.1:1']));
    const withoutServices = await caddyBefore(origins, await freePorts());
    try {
      const key = 'K'.repeat(43);
      const signal = AbortSignal.timeout(60_000);
      const paths = [`referrals/v1/duty-feeds/${key}/duties.ics`, `questions/v1/surveys/${key}/form`];
      const answers = await Promise.all(
        paths.map((path) => fetch(`${withoutServices!.url}/api/${path}`, { signal })),
      );
      for (const answer of answers) {
        expect([answer.status, answer.headers.get('content-type')]).toEqual([
          503,
          'application/problem+json',
        ]);
        expect(await answer.json()).toMatchObject({ code: 'part-away', status: 503 });
      }
      // Caddy writes a line of its log after the answer it is about.
      await eventually(async () => expect(withoutServices!.log()).toContain('/duty-feeds/...'), 10_000);
      expect(withoutServices!.log()).not.toContain(key);
    } finally {
      withoutServices?.end();
    }
  });
}

/** The status that comes, whether or not all of the body is taken. */
function send(url: string, sized: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = sized ? { 'content-length': String(large.length) } : { 'transfer-encoding': 'chunked' };
    const headers = { 'content-type': 'application/json', ...length };
    let status: number | undefined;
    const sent = request(url, { method: 'POST', headers }, (response) => {
      status = response.statusCode;
      response.resume();
      resolve(status!);
    });
    // A connection that is cut once the answer is there is no fault.
    sent.on('error', (error) => (status === undefined ? reject(error) : undefined));
    sent.end(large);
  });
}
