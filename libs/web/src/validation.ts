import { isPlainText } from '@carrel/kernel';
import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { Problem, type FieldError } from './problem.js';

const invalid = (errors: FieldError[]): Problem =>
  new Problem(422, 'invalid', 'The request breaks its schema; see errors.', { errors });

/**
 * Bodies and queries are turned into their DTO; unknown fields and broken rules are 422 with every fault named. No
 * text of a body or query, with or without a DTO, holds control characters other than tabs and line breaks.
 */
export function validationPipe(): ValidationPipe {
  return new PlainTextValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (faults) => invalid(fieldErrors(faults)),
  });
}

class PlainTextValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') refuseUnplain(value, metadata.data);
    // A cursor has an error of its own (readCursor).
    if (metadata.type === 'query') refuseUnplain(withoutCursor(value), metadata.data);
    return super.transform(value, metadata);
  }
}

const withoutCursor = (query: unknown): unknown =>
  typeof query === 'object' && query !== null ? { ...query, cursor: undefined } : query;

/** Nested faults flattened, the path dotted. */
export function fieldErrors(faults: readonly ValidationError[], parent = ''): FieldError[] {
  return faults.flatMap((fault) => {
    const path = parent ? `${parent}.${fault.property}` : fault.property;
    const own = Object.values(fault.constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...fieldErrors(fault.children ?? [], path)];
  });
}

/** What is said of a text with characters that no text may hold. */
export const notPlain = (path: string): FieldError => ({
  path,
  message: `${path || 'the body'} must not contain control characters other than tabs and line breaks`,
});

/** @throws Problem 422 with every text and field name that is not plain */
export function refuseUnplain(value: unknown, path = ''): void {
  const errors = [...new Set(unplainIn(value, path))].map(notPlain);
  if (errors.length > 0) throw invalid(errors);
}

/** Dotted paths of texts that are not plain; a field whose name is not counts as its object's fault. */
function* unplainIn(value: unknown, path: string): Generator<string> {
  if (typeof value === 'string') {
    if (!isPlainText(value)) yield path;
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [name, inside] of Object.entries(value)) {
      if (isPlainText(name)) yield* unplainIn(inside, path ? `${path}.${name}` : name);
      else yield path;
    }
  }
}
