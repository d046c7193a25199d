import { hash, verify, type Options } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** argon2id (2 in its enumeration), 19 MiB, two passes, parallelism 1 (guarantee 24; OWASP's first choice of parameters). */
const cost: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const shortestPassword = 10;
export const longestPassword = 200;

@Injectable()
export class Passwords {
  /** Of no account: compared with when there is none, so that an unknown address takes as long as a known one. */
  private readonly nobodys = hash('no account has this password', cost);

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), cost);
  }

  async matches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const right = await verify(passwordHash ?? (await this.nobodys), password.normalize('NFKC'));
    return right && typeof passwordHash === 'string';
  }
}
