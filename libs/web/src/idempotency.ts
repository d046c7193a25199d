import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '@carrel/kernel';
import { Job, quoted, Transactions } from '@carrel/messaging';
import {
  applyDecorators,
  Inject,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { callerOf } from './identity.js';
import { Problem } from './problem.js';
import { SerialByKey } from './serial-by-key.js';
import type { ServiceConfig } from './config.js';
import { networkOfCaller } from './network.js';
import { SERVICE_CONFIG } from './tokens.js';
import { openAnswer, sealAnswer, type Answer } from './sealed-answer.js';

const OWN_IDEMPOTENCY = 'carrel:own-idempotency';
/** The handler is idempotent by itself (as chat messages by their client id): the header is left to it. */
export const OwnIdempotency = (): MethodDecorator => SetMetadata(OWN_IDEMPOTENCY, true);
export const isOwnIdempotent = (handler: object): boolean => Reflect.hasMetadata(OWN_IDEMPOTENCY, handler);

const EQUAL_ARE_ONE = 'carrel:equal-are-one';
const replayed = 'idempotent-replayed';
/**
 * Two equal requests of one sender within seconds, as a double click or a retrying program sends them, count as one
 * although they have no `Idempotency-Key`: the second gets the first answer, with `Idempotent-Replayed: true`.
 */
export const EqualAreOne = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(EQUAL_ARE_ONE, true),
    ApiResponse({
      status: 201,
      headers: {
        'Idempotent-Replayed': {
          description: 'true: sent a moment ago, or under this key; this is the first answer',
          schema: { type: 'string', enum: ['true'] },
        },
      },
    }),
  );

/** The answer to an equal request that another process of the service has answered, and cannot be said again. */
class SentAlready extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'sent-already';
  constructor() {
    super('The same was sent a moment ago and has been taken; its first answer holds.');
  }
}

interface Command {
  /** Actor, method, path and key in one hash: equal for equal requests. */
  id: Buffer;
  bodyHash: Buffer;
  /** Never stored; seals the answer. */
  secret: string;
  /** It has no key and is another command after so many seconds. */
  seconds?: number;
}

/**
 * A command with an `Idempotency-Key` runs once: the handler's effects, the key and the answer are one
 * transaction. A replay gives the first answer; duplicates at the same time wait for it; a refusal rolls
 * back and is not kept, so that the same key may be tried again (api.md, F21).
 */
@Injectable()
export class Idempotency implements NestInterceptor {
  private readonly turns = new SerialByKey();
  /** Answers to requests without a key can be opened by this process alone: they may hold a patron's token. */
  private readonly secret = randomBytes(32).toString('base64');

  constructor(
    private readonly transactions: Transactions,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const command =
      key === undefined ? this.unnamed(request, context.getHandler()) : commandOf(request, String(key));
    if (!command) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // In this process duplicates queue before they take a connection: waiting ones cannot empty the pool.
    return from(this.turns.take(command.id.toString('base64'), () => this.once(command, reply, next)));
  }

  /** What stands for the key where equal requests are one: who sends it, from which network, and all of it. */
  private unnamed(request: FastifyRequest, handler: object): Command | undefined {
    const seconds = this.config.equalPostsSeconds;
    if (seconds === 0 || !Reflect.hasMetadata(EQUAL_ARE_ONE, handler)) return undefined;
    const bodyHash = bodyHashOf(request);
    const of = ['equal', actorOf(request), networkOfCaller(request), request.method, pathOf(request)];
    return {
      id: sha256(JSON.stringify([...of, bodyHash.toString('base64')])),
      bodyHash,
      secret: this.secret,
      seconds,
    };
  }

  private async once(command: Command, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const { id, bodyHash, seconds = null } = command;
    // Where another replica runs the same command, this insert waits for its transaction to end.
    const take = quoted`INSERT INTO idempotency_keys AS known (id, body_hash) VALUES (${id}, ${bodyHash})
      ON CONFLICT (id) DO UPDATE SET created_at = now(), answer = NULL
      WHERE known.created_at < now() - make_interval(secs => ${seconds}) RETURNING 1`;
    const answer = await this.transactions.runAfter(take, async (tx, inserted) => {
      if (inserted.length === 0) {
        const [row] = (await tx.manager.query(
          'SELECT body_hash, answer FROM idempotency_keys WHERE id = $1',
          [id],
        )) as { body_hash: Buffer; answer: Buffer }[];
        if (!row?.body_hash.equals(bodyHash)) throw reused();
        return { ...firstAnswer(row.answer, command), isReplay: true };
      }
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const first = answerOf(reply, body);
      const sealed = sealAnswer(first, command.secret);
      tx.atEnd(quoted`UPDATE idempotency_keys SET answer = ${sealed} WHERE id = ${id}`);
      return { ...first, isReplay: false };
    });
    reply.status(answer.status);
    if (answer.isReplay) reply.header(replayed, 'true');
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
  const actor = actorOf(request);
  return {
    id: sha256(JSON.stringify([actor, request.method, pathOf(request), key])),
    bodyHash: bodyHashOf(request),
    secret: `${actor}\n${key}`,
  };
}

function actorOf(request: FastifyRequest): string {
  const caller = callerOf(request);
  if (caller.kind === 'anonymous') return 'anonymous';
  return caller.kind === 'patron' ? caller.tokenHash : caller.accountId;
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;

const bodyHashOf = ({ body }: FastifyRequest): Buffer =>
  sha256(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null));

function firstAnswer(sealed: Buffer, { secret, seconds }: Command): Answer {
  try {
    return openAnswer(sealed, secret);
  } catch (error) {
    throw seconds === undefined ? error : new SentAlready();
  }
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
