import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What services do by themselves, whoever asks them something or not. */
const ofTheirOwn = [
  /graphile_worker/,
  /pg_try_advisory_xact_lock/,
  /^select 1$/,
  /^(select|update|delete) (?!.*insert).*\boutbox\b/i,
  /^UN?LISTEN/i,
  // Who calls is kept for a while by token, and tests sign a new one every second.
  /(directory_accounts|ended_sign_ins)/,
];
// What is sent along with a start or an end counts.
const ends = /^(START TRANSACTION|COMMIT|ROLLBACK|(RELEASE |ROLLBACK TO )?SAVEPOINT \w+|begin)$/i;

/**
 * The statements that this process sends to PostgreSQL while `work` runs, without starts and ends of transactions and
 * without what services do by themselves. A guard counts them: unlike milliseconds they are the same on every machine.
 */
async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const before = prototype.query;
  const sent: string[] = [];
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [asked] = args as [string | { text?: string }];
    const text = (typeof asked === 'string' ? asked : (asked.text ?? '')).replace(/\s+/g, ' ').trim();
    if (!ends.test(text) && !ofTheirOwn.some((each) => each.test(text))) sent.push(text);
    return before.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = before;
  }
  return sent;
}

/**
 * As `statementsDuring`, of the run that sent the fewest of three: what services do by themselves by the clock, a cron job or a
 * look every half minute, only adds.
 */
export async function fewestStatements(work: (run: number) => Promise<unknown>): Promise<string[]> {
  const runs: string[][] = [];
  for (let run = 0; run < 3; run += 1) runs.push(await statementsDuring(() => work(run)));
  return runs.sort((a, b) => a.length - b.length)[0]!;
}

/** Resolves once services of this process have been at rest for that long: events handled, jobs done. */
export async function untilQuiet(ms = 300, withinMs = 10_000): Promise<void> {
  for (const until = Date.now() + withinMs; ;) {
    const sent = await statementsDuring(() => sleep(ms));
    if (!sent.length) return;
    if (Date.now() > until) throw new Error(`still at work: ${sent.join('; ').slice(0, 500)}`);
  }
}
