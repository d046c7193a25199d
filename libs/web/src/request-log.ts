import { randomUUID } from 'node:crypto';
import { begin, SpanKind, tracingIsOn } from '@carrel/messaging';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from './identity.js';
import type { Logger } from './logging.js';
import { httpDuration } from './metrics.js';
import { RouteFact } from './route-handlers.js';

/** A request id that came with the request is kept when it is harmless. */
export const requestId = (request: { headers: Record<string, string | string[] | undefined> }): string => {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
};

const FREQUENT = 'carrelFrequent';
/** A call of every moment: its good answers are measured, and logged only at level debug. */
export const Frequent = (): MethodDecorator => RouteFact(FREQUENT);

/** Logs and measures every answer: never its address with ids or query, its body, or who the patron is. */
export function watchRequests(fastify: FastifyInstance, logger: Logger): void {
  if (tracingIsOn()) traceRequests(fastify);
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const seconds = reply.elapsedTime / 1000;
    const streamed = String(reply.raw.getHeader('content-type') ?? '').startsWith('text/event-stream');
    if (!streamed) httpDuration.observe({ method: request.method, route, status: reply.statusCode }, seconds);
    if (route.startsWith('/health') || route === '/metrics') return;
    const frequent = FREQUENT in request.routeOptions.config && reply.statusCode < 400;
    if (!logger.isLevelEnabled(frequent ? 'debug' : 'info')) return;
    logger[frequent ? 'debug' : 'info']({
      requestId: request.id,
      method: request.method,
      route,
      status: reply.raw.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...accountOf(request),
    });
  });
}

/** A span for every request, named by its route's pattern; what a handler causes is part of it. */
function traceRequests(fastify: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, ReturnType<typeof begin>['span']>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    if (route.startsWith('/health') || route === '/metrics') return done();
    const { traceparent } = request.headers;
    const work = begin(`${request.method} ${route}`, {
      kind: SpanKind.SERVER,
      attributes: { 'http.request.method': request.method, 'http.route': route },
      parent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    spans.set(request, work.span);
    work.run(done);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', reply.raw.statusCode);
    span?.end();
  });
}

function accountOf(request: FastifyRequest): { accountId?: string } {
  const caller = callerOf(request);
  return caller.kind === 'staff' || caller.kind === 'service' ? { accountId: caller.accountId } : {};
}
