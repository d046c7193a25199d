/** Why there is no stream, and what to do about it. */
export interface Refused {
  readonly reason: string;
  /** Nothing to come back to. */
  readonly final?: boolean;
  /** With another token. */
  readonly renew?: boolean;
  /** Without the last id, which the server does not know. */
  readonly startAnew?: boolean;
  readonly retryMs?: number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Grows with each try and is somewhere in its upper half, so that many readers do not come back at once. */
export function pauseBefore(tries: number): number {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10));
  return most / 2 + Math.random() * (most / 2);
}

/** What an answer without a stream asks of its reader. */
export async function refusalOf(answer: Response): Promise<Refused> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string };
  const reason = problem.code ?? `status-${answer.status}`;
  if (answer.status === 401) return { reason, renew: true };
  if (reason.endsWith('-cursor')) return { reason, startAnew: true };
  if (answer.status === 429) return { reason, retryMs: secondsOf(answer) * 1000 };
  return { reason, final: answer.status >= 400 && answer.status < 500 };
}

const secondsOf = (answer: Response): number => Number(answer.headers.get('retry-after')) || 10;
