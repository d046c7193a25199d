import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address for the monitoring pages of all NATS servers, as a Kubernetes Service gives: any that answers. */
export async function startFront(origins: readonly string[]): Promise<{ url: string; stop(): void }> {
  const server: Server = createServer((request, response) => {
    void firstAnswer(origins, request.url ?? '/').then(({ status, text }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(text),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => void server.close(),
  };
}

async function firstAnswer(origins: readonly string[], path: string) {
  for (const origin of origins) {
    try {
      const answer = await fetch(`${origin}${path}`, { signal: AbortSignal.timeout(2_000) });
      return { status: answer.status, text: await answer.text() };
    } catch {
      // The next one.
    }
  }
  return { status: 503, text: '{}' };
}
