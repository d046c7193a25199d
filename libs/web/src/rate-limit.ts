import {
  applyDecorators,
  Inject,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Job } from '@carrel/messaging';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { ApiProblems } from './api-problems.js';
import { DatabaseClock } from './database-clock.js';
import { callerOf } from './identity.js';
import { isPermissionChecked } from './permissions.js';
import { hashOfNetwork } from './network.js';
import { Problem } from './problem.js';
import { WEB_OPTIONS, type WebOptions } from './tokens.js';

/**
 * At most `points` calls in `seconds`, counted per network or per account (patron token, else network). A patron's token
 * is not known to be good yet when calls are counted, so a network counts as well, ten times as many.
 */
export interface RateLimitRule {
  readonly points: number;
  readonly seconds: number;
  readonly by: 'ip' | 'account';
  /** Handlers with the same name share one count; default: each handler its own. */
  readonly name?: string;
}

/** Patrons behind one address of a library's reading room. */
const tokensPerNetwork = 10;

const RATE_LIMITS = 'carrel:rate-limits';

/** Limits a handler; replicas share the count in the service's database. Over it: 429 with `Retry-After` (F28). */
export const RateLimit = (...rules: RateLimitRule[]): MethodDecorator =>
  applyDecorators(SetMetadata(RATE_LIMITS, rules), ApiProblems(429) as MethodDecorator);

@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limiters = new Map<string, RateLimiterPostgres>();

  constructor(
    @Inject(WEB_OPTIONS) private readonly options: WebOptions,
    private readonly reflector: Reflector,
    private readonly dataSource: DataSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rules = this.reflector.get<RateLimitRule[] | undefined>(RATE_LIMITS, context.getHandler());
    if (!rules) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isPermissionChecked(request)) return true;
    for (const rule of rules) {
      const name = rule.name ?? `${context.getClass().name}.${context.getHandler().name}`;
      for (const { key, points } of countsOf(rule, request))
        await this.consume({ ...rule, points }, name, key);
    }
    return true;
  }

  private async consume(rule: RateLimitRule, name: string, key: string): Promise<void> {
    try {
      await this.limiter(rule, name).consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw tooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    }
  }

  private limiter({ points, seconds }: RateLimitRule, name: string): RateLimiterPostgres {
    const keyPrefix = `${this.options.service}:${name}:${points}/${seconds}`;
    let limiter = this.limiters.get(keyPrefix);
    if (!limiter) {
      const bounds = { keyPrefix, points, duration: seconds };
      limiter = new RateLimiterPostgres({
        ...bounds,
        storeClient: this.dataSource,
        storeType: 'typeorm',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        // While the database is away each replica counts for itself.
        insuranceLimiter: new RateLimiterMemory(bounds),
        inMemoryBlockOnConsumed: points + 1,
      });
      this.limiters.set(keyPrefix, limiter);
    }
    return limiter;
  }
}

/** Forgets counts whose window is over, so that hashed addresses do not stay. */
@Injectable()
export class RateLimitCleaning {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: DatabaseClock,
  ) {}

  @Job('forget-rate-limits', { cron: '*/10 * * * *' })
  async forget(): Promise<void> {
    await this.dataSource.query('DELETE FROM rate_limits WHERE expire < $1', [this.clock.now().getTime()]);
  }
}

function countsOf(rule: RateLimitRule, request: FastifyRequest): { key: string; points: number }[] {
  const caller = callerOf(request);
  const { points } = rule;
  if (rule.by === 'account' && (caller.kind === 'staff' || caller.kind === 'service'))
    return [{ key: caller.accountId, points }];
  if (rule.by === 'account' && caller.kind === 'patron') {
    return [
      { key: caller.tokenHash, points },
      { key: hashOfNetwork(request), points: points * tokensPerNetwork },
    ];
  }
  return [{ key: hashOfNetwork(request), points }];
}

function tooMany(seconds: number): Problem {
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new Problem(429, 'too-many-requests', `Too many requests; try again in ${wait}.`, {
    facts: { retryAfterSeconds: seconds },
    headers: { 'retry-after': String(seconds) },
  });
}
