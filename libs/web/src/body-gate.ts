import { Injectable, NotFoundException, type ExecutionContext, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AuthGuard } from './auth.guard.js';
import { BodyRoom, type Sender } from './body-room.js';
import { FileBodyParsers, mediaTypeOf } from './file-bodies.js';
import { callerOf } from './identity.js';
import { markPermissionChecked } from './permissions.js';
import { networkOfCaller } from './network.js';
import { Problem } from './problem.js';
import { RateLimitGuard } from './rate-limit.js';
import { hasBody, tooLarge } from './read-body.js';
import { handlerOf } from './route-handlers.js';

/** Bytes of a JSON body; files have limits of their own. */
export const bodyLimit = 1024 * 1024;
export const formLimit = 128 * 1024;
/** Shorter bodies take no more than the connection they come on. */
const unnoticed = 16 * 1024;
/** What a parsed text takes in memory, as a multiple of its bytes. */
const parsedSize = 3;
/** After a refusal the rest of a body is read and dropped for so long, so that the answer reaches who still sends. */
const lingerMs = 5_000;

/** Judges a request with a body by its route, token, rate and size before the first byte of the body is read. */
@Injectable()
export class BodyGate {
  private readonly room = new BodyRoom({
    bytes: 24 * 1024 * 1024,
    each: { caller: 3, network: 12 },
    waitMs: 5_000,
  });

  constructor(
    private readonly auth: AuthGuard,
    private readonly rates: RateLimitGuard,
    private readonly files: FileBodyParsers,
  ) {}

  async judge(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { controller, handler } = handlerOf(request.routeOptions) ?? {};
    if (request.is404 || !controller || !handler) throw new NotFoundException();
    const context = contextOf(request, reply, controller, handler);
    await this.auth.canActivate(context);
    await this.rates.canActivate(context);
    markPermissionChecked(request);
    const bytes = this.sizeOf(request);
    if (bytes <= unnoticed) return;
    const leave = await this.room.take(senderOf(request), bytes);
    if (request.raw.destroyed || reply.raw.destroyed) leave();
    else reply.raw.once('close', leave);
  }

  /** Bytes of memory it may take. @throws Problem 413 or 415 */
  private sizeOf(request: FastifyRequest): number {
    const limit = this.limitOf(request);
    const announced = Number(request.headers['content-length'] ?? limit);
    if (announced > limit) throw tooLarge();
    return limit > bodyLimit ? announced : announced * parsedSize;
  }

  private limitOf(request: FastifyRequest): number {
    const mediaType = mediaTypeOf(request.headers['content-type']);
    if (mediaType === 'application/json') return bodyLimit;
    if (mediaType === 'application/x-www-form-urlencoded' && 'takesForms' in request.routeOptions.config)
      return formLimit;
    const limit = this.files.limitOf(request.routeOptions.url ?? '', mediaType);
    if (limit === undefined)
      throw new Problem(415, 'unsupported-media-type', 'Send the body as application/json.');
    return limit;
  }
}

/** Puts the gate before every route; after the hooks that give each answer its headers. */
export function gateBodies(app: NestFastifyApplication): void {
  const gate = app.get(BodyGate, { strict: false });
  const plugin = (fastify: FastifyInstance, _options: object, done: () => void): void => {
    fastify.addHook('onRequest', async (request, reply) => {
      if (takesBody(request)) await gate.judge(request, reply);
    });
    fastify.addHook('onSend', async (request, reply) => {
      if (!request.raw.complete && hasBody(request.raw)) linger(request, reply);
    });
    done();
  };
  // For the whole application, not for a part of its own.
  Object.assign(plugin, { [Symbol.for('skip-override')]: true });
  void (app.getHttpAdapter().getInstance() as unknown as FastifyInstance).register(plugin);
}

const takesBody = (request: FastifyRequest): boolean =>
  hasBody(request.raw) && !['GET', 'HEAD', 'OPTIONS'].includes(request.method);

/** Closing at once would reset the connection, and a proxy that still sends would never see the answer. */
function linger({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader('connection');
  reply.raw.once('finish', () => {
    if (raw.complete) return;
    const timer = setTimeout(() => raw.socket.destroy(), lingerMs).unref();
    for (const event of ['end', 'close']) raw.once(event, () => clearTimeout(timer));
  });
}

function senderOf(request: FastifyRequest): Sender {
  const caller = callerOf(request);
  const network = networkOfCaller(request);
  if (caller.kind === 'anonymous') return { network };
  return { caller: caller.kind === 'patron' ? caller.tokenHash : caller.accountId, network };
}

/** What the guards ask of Nest's context. */
function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  controller: Type<unknown>,
  handler: (...args: unknown[]) => unknown,
): ExecutionContext {
  const http = { getRequest: () => request, getResponse: () => reply, getNext: () => undefined };
  return {
    getType: () => 'http',
    getClass: () => controller,
    getHandler: () => handler,
    switchToHttp: () => http,
  } as unknown as ExecutionContext;
}
