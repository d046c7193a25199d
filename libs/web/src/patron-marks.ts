import { mailboxKey } from '@carrel/kernel';
import { KeyedHashes } from './keyed-hashes.js';

/** What a patron may be known again by. */
export interface KnownBy {
  /** The hash of the patron's token. */
  readonly tokenHash?: string | null;
  readonly email?: string | null;
  /** As networkOfCaller says it. */
  readonly network?: string | null;
}

/** Keyed hashes that a patron is known again by; the same in every service, and of no use to who only has the hashes. */
export class PatronMarks {
  private readonly hashes: KeyedHashes;

  constructor(secrets: readonly [string, ...string[]]) {
    this.hashes = new KeyedHashes(secrets, 'patron marks');
  }

  ofToken = (tokenHash: string): string => this.hashes.of(`token ${tokenHash}`);
  ofAddress = (email: string): string => this.hashes.of(`address ${mailboxKey(email)}`);
  ofNetwork = (network: string): string => this.hashes.of(`network ${network}`);

  /** Everything to look for, under the present secret and the earlier ones. */
  allOf({ tokenHash, email, network }: KnownBy): string[] {
    const values = [
      ...(tokenHash ? [`token ${tokenHash}`] : []),
      ...(email ? [`address ${mailboxKey(email)}`] : []),
      ...(network ? [`network ${network}`] : []),
    ];
    return values.flatMap((value) => this.hashes.allOf(value));
  }
}
