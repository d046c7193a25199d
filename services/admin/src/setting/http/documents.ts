import { settings, type Setting } from '@carrel/contracts';
import { ApiProblems } from '@carrel/web';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiParam } from '@nestjs/swagger';
import type { SettingLevel } from '../domain/setting.js';

/** The levels of shared settings; each is changed by those with `<level>.manage`. */
export type SharedLevel = 'group' | 'institution';

/** The class under the level's name, which documents and logs call it by. */
export function namedFor<T extends new (...args: never[]) => object>(level: SharedLevel, controller: T): T {
  const prefix = level === 'group' ? 'Group' : 'Institution';
  return Object.defineProperty(controller, 'name', { value: prefix + controller.name });
}

/** Documents one setting's endpoint: the body is one of the level's values, as contracts define them. */
export function DocumentsSetting(level: SettingLevel, access?: 'written'): MethodDecorator {
  const ofLevel = Object.values<Setting>(settings).filter((setting) => setting.level === level);
  const schema = { anyOf: ofLevel.map((setting) => ({ title: setting.key, ...plain(setting.schema) })) };
  const others = ofLevel.flatMap(({ key, written }) =>
    written ? [{ title: `${key}, written`, ...plain(written.schema) }] : [],
  );
  const etag = { ETag: { description: 'the version', schema: { type: 'string' as const } } };
  const read = [
    ApiParam({ name: 'key', enum: ofLevel.map((setting) => setting.key) }),
    ApiOkResponse({ schema, headers: etag }),
  ];
  if (access !== 'written') return applyDecorators(...read);
  const warned = { anyOf: [...schema.anyOf, ...(level === 'institution' ? [viewportSet] : [])] };
  return applyDecorators(
    ...read,
    ApiOkResponse({ schema: warned, headers: etag }),
    ApiBody({ schema: { anyOf: [...schema.anyOf, ...others] } }),
    ApiHeader({ name: 'If-Match', required: false, description: 'the ETag last read; 412 when it is stale' }),
    ApiProblems(409, 412, 422),
  );
}

/** The answer to a viewport says also what could not be checked (R13). */
const viewportSet = {
  title: 'viewport, set',
  type: 'object',
  properties: {
    url: { type: ['string', 'null'] as never },
    warnings: {
      type: 'array',
      items: {
        type: 'object',
        properties: { code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** TypeBox marks its schemas with symbols and hidden members that have no place in a document. */
const plain = (schema: object): object => JSON.parse(JSON.stringify(schema)) as object;
