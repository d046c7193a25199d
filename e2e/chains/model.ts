import { libraryNames, type LibraryName } from './at-work.js';

export type Standing = 'new' | 'pending' | 'answered' | 'closed' | 'none';
export interface Hop {
  id: string;
  kind: 'library' | 'expert' | 'address' | 'shared';
  from: LibraryName;
  to: LibraryName | null;
  /** How the receiver stood before. */
  before: Standing;
  status: 'open' | 'returned' | 'withdrawn' | 'answered' | 'closed' | 'replied' | 'shared';
  deadline: boolean;
}

/**
 * What a chain of referrals should look like after each step, modelled in the simplest way: how every library stands,
 * and the hops. It knows nothing of how the services keep it.
 */
export class Chain {
  readonly hops: Hop[] = [];
  readonly standings = Object.fromEntries(libraryNames.map((name) => [name, 'none'])) as Record<
    LibraryName,
    Standing
  >;
  pooled = false;
  private fromPool = false;

  constructor(readonly home: LibraryName) {
    this.standings[home] = 'new';
  }

  get open(): Hop[] {
    return this.hops.filter(({ status }) => status === 'open');
  }

  get top(): Hop | undefined {
    return this.open.at(-1);
  }

  /** The one library to act, if anything is left to do. */
  get turn(): LibraryName | undefined {
    const { top } = this;
    if (top) return top.to ?? top.from;
    return libraryNames.find((name) => this.standings[name] === 'new');
  }

  /** The lists of a library in which the question stands (R63..R66, R104, R105). */
  listsOf(name: LibraryName): string[] {
    const standing = this.standings[name];
    if (standing === 'none') return [];
    const stands = this.hops.filter(({ status }) => !['returned', 'withdrawn', 'shared'].includes(status));
    const referred = stands.some(({ from }) => from === name) || (name === this.home && stands.length > 0);
    return [
      ...(standing === 'closed' ? [] : ['active']),
      standing,
      ...(referred && standing !== 'closed' ? ['referred'] : []),
      'all',
    ];
  }

  claimed(by: LibraryName): void {
    if (!this.pooled) return;
    this.pooled = false;
    this.fromPool = true;
    this.standings[this.home] = 'pending';
    this.standings[by] = 'new';
  }

  unclaimed(by: LibraryName): void {
    this.standings[by] = 'none';
    this.standings[this.home] = 'new';
    this.pooled = this.fromPool;
  }

  referred(hop: Pick<Hop, 'id' | 'kind' | 'from' | 'to' | 'deadline'>): void {
    const before = hop.to ? this.standings[hop.to] : 'none';
    this.hops.push({ ...hop, before, status: hop.kind === 'shared' ? 'shared' : 'open' });
    if (hop.kind === 'shared') {
      this.standings[hop.from] = 'none';
      this.standings[this.home] = 'new';
      this.pooled = true;
      this.fromPool = false;
      return;
    }
    this.pooled = false;
    this.standings[this.home] = 'pending';
    this.standings[hop.from] = 'pending';
    if (hop.to) this.standings[hop.to] = 'new';
  }

  /** The hop is over and, last one first, so is everyone further down. */
  unwound(id: string, status: 'returned' | 'withdrawn' | 'replied'): void {
    const from = this.open.findIndex((hop) => hop.id === id);
    for (const hop of this.open.slice(from).reverse()) {
      if (hop.to) this.standings[hop.to] = hop.before;
      hop.status = hop.id === id ? status : 'withdrawn';
      this.standings[hop.from] = 'new';
    }
  }

  recalled(): void {
    for (const name of libraryNames)
      if (['new', 'pending'].includes(this.standings[name])) this.standings[name] = 'none';
    this.standings[this.home] = 'new';
    for (const hop of this.open) hop.status = 'withdrawn';
    this.fromPool = false;
  }

  over(status: 'answered' | 'closed'): void {
    for (const name of libraryNames) {
      const stood = this.standings[name];
      if (stood === 'new' || stood === 'pending' || (status === 'closed' && stood !== 'none'))
        this.standings[name] = status;
    }
    for (const hop of this.open) hop.status = status;
    this.pooled = this.fromPool = false;
  }

  reopened(): void {
    this.standings[this.home] = 'new';
  }
}
