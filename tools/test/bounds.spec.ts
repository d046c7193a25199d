import { readFileSync } from 'node:fs';
import { worstBytes } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';

const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'];
interface Parameter {
  name: string;
  in: string;
  schema: object;
}
interface Operation {
  parameters?: (Parameter & { $ref?: string })[];
  requestBody?: { content?: Record<string, { schema?: object }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

/** Where what an operation takes has no bound; files are bounded by the bytes of a body. */
function unboundedIn(document: Document): string[] {
  const resolve = (ref: string) => document.components.schemas[ref.split('/').at(-1)!]!;
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [], requestBody }]) => {
      const found: string[] = [];
      const look = (schema: object, where: string) =>
        worstBytes(schema, resolve, (at) => found.push(`${method} ${path} ${where} ${at}`));
      for (const { name, in: place, schema } of parameters) if (place === 'query') look(schema, `?${name}`);
      for (const [type, { schema }] of Object.entries(requestBody?.content ?? {}))
        if (schema && /json|urlencoded/.test(type)) look(schema, 'body');
      return found;
    }),
  );
}

describe('What an operation takes', () => {
  it.each(services)(
    '[12.4] [promise 30] of %s: every text and list in a body or query has a bound',
    (service) => {
      const document = JSON.parse(readFileSync(`docs/openapi/${service}.json`, 'utf8')) as Document;
      // Any setting's value is held to the bounds of that setting, whose own operations say them.
      const known = /^put \S+\/settings\/\{key\} body \/$/;
      expect(unboundedIn(document).filter((one) => !known.test(one))).toEqual([]);
    },
  );
});
