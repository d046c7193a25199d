import type { FastifyRequest } from 'fastify';

const judged = new WeakSet<object>();

/** Whether the guards have let this request in already, before its body was read. */
export const isPermissionChecked = (request: FastifyRequest): boolean => judged.has(request.raw);

export function markPermissionChecked(request: FastifyRequest): void {
  judged.add(request.raw);
}
