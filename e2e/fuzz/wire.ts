import type { Actor } from '../actors.js';
import type { Subject } from '../scene.js';
import type { Operation } from './operations.js';
import type { Body, Change, Recipe } from './recipes.js';

/** What is sent, to the byte. */
export interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

/** The recipe carried out on a thing: `actor` speaks with `token`. */
export function wireOf(
  operation: Operation,
  recipe: Recipe,
  subject: Subject,
  actor: Actor,
  token: string | undefined,
): Wire {
  const names = [...operation.template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const changed = recipe.path && names.length ? names[recipe.path.which % names.length] : undefined;
  const path = operation.template.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === changed ? recipe.path!.value : encodeURIComponent(subject.path[name]!),
  );
  const query = recipe.query?.map(([name, value]) => `${name}=${value}`).join('&') ?? subject.query ?? '';
  const body = bodyOf(recipe.body, subject.body?.(actor));
  return {
    method: operation.method,
    path: query ? `${path}?${query}` : path,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...recipe.headers,
    },
    body,
  };
}

function bodyOf(body: Body, good: object | undefined): string | undefined {
  if (body.kind === 'none') return undefined;
  if (body.kind === 'raw') return body.text;
  if (body.kind === 'good') return good && cut(good);
  const base = body.kind === 'changed' && good ? good : body.value;
  return cut(body.changes.reduce(change, structuredClone(base)));
}

/** The value with one of its places replaced, removed or given another key. */
function change(value: unknown, { at, how, key, value: given }: Change): unknown {
  // A constant of the recipes is one object for all of them.
  const by = structuredClone(given);
  const places = placesIn(value);
  if (places.length === 0) return how === 'add' ? { [key]: by } : by;
  const [holder, name] = places[at % places.length]!;
  if (how === 'add') {
    const into = (
      holder[name] !== null && typeof holder[name] === 'object' ? holder[name] : holder
    ) as Holder;
    // The length of a list cannot be defined; nothing is added then.
    Reflect.defineProperty(into, key, { value: by, enumerable: true, configurable: true, writable: true });
  } else if (how === 'remove') delete holder[name];
  else holder[name] = by;
  return value;
}

type Holder = Record<string, unknown>;
function placesIn(value: unknown): [Holder, string][] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key): [Holder, string][] => [[holder, key], ...placesIn(holder[key])]);
}

/** JSON, with the numbers that JavaScript cannot hold written out (`bare` in values.ts). */
export const cut = (value: unknown): string =>
  JSON.stringify(value)?.replace(/"\\u0001bare:([^\\"]+)\\u0001"/g, '$1') ?? 'null';
