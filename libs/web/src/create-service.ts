import type { IncomingMessage } from 'node:http';
import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '@carrel/kernel';
import { JetStreamServer, type DomainMetric } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { bodyLimit, formLimit, gateBodies } from './body-gate.js';
import { answerClientError } from './client-error.js';
import { prepareHandlers } from './commands.js';
import { serviceConfig, type Environment, type ServiceConfig } from './config.js';
import { allowOrigins } from './cors.js';
import { databaseModule, openDatabase, type DataSourceFor } from './database.js';
import type { Checks } from './doctor/doctor.js';
import { Draining } from './draining.js';
import { createLogger, NestLog, type Logger } from './logging.js';
import { serveDocument } from './openapi.js';
import type { OperationWords } from './openapi-words.js';
import { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { readBody } from './read-body.js';
import { requestId, watchRequests } from './request-log.js';
import { SERVICE_CONFIG } from './tokens.js';
import { refuseUnfit, validationPipe } from './validation.js';

/** One service: its name, the module that wires it, and its database. */
export interface ServiceDefinition {
  readonly name: string;
  readonly module: Type<unknown>;
  readonly dataSource: DataSourceFor;
  /** What `doctor` looks at besides the machine, database and NATS. */
  readonly checks?: Checks;
  /** What its operations do, for the OpenAPI document. */
  readonly words?: OperationWords;
  /** The service's figures, of which `doctor` reads what could not be filed. */
  readonly figures?: readonly DomainMetric[];
  /** Further modes, `node main.js <mode> [arguments]`: each is given the application, which does not listen. */
  readonly commands?: Readonly<
    Record<string, (app: INestApplicationContext, args: string[]) => Promise<void>>
  >;
}

export interface CreateOptions {
  readonly name: string;
  readonly dataSource: DataSourceFor;
  /** Default `process.env`. */
  readonly env?: Environment;
  readonly logger?: Logger;
  /** As a service's definition has them. */
  readonly words?: OperationWords | undefined;
  /** Hears why the service still waits for its database. */
  readonly onWaiting?: (reason: string) => void;
  readonly signal?: AbortSignal;
}

class ServiceRoot {}
Module({})(ServiceRoot);

/**
 * The whole application as `runService` runs it, its database open, its events' server connected and neither
 * listening yet: `await app.startAllMicroservices(); await app.listen(port)`. The service's module needs no
 * TypeOrmModule.forRoot: the default DataSource is provided here.
 */
export async function createService(
  module: Type<unknown> | DynamicModule,
  options: CreateOptions,
): Promise<NestFastifyApplication> {
  const config = serviceConfig(options.name, options.env);
  const logger = options.logger ?? createLogger(options.name, config.logLevel);
  const dataSource = await openDatabase(options.dataSource, config.databaseUrl, config.service, options);
  const root: DynamicModule = {
    module: ServiceRoot,
    global: true,
    imports: [databaseModule(dataSource), module],
    providers: [{ provide: SERVICE_CONFIG, useValue: config }],
    exports: [SERVICE_CONFIG],
  };
  prepareHandlers(root);
  try {
    const app = await NestFactory.create<NestFastifyApplication>(root, adapterFor(config), {
      logger: new NestLog(logger),
      abortOnError: false,
      bodyParser: false,
    });
    watchRequests(app.getHttpAdapter().getInstance() as unknown as FastifyInstance, logger);
    closeWhenDraining(app);
    configure(app, config.service);
    allowOrigins(app, config.publicUrl);
    gateBodies(app);
    serveDocument(app, config.service, options.words);
    app.connectMicroservice({ strategy: app.get(JetStreamServer) });
    return app;
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  }
}

/** What shapes the routes, in every mode. */
function configure(app: NestFastifyApplication, service: string): void {
  app.setGlobalPrefix(`api/${service}`, { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.useGlobalPipes(validationPipe());
}

/** An application that only knows its routes, for documents: nothing is instantiated or connected. */
export async function previewService({ name, module }: ServiceDefinition): Promise<NestFastifyApplication> {
  const nothing = [DataSource, SERVICE_CONFIG].map((provide) => ({ provide, useValue: {} }));
  const root: DynamicModule = {
    module: ServiceRoot,
    global: true,
    imports: [module],
    providers: nothing,
    exports: [DataSource, SERVICE_CONFIG],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  configure(app, name);
  return app;
}

function adapterFor(config: ServiceConfig): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy: config.trustProxy,
    requestTimeout: 30_000,
    // Longer than gateways keep idle connections: none is closed while a request is on its way.
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    genReqId: requestId,
    logger: false,
    clientErrorHandler: answerClientError,
    // What the router itself refuses (a malformed address) reaches no filter.
    frameworkErrors: (error: Error, _request: unknown, reply: FastifyReply) =>
      void sendProblem(isTooLongAnId(error) ? new NotFound('thing') : error, reply.headers(safeHeaders)),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  acceptJson(fastify);
  setHeaders(fastify, config);
  return adapter;
}

/** A kept-alive connection that was busy when the draining began must not hold up the exit. */
function closeWhenDraining(app: NestFastifyApplication): void {
  const draining = app.get(Draining);
  (app.getHttpAdapter().getInstance() as unknown as FastifyInstance).addHook(
    'onSend',
    (_request, reply, _payload, done) => {
      if (draining.begun) reply.header('connection', 'close');
      done();
    },
  );
}

/** An empty body sent as JSON is no body; text is 415, and so are forms but where a handler takes them. */
function acceptJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    async (request: FastifyRequest, payload: IncomingMessage) => {
      const body = (await readBody(request, payload, bodyLimit)).toString('utf8');
      if (body.length === 0) return undefined;
      if (hasHalfCharacters(body) || isTooDeep(body)) throw unparsable();
      return new Promise((resolve, reject) => {
        void parse(request, body, (error, parsed) =>
          error ? reject(reservedNameIn(body) ?? error) : resolve(parsed),
        );
      });
    },
  );
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    async (request: FastifyRequest, payload: IncomingMessage) => {
      if (!('takesForms' in request.routeOptions.config))
        throw new Problem(415, 'unsupported-media-type', 'Send JSON here.');
      const body = await readBody(request, payload, formLimit);
      return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    },
  );
}

/** What is longer than any id answers like a missing one (F26). */
const isTooLongAnId = (error: unknown): boolean =>
  (error as { code?: unknown }).code === 'FST_ERR_MAX_PARAM_LENGTH';

const unparsable = (): Problem =>
  new Problem(
    400,
    'unparsable',
    'The body holds half a character (a surrogate without its other half), or is nested too deep.',
  );

/** The parser refuses names that could change the prototype of an object; which one is said as of any field. */
function reservedNameIn(body: string): Problem | undefined {
  try {
    refuseUnfit(JSON.parse(body));
  } catch (fault) {
    if (fault instanceof Problem)
      return new Problem(400, 'unparsable', 'The body has a field whose name is not taken; see errors.', {
        errors: fault.more.errors,
      });
  }
  return undefined;
}

/** JSON can escape half a character, which no database stores and no UTF-8 writes (RFC 8259, 8.2). */
function hasHalfCharacters(body: string): boolean {
  if (!/\\ud[89a-f]/i.test(body)) return false;
  const whole = body.replace(/\\\\/g, '').replace(/\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}/gi, '');
  return /\\ud[89a-f][\da-f]{2}/i.test(whole);
}

/** No body of ours is nested so deep; what walks through one that is runs out of stack. */
const deepest = 100;

function isTooDeep(body: string): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at];
    if (letter === '"') inText = !inText;
    else if (inText) at += letter === '\\' ? 1 : 0;
    else if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

const safeHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

function setHeaders(fastify: FastifyInstance, config: ServiceConfig): void {
  const secure = config.publicUrl.startsWith('https:');
  const headers = { ...safeHeaders, ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}) };
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
}
