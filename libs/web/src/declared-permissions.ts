import { Injectable, type RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { constraintsWithoutCode } from './field-codes.js';
import { PERMISSION } from './permissions.js';

/** Refuses to boot while a handler does not say who may call it, or a field's fault has no code. */
@Injectable()
export class EveryHandlerDeclares implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const unnamed = constraintsWithoutCode();
    if (unnamed.length > 0)
      throw new Error(`These constraints have no code in field-codes.ts: ${unnamed.join(', ')}`);
    const silent = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => isRoute(prototype[name]!))
        .filter(
          (name) => !this.reflector.getAllAndOverride(PERMISSION, [prototype[name]!, metatype as never]),
        )
        .map((name) => `${metatype.name}.${name}`);
    });
    if (silent.length > 0) {
      throw new Error(
        `These handlers do not declare @Public, @Staff or @PatronOrStaff: ${silent.join(', ')}`,
      );
    }
  }
}

const isRoute = (handler: object): boolean =>
  Reflect.hasMetadata(PATH_METADATA, handler) &&
  (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined) !== undefined;
