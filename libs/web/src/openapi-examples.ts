import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  minProperties?: number;
  maxProperties?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}
interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}
interface Body {
  content?: Record<string, Media>;
}

const id = '019a0000-0000-7000-8002-000000000001';
const time = '2026-03-02T15:04:05.000Z';
const formats: Readonly<Record<string, string>> = {
  uuid: id,
  'date-time': time,
  date: '2026-03-02',
  email: 'robin@patron.example',
  uri: 'https://cedar.example/',
  hostname: 'cedar.example',
  ipv4: '192.0.2.1',
};
/** By a property's name, for texts that have no example of their own. */
const texts: Readonly<Record<string, string>> = {
  text: 'May a landlord keep a deposit for painting?',
  question: 'May a landlord keep a deposit for painting?',
  subject: 'Deposit and painting',
  title: 'Ask a librarian',
  name: 'Cedar Public Library',
  reason: 'Your collection is better than ours',
  note: 'Call back after nine.',
  comment: 'Please look at this one.',
  description: 'Questions about housing',
  message: 'Until nine.',
  password: 'a long sentence of one’s own',
  timeZone: 'America/New_York',
  language: 'en',
  country: 'US',
  number: '100042',
  code: 'housing',
  value: 'housing',
  key: 'shared-followup',
  cursor: 'WyJhIl0',
  nextCursor: 'WyJhIl0',
  token: 'pt_8Jm3nQ0rXv2cT5yL7kWd9aZbEfGhIjKlMnOpQrStUvW',
  email: 'robin@patron.example',
  acknowledgement: 'Thank you. Your library will answer by e-mail.',
  institutionName: 'Cedar Public Library',
  groupName: 'Evergreen Libraries',
};
/** For a pattern, the first of these that it takes. */
const candidates = [
  ...[
    'en',
    '123456',
    '2026-03-02',
    '2026-03',
    '09:00',
    'cedar',
    'Cedar',
    '#336699',
    'US',
    '1',
    'a',
    'A',
    'abcd1234',
  ],
  ...[
    'https://cedar.example/',
    'cedar.example',
    'question.created.v1',
    'W10',
    'ask',
    'a'.repeat(43),
    'a'.repeat(64),
  ],
  ...[
    '100000042',
    '.cedar',
    '/cedar',
    'pt_abc',
    '0'.repeat(64),
    'A'.repeat(12),
    'PT1H',
    '2026-03-02T15:04:05.000Z',
  ],
];
/** Whose `name` is a person's, and what ends in a name that is one. */
const people =
  /^(patron|librarian|assignee|by|author|account|colleague|expert|madeBy|handledBy|reviewer|winner)s?$/;
const personsName =
  /^(from|to|author|account|librarian|toLibrarian|expert|changedBy|decidedBy|partner|screen)Name$/;
const person = 'Robin Reader';
const deepest = 6;

/** Examples of what operations take and answer, from the examples, defaults, bounds and names of their properties. */
class Examples {
  private readonly schemas: Record<string, Schema>;

  constructor(document: OpenAPIObject) {
    this.schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  }

  /** `whole`: with all that may be there, as an answer has it; a request names what it must. */
  of(schema: Schema, whole: boolean, name = '', depth = 0, parent = ''): unknown {
    for (const given of [schema.example, schema.examples?.[0], schema.const, schema.default])
      if (given !== undefined) return given;
    if (schema.enum) return schema.enum.find((each) => each !== null) ?? null;
    if (schema.$ref)
      return this.of(this.schemas[schema.$ref.split('/').at(-1)!] ?? {}, whole, name, depth, parent);
    if (schema.allOf) {
      const parts = schema.allOf.map((part) => this.of(part, whole, name, depth, parent));
      return parts.every((part) => typeof part === 'object') ? Object.assign({}, ...parts) : parts[0];
    }
    const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
    if (choice) return this.of(choice, whole, name, depth, parent);
    const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type;
    if (type === 'array') return this.list(schema, whole, name, depth);
    if (type === 'object' || schema.properties) return this.object(schema, whole, depth, name);
    if (type === 'integer' || type === 'number')
      return Math.min(schema.maximum ?? 1e9, Math.max(schema.minimum ?? 1, 1));
    if (type === 'boolean') return true;
    return type === 'string' ? textFor(schema, name, parent) : null;
  }

  private list(schema: Schema, whole: boolean, name: string, depth: number): unknown[] {
    if (!schema.items || (depth > deepest && !schema.minItems)) return [];
    const one = this.of(schema.items, whole, singular(name), depth + 1);
    return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => one);
  }

  private object(schema: Schema, whole: boolean, depth: number, own: string): object {
    const { properties = {}, required = [], additionalProperties: more } = schema;
    const entries = Object.entries(properties)
      .filter(
        ([key, property]) =>
          required.includes(key) || (whole ? property.maxLength !== 0 : hasExample(property)),
      )
      .filter(([key]) => depth <= deepest || required.includes(key));
    const made = Object.fromEntries(
      entries.map(([key, each]) => [key, this.of(each, whole, key, depth + 1, own)]),
    );
    if (entries.length || typeof more !== 'object' || (!whole && !schema.minProperties)) return made;
    return { [schema.maxProperties === 0 ? '' : 'housing']: this.of(more, whole, 'value', depth + 1) };
  }
}

const hasExample = (schema: Schema): boolean => schema.example !== undefined || schema.examples !== undefined;
const singular = (name: string): string => name.replace(/s$/, '');

function textFor(schema: Schema, name: string, parent: string): string {
  const { format, pattern, minLength = 0, maxLength = 1e9 } = schema;
  if (format && format in formats) return formats[format]!;
  const isPersons = personsName.test(name) || (name === 'name' && people.test(parent));
  const known = isPersons ? person : /\wIds?$/.test(name) ? id : (texts[name] ?? words(name));
  if (pattern) {
    const shape = new RegExp(pattern, 'u');
    const fits = [known, id, ...candidates].find(
      (each) => shape.test(each) && each.length >= minLength && each.length <= maxLength,
    );
    if (fits !== undefined) return fits;
  }
  return known.slice(0, maxLength).padEnd(minLength, '.');
}

/** `declineReason` is an example of itself: "decline reason". */
const words = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) || 'text';

/** Puts an example beside every JSON body that has none. */
export function addExamples(document: OpenAPIObject): void {
  const examples = new Examples(document);
  const into = (body: Body | undefined, whole: boolean) => {
    const media = body?.content?.['application/json'];
    if (!media?.schema || media.example !== undefined || media.examples !== undefined) return;
    const example = examples.of(media.schema, whole);
    if (example !== undefined) media.example = example;
  };
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as {
      requestBody?: Body;
      responses?: Record<string, Body>;
    }[]) {
      into(operation.requestBody, false);
      for (const [status, answer] of Object.entries(operation.responses ?? {}))
        if (/^2/.test(status)) into(answer, true);
    }
}
