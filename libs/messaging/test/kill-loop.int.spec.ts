import { describe, expect, it } from '@jest/globals';
import { killLoop } from './processes/kill-loop.js';

describe('Kill loop', () => {
  it('[promise 2] every committed event is handled once by every service, whoever is killed meanwhile', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    console.log(`SEED=${seed}`);
    const findings = await killLoop({ kills: 8, seed, eventsPerSecond: 50, between: [500, 1_500] });
    console.log(JSON.stringify(findings));
    expect(findings).toMatchObject({ forgotten: 0, crashed: 0, missing: 0, doubled: 0, setBack: 0, dead: 0 });
    expect(findings.events).toBeGreaterThan(50);
  });
});
