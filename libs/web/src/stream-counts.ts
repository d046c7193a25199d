import { Problem } from './problem.js';

/** How many streams are open under each key; a key that has none is forgotten. */
class Counts {
  private readonly open = new Map<string, number>();

  constructor(private readonly most: number) {}

  isFull(key: string): boolean {
    return (this.open.get(key) ?? 0) >= this.most;
  }

  add(key: string, change: 1 | -1): void {
    const count = (this.open.get(key) ?? 0) + change;
    if (count > 0) this.open.set(key, count);
    else this.open.delete(key);
  }
}

/** Bounds what one person and one network may have open at one replica. */
export class StreamCounts {
  private readonly persons: Counts;
  private readonly networks: Counts;

  constructor(most: { readonly streamsPerPerson: number; readonly streamsPerNetwork: number }) {
    this.persons = new Counts(most.streamsPerPerson);
    this.networks = new Counts(most.streamsPerNetwork);
  }

  /**
   * Takes a place for one more stream until the returned function is called.
   * @param person an account's id or the hash of a patron's token; undefined counts for the network alone
   * @throws Problem 429 `too-many-streams`
   */
  take(person: string | undefined, network: string): () => void {
    if (person !== undefined && this.persons.isFull(person)) throw tooMany('you');
    if (this.networks.isFull(network)) throw tooMany('your network');
    const change = (by: 1 | -1): void => {
      if (person !== undefined) this.persons.add(person, by);
      this.networks.add(network, by);
    };
    change(1);
    return () => change(-1);
  }
}

const tooMany = (whose: string): Problem =>
  new Problem(429, 'too-many-streams', `Too many streams of ${whose} are open; close some first.`, {
    facts: { retryAfterSeconds: 30 },
    headers: { 'retry-after': '30' },
  });
