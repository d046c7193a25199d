import { shorten } from '@carrel/kernel';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on standard output. What is logged never holds personal data; addresses are blanked besides. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: ['password', 'token', 'authorization', 'email', '*.password', '*.token', '*.email'] },
    serializers: { err: describeError },
  });
}

const withoutAddresses = (text: string): string =>
  text.replace(/[^\s@"'<>(),=]+@[^\s@"'<>(),]+/g, '[address]');

/** What of an error may be logged: database errors without their values, others without addresses. */
export function describeError(thrown: unknown): object {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  const { name, message, stack, cause } = thrown;
  const places =
    stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12) ?? [];
  const { code, constraint, table } = thrown as Error & Record<string, unknown>;
  const query = (thrown as Error & { query?: unknown }).query;
  return {
    type: name,
    ...(typeof query === 'string' ? { query: shorten(query, 500) } : { message: withoutAddresses(message) }),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(cause instanceof Error ? { cause: describeError(cause) } : {}),
    stack: places.map((line) => line.trim()),
  };
}

/** Nest's own messages through the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ) {
    const context = rest.findLast((part) => typeof part === 'string' && !part.includes('\n'));
    const err = [message, ...rest].find((part) => part instanceof Error);
    const text = typeof message === 'string' ? withoutAddresses(message) : err ? err.message : '';
    this.logger[level]({ context, ...(err ? { err } : {}) }, withoutAddresses(text));
  }
}
