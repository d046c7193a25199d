import { NotFound } from '@carrel/kernel';
import { Param, type PipeTransform } from '@nestjs/common';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!uuid.test(value)) throw new NotFound('thing');
    return value.toLowerCase();
  }
}

/** An id in the path: `@PathId() id: string`. What cannot be an id answers exactly like a missing one (F26). */
export const PathId = (name = 'id'): ParameterDecorator => Param(name, new IdPipe());
