import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { Type } from '@nestjs/common';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyRequest } from 'fastify';

const HANDLER = 'carrelHandler';

export interface RouteHandler {
  readonly controller: Type<unknown>;
  readonly handler: (...args: unknown[]) => unknown;
}

/** Writes into a route's configuration which handler it leads to: Fastify knows it before a body is read. */
export function nameHandler(controller: Type<unknown>, handler: object): void {
  if (!Reflect.hasMetadata(PATH_METADATA, handler) || !Reflect.hasMetadata(METHOD_METADATA, handler)) return;
  const config = (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) ?? {}) as Record<
    string,
    unknown
  >;
  const present = config[HANDLER] as RouteHandler | undefined;
  if (present && present.controller !== controller)
    throw new Error(`Two controllers share a handler: ${present.controller.name} and ${controller.name}.`);
  const named = { ...config, [HANDLER]: { controller, handler } };
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, named, handler);
}

export const handlerOf = (route: FastifyRequest['routeOptions']): RouteHandler | undefined =>
  (route.config as unknown as Record<string, RouteHandler | undefined>)[HANDLER];
