import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, type FieldError } from './problem.js';

/** Bodies and queries are turned into their DTO; unknown fields and broken rules are 422 with every fault named. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (faults) =>
      new Problem(422, 'invalid', 'The request breaks its schema; see errors.', {
        errors: fieldErrors(faults),
      }),
  });
}

/** Nested faults flattened, the path dotted. */
export function fieldErrors(faults: readonly ValidationError[], parent = ''): FieldError[] {
  return faults.flatMap((fault) => {
    const path = parent ? `${parent}.${fault.property}` : fault.property;
    const own = Object.values(fault.constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...fieldErrors(fault.children ?? [], path)];
  });
}
