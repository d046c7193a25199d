import type { Manifest } from './build.js';

/** Below these every name is lawful. */
const maps = ['labels', 'annotations', 'matchLabels', 'data', 'selector', 'parameters', 'limits', 'requests'];

/** A copy with one letter too many in the name of its deepest field. */
export function misspell(manifest: Manifest): Manifest {
  const copy = structuredClone(manifest);
  const { owner, key } = deepest(copy, 0, true);
  owner[`${key}s`] = owner[key];
  delete owner[key];
  return copy;
}

interface Field {
  owner: Record<string, unknown>;
  key: string;
  depth: number;
}

function deepest(value: object, depth: number, top = false): Field {
  const fields = Object.entries(value).flatMap(([key, inner]): Field[] => {
    if (top && ['apiVersion', 'kind'].includes(key)) return [];
    // The name identifies the fault.
    const own =
      Array.isArray(value) || key === 'name' ? [] : [{ owner: value as Field['owner'], key, depth }];
    const more = typeof inner === 'object' && inner !== null && !maps.includes(key);
    return more && Object.keys(inner).length ? [...own, ...safely(inner, depth + 1)] : own;
  });
  return fields.sort((a, b) => b.depth - a.depth)[0]!;
}

const safely = (value: object, depth: number): Field[] => [deepest(value, depth)].filter(Boolean);
