import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Says whether pages of this origin may call from a browser. Provided in any module under ALLOWED_ORIGINS;
 * the origin of PUBLIC_URL always may.
 */
export type AllowedOrigins = (origin: string) => Promise<boolean>;
export const ALLOWED_ORIGINS = Symbol('carrel:allowed-origins');

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
  app.enableCors({
    origin: (origin: string | undefined, answer: (error: Error | null, allow: boolean) => void) =>
      void allowed(origin).then((yes) => answer(null, yes)),
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'Last-Event-ID'],
    exposedHeaders: ['ETag', 'Idempotent-Replayed', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  });
}
