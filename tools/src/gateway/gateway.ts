import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import proxy from '@fastify/http-proxy';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { addPages } from './pages.js';
import { answerClientError, problem, refused } from './problems.js';
import { Replicas } from './replicas.js';

/** A service's name, as in /api/<name>, and where its replicas listen. */
export type Upstreams = Readonly<Record<string, readonly string[]>>;

const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};
/** Swagger UI sets styles of its own, and asks this origin alone. docker/Caddyfile says the same. */
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ownHeaders = (url: string) => {
  const policy = url.startsWith('/docs') ? docsPolicy : "default-src 'none'; frame-ancestors 'none'";
  return { ...safeHeaders, 'content-security-policy': policy };
};

/** One origin for all services: routes by prefix and nothing else. @param pages the folder of built pages, web/ */
export async function createGateway(
  upstreams: Upstreams,
  pages: string | undefined = undefined,
): Promise<FastifyInstance> {
  const app = Fastify({
    // Streams stay open for hours.
    requestTimeout: 0,
    keepAliveTimeout: 75_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 2_000 },
    clientErrorHandler: answerClientError,
    // What the router itself refuses (a malformed address) reaches no hook.
    frameworkErrors: (error, _request, reply) => void refused(error, reply.headers(ownHeaders('/'))),
  });
  // What a service answers has headers of its own, which take the place of these.
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(ownHeaders(request.url));
  });
  app.setErrorHandler((error, _request, reply) => refused(error, reply));
  for (const [name, origins] of Object.entries(upstreams)) {
    const replicas = new Replicas(origins);
    const asked = new WeakMap<object, string>();
    await app.register(proxy, {
      upstream: '',
      prefix: `/api/${name}`,
      rewritePrefix: `/api/${name}`,
      disableRequestLogging: true,
      // A body timeout would cut quiet streams; without a limit of connections they do not crowd out requests.
      undici: { connections: null, pipelining: 1, bodyTimeout: 0, headersTimeout: 60_000 },
      replyOptions: {
        retryDelay: () => null,
        getUpstream: ({ raw }) => {
          const origin = replicas.take();
          asked.set(raw as object, origin);
          return origin;
        },
        onError: (reply, { error }) => {
          replicas.refused(asked.get(reply.request.raw) ?? '');
          replyUnavailable(reply as FastifyReply, name, error);
        },
        rewriteRequestHeaders: (request, headers) => ({
          ...headers,
          // A client could forge its address with this header.
          'x-forwarded-for': request.ip,
          'x-forwarded-host': request.headers.host ?? '',
          'x-forwarded-proto': 'http',
        }),
      },
    });
  }
  await addDocs(app, Object.keys(upstreams));
  if (pages === undefined) app.get('/', (_request, reply) => reply.redirect('/docs/'));
  else addPages(app, pages, upstreams.chat?.[0]);
  app.setNotFoundHandler((request, reply) =>
    problem(reply, 404, 'not-found', 'Not found', `Nothing is served at ${request.url.split('?')[0]}.`),
  );
  return app;
}

function replyUnavailable(reply: FastifyReply, name: string, error: unknown): void {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  const reason = cause?.code ?? code ?? 'no answer';
  void problem(
    reply.header('retry-after', '2'),
    503,
    'part-away',
    'A service of Carrel is unavailable',
    `The ${name} service does not answer at the moment (${reason}); try again shortly.`,
  );
}

/** Swagger UI over the documents of all services. */
async function addDocs(app: FastifyInstance, names: readonly string[]): Promise<void> {
  const urls = names.map((name) => ({ name, url: `/api/${name}/openapi.json` }));
  const script = `window.ui = SwaggerUIBundle({ urls: ${JSON.stringify(urls)}, dom_id: '#swagger-ui', deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout' });`;
  app.get('/docs/swagger-initializer.js', (_request, reply) => reply.type('text/javascript').send(script));
  app.get('/docs', (_request, reply) => reply.redirect('/docs/'));
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const [name, type] of Object.entries(pageFiles)) {
    const content = await readFile(join(folder, name));
    app.get(`/docs/${name === 'index.html' ? '' : name}`, (_request, reply) =>
      reply.type(type).send(content),
    );
  }
}

/** What the page of Swagger UI loads; nothing else of its package is served. */
const pageFiles = {
  'index.html': 'text/html; charset=utf-8',
  'index.css': 'text/css; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui-standalone-preset.js': 'text/javascript; charset=utf-8',
  'favicon-16x16.png': 'image/png',
  'favicon-32x32.png': 'image/png',
};
