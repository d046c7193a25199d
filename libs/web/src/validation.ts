import { isOnlyUnseen, isPlainText, NotFound } from '@carrel/kernel';
import { ValidationPipe, type ArgumentMetadata, type Type } from '@nestjs/common';
import { fieldErrors } from './field-codes.js';
import { nullAsAbsent } from './null-as-absent.js';
import { Problem, type FieldError } from './problem.js';

/** What the problem of broken fields says; each is named beside it. */
export const invalid = (errors: readonly FieldError[]): Problem =>
  new Problem(422, 'invalid', detailOf(errors), { errors });

const detailOf = (errors: readonly FieldError[]): string => {
  const fields = new Set(errors.map(({ path }) => path)).size;
  return fields === 1
    ? 'One field holds what cannot be taken; errors says which and why.'
    : `${fields} fields hold what cannot be taken; errors says which and why.`;
};

/**
 * Bodies and queries are turned into their DTO; unknown fields and broken rules are 422 with every fault named. What
 * `refuseUnfit` refuses is accepted by no operation, with or without a DTO; a part of the path that no text may be is 404. A
 * field of a body that may be left out may be null instead.
 */
export function validationPipe(): ValidationPipe {
  return new TextValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    // The class is asked for the bounds that a value breaks; neither is answered.
    validationError: { target: true, value: false },
    exceptionFactory: (faults) => invalid(fieldErrors(faults)),
  });
}

class TextValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') refuseUnfit(value, metadata.data);
    // A cursor has an error of its own (readCursor).
    if (metadata.type === 'query') refuseUnfit(withoutCursor(value), metadata.data);
    if (metadata.type === 'param' && typeof value === 'string' && !isPlainText(value))
      throw new NotFound('thing');
    const taken: unknown = await super.transform(value, metadata);
    if (metadata.type === 'body') nullAsAbsent(taken);
    return taken;
  }
}

const withoutCursor = (query: unknown): unknown =>
  typeof query === 'object' && query !== null ? { ...query, cursor: undefined } : query;

const bodies = validationPipe();

/** What does not come by HTTP, checked by the same rules as a body: the value in its class, or every fault. */
export async function checked<T extends object>(
  kind: Type<T>,
  value: unknown,
): Promise<{ value: T } | { errors: readonly FieldError[] }> {
  try {
    return { value: (await bodies.transform(value, { type: 'body', metatype: kind })) as T };
  } catch (fault) {
    if (fault instanceof Problem && fault.more.errors) return { errors: fault.more.errors };
    throw fault;
  }
}

/** What is said of a text with characters that no text may hold. */
export const notPlain = (path: string): FieldError => ({
  path,
  code: 'control-characters',
  message: `${path || 'the body'} must not contain control characters other than tabs and line breaks`,
});

const unseen = (path: string): FieldError => ({
  path,
  code: 'empty',
  message: `${path || 'the body'} must hold something that can be seen; it has zero-width characters alone`,
});

const reserved = (path: string, name: string): FieldError => ({
  path: path ? `${path}.${name}` : name,
  code: 'reserved-name',
  message: `${name} is no name that a field may have`,
});

/**
 * Refuses what no operation accepts: control characters other than tabs and line breaks and halves of characters, texts that
 * look empty because all their characters are of no width, and fields called as something every object of JavaScript
 * has (`constructor`, `__proto__`, `toString`).
 * @throws Problem 422 with every such text and field name
 */
export function refuseUnfit(value: unknown, path = ''): void {
  const errors = new Map([...unfitIn(value, path)].map((error) => [error.path, error]));
  if (errors.size > 0) throw invalid([...errors.values()]);
}

/** A field whose name is not plain counts as its object's fault. */
function* unfitIn(value: unknown, path: string): Generator<FieldError> {
  if (typeof value === 'string') {
    if (!isPlainText(value)) yield notPlain(path);
    else if (isOnlyUnseen(value)) yield unseen(path);
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [name, inside] of Object.entries(value)) {
      if (!isPlainText(name)) yield notPlain(path);
      else if (name in Object.prototype) yield reserved(path, name);
      else yield* unfitIn(inside, path ? `${path}.${name}` : name);
    }
  }
}
