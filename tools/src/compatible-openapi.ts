import { breaksIn, type Direction, type Schema } from './compatible.js';

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}
interface Operation {
  parameters?: { name?: string; in?: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

/** What in one service's document breaks clients of the last published one. Answers may gain words and fields. */
export function breaksOfDocument(last: Document, next: Document): string[] {
  const faults: string[] = [];
  for (const [path, methods] of Object.entries(last.paths)) {
    for (const [method, before] of Object.entries(methods)) {
      const name = `${method.toUpperCase()} ${path}`;
      const now = next.paths[path]?.[method];
      if (now) faults.push(...breaksOfOperation(last, next, before, now).map((fault) => `${name} ${fault}`));
      else faults.push(`${name} is gone`);
    }
  }
  return faults;
}

function breaksOfOperation(last: Document, next: Document, before: Operation, now: Operation): string[] {
  const faults: string[] = [];
  const known = new Map((before.parameters ?? []).map((one) => [`${one.in} ${one.name}`, one]));
  for (const parameter of now.parameters ?? []) {
    const earlier = known.get(`${parameter.in} ${parameter.name}`);
    if (parameter.required && !earlier?.required) faults.push(`${parameter.name}: is needed now`);
  }
  const compare = (direction: Direction, one: unknown, other: unknown, where: string) => {
    const [a, b] = [whole(last, one), whole(next, other)];
    if (a && b)
      faults.push(...breaksIn(direction, a, b, where).filter((fault) => !/is new, which nobody/.test(fault)));
    else if (a && direction === 'sent') faults.push(`${where}: is gone`);
  };
  compare('taken', jsonOf(before.requestBody), jsonOf(now.requestBody), 'body');
  for (const [status, response] of Object.entries(before.responses ?? {})) {
    if (!/^2/.test(status)) continue;
    if (!now.responses?.[status]) faults.push(`${status} is gone`);
    else compare('sent', jsonOf(response), jsonOf(now.responses[status]), status);
  }
  return faults;
}

const jsonOf = (part?: { content?: Record<string, { schema?: Schema }> }): Schema | undefined =>
  part?.content?.['application/json']?.schema;

/** With every reference replaced by what it names; a schema that holds itself is cut there. */
function whole(document: Document, schema: unknown, within: readonly string[] = []): Schema | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { $ref } = schema as { $ref?: string };
  if ($ref) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return within.includes(name)
      ? {}
      : whole(document, document.components?.schemas?.[name], [...within, name]);
  }
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside);
    if (typeof value !== 'object' || value === null) return value;
    return '$ref' in value
      ? whole(document, value, within)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inside(inner)]));
  };
  return inside(schema) as Schema;
}
