import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from '../journey/client.js';
import type { Place } from '../journey/desk.js';

/** How reports were answered while something happened to the system. */
export interface Reported {
  reports: number;
  /** Answered 502, 503 or 504: come back later. */
  unavailable: number;
  /** Any other answer than the report. */
  wrong: number[];
  /** Milliseconds from the first report that was not answered to the next that was; 0 when every one was. */
  longestGapMs: number;
}

const EVERY_MS = 300;

/** Has an administrator read the report of today's questions, one after the other, until `happens` is over. */
export async function readReports(place: Place, happens: () => Promise<void>): Promise<Reported> {
  const admin = await signIn(place.url, 'admin@cedar.example');
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const address = new URL('/api/questions/v1/statistics', place.url);
  const asked = { from: day(-1), to: day(1), by: 'source', institutionId: admin.account.institutionId! };
  address.search = new URLSearchParams(asked).toString();
  const reported: Reported = { reports: 0, unavailable: 0, wrong: [], longestGapMs: 0 };
  let without: number | undefined;
  let going = true;
  const reading = (async () => {
    for (; going; await sleep(EVERY_MS)) {
      const began = Date.now();
      const headers = { authorization: `Bearer ${admin.token}` };
      const status = await fetch(address, { headers }).then(
        async (answer) => (await answer.text(), answer.status),
        () => 502,
      );
      reported.reports += 1;
      if (status !== 200) {
        without ??= began;
        if ([502, 503, 504].includes(status)) reported.unavailable += 1;
        else reported.wrong.push(status);
      }
      if (without) reported.longestGapMs = Math.max(reported.longestGapMs, Date.now() - without);
      if (status === 200) without = undefined;
    }
  })();
  try {
    await happens();
  } finally {
    going = false;
    await reading;
  }
  return reported;
}
