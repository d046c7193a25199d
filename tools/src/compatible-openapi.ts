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
      if (now) {
        const { operation, breaks } = withoutMoved(last, next, path, method, before, now);
        faults.push(...breaks.map((fault) => `${name} ${fault}`));
        faults.push(...breaksOfOperation(last, next, operation, now).map((fault) => `${name} ${fault}`));
      } else faults.push(`${name} is gone`);
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

/**
 * A union under one path for any `{key}`, whose choices are titled by keys, may become operations with a key each: every
 * choice is compared with what the operation of its own takes or answers now, and the union itself with nothing.
 */
function withoutMoved(
  last: Document,
  next: Document,
  path: string,
  method: string,
  before: Operation,
  now: Operation,
): { operation: Operation; breaks: string[] } {
  const breaks: string[] = [];
  const operation = structuredClone(before);
  const move = (direction: Direction, then: Body | undefined, today: Body | undefined, status?: string) => {
    const choices = (jsonOf(then)?.anyOf ?? []) as (Schema & { title?: string })[];
    const isMoved = path.endsWith('{key}') && choices.length > 0 && choices.every(({ title }) => title);
    if (!isMoved || jsonOf(today)?.anyOf) return;
    const keys = new Set(choices.map(({ title = '' }) => title.split(',')[0]!));
    for (const key of keys) {
      const own = next.paths[path.replace('{key}', key)]?.[method];
      const schema = whole(next, jsonOf(status ? own?.responses?.[status] : own?.requestBody));
      const kinds = (schema?.anyOf as Schema[] | undefined) ?? (schema ? [schema] : []);
      const former = choices
        .filter(({ title = '' }) => title.split(',')[0] === key)
        .map(({ title: _, ...choice }) => whole(last, choice)!);
      if (kinds.length === 0) breaks.push(`${key}: has no operation of its own`);
      else breaks.push(...breaksOfKinds(direction, former, kinds).map((fault) => `${key}: ${fault}`));
    }
    then!.content = {};
  };
  move('taken', operation.requestBody, now.requestBody);
  for (const [status, response] of Object.entries(operation.responses ?? {}))
    if (/^2/.test(status)) move('sent', response, now.responses?.[status], status);
  return { operation, breaks };
}

/** What was taken is taken in one way or another; what is sent is one of those that were expected. */
function breaksOfKinds(direction: Direction, former: Schema[], now: Schema[]): string[] {
  const faultsOf = (before: Schema, after: Schema) =>
    breaksIn(direction, before, after).filter((fault) => !/is new, which nobody/.test(fault));
  const pairs =
    direction === 'taken'
      ? former.map((before) => now.map((after) => faultsOf(before, after)))
      : now.map((after) => former.map((before) => faultsOf(before, after)));
  return pairs.flatMap((tries) => (tries.some((faults) => faults.length === 0) ? [] : tries.flat()));
}

interface Body {
  content?: Record<string, { schema?: Schema }>;
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
