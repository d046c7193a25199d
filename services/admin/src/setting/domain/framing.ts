import { Refusal } from '@carrel/kernel';

/** What a page says of who may show it within theirs. */
export interface FramingHeaders {
  readonly frameOptions: string | undefined;
  /** Every Content-Security-Policy header of the answer. */
  readonly policies: readonly string[];
}

export class PageNotFrameable extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'viewport-not-frameable';
  constructor(header: string) {
    super(`That page does not let itself be shown beside a chat: it sends ${header}.`, { header });
  }
}

/**
 * The header that keeps the page out of frames of `origin` (R13); undefined when it may be framed.
 * `frame-ancestors` takes the place of X-Frame-Options where a page sends both (CSP Level 3, 6.4.2).
 */
export function framingObstacle(
  { frameOptions, policies }: FramingHeaders,
  origin: string,
): string | undefined {
  const lists = policies
    .flatMap((policy) => policy.split(','))
    .flatMap((policy) => policy.split(';').map((directive) => directive.trim().split(/\s+/)))
    .filter(([name]) => name?.toLowerCase() === 'frame-ancestors')
    .map(([, ...sources]) => sources);
  if (lists.length > 0) {
    const kept = lists.some((sources) => !sources.some((source) => matches(source, origin)));
    return kept ? 'Content-Security-Policy: frame-ancestors' : undefined;
  }
  return /^\s*(deny|sameorigin)\s*(,|$)/i.test(frameOptions ?? '')
    ? `X-Frame-Options: ${frameOptions!.trim().slice(0, 40)}`
    : undefined;
}

function matches(source: string, origin: string): boolean {
  const { protocol, host, hostname } = new URL(origin);
  const said = source.toLowerCase().replace(/\/$/, '');
  if (said === '*' || said === protocol || said === origin) return true;
  const [, scheme, rest = ''] = /^(https?:)?(?:\/\/)?(.*)$/.exec(said) ?? [];
  if (scheme && scheme !== protocol) return false;
  if (rest.startsWith('*.')) return hostname.endsWith(rest.slice(1).replace(/:.*$/, ''));
  return rest === host;
}
