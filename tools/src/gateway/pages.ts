import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const YEAR = 'public, max-age=31536000, immutable';

/**
 * What a page may do: scripts and styles are its own, data come from this origin, pictures and pages beside a chat from
 * anywhere on the web. docker/pages.Caddyfile says the same.
 */
export const policyOf = (framers: string): string =>
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: blob: data:; connect-src 'self'; " +
  `frame-src https: http:; base-uri 'none'; form-action 'self'; frame-ancestors ${framers}`;

/**
 * The built pages of web/: a library's at /ask/<slug>/, the panel that sites show within theirs, carrel.js, and the start
 * page for people; programs that ask for / are led to /docs. HTML is asked for anew each time, hashed files never.
 */
export function addPages(app: FastifyInstance, web: string, chat: string | undefined): void {
  const patron = join(web, 'patron/dist');
  const send = async (reply: FastifyReply, file: string, cache = 'no-cache'): Promise<FastifyReply> => {
    if (!existsSync(file)) return reply.callNotFound() as unknown as FastifyReply;
    return reply
      .type(types[extname(file)] ?? 'application/octet-stream')
      .header('cache-control', cache)
      .send(await readFile(file));
  };
  const page = (reply: FastifyReply, file: string, framers = "'none'") =>
    send(reply.header('content-security-policy', policyOf(framers)), file, 'no-store');

  app.get('/', (request, reply) =>
    request.headers.accept?.includes('text/html')
      ? page(reply, join(patron, 'start.html'))
      : reply.redirect('/docs/'),
  );
  app.get('/carrel.js', (_request, reply) =>
    // Every site may load it, as a module and with `crossorigin` too, and gets a new one within five minutes.
    send(
      reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*'),
      join(patron, 'carrel.js'),
      'public, max-age=300',
    ),
  );
  for (const name of ['patron', 'desk']) {
    app.get<{ Params: { '*': string } }>(`/${name}/assets/*`, ({ params }, reply) => {
      const file = normalize(params['*']);
      if (file.startsWith('..')) return reply.callNotFound();
      return send(reply, join(web, name, 'dist/assets', file), YEAR);
    });
    app.get(`/${name}/icon.svg`, (_request, reply) =>
      send(reply, join(web, name, 'dist/icon.svg'), 'public, max-age=86400'),
    );
  }
  // The desk is one page that reads from its address what to show.
  app.get('/desk', (_request, reply) => page(reply, join(web, 'desk/dist/index.html')));
  app.get('/desk/*', (_request, reply) => page(reply, join(web, 'desk/dist/index.html')));
  app.get<{ Params: { slug: string } }>('/ask/:slug', ({ params, query }, reply) => {
    const search = new URLSearchParams(query as Record<string, string>).toString();
    return reply.redirect(`/ask/${encodeURIComponent(params.slug)}/${search && `?${search}`}`, 308);
  });
  app.get('/ask/:slug/', (_request, reply) => page(reply, join(patron, 'ask.html')));
  app.get<{ Params: { slug: string } }>('/ask/:slug/plain', ({ params }, reply) =>
    reply.redirect(`/api/questions/v1/ask-forms/${encodeURIComponent(params.slug)}/page`),
  );
  app.get('/ask/:slug/on-your-site', (_request, reply) => page(reply, join(patron, 'site.html')));
  app.get<{ Params: { slug: string } }>('/ask/:slug/frame', async ({ params }, reply) =>
    page(
      // The panel stands in a page of another origin, which this header would cut it off from.
      reply.removeHeader('cross-origin-opener-policy'),
      join(patron, 'ask.html'),
      await framersOf(chat, params.slug),
    ),
  );
  app.get('/my-questions', (_request, reply) => page(reply, join(patron, 'questions.html')));
}

/** Who may show a library's chat within their pages; nobody but ourselves where that cannot be asked. */
async function framersOf(chat: string | undefined, slug: string): Promise<string> {
  try {
    const url = `${chat}/api/chat/v1/patron-pages/${encodeURIComponent(slug)}/framers`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return (answer.ok && answer.headers.get('x-frame-ancestors')) || "'self'";
  } catch {
    return "'self'";
  }
}
