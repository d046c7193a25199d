import type { Answer } from './ask.js';
import type { Operation } from './operations.js';

/** Its errors are `application/json` (RFC 6749, 5.2), with all that a problem document holds. */
const oauth = 'POST /api/admin/v1/auth/token';

/** What is wrong with an answer, whatever the request was; undefined when nothing is. */
export function faultOf(
  { name, answers }: Operation,
  { status, mediaType, text }: Answer,
): string | undefined {
  if (status >= 500) return `answered ${status}: ${text.slice(0, 300)}`;
  const types = answers.get(status);
  if (!types) return `answered ${status}, which its document does not name: ${text.slice(0, 300)}`;
  if (status < 400) {
    const good =
      text === ''
        ? types.length === 0 || mediaType !== ''
        : types.includes(mediaType) || types.includes('application/octet-stream');
    return good
      ? undefined
      : `answered ${status} as "${mediaType}" where its document says ${types.join(', ')}`;
  }
  // A page for people says what is wrong as a page.
  if (mediaType === 'text/html' && answers.get(200)?.includes('text/html')) return undefined;
  const wanted =
    name === oauth ? ['application/json', 'application/problem+json'] : ['application/problem+json'];
  if (!wanted.includes(mediaType)) return `answered ${status} as "${mediaType}": ${text.slice(0, 300)}`;
  const problem = JSON.parse(text) as Record<string, unknown>;
  const whole =
    problem.status === status &&
    ['type', 'title', 'detail', 'code'].every((name) => typeof problem[name] === 'string' && problem[name]);
  return whole ? undefined : `answered ${status} with half a problem document: ${text.slice(0, 300)}`;
}
