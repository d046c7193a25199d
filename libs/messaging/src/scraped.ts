import type { Gauge } from 'prom-client';

/** A scrape must not wait for a database that is away. */
const WITHIN_MS = 3_000;

const looksOf = new WeakMap<Gauge, Set<() => Promise<void>>>();

/**
 * Runs `look` whenever one of the gauges is read, once for all that are read together, so that a service nobody scrapes
 * asks its database nothing. Returns how to stop that.
 */
export function whenScraped(gauges: readonly Gauge[], look: () => Promise<void>): () => void {
  let current: Promise<void> | undefined;
  const shared = () => (current ??= look().finally(() => (current = undefined)));
  for (const gauge of gauges) {
    const looks = looksOf.get(gauge) ?? new Set();
    looksOf.set(gauge, looks.add(shared));
    Object.assign(gauge, { collect: () => Promise.all([...looks].map((each) => each())) });
  }
  return () => gauges.forEach((gauge) => looksOf.get(gauge)?.delete(shared));
}

/** What `work` finds within 3 s; undefined when it fails or takes longer. */
export async function known<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, WITHIN_MS, undefined)));
  return Promise.race([work.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
