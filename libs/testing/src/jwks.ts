import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';

/** The key pair test tokens are signed with, and where services fetch its public half. */
export interface TestKeys {
  readonly privateKey: CryptoKey;
  readonly kid: string;
  readonly jwksUrl: string;
}

let keys: Promise<TestKeys> | undefined;

/** One pair per test process, served on a free port as admin serves its own. */
export function testKeys(): Promise<TestKeys> {
  return (keys ??= makeKeys());
}

async function makeKeys(): Promise<TestKeys> {
  const kid = 'test';
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const body = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'EdDSA' }] });
  const server = createServer((_request, reply) => {
    reply.setHeader('content-type', 'application/jwk-set+json').end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Nobody closes it: neither it nor a kept connection may keep the test process alive.
  server.unref().on('connection', (socket) => socket.unref());
  return { privateKey, kid, jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json` };
}
