import { readFileSync } from 'node:fs';

export const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'] as const;
export type Service = (typeof services)[number];

/** A JSON Schema as the documents hold it, references resolved when they are met. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema: Schema;
}

/** One operation of the five documents: what it takes, and every answer it may give. */
export interface Operation {
  /** `POST /api/questions/v1/questions`, as the permission matrix names it. */
  readonly name: string;
  readonly service: Service;
  readonly method: string;
  readonly template: string;
  readonly query: readonly Parameter[];
  /** The schema of a JSON body, when it takes one. */
  readonly body: Schema | undefined;
  /** What it may answer: media types by status. */
  readonly answers: ReadonlyMap<number, readonly string[]>;
  /** The schema that a reference of its document means. */
  readonly resolve: (schema: Schema) => Schema;
}

interface Body {
  content?: Record<string, { schema?: Schema }>;
}
interface Raw {
  parameters?: (Parameter & { $ref?: string })[];
  requestBody?: Body;
  responses: Record<string, Body & { $ref?: string }>;
}
interface Document {
  paths: Record<string, Record<string, Raw>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Body> };
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const last = (ref: string) => ref.split('/').at(-1)!;

/** Every operation of the five documents. */
export const operations: readonly Operation[] = services.flatMap((service) => {
  const document = JSON.parse(readFileSync(`docs/openapi/${service}.json`, 'utf8')) as Document;
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? resolve(document.components.schemas[last(schema.$ref)]!) : schema;
  return Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, raw]): Operation => ({
        name: `${method.toUpperCase()} ${template}`,
        service,
        method: method.toUpperCase(),
        template,
        query: (raw.parameters ?? []).filter((each) => each.in === 'query'),
        body: raw.requestBody?.content?.['application/json']?.schema,
        answers: new Map(
          Object.entries(raw.responses).map(([status, { $ref, content }]) => {
            const types = $ref ? document.components.responses[last($ref)]!.content : content;
            return [Number(status), Object.keys(types ?? {})];
          }),
        ),
        resolve,
      })),
  );
});
