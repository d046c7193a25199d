import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  getSchemaPath,
} from '@nestjs/swagger';

/** The token expires soon: open a second stream with a new one from the last id, then close this one. */
export class StreamRenewDto {
  @ApiProperty({ format: 'date-time', description: 'when this stream ends' })
  expiresAt!: string;
}
/** Why the stream ends. */
export class StreamCloseDto {
  @ApiProperty({ description: 'a stable code', example: 'draining' })
  reason!: string;

  @ApiPropertyOptional({
    type: 'integer',
    description:
      'milliseconds after which to come back; left out where coming back is no use, or needs another token',
  })
  retryMs?: number;
}
/** The line is open; comes every ten seconds. */
export class StreamPingDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;
}

const ofAll = { renew: StreamRenewDto, close: StreamCloseDto, ping: StreamPingDto };

/**
 * Documents a `text/event-stream`: under `x-events` the schema of each event's data by the event's name. OpenAPI 3.1
 * has no word of its own for it.
 */
export function ApiStream(events: Record<string, Type<unknown>>): MethodDecorator {
  const all = { ...events, ...ofAll };
  const schemas = Object.fromEntries(
    Object.entries(all).map(([name, type]) => [name, { $ref: getSchemaPath(type) }]),
  );
  const [first = 'ping'] = Object.keys(events);
  return applyDecorators(
    ApiExtraModels(...new Set(Object.values(all))),
    ApiOkResponse({
      description: `Server-sent events: ${Object.keys(all).join(', ')}. \`x-events\` has the schema of each.`,
      content: {
        'text/event-stream': {
          schema: {
            type: 'string',
            contentMediaType: 'text/event-stream',
            contentSchema: {
              anyOf: [...new Set(Object.values(all))].map((type) => ({ $ref: getSchemaPath(type) })),
            },
            'x-events': schemas,
          } as never,
          example: `id: 12\nevent: ${first}\ndata: {…}\n\nevent: ping\ndata: {"at":"2026-11-29T10:00:00.000Z"}\n\n`,
        },
      },
    }),
  );
}
