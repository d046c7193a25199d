import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';
import { readBody } from './read-body.js';

export interface FileBodies {
  /** Routes that take a file as their whole body, as Fastify knows them: `/api/questions/v1/questions/:id/files`. */
  readonly routes: readonly string[];
  readonly mediaTypes: readonly string[];
  /** Bytes of one file; more is 413. */
  readonly limit: number;
}

/** Lets some routes take a file as it is, under its own media type; every other route stays with JSON (415). */
@Injectable()
export class FileBodyParsers {
  private readonly accepted: FileBodies[] = [];

  constructor(private readonly host: HttpAdapterHost) {}

  /** Bytes of a file that a route takes under this media type; undefined: it takes none. */
  limitOf(route: string, mediaType: string): number | undefined {
    return this.accepted.find((one) => one.routes.includes(route) && one.mediaTypes.includes(mediaType))
      ?.limit;
  }

  accept(bodies: FileBodies): void {
    this.accepted.push(bodies);
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    // A preview of the application, for documents, has no server.
    if (typeof fastify?.addContentTypeParser !== 'function') return;
    for (const type of bodies.mediaTypes) {
      if (fastify.hasContentTypeParser(type)) continue;
      fastify.addContentTypeParser(type, async (request: FastifyRequest, payload: IncomingMessage) => {
        const limit = this.limitOf(request.routeOptions.url ?? '', type);
        if (limit === undefined) throw new Problem(415, 'unsupported-media-type', 'Send JSON.');
        return readBody(request, payload, limit);
      });
    }
  }
}

/** Without its parameters. */
export const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
