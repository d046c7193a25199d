import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { codeOf, problemDocument } from './problem.js';

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};
const sentences: Readonly<Record<number, string>> = {
  408: 'The request did not arrive in time.',
  431: 'The headers, or the address, are larger than is accepted.',
};

/** Answers what is no HTTP request, and so reaches no route, with a problem document too (RFC 9457). */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = statuses[error.code ?? ''] ?? 400;
  const detail = sentences[status] ?? 'This is not a well-formed HTTP request.';
  const body = JSON.stringify(problemDocument(status, codeOf(status), detail));
  if (socket.writable) {
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      'cache-control: no-store',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
}
