import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { everythingAgrees, standingsAgree } from './agreement.js';
import { librariesAtWork, libraryNames, type LibrariesAtWork } from './at-work.js';
import { Chain } from './model.js';
import { aCast, type Cast } from './cast.js';
import { Player, step } from './steps.js';

/** Chains to play; the short form is part of `npm test`, CHAINS=300 is the long one. */
const chains = Number(process.env.CHAINS ?? 5);
const seed = process.env.SEED ? Number(process.env.SEED) : undefined;

let work: LibrariesAtWork;
let cast: Cast;
beforeAll(async () => {
  work = await librariesAtWork();
  cast = await aCast(work);
});
afterAll(() => work?.stop());

/** Looks again and again while others work; every snapshot of the database must show one turn for what is open. */
function watchTurns() {
  const wrong: unknown[] = [];
  let looks = 0;
  let watching = true;
  const loop = (async () => {
    while (watching) {
      wrong.push(
        ...(await work.questions.db.query<unknown[]>(
          `SELECT question_id, array_agg(institution_id || ' ' || status || coalesce(' ' || waiting_on, '')) AS holdings
           FROM holdings GROUP BY question_id
           HAVING count(*) FILTER (WHERE status = 'new' OR (status = 'pending' AND waiting_on <> 'library')) <>
             (CASE WHEN bool_or(status IN ('new', 'pending')) THEN 1 ELSE 0 END)`,
        )),
      );
      looks += 1;
      // Leaves the processors to those who change things.
      await pause(5);
    }
  })();
  return {
    async stop() {
      watching = false;
      await loop;
      return { wrong, looks };
    },
  };
}

describe('Chains of referrals through seven libraries', () => {
  it(
    '[A26][B3][B7] whatever anybody tries, holdings, lists and history agree in both services, and one library has the turn',
    async () => {
      const watch = watchTurns();
      let taken = 0;
      let played = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...libraryNames),
          fc.array(step, { minLength: 12, maxLength: 24, size: 'max' }),
          async (home, steps) => {
            const questionId = await work.asks(home);
            const chain = new Chain(home);
            const player = new Player(work, cast, questionId, chain);
            for (const one of steps) {
              await player.take(one);
              await standingsAgree(work, cast, questionId, chain);
            }
            await everythingAgrees(work, cast, questionId, chain);
            taken += chain.hops.length;
            played += 1;
            if (played % 20 === 0) process.stdout.write(`${played} chains of ${taken} referrals\n`);
          },
        ),
        { numRuns: chains, endOnFailure: true, ...(seed === undefined ? {} : { seed }) },
      );
      const { wrong, looks } = await watch.stop();
      expect(wrong).toEqual([]);
      console.log(`${chains} chains of ${taken} referrals, ${looks} looks at whose turn it is`);
      expect(taken).toBeGreaterThan(0);
    },
    Math.max(120_000, chains * 20_000),
  );
});
