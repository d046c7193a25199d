import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { exampleOfSetting, settings, type Setting, type SettingKey } from '@carrel/contracts';

interface Body {
  content: { 'application/json': { schema: Record<string, unknown>; example: unknown } };
}
interface Operation {
  operationId: string;
  summary: string;
  parameters: { name?: string; in?: string }[];
  requestBody?: Body;
  responses: Record<string, Body>;
}
const document = JSON.parse(readFileSync('docs/openapi/admin.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const owners = { group: '/groups/{id}', institution: '/institutions/{id}', account: '/me' };
const pathOf = ({ key, level }: Setting) => `/api/admin/v1${owners[level]}/settings/${key}`;
const json = (body: Body | undefined) => body!.content['application/json'];
/** Words of the glossary stand beside what the definition says. */
const shape = (schema: unknown) =>
  JSON.parse(JSON.stringify(schema, (name, value) => (name === 'description' ? undefined : value)));

describe('The OpenAPI document of settings', () => {
  it.each(Object.values<Setting>(settings))(
    '$key has operations of its own, typed by its definition',
    (setting) => {
      const { get, put } = document.paths[pathOf(setting)]!;
      const own = setting.key.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect([get!.operationId, put!.operationId]).toEqual([
        expect.stringMatching(`^get(My)?${own}Setting`),
        expect.stringMatching(`^set(My)?${own}Setting`),
      ]);
      const { schema, example } = json(get!.responses['200']);
      expect(shape(schema)).toEqual(shape(setting.schema));
      expect(example).toEqual(exampleOfSetting(setting.key as SettingKey));
      const taken = json(put!.requestBody).schema;
      expect(shape(setting.written ? (taken.anyOf as unknown[])[0] : taken)).toEqual(shape(setting.schema));
      expect(get!.parameters.some(({ name }) => name === 'key')).toBe(false);
    },
  );

  it('has no union over all settings anywhere', () => {
    const unions = Object.values(document.paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(responses)])
      .map((body) => body?.content?.['application/json']?.schema.anyOf as unknown[] | undefined);
    expect(unions.filter((union) => (union?.length ?? 0) > 2)).toEqual([]);
  });
});
