import type { Environment } from './environment.js';

/**
 * A service's database by its own address, where the usual one leads to a pooler that hands connections out for a
 * transaction at a time (PgBouncer): from `<SERVICE>_DATABASE_DIRECT_URL`, or DATABASE_DIRECT_URL, which names the
 * server. Undefined where nothing stands in between. For what belongs to a session: LISTEN, statements by name.
 */
export function directUrl(service: string, env: Environment = process.env): string | undefined {
  const own = env[`${service.toUpperCase()}_DATABASE_DIRECT_URL`];
  if (own) return own;
  const server = env['DATABASE_DIRECT_URL'];
  return server ? Object.assign(new URL(server), { pathname: `/carrel_${service}` }).href : undefined;
}
