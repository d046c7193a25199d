import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { callerOf } from '@carrel/web';
import type { FastifyInstance } from 'fastify';

export interface LibrarianSeen {
  id: string;
  signIn: string;
}
export interface PatronSeen {
  sessionId: string;
  tokenHash: string;
}

/**
 * Who has called since the last flush. Only calls count, never an open stream: a connection whose other end is gone
 * accepts writes for minutes (promise 13).
 */
@Injectable()
export class Presence implements OnModuleInit {
  private librarians = new Map<string, LibrarianSeen>();
  private patrons = new Map<string, PatronSeen>();

  constructor(private readonly adapter: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter?.getInstance?.() as FastifyInstance | undefined;
    fastify?.addHook?.('onResponse', (request, _reply, done) => {
      const caller = callerOf(request);
      const [, sessionId] = /\/sessions\/([0-9a-f-]{36})/.exec(request.url) ?? [];
      // A stream's response ends with the stream, which is no sign of life.
      const stream = /\/stream(\?|$)/.test(request.url);
      if (caller.kind === 'staff' && !stream) {
        this.librarians.set(caller.accountId, { id: caller.accountId, signIn: caller.session });
      }
      if (caller.kind === 'patron' && sessionId)
        this.patronIsHere({ sessionId, tokenHash: caller.tokenHash });
      done();
    });
  }

  patronIsHere(patron: PatronSeen): void {
    this.patrons.set(patron.sessionId + patron.tokenHash, patron);
  }

  /** Everyone noted since the last time it was asked. */
  take(): { librarians: LibrarianSeen[]; patrons: PatronSeen[] } {
    const seen = { librarians: [...this.librarians.values()], patrons: [...this.patrons.values()] };
    this.librarians = new Map();
    this.patrons = new Map();
    return seen;
  }

  /** Puts back for the next flush what could not be stored. */
  putBack({ librarians, patrons }: { librarians: LibrarianSeen[]; patrons: PatronSeen[] }): void {
    for (const librarian of librarians)
      if (!this.librarians.has(librarian.id)) this.librarians.set(librarian.id, librarian);
    for (const patron of patrons) this.patronIsHere(patron);
  }
}
