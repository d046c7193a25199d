import type { Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

const HANDLER = 'carrelHandler';
const facts = new WeakMap<object, Record<string, unknown>>();

export interface RouteHandler {
  readonly controller: Type<unknown>;
  readonly handler: (...args: unknown[]) => unknown;
}

/** Notes something of a route that Fastify knows before a body is read: `name in request.routeOptions.config`. */
export const RouteFact =
  (name: string): MethodDecorator =>
  (target, _key, { value }) =>
    note(target, value as object, name, true);

/** Notes which handler a route leads to. */
export function nameHandler(controller: Type<unknown>, handler: object): void {
  if (!Reflect.hasMetadata(PATH_METADATA, handler) || !Reflect.hasMetadata(METHOD_METADATA, handler)) return;
  const present = facts.get(handler)?.[HANDLER] as RouteHandler | undefined;
  if (present && present.controller !== controller)
    throw new Error(`Two controllers share a handler: ${present.controller.name} and ${controller.name}.`);
  note(controller.prototype as object, handler, HANDLER, { controller, handler });
}

export const handlerOf = (route: FastifyRequest['routeOptions']): RouteHandler | undefined =>
  (route.config as unknown as Record<string, RouteHandler | undefined>)[HANDLER];

/** Nest's decorator replaces what a route had before, so all that is known of it is given each time. */
function note(target: object, handler: object, name: string, value: unknown): void {
  const known = { ...facts.get(handler), [name]: value };
  facts.set(handler, known);
  RouteConfig(known)(target, '', { value: handler });
}
