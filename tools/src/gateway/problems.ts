import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

/** A problem document (RFC 9457), as services answer. */
const problemDocument = (status: number, code: string, title: string, detail: string) => ({
  ...{ type: `urn:carrel:problem:${code}`, title, status, detail, code },
});

export function problem(
  reply: FastifyReply,
  status: number,
  code: string,
  title: string,
  detail: string,
): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(problemDocument(status, code, title, detail));
}

/** What the gateway itself refuses, before any service is asked; anything else is a fault of its own. */
export function refused(error: unknown, reply: FastifyReply): FastifyReply {
  const { statusCode = 500 } = error as { statusCode?: number };
  return statusCode < 500
    ? problem(reply, 400, 'unparsable', titles[400], 'The address is not one that can be asked for.')
    : problem(reply, 500, 'internal', titles[500], 'The gateway failed; try again later.');
}

/** As services name them. */
const titles = {
  400: 'The request cannot be read',
  408: 'The request took too long to arrive',
  431: 'The headers are too large',
  500: 'Something went wrong on our side',
} as const;

const faults: Readonly<Record<string, readonly [status: 400 | 408 | 431, code: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'headers-too-large',
    'The headers, or the address, are larger than is accepted.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-timeout', 'The request did not arrive in time.'],
};

/** Answers what is no HTTP request, and so reaches no route. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, code, detail] = faults[error.code ?? ''] ?? [
    400,
    'unparsable',
    'This is not a well-formed HTTP request.',
  ];
  const body = JSON.stringify(problemDocument(status, code, titles[status], detail));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json',
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}
