import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfSetting, settings } from '@carrel/contracts';
import { IsWebAddress } from '../src/index.js';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

const taken = [
  'https://aspen.example/hours?of=today#monday',
  'http://localhost:8080/',
  'https://aspen.example/@reader',
];
const refused = [
  'https://aspen.example@evil.example/',
  'https://user:password@aspen.example/',
  'https://user%40x@aspen.example',
  'https://aspen.example\\@evil.example/',
  'https:\\\\aspen.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://aspen.example/',
  '//aspen.example/',
];

class Typed {
  @IsWebAddress(2000)
  url!: string;
}

interface Schema {
  type?: string;
  pattern?: string;
  format?: string;
  maxLength?: number;
  $ref?: string;
  'x-text'?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** Every text in a schema, with its place. */
function textsIn(schema: Schema, path: string): [string, Schema][] {
  if (schema.type === 'string') return [[path, schema]];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => textsIn(one, `${path}/${name}`)),
    ...(schema.items ? textsIn(schema.items, `${path}/0`) : []),
    ...(schema.anyOf ?? []).flatMap((one) => textsIn(one, path)),
  ];
}
const named = /(url|uri|issuer|website|homepage)$/i;

describe('The address of something on the web that somebody types', () => {
  it.each(taken)('is taken: %s', (url) => {
    expect(validateSync(plainToInstance(Typed, { url }))).toEqual([]);
    expect(faultsOfSetting('viewport', { url })).toEqual([]);
  });

  it.each(refused)('is refused by fields and settings: %s', (url) => {
    expect(validateSync(plainToInstance(Typed, { url }))).toHaveLength(1);
    expect(faultsOfSetting('viewport', { url })).not.toEqual([]);
    const script = { name: 'Page', kind: 'url', content: url };
    for (const key of ['group-scripts', 'institution-scripts', 'account-scripts'] as const)
      expect(faultsOfSetting(key, { scripts: [script] })).not.toEqual([]);
  });

  it('is held to that in every setting', () => {
    const all = Object.entries(settings).flatMap(([key, { schema }]) => textsIn(schema as Schema, key));
    const addresses = all.filter(([path, { pattern }]) => named.test(path) || pattern?.includes('http'));
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.filter(([, schema]) => schema['x-text'] !== 'address')).toEqual([]);
  });

  it('is held to that in every field: nothing else judges addresses, and none is plain text', () => {
    const root = join(import.meta.dirname, '../../..');
    const sources = ['libs', 'services'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\/src\/.*\.ts$/.test(file) && !file.includes('node_modules'))
        .map((file) => `${folder}/${file}`),
    );
    const judging = sources.filter((file) =>
      /\bIsUrl\b|\bisURL\b/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(judging).toEqual(['libs/web/src/addresses.ts']);
    const plain = fieldsTyped(root).filter(
      ([, { format, maxLength }]) => format !== 'uri' && maxLength !== 0,
    );
    // Those of settings are judged above.
    expect(
      plain.filter(
        ([path]) =>
          !/v1\/(me|groups\/\{id\}|institutions\/\{id\})\/settings\/|\/page-previews\/settings\//.test(path),
      ),
    ).toEqual([]);
  });
});

/** Texts in bodies of requests whose names say that they are addresses. */
function fieldsTyped(root: string): [string, Schema][] {
  return ['admin', 'chat', 'questions', 'referrals', 'notifications'].flatMap((service) => {
    const { paths, components } = JSON.parse(
      readFileSync(join(root, `docs/openapi/${service}.json`), 'utf8'),
    ) as {
      paths: Record<
        string,
        Record<string, { requestBody?: { content?: Record<string, { schema?: Schema }> } }>
      >;
      components: { schemas: Record<string, Schema> };
    };
    return Object.entries(paths).flatMap(([path, operations]) =>
      Object.values(operations)
        .flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}))
        .flatMap(({ schema = {} }) => {
          const name = schema.$ref?.split('/').at(-1);
          return textsIn(name ? components.schemas[name]! : schema, path);
        })
        .filter(([place]) => named.test(place)),
    );
  });
}
