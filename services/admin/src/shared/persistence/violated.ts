import { QueryFailedError } from 'typeorm';

/** The constraint or unique index that a statement broke, so that a race is refused as the check before it would. */
export function violated(error: unknown): string | undefined {
  return error instanceof QueryFailedError
    ? (error.driverError as { constraint?: string }).constraint
    : undefined;
}
