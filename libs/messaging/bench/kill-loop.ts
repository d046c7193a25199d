// node -C carrel-source --import ./libs/testing/typescript.mjs libs/messaging/bench/kill-loop.ts
// WHOLE=1: two replicas of each of the five services, and three NATS servers.
import { killLoop } from '../test/processes/kill-loop.js';

const kills = Number(process.env.KILLS ?? 50);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
console.log(`Killing ${kills} times at 50 events/s; SEED=${seed} repeats it.`);
const whole = process.env.WHOLE === '1';
const started = Date.now();
const findings = await killLoop({
  kills,
  seed,
  eventsPerSecond: 50,
  between: [500, 3_000],
  whole,
  say: console.log,
});
console.table(findings.kills);
console.log(
  JSON.stringify({ bench: 'kill-loop', whole, seconds: (Date.now() - started) / 1000, seed, ...findings }),
);
const { forgotten, crashed, missing, doubled, setBack, dead } = findings;
process.exit(forgotten + crashed + missing + doubled + setBack + dead ? 1 : 0);
