import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A library's own web site, of another origin than Carrel: pages of HTML by their paths. */
export async function aSite(
  pageAt: (path: string) => string | undefined,
): Promise<{ url: string; end(): Promise<void> }> {
  const server = createServer(({ url = '/' }, answer) => {
    const page = pageAt(new URL(url, 'http://site').pathname);
    answer.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    answer.end(page);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: () =>
      new Promise<void>((ended) => {
        server.closeAllConnections();
        server.close(() => ended());
      }),
  };
}
