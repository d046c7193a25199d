import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type as As } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Problem } from './problem.js';
import { AtMost, isInstant } from './words.js';

/** `?limit=` and `?cursor=`; lists' own query classes extend it. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @As(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({ type: 'string', maxLength: 500, description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @AtMost(500)
  cursor?: string;
}

export interface Page<T> {
  readonly items: T[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

/** What a list is ordered by, in order; the last part makes it unique (an id). */
export type CursorKey = readonly (string | number | boolean | null | Date)[];
type KindOf = { text: string; time: string; id: string; number: number };
export type CursorKind = keyof KindOf;

/**
 * One page of rows that were read with `LIMIT limit + 1`. Order by columns of millisecond precision
 * (`timestamptz(3)`) or ids: a Date drops microseconds and the next page would skip rows.
 */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => CursorKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}

/** An opaque cursor: base64url of a JSON array. */
export function cursorOf(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

const fits: Record<CursorKind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && !value.includes('\0'),
  // What an integer column holds; more would be PostgreSQL's fault to find.
  number: (value) => Number.isSafeInteger(value) && Math.abs(value as number) < 2 ** 31,
  time: (value) => isInstant(value) && new Date(value as string).toISOString() === value,
  id: (value) => typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value),
};

/**
 * The key inside a cursor, each part of the kind named: `readCursor(query.cursor, 'time', 'id')`. Undefined
 * without a cursor.
 * @throws Problem 400 `bad-cursor` for one that is malformed or from another list
 */
export function readCursor<const K extends readonly CursorKind[]>(
  cursor: string | undefined,
  ...kinds: K
): { [I in keyof K]: KindOf[K[I]] } | undefined {
  if (cursor === undefined) return undefined;
  const key = parse(cursor);
  if (Array.isArray(key) && key.length === kinds.length && kinds.every((kind, i) => fits[kind](key[i]))) {
    return key as never;
  }
  throw new Problem(
    400,
    'bad-cursor',
    'The cursor is not one that this list gave out; start again without it.',
  );
}

function parse(cursor: string): unknown {
  try {
    return /^[\w-]+$/.test(cursor)
      ? JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
      : undefined;
  } catch {
    return undefined;
  }
}

/** Documents a handler that answers a `Page` of the given DTO. */
export const ApiPage = (item: Type<unknown>): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          nextCursor: { type: 'string', nullable: true },
        },
      },
    }),
  );
