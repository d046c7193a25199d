import { Refusal } from '@carrel/kernel';
import { isDatabaseAway, RepeatedWarning } from '@carrel/messaging';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { databaseFault } from './database-faults.js';
import {
  codeOf,
  Problem,
  problemDocument,
  statusOfRefusal,
  titleOf,
  type ProblemDocument,
} from './problem.js';
import { spoken } from './problem-words.js';

interface Answer {
  document: ProblemDocument;
  headers?: Record<string, string>;
}

/** Every error becomes a problem document (RFC 9457); an unexpected one is a 500 without details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');
  private readonly unavailable = new RepeatedWarning(this.logger);

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = sendProblem(thrown, reply);
    if (status === 500) {
      this.logger.error(
        thrown instanceof Error ? thrown : new Error('something that is no error was thrown'),
      );
    }
    // The answer is the same for a deadlock, a lock, and a connection that did not come in time.
    if (isDatabaseAway(thrown)) this.unavailable.warn(`answered ${status}: ${String(thrown)}`);
  }
}

/** Answers with the problem document for whatever was thrown; returns its status. */
export function sendProblem(thrown: unknown, reply: FastifyReply): number {
  const { document: english, headers } = problemOf(thrown);
  const { document, language } = forReader(english, reply);
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return document.status;
  }
  void reply
    .status(document.status)
    .headers({
      ...headers,
      'content-type': 'application/problem+json',
      'content-language': language,
      'cache-control': 'no-store',
    })
    // As bytes, so that Fastify adds no charset: JSON is UTF-8 (RFC 8259).
    .send(Buffer.from(JSON.stringify(document)));
  return document.status;
}

/** In the patron's language (Accept-Language); staff, whose token is a JWT, read what their page says of the code. */
function forReader(document: ProblemDocument, { request }: FastifyReply) {
  const { authorization = '', 'accept-language': accepted } = request.raw.headers;
  return spoken(document, authorization.split('.').length === 3 ? undefined : accepted);
}

/** The problem document for whatever was thrown, and the headers that go with it. */
export function problemOf(thrown: unknown): Answer {
  if (thrown instanceof Refusal) return refused(thrown);
  if (thrown instanceof Problem) {
    const status = thrown.getStatus();
    return { document: problemDocument(status, thrown.code, thrown.message, thrown.more), ...thrown.more };
  }
  const fault = databaseFault(thrown);
  if (fault) return { document: fault, ...(fault.status === 503 ? againLater() : {}) };
  const status = statusOf(thrown);
  if (status < 500) {
    return { document: problemDocument(status, codeOf(status), sentenceOf(status, thrown)) };
  }
  const kept = status === 503 ? 503 : 500;
  return { document: problemDocument(kept, codeOf(kept), `${titleOf(kept)}; try again later.`) };
}

function refused(refusal: Refusal): Answer {
  const status = statusOfRefusal[refusal.kind];
  const seconds = refusal.facts['retryAfterSeconds'];
  return {
    document: problemDocument(status, refusal.code, refusal.message, { facts: refusal.facts }),
    ...(status === 429 || status === 503
      ? againLater(typeof seconds === 'number' ? seconds : undefined)
      : {}),
  };
}

const againLater = (seconds = 5) => ({ headers: { 'retry-after': String(Math.ceil(seconds)) } });

/** Nest's and Fastify's own errors carry a status; anything else is a bug. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { statusCode, code } = (thrown ?? {}) as { statusCode?: unknown; code?: unknown };
  const fromFastify = typeof code === 'string' && code.startsWith('FST_');
  return fromFastify && typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500;
}

const sentences: Record<number, string> = {
  400: 'The request cannot be parsed; its body must be well-formed JSON and its address well formed.',
  404: 'There is nothing at this address, or not for you.',
  413: 'The body is larger than this address accepts.',
  415: 'Send the body as application/json.',
};

function sentenceOf(status: number, thrown: unknown): string {
  const said = thrown instanceof HttpException && status !== 404 ? thrown.message : undefined;
  return sentences[status] ?? said ?? `${titleOf(status)}.`;
}
