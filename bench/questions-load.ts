import { Agent, request } from 'node:http';

export interface Sent {
  readonly status: number;
  readonly body: string;
}
export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Milliseconds of the service's processor each; undefined where it was not asked. */
  readonly processor?: number;
  /** Answers by status, when there were others than 2xx. */
  readonly refused: Record<string, number>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request on a kept connection. */
export function send(
  url: string,
  headers: Record<string, string>,
  body?: object,
  method = body ? 'POST' : 'GET',
): Promise<Sent> {
  const text = body && JSON.stringify(body);
  const more = text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {};
  return new Promise((resolve, reject) => {
    const sending = request(url, { agent, method, headers: { ...headers, ...more } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    sending.on('error', reject);
    sending.end(text);
  });
}

/** Runs `work` this often, so many at once, and says how long each took. */
export async function measured(
  count: number,
  atOnce: number,
  work: (n: number) => Promise<Sent | unknown>,
): Promise<Figures> {
  const took: number[] = [];
  const refused: Record<string, number> = {};
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    for (let n = next++; n < count; n = next++) {
      const from = performance.now();
      const sent = await work(n);
      took.push(performance.now() - from);
      const { status } = sent as Partial<Sent>;
      if (status && status >= 300) refused[status] = (refused[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1000;
  took.sort((a, b) => a - b);
  const at = (part: number) => round(took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? NaN);
  return { perSecond: Math.round(count / seconds), p50: at(0.5), p95: at(0.95), p99: at(0.99), refused };
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
export const round = (value: number): number => Math.round(value * 100) / 100;

/** The median of each figure over the repeats. */
export function medians(repeats: readonly Figures[]): Figures {
  const of = (figure: 'perSecond' | 'p50' | 'p95' | 'p99') => median(repeats.map((repeat) => repeat[figure]));
  const refused: Record<string, number> = {};
  for (const repeat of repeats)
    for (const [status, times] of Object.entries(repeat.refused))
      refused[status] = (refused[status] ?? 0) + times;
  return {
    ...{ perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99') },
    processor: median(repeats.map(({ processor = NaN }) => processor)),
    refused,
  };
}
