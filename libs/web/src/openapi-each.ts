import { ApiExtension, type OpenAPIObject } from '@nestjs/swagger';

/** One value of a path parameter, and what the operation means with it. */
export interface EachValue {
  /** As it stands in the path in place of the parameter. */
  readonly value: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** JSON Schema of what is answered by 200. */
  readonly answer: object;
  readonly answerExample: unknown;
  /** JSON Schema of the body, where the operation takes one. */
  readonly body?: object;
  readonly bodyExample?: unknown;
}

interface Each {
  readonly parameter: string;
  readonly values: readonly EachValue[];
}

const mark = 'x-each';

/** Documents the operation once more for each value of a path parameter, with a schema of its own for each. */
export const DocumentsEach = (parameter: string, values: readonly EachValue[]): MethodDecorator =>
  ApiExtension(mark, { parameter, values } satisfies Each) as MethodDecorator;

interface Media {
  schema: object;
  example: unknown;
}
interface Operation {
  [mark]?: Each;
  operationId?: string;
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses?: Record<string, { description?: string; content?: Record<string, Media> }>;
}

/** Adds the operations that `DocumentsEach` describes; paths without a parameter win over those with one (OpenAPI 3.1, 4.8.8). */
export function addEach(document: OpenAPIObject): void {
  const added: Record<string, Record<string, Operation>> = {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      const each = operation[mark];
      if (!each) continue;
      delete operation[mark];
      for (const one of each.values) {
        const own = path.replace(`{${each.parameter}}`, one.value);
        (added[own] ??= {})[method] = withValue(operation, each.parameter, one);
      }
    }
  }
  Object.assign(document.paths, added);
}

function withValue(operation: Operation, parameter: string, one: EachValue): Operation {
  const { operationId, summary, description, answer, answerExample, body, bodyExample } = one;
  const copy = { ...structuredClone(operation), operationId, summary, description };
  copy.parameters = copy.parameters?.filter(({ name, in: place }) => place !== 'path' || name !== parameter);
  copy.responses!['200']!.content = { 'application/json': { schema: answer, example: answerExample } };
  if (body)
    copy.requestBody = {
      required: true,
      content: { 'application/json': { schema: body, example: bodyExample } },
    };
  return copy;
}
