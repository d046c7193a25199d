import { NotFound } from '@carrel/kernel';
import { Param, type PipeTransform } from '@nestjs/common';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The id that a part of the path is. @throws NotFound for what cannot be one, exactly as for a missing one (F26) */
export function pathId(value: string): string {
  if (!uuid.test(value)) throw new NotFound('thing');
  return value.toLowerCase();
}

class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return pathId(value);
  }
}

/** An id in the path: `@PathId() id: string`. What cannot be an id answers exactly like a missing one (F26). */
export const PathId = (name = 'id'): ParameterDecorator => Param(name, new IdPipe());
