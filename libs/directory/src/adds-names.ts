import {
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { mergeMap, type Observable } from 'rxjs';
import { Directory } from './directory.js';
import { Names } from './names.js';

type Owner = 'library' | 'group' | 'person';

/** Properties that hold an id, and whose: the name stands beside it under `<...>Name`. */
const known: Readonly<Record<string, Owner>> = {
  institutionId: 'library',
  patronInstitutionId: 'library',
  turnInstitutionId: 'library',
  plannedInstitutionId: 'library',
  takenByInstitutionId: 'library',
  fromInstitutionId: 'library',
  toInstitutionId: 'library',
  redirectToInstitutionId: 'library',
  groupId: 'group',
  accountId: 'person',
  assigneeId: 'person',
  toLibrarianId: 'person',
  revisedBy: 'person',
};
/** `institutionId` -> `institutionName`, `revisedBy` -> `revisedByName`. */
const besideOf = new Map(Object.keys(known).map((key) => [key, `${key.replace(/Id$/, '')}Name`]));

type Plain = Record<string, unknown>;
interface Holder {
  readonly object: Plain;
  readonly keys: readonly string[];
}

/** Puts names beside ids in what a controller answers, so that a page that shows it needs no further call. */
@Injectable()
export class NamesBesideIds implements NestInterceptor {
  constructor(
    private readonly directory: Directory,
    private readonly names: Names,
  ) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(mergeMap((answer) => this.named(answer)));
  }

  /** The answer itself, its objects completed; what has a name already keeps it. */
  async named<T>(answer: T): Promise<T> {
    const holders = holdersIn(answer);
    const ids: Record<Owner, Set<string>> = { library: new Set(), group: new Set(), person: new Set() };
    for (const { object, keys } of holders)
      for (const key of keys) if (typeof object[key] === 'string') ids[known[key]!].add(object[key]);
    const found: Record<Owner, ReadonlyMap<string, string>> = {
      library: ids.library.size > 0 ? await this.directory.namesOf([...ids.library]) : new Map(),
      group: ids.group.size > 0 ? await this.directory.groupNamesOf([...ids.group]) : new Map(),
      person: ids.person.size > 0 ? await this.names.of([...ids.person]) : new Map(),
    };
    for (const { object, keys } of holders)
      for (const key of keys)
        object[besideOf.get(key)!] = found[known[key]!].get(object[key] as string) ?? null;
    return answer;
  }
}

/** Every id that a handler, or the handlers of a class, answers is named: institutionId by institutionName and so on. */
export const AddsNames = (): ClassDecorator & MethodDecorator => UseInterceptors(NamesBesideIds);

/** Documents a name that AddsNames puts there; the property is optional for who makes the answer, never for who reads it. */
export const NameBeside = (): PropertyDecorator =>
  ApiProperty({
    type: String,
    nullable: true,
    description: 'null without an id, or while it cannot be asked for',
  });

/** Objects that hold ids without names, however deep. */
function holdersIn(value: unknown, found: Holder[] = []): Holder[] {
  if (Array.isArray(value)) for (const each of value) holdersIn(each, found);
  else if (isPlain(value)) {
    let keys: string[] | undefined;
    for (const key in value) {
      const held = value[key];
      if (typeof held === 'object' && held !== null) holdersIn(held, found);
      else {
        const beside = besideOf.get(key);
        if (beside !== undefined && !(beside in value)) (keys ??= []).push(key);
      }
    }
    if (keys) found.push({ object: value, keys });
  }
  return found;
}

/** Neither dates nor streams nor bytes. */
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Date) &&
  !ArrayBuffer.isView(value) &&
  !('pipe' in value);
