import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/**
 * The network an address stands for wherever calls are counted: itself for IPv4, its /64 for IPv6 (one subscriber's).
 * What is no address stands for itself.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  if (!ipaddr.isValid(plain)) return plain;
  // An IPv4 address in IPv6's clothes counts as the IPv4 address.
  const parsed = ipaddr.process(plain);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const prefix = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${prefix.join(':')}::/64`;
}

/** The network a request comes from, behind the proxies that are trusted. */
export const networkOfCaller = (request: FastifyRequest): string => networkOf(addressOfCaller(request));

/**
 * The address itself, for nothing but a comparison with networks that somebody has named; it is kept nowhere. Empty when
 * the connection is gone, which Fastify's type does not say.
 */
export const addressOfCaller = (request: FastifyRequest): string => (request.ip as string | undefined) ?? '';

/** The same as a hash, where it is only compared and never shown. */
export const hashOfNetwork = (request: FastifyRequest): string =>
  createHash('sha256').update(networkOfCaller(request)).digest('base64url');
