import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { ProblemDto } from './api-problems.js';

/** The OpenAPI 3.1 document of one service. */
export async function documentOf(app: NestFastifyApplication, service: string): Promise<OpenAPIObject> {
  const description = new DocumentBuilder()
    .setTitle(`Carrel: ${service}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'staff')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'pt_…, good for one thing' }, 'patron')
    .build();
  return SwaggerModule.createDocument(app, description, {
    extraModels: [ProblemDto],
    operationIdFactory: (_controller, method) => method,
  });
}

/** Serves the document at `/api/<service>/openapi.json`; made when first asked for, kept as text. */
export function serveDocument(app: NestFastifyApplication, service: string): void {
  let text: Promise<string> | undefined;
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.get(`/api/${service}/openapi.json`, async (_request, reply) => {
    text ??= documentOf(app, service).then((document) => JSON.stringify(document));
    return reply.header('content-type', 'application/json').send(await text);
  });
}
