import { isPlainText, isVisible } from '@carrel/kernel';
import { fits, invalid, notPlain, type FieldError } from '@carrel/web';
import type { MessageDto } from './messages.dto.js';

/** Visible ASCII, safe in any header or log. */
const clientIds = /^[\x21-\x7e]{1,64}$/;
const TEXT_AT_MOST = 4000;
const fields = new Set(['text', 'clientId']);

/**
 * The message a body holds: the rules of MessageDto by hand, because this is the one route where the time a generic
 * validator takes is felt.
 * @throws Problem 422 with every fault named
 */
export function messageOf(body: unknown): MessageDto {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const given = (isObject ? body : {}) as Record<string, unknown>;
  const errors: FieldError[] = [];
  for (const path in given)
    if (!fields.has(path))
      errors.push({ path, code: 'unknown-field', message: `${path} is no field of this operation` });
  const { text, clientId } = given;
  if (typeof text !== 'string' || text === '' || !fits(text, TEXT_AT_MOST)) {
    errors.push({
      path: 'text',
      code: 'wrong-length',
      values: { min: 1, max: TEXT_AT_MOST },
      message: `text must be 1 to ${TEXT_AT_MOST} characters`,
    });
  } else if (!isPlainText(text)) {
    errors.push(notPlain('text'));
  } else if (!isVisible(text)) {
    errors.push({ path: 'text', code: 'empty', message: 'text must not be empty' });
  }
  if (typeof clientId !== 'string' || !clientIds.test(clientId)) {
    errors.push({
      path: 'clientId',
      code: 'wrong-form',
      message: 'clientId must be 1 to 64 visible ASCII characters',
    });
  }
  if (errors.length > 0) throw invalid(errors);
  return { text: text as string, clientId: clientId as string };
}
