/** Injection token of the `ServiceConfig` the service was started with. */
export const SERVICE_CONFIG = Symbol('carrel:service-config');
/** Injection token of the options `WebModule.forRoot` was given. */
export const WEB_OPTIONS = Symbol('carrel:web-options');

export interface WebOptions {
  /** The service's name, as in `/api/<service>`. */
  readonly service: string;
  /** Whether patrons' tokens are taken at all; default true. Without, they are 401 like any unknown token. */
  readonly patronTokens?: boolean;
}
