import { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Says whether pages of this origin may call from a browser. Provided in any module under ALLOWED_ORIGINS;
 * the origin of PUBLIC_URL always may.
 */
export type AllowedOrigins = (origin: string) => Promise<boolean>;
export const ALLOWED_ORIGINS = Symbol('carrel:allowed-origins');

class OriginNotAllowed extends Problem {
  constructor(origin: string) {
    super(
      403,
      'origin-not-allowed',
      `Pages of ${origin.slice(0, 253)} may not call from a browser. An administrator of the library adds the origin to the setting web-origins; it is exact: scheme, name and port, without a path.`,
      { facts: { origin: origin.slice(0, 253), setting: 'web-origins' } },
    );
  }
}

/** Bearer tokens only, no cookies: `credentials` stays off. */
export function allowOrigins(app: NestFastifyApplication, publicUrl: string): void {
  const own = new URL(publicUrl).origin;
  let others: AllowedOrigins | undefined;
  const allowed = async (origin: string | undefined): Promise<boolean> => {
    if (origin === undefined || origin === own) return true;
    try {
      others ??= app.get<AllowedOrigins>(ALLOWED_ORIGINS, { strict: false });
      return await others(origin);
    } catch {
      return false;
    }
  };
  // A browser shows the developer this answer; without it a preflight that is refused looks like one that was not made.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      const { origin, 'access-control-request-method': asked } = request.headers;
      if (request.method !== 'OPTIONS' || asked === undefined || (await allowed(origin))) return undefined;
      sendProblem(new OriginNotAllowed(String(origin)), reply);
      return reply;
    });
  app.enableCors({
    origin: (origin: string | undefined, answer: (error: Error | null, allow: boolean) => void) =>
      void allowed(origin).then((yes) => answer(null, yes)),
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'Last-Event-ID'],
    exposedHeaders: ['ETag', 'Idempotent-Replayed', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  });
}
