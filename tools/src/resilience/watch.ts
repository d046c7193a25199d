import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../stack/stack.js';
import { services, type Replica, type ServiceName } from '../stack/layout.js';

/** What a replica says on /health/ready, undefined while it does not answer. */
export interface Readiness {
  ready: boolean;
  /** What is missing, as `part: fault`. */
  faults: string[];
}

export async function readinessOf(
  stack: Pick<Stack, 'urls'>,
  replica: Replica,
): Promise<Readiness | undefined> {
  try {
    const signal = AbortSignal.timeout(5_000);
    const answer = await fetch(`${stack.urls[replica]}/health/ready`, { signal });
    const { details } = (await answer.json()) as {
      details: Record<string, { status: string; message?: string }>;
    };
    const faults = Object.entries(details)
      .filter(([, { status }]) => status !== 'up')
      .map(([part, { status, message }]) => `${part}: ${message ?? status}`);
    return { ready: answer.ok, faults };
  } catch {
    return undefined;
  }
}

/** The sum of a metric's samples on a replica; undefined when there is none, or no answer. */
export async function metricOf(
  stack: Pick<Stack, 'urls'>,
  replica: Replica,
  name: string,
): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(5_000);
    const text = await (await fetch(`${stack.urls[replica]}/metrics`, { signal })).text();
    const values = text
      .split('\n')
      .filter((line) => new RegExp(`^${name}[{ ]`).test(line))
      .map((line) => Number(line.slice(line.lastIndexOf(' '))));
    return values.length ? values.reduce((sum, value) => sum + value, 0) : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until every service has sent and handled all its events; seconds that it took. Throws after `withinMs`. */
export async function untilDrained(
  stack: Pick<Stack, 'urls'>,
  replicas: readonly Replica[] = services,
  withinMs = 120_000,
): Promise<number> {
  const began = Date.now();
  for (;;) {
    const left = await Promise.all(replicas.map((replica) => waitingAt(stack, replica)));
    const leaders = await Promise.all(
      services.map((service) => leadersOf(stack, replicas, service).then((found) => found.length)),
    );
    if (left.every((n) => n === 0) && leaders.every((n) => n === 1)) return (Date.now() - began) / 1000;
    if (Date.now() - began > withinMs) {
      throw new Error(`not drained: waiting ${left.join(', ')}; leading replicas ${leaders.join(', ')}`);
    }
    await sleep(500);
  }
}

/** Waits until every service is ready, misses nothing and has one replica that leads the handling of its events; seconds it took. */
export async function untilWhole(
  stack: Pick<Stack, 'urls'>,
  replicas: readonly Replica[] = services,
  withinMs = 120_000,
): Promise<number> {
  const began = Date.now();
  for (;;) {
    const states = await Promise.all(replicas.map((replica) => readinessOf(stack, replica)));
    const leaders = await Promise.all(services.map((service) => leadersOf(stack, replicas, service)));
    if (states.every((state) => state?.ready && !state.faults.length) && leaders.every((n) => n.length === 1))
      return (Date.now() - began) / 1000;
    if (Date.now() - began > withinMs) throw new Error(`not whole: ${JSON.stringify(states)}`);
    await sleep(200);
  }
}

async function waitingAt(stack: Pick<Stack, 'urls'>, replica: Replica): Promise<number | undefined> {
  const unsent = await metricOf(stack, replica, 'carrel_outbox_unsent');
  const unhandled = await metricOf(stack, replica, 'carrel_consumer_lag');
  const ready = await readinessOf(stack, replica);
  return unsent === undefined || !ready?.ready || ready.faults.length ? undefined : unsent + (unhandled ?? 0);
}

/** The replicas of a service that lead the handling of its events: they alone know how many wait. */
export async function leadersOf(
  stack: Pick<Stack, 'urls'>,
  replicas: readonly Replica[],
  service: ServiceName,
): Promise<Replica[]> {
  const own = replicas.filter((replica) => replica === service || replica === `${service}-2`);
  const lags = await Promise.all(own.map((replica) => metricOf(stack, replica, 'carrel_consumer_lag')));
  return own.filter((_, n) => lags[n] !== undefined);
}

/** How many warnings and errors a service's log has by now. */
export function warningsIn(stack: Pick<Stack, 'logOf'>, replica: Replica): number {
  return readFileSync(stack.logOf(replica), 'utf8').match(/"level":"(warn|error)"/g)?.length ?? 0;
}

/** The last lines of a service's log that say it failed: an answer of 500 does not say why. */
export function failuresIn(stack: Pick<Stack, 'logOf'>, replica: Replica, most = 3): string[] {
  const lines = readFileSync(stack.logOf(replica), 'utf8').split('\n');
  return lines.filter((line) => /"level":"fatal"|"level":"error".*"err":/.test(line)).slice(-most);
}
