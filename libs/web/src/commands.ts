import { RequestMethod, UseInterceptors, type DynamicModule, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import { Idempotency, isOwnIdempotent } from './idempotency.js';
import { nameHandler } from './route-handlers.js';

const idempotent = new WeakSet<object>();
const commands = new Set([RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE]);

/**
 * Names each route's handler for the gate of bodies, and puts the idempotency interceptor on every command of the
 * modules' controllers. A global one would send each read and each chat message through rxjs as well, which takes a tenth
 * of what a message costs.
 */
export function prepareHandlers(root: DynamicModule): void {
  for (const controller of controllersOf(root)) {
    for (const handler of handlersOf(controller)) {
      nameHandler(controller, handler);
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined || !commands.has(method) || isOwnIdempotent(handler)) continue;
      // The same class may stand in more than one application of one process.
      if (idempotent.has(handler)) continue;
      idempotent.add(handler);
      UseInterceptors(Idempotency)(controller.prototype as object, '', { value: handler });
    }
  }
}

type Module = Type<unknown> | DynamicModule | { forwardRef: () => Type<unknown> } | undefined;

function* controllersOf(imported: Module, seen = new Set<unknown>()): Generator<Type<unknown>> {
  const module = imported && 'forwardRef' in imported ? imported.forwardRef() : imported;
  if (!module || seen.has(module)) return;
  seen.add(module);
  const dynamic = 'module' in module ? module : undefined;
  const declared = dynamic?.module ?? (module as Type<unknown>);
  // A module's metadata and a dynamic module name these alike.
  const of = <T>(key: 'controllers' | 'imports'): T[] => [
    ...((Reflect.getMetadata(key, declared) ?? []) as T[]),
    ...((dynamic?.[key] ?? []) as T[]),
  ];
  yield* of<Type<unknown>>('controllers');
  for (const next of of<Module>('imports')) yield* controllersOf(next, seen);
}

function handlersOf(controller: Type<unknown>): object[] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).map((name) => prototype[name]!);
}
