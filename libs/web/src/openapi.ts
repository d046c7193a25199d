import { scopes } from '@carrel/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { ProblemDto } from './api-problems.js';
import { complete } from './openapi-complete.js';
import { addEach } from './openapi-each.js';
import { addExamples } from './openapi-examples.js';
import { addGlossary } from './openapi-glossary.js';
import { nameOperations } from './openapi-names.js';
import { describe, type OperationWords } from './openapi-words.js';

/** The OpenAPI 3.1 document of one service. */
export async function documentOf(
  app: NestFastifyApplication,
  service: string,
  words: OperationWords = {},
): Promise<OpenAPIObject> {
  const description = new DocumentBuilder()
    .setTitle(`Carrel: ${service}`)
    .setDescription(descriptionOf(service))
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'one origin for all five services')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'staff')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'pt_…, good for one thing' }, 'patron')
    .addOAuth2(
      {
        type: 'oauth2',
        description: 'service accounts of libraries and groups',
        flows: { clientCredentials: { tokenUrl: '/api/admin/v1/auth/token', scopes: { ...scopes } } },
      },
      'service',
    )
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    extraModels: [ProblemDto],
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  const handlers = new Map<object, string>();
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as { operationId?: string }[])
      if (operation.operationId) handlers.set(operation, operation.operationId);
  nameOperations(document);
  describe(document, (operation) => words[handlers.get(operation) ?? '']);
  addEach(document);
  addGlossary(document);
  addExamples(document);
  return complete(document);
}

const descriptionOf = (service: string): string =>
  `The operations of Carrel's service ${service}. How to sign in, pages of lists, problems and their codes, repeating a command ` +
  'safely and following streams are the same in all five: docs/integrators/http.md.';

/** Serves the document at `/api/<service>/openapi.json`; made when first asked for, kept as text. */
export function serveDocument(app: NestFastifyApplication, service: string, words?: OperationWords): void {
  let text: Promise<string> | undefined;
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.get(`/api/${service}/openapi.json`, async (_request, reply) => {
    text ??= documentOf(app, service, words).then((document) => JSON.stringify(document));
    return reply.header('content-type', 'application/json').send(Buffer.from(await text));
  });
}
