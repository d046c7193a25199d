import { createHash } from 'node:crypto';
import { Job, Transactions } from '@carrel/messaging';
import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { callerOf } from './identity.js';
import { Problem } from './problem.js';
import { InTurn } from './in-turn.js';
import { openAnswer, sealAnswer, type Answer } from './sealed-answer.js';

const OWN_IDEMPOTENCY = 'carrel:own-idempotency';
/** The handler is idempotent by itself (as chat messages by their client id): the header is left to it. */
export const OwnIdempotency = (): MethodDecorator => SetMetadata(OWN_IDEMPOTENCY, true);
export const isOwnIdempotent = (handler: object): boolean => Reflect.hasMetadata(OWN_IDEMPOTENCY, handler);

interface Command {
  /** Actor, method, path and key in one hash: what makes two requests the same. */
  id: Buffer;
  bodyHash: Buffer;
  /** Never stored; seals the answer. */
  secret: string;
}

/**
 * A command with an `Idempotency-Key` runs once: the handler's effects, the key and the answer are one
 * transaction. A replay gives the first answer; duplicates at the same time wait for it; a refusal rolls
 * back and is not kept, so that the same key may be tried again (api.md, F21).
 */
@Injectable()
export class Idempotency implements NestInterceptor {
  private readonly turns = new InTurn();

  constructor(private readonly transactions: Transactions) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    const command = commandOf(request, String(key));
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // In this process duplicates queue before they take a connection: waiting ones cannot empty the pool.
    return from(this.turns.take(command.id.toString('base64'), () => this.once(command, reply, next)));
  }

  private async once(command: Command, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const answer = await this.transactions.run(async ({ manager }) => {
      // Where another replica runs the same command, this insert waits for its transaction to end.
      const inserted = (await manager.query(
        `INSERT INTO idempotency_keys (id, body_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
        [command.id, command.bodyHash],
      )) as unknown[];
      if (inserted.length === 0) {
        const [row] = (await manager.query('SELECT body_hash, answer FROM idempotency_keys WHERE id = $1', [
          command.id,
        ])) as { body_hash: Buffer; answer: Buffer }[];
        if (!row?.body_hash.equals(command.bodyHash)) throw reused();
        return openAnswer(row.answer, command.secret);
      }
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const first = answerOf(reply, body);
      await manager.query('UPDATE idempotency_keys SET answer = $2 WHERE id = $1', [
        command.id,
        sealAnswer(first, command.secret),
      ]);
      return first;
    });
    reply.status(answer.status);
    for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value);
    return answer.body;
  }
}

/** Keys live seven days. */
@Injectable()
export class IdempotencyCleaning {
  constructor(private readonly dataSource: DataSource) {}

  @Job('forget-idempotency-keys', { cron: '17 3 * * *' })
  async forget(): Promise<void> {
    await this.dataSource.query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '7 days'`);
  }
}

function commandOf(request: FastifyRequest, key: string): Command {
  const caller = callerOf(request);
  const least = caller.kind === 'anonymous' ? 16 : 1;
  if (!/^[\x21-\x7e]{1,200}$/.test(key) || key.length < least) {
    throw new Problem(
      400,
      'bad-idempotency-key',
      `Idempotency-Key is ${least} to 200 visible ASCII characters.`,
    );
  }
  const actor =
    caller.kind === 'patron'
      ? caller.tokenHash
      : caller.kind === 'anonymous'
        ? 'anonymous'
        : caller.accountId;
  const path = request.url.split('?', 1)[0]!;
  return {
    id: sha256(JSON.stringify([actor, request.method, path, key])),
    bodyHash: sha256(Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null)),
    secret: `${actor}\n${key}`,
  };
}

function answerOf(reply: FastifyReply, body: unknown): Answer {
  const headers: Record<string, string> = {};
  for (const name of ['location', 'etag']) {
    const value = reply.getHeader(name);
    if (value !== undefined) headers[name] = String(value);
  }
  return { status: reply.statusCode, headers, ...(body === undefined ? {} : { body: asSent(body) }) };
}

const asSent = (body: unknown): unknown => JSON.parse(JSON.stringify(body));
const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();
const reused = (): Problem =>
  new Problem(422, 'idempotency-key-reused', 'This Idempotency-Key was used before with another body.');
