import { createHash, hkdfSync, randomInt } from 'node:crypto';
import type { SettingValue } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';
import { createChallenge, verifySolution, type Challenge, type Solution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import ipaddr from 'ipaddr.js';
import type { DataSource } from 'typeorm';

type Rule = SettingValue<'patron-challenge'>;

/** Who asks what of which library: a solution counts for that alone. */
export interface Challenged {
  readonly for: 'chat' | 'question';
  readonly institutionId: string;
  readonly address: string;
  /** What the device has solved, in base64, as `solution` of the request. */
  readonly solution: string | undefined;
}

/** How long a task may lie about until its solution comes. */
const LIVES_MS = 10 * 60_000;
/** Rounds of one try, and how many tries it takes: from half of them to all. A present laptop does 1,000 rounds in 0.3 ms. */
const efforts = {
  light: { cost: 2_000, tries: 300 },
  normal: { cost: 5_000, tries: 600 },
  strong: { cost: 10_000, tries: 1_500 },
} as const;

/** The library has every request come with a solved task; the answer brings the task. */
export class ChallengeNeeded extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'challenge';
  constructor(challenge: Challenge) {
    super(
      'This library has a small task solved before it takes a question: solve `challenge` (ALTCHA), and send the same request with `solution`.',
      { challenge },
    );
  }
}

/** Tasks for patrons' devices (setting patron-challenge): signed and not stored, good once and for ten minutes. */
export class Challenges {
  private readonly secrets: readonly string[];

  /** @param secrets the first signs, any of them verifies, so that replicas share them */
  constructor(
    secrets: readonly [string, ...string[]],
    private readonly db: DataSource,
    private readonly now: () => number = Date.now,
  ) {
    this.secrets = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'carrel patron challenge', 32)).toString('base64url'),
    );
  }

  /** @throws ChallengeNeeded with a new task, unless the library asks none from there or this one is solved and unused */
  async mustPass(rule: Rule, asked: Challenged): Promise<void> {
    if (rule.use === 'never' || rule.networks.some((network) => isWithin(asked.address, network))) return;
    if (asked.solution !== undefined && (await this.isGood(asked.solution, rule, asked))) return;
    throw new ChallengeNeeded(await this.make(rule, asked));
  }

  private make({ effort }: Rule, asked: Challenged): Promise<Challenge> {
    const { cost, tries } = efforts[effort];
    return createChallenge({
      ...{ algorithm: 'PBKDF2/SHA-256', cost, deriveKey, counter: randomInt(tries / 2, tries) },
      expiresAt: new Date(this.now() + LIVES_MS),
      data: { for: asked.for, library: asked.institutionId },
      hmacSignatureSecret: this.secrets[0]!,
      hmacKeySignatureSecret: this.secrets[0]!,
    });
  }

  private async isGood(written: string, rule: Rule, asked: Challenged): Promise<boolean> {
    const solved = read(written);
    if (!solved) return false;
    const { challenge, solution } = solved;
    const { data, cost, expiresAt = 0 } = challenge.parameters;
    const meant = data?.for === asked.for && data.library === asked.institutionId;
    if (!meant || cost < efforts[rule.effort].cost || expiresAt * 1000 <= this.now()) return false;
    for (const secret of this.secrets) {
      const { verified } = await verifySolution({
        ...{ challenge, solution, deriveKey },
        ...{ hmacSignatureSecret: secret, hmacKeySignatureSecret: secret },
      }).catch(() => ({ verified: false }));
      if (verified) return this.isFirst(challenge, expiresAt * 1000);
    }
    return false;
  }

  /** Beside the counts of rate limits, which are forgotten by their time as well. */
  private async isFirst({ parameters }: Challenge, until: number): Promise<boolean> {
    const task = createHash('sha256').update(parameters.nonce).update(parameters.salt).digest('base64url');
    const rows = await this.db.query<unknown[]>(
      'INSERT INTO rate_limits (key, points, expire) VALUES ($1, 1, $2) ON CONFLICT (key) DO NOTHING RETURNING key',
      [`challenge:${task}`, until],
    );
    return rows.length > 0;
  }
}

function read(written: string): { challenge: Challenge; solution: Solution } | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(written, 'base64').toString('utf8'));
    const { nonce, salt, cost } = challenge.parameters;
    const whole = typeof nonce === 'string' && typeof salt === 'string' && Number.isInteger(cost);
    return whole && typeof solution === 'object' && solution !== null ? { challenge, solution } : undefined;
  } catch {
    return undefined;
  }
}

/** @param network an address too, which stands for itself */
function isWithin(from: string, network: string): boolean {
  try {
    const address = ipaddr.process(from.replace(/%.*$/, ''));
    const [whole, bits] = network.includes('/')
      ? ipaddr.parseCIDR(network)
      : [ipaddr.parse(network), network.includes(':') ? 128 : 32];
    return address.kind() === whole.kind() && address.match(whole, bits as number);
  } catch {
    return false;
  }
}
