import {
  descriptionOfSetting,
  exampleOfSetting,
  settings,
  type Setting,
  type SettingKey,
} from '@carrel/contracts';
import { ApiProblems, DocumentsEach, type EachValue } from '@carrel/web';
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

const owners: Readonly<
  Record<SettingLevel, { of: string; named: (setting: string) => string; setBy: string }>
> = {
  group: { of: 'of a group', named: (name) => `${name}OfGroup`, setBy: 'a group administrator' },
  institution: {
    of: 'of a library',
    named: (name) => `${name}OfInstitution`,
    setBy: 'an administrator of the library',
  },
  account: { of: 'of one’s own', named: (name) => `My${name}`, setBy: 'the librarian whose it is' },
};

/**
 * Documents one setting's endpoint: once for any key, and once for each setting of the level with the schema that
 * contracts define.
 */
export function DocumentsSetting(level: SettingLevel, access: 'read' | 'written' = 'read'): MethodDecorator {
  const ofLevel = Object.values<Setting>(settings).filter((setting) => setting.level === level);
  const keys = ofLevel.map((setting) => setting.key);
  const example = keys[0]!;
  const value = {
    type: 'object' as const,
    additionalProperties: true,
    description: `The value. Each setting has an operation of its own beside this one, such as .../settings/${example}, with its schema.`,
    example: exampleOfSetting(example as SettingKey),
  };
  const etag = { ETag: { description: 'the version', schema: { type: 'string' as const } } };
  const read = [
    DocumentsEach(
      'key',
      ofLevel.map((setting) => eachOf(setting, level, access)),
    ),
    ApiParam({ name: 'key', enum: keys }),
    ApiOkResponse({ schema: value, headers: etag }),
  ];
  if (access === 'read') return applyDecorators(...read);
  return applyDecorators(
    ...read,
    ApiBody({ schema: value }),
    ApiHeader({ name: 'If-Match', required: false, description: 'the ETag last read; 412 when it is stale' }),
    ApiProblems(409, 412, 422),
  );
}

/** Reading or writing one setting, as its definition describes it. */
function eachOf(setting: Setting, level: SettingLevel, access: 'read' | 'written'): EachValue {
  const { of, named, setBy } = owners[level];
  const what = setting.key.replaceAll('-', ' ');
  const name = named(`${pascal(setting.key)}Setting`);
  const about = descriptionOfSetting(setting.key as SettingKey).replace(/[^.]$/, '$&.');
  const schema = plain(setting.schema);
  const example = exampleOfSetting(setting.key as SettingKey);
  if (access === 'read')
    return {
      value: setting.key,
      operationId: `get${name}`,
      summary: `Read the setting ${what} ${of}`,
      description: `${about} The default holds until somebody sets it.`,
      answer: schema,
      answerExample: example,
    };
  const viewport = setting.key === 'viewport';
  return {
    value: setting.key,
    operationId: `set${name}`,
    summary: `Set ${what} ${of}`,
    description: `${about} Set by ${setBy}; the whole value is replaced, and the answer is what is stored.`,
    answer: viewport ? viewportSet : schema,
    answerExample: viewport ? { ...(example as object), warnings: [] } : example,
    body: setting.written ? { anyOf: [schema, plain(setting.written.schema)] } : schema,
    bodyExample: example,
  };
}

const pascal = (key: string): string =>
  key.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The answer to a viewport says also what could not be checked (R13). */
const viewportSet = {
  ...plain(settings.viewport.schema),
  required: ['url', 'warnings'],
  properties: {
    url: { type: ['string', 'null'], description: 'null: none' },
    warnings: {
      type: 'array',
      description: 'what could not be checked, or is wrong with the page; empty: nothing',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { type: 'string', description: 'stable, for programs' },
          message: { type: 'string', description: 'the same for people' },
        },
      },
    },
  },
};

/** TypeBox marks its schemas with symbols and hidden members that have no place in a document. */
function plain(schema: object): object {
  return JSON.parse(JSON.stringify(schema)) as object;
}
