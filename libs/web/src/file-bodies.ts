import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

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
  constructor(private readonly host: HttpAdapterHost) {}

  accept({ routes, mediaTypes, limit: bodyLimit }: FileBodies): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    // A preview of the application, for documents, has no server.
    if (typeof fastify?.addContentTypeParser !== 'function') return;
    for (const type of mediaTypes) {
      if (fastify.hasContentTypeParser(type)) continue;
      fastify.addContentTypeParser(
        type,
        { parseAs: 'buffer', bodyLimit },
        async (request: FastifyRequest, body: Buffer) => {
          if (routes.includes(request.routeOptions.url ?? '')) return body;
          throw new Problem(415, 'unsupported-media-type', 'Send JSON.');
        },
      );
    }
  }
}
