import { ConfigError } from '@carrel/web';

/** What admin reads besides what every service does. */
export interface AdminConfig {
  /** Seals the signing keys in the database (B35). */
  readonly secret: string;
  /** Whether an empty database is filled with the demonstration. */
  readonly demonstration: boolean;
  readonly publicUrl: string;
  /** Where a front end shows patrons' forms, if there is one: FORMS_URL. */
  readonly formsUrl: string | null;
  /** Whether a viewport may be checked on loopback and private addresses: for tests and the demonstration. */
  readonly privateViewports: boolean;
}

/** Injection token. */
export const ADMIN_CONFIG = Symbol('admin config');

const shortestSecret = 32;

/** @throws ConfigError naming every problem at once */
export function adminConfig(env: Readonly<Record<string, string | undefined>> = process.env): AdminConfig {
  const secret = env['CARREL_SECRET'] ?? '';
  const demonstration = env['CARREL_DEMO'] === 'true';
  const problems: string[] = [];
  if (Buffer.byteLength(secret) < shortestSecret) {
    problems.push(
      `CARREL_SECRET must have ${shortestSecret} bytes or more; openssl rand -base64 32 makes one`,
    );
  }
  if (demonstration && env['NODE_ENV'] === 'production') {
    problems.push('CARREL_DEMO is refused: demonstration accounts never run in production');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const publicUrl = (env['PUBLIC_URL'] ?? 'http://localhost:8080').replace(/\/$/, '');
  const formsUrl = env['FORMS_URL']?.replace(/\/$/, '') || null;
  const privateViewports = env['VIEWPORT_PRIVATE'] === 'true';
  return { secret, demonstration, publicUrl, formsUrl, privateViewports };
}
