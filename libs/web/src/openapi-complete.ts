import type { OpenAPIObject } from '@nestjs/swagger';
import { problemContent } from './api-problems.js';
import { titleOf } from './problem.js';

interface Operation {
  security?: Record<string, string[]>[];
  parameters?: { in: string; name: string }[];
  requestBody?: unknown;
  responses?: Record<string, Record<string, unknown>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const shared = [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503];

/**
 * Adds what every operation has by its nature and no controller repeats: whether it is public, the problems of
 * its permission, path, query and body, the idempotency key, one shared response per problem.
 */
export function complete(document: OpenAPIObject): OpenAPIObject {
  const components = (document.components ??= {});
  components.responses = Object.fromEntries(
    shared.map((status) => [`Problem${status}`, { description: titleOf(status), content: problemContent }]),
  );
  components.parameters = {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'A UUID, new for every command; the same again gives the first answer, for seven days.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = path[method] as Operation | undefined;
      if (operation) completeOne(operation, method);
    }
  }
  leaveOutUnused(document);
  return document;
}

/** What no operation of this service refers to says nothing about it. */
function leaveOutUnused(document: OpenAPIObject): void {
  const text = JSON.stringify(document.paths);
  const { responses = {}, parameters = {}, securitySchemes = {} } = document.components ?? {};
  for (const [kind, all] of Object.entries({ responses, parameters }))
    for (const name of Object.keys(all))
      if (!text.includes(`"#/components/${kind}/${name}"`)) delete all[name];
  for (const name of Object.keys(securitySchemes))
    if (!text.includes(`{"${name}":`)) delete securitySchemes[name];
}

function completeOne(operation: Operation, method: (typeof methods)[number]): void {
  const responses = (operation.responses ??= {});
  for (const status of problemsOf(operation, method)) responses[status] ??= {};
  for (const status of Object.keys(responses)) {
    if (shared.includes(Number(status))) {
      responses[status] = { $ref: `#/components/responses/Problem${status}` };
    }
  }
  operation.security ??= [];
  if (method === 'get') return;
  const parameters = (operation.parameters ??= []);
  const declared = parameters.findIndex(({ name }) => name.toLowerCase() === 'idempotency-key');
  if (declared >= 0) parameters.splice(declared, 1);
  parameters.push({ $ref: '#/components/parameters/IdempotencyKey' } as never);
}

/** Credentials that are sent must be good even where none are needed, so 401 is everywhere. */
function problemsOf(operation: Operation, method: string): number[] {
  const has = (place: string): boolean => operation.parameters?.some((each) => each.in === place) ?? false;
  return [
    401,
    503,
    400,
    ...(operation.security?.length ? [403] : []),
    ...(has('path') ? [404] : []),
    ...(has('query') || operation.requestBody || method !== 'get' ? [422] : []),
    ...(method === 'get' ? [] : [413, 415]),
  ];
}
