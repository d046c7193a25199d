import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { problemOf } from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Errors of the token endpoint: the problem document of everywhere else, and in it the members that OAuth clients
 * look for, as `application/json` (RFC 6749, 5.2).
 */
@Catch()
export class OAuthFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { document, headers } = problemOf(thrown);
    const error = errorOf(document);
    if (document.status === 500) this.logger.error(thrown);
    // A bad request of RFC 6749 is 400; 401 is for a client that is not known.
    const status = document.status === 422 ? 400 : document.status;
    const reply = http.getResponse<FastifyReply>();
    const basic = http.getRequest<FastifyRequest>().headers.authorization !== undefined;
    if (status === 401 && basic) reply.header('www-authenticate', 'Basic realm="carrel"');
    void reply
      .status(status)
      .headers({ ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' })
      .send(Buffer.from(JSON.stringify({ ...document, status, error, error_description: document.detail })));
  }
}

function errorOf({ code, status, errors }: ReturnType<typeof problemOf>['document']): string {
  if (code === 'invalid-client') return 'invalid_client';
  if (code === 'invalid-scope') return 'invalid_scope';
  if (errors?.some(({ path }) => path === 'grant_type')) return 'unsupported_grant_type';
  if (status >= 500 || status === 429) return 'temporarily_unavailable';
  return 'invalid_request';
}
