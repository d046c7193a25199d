import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../tools/src/journey/client.js';
import { journey, journeySteps } from '../tools/src/journey/journey.js';
import { aSystem } from './a-system.js';
import { endState, type Journeyed } from './end-state.js';

const seed = Number(process.env.CARREL_SEED ?? Math.floor(Math.random() * 1e9));
const victims = ['admin', 'chat', 'questions', 'referrals', 'notifications', 'postgres', 'nats'] as const;

/** A small seeded generator (mulberry32), so that a red run can be played again. */
function chance(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The state once two looks, a second apart, agree. */
async function atRest<T>(look: (journeyed: Journeyed) => Promise<T>, journeyed: Journeyed): Promise<T> {
  for (let last = await look(journeyed); ;) {
    await sleep(1000);
    const now = await look(journeyed);
    if (JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
  }
}

describe('Killing any process at any step of the journey', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;

  beforeAll(async () => {
    system = await aSystem();
  });

  afterAll(() => system?.end());

  it(`loses nothing and doubles nothing (CARREL_SEED=${seed})`, async () => {
    const place = { url: system.stack.url, mailboxUrl: system.stack.urls.mailbox };
    const said: string[] = [];
    const say = (sentence: string) => void said.push(sentence);
    const look = (journeyed: Journeyed) =>
      endState(system.stack.url, system.stack.urls.mailbox, system.stack.urls.nats, journeyed);

    const calm = await atRest(look, await journey(place, { say }));

    const random = chance(seed);
    const steps = [...Array(journeySteps).keys()].slice(1).sort(() => random() - 0.5);
    const plan = new Map(steps.slice(0, victims.length).map((step, n) => [step, victims[n]!]));
    let struck: Promise<void> = Promise.resolve();
    const between = async (step: number) => {
      await struck;
      const victim = plan.get(step);
      if (!victim) return;
      const delay = random() * 200;
      say(`   (${victim} is killed ${Math.round(delay)} ms into step ${step + 1})`);
      struck = sleep(delay).then(async () => {
        await system.stack.kill(victim);
        await system.stack.restart(victim);
      });
      struck.catch(() => undefined);
    };
    try {
      const journeyed = await journey(place, { say, between });
      await struck;
      await eventually(async () => expect(await look(journeyed)).toEqual({ ...calm, faults: [] }));
    } catch (error) {
      throw new Error(`${said.join('\n')}\nseed ${seed}`, { cause: error });
    }
  });
});
