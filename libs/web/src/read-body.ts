import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

const firstRoom = 16 * 1024;

/**
 * Reads a body into one buffer. Chunks are copied as they come: a body sent byte by byte would otherwise take a
 * hundred times its size as a list of chunks.
 * @throws Problem 413 above `limit`, 400 when the connection ends before the body
 */
export function readBody(request: FastifyRequest, payload: Readable, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  if (announced > limit) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    let body: Buffer = Buffer.allocUnsafeSlow(
      Number.isNaN(announced) ? Math.min(firstRoom, limit) : announced,
    );
    let length = 0;
    const end = (act: () => void): void => {
      payload.off('data', onData).off('end', onEnd).off('close', onCut).off('error', onCut);
      // A connection that breaks later is nobody's to handle here.
      payload.on('error', () => {});
      act();
    };
    const onData = (chunk: Buffer): void => {
      if (length + chunk.length > limit) return end(() => reject(tooLarge()));
      if (length + chunk.length > body.length) body = grown(body, length + chunk.length, limit);
      length += chunk.copy(body, length);
    };
    const onEnd = (): void => end(() => resolve(body.subarray(0, length)));
    const onCut = (): void => end(() => reject(new Problem(400, 'unparsable', 'The body ended too early.')));
    payload.on('data', onData).on('end', onEnd).on('close', onCut).on('error', onCut);
  });
}

function grown(body: Buffer, needed: number, limit: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.min(limit, Math.max(needed, body.length * 2)));
  body.copy(larger);
  return larger;
}

export const tooLarge = (): Problem =>
  new Problem(413, 'too-large', 'The body is larger than this address accepts.');

/** Whether a request brings a body at all. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
