import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsUUID } from 'class-validator';
import { listNames, type ListName } from '../domain/lists.js';
import type { QuestionRow } from '../domain/row.js';

export class ListCountDto {
  @ApiProperty({ enum: listNames })
  list!: ListName;
  @ApiProperty({ type: 'integer' })
  all!: number;
  @ApiProperty({ type: 'integer', description: 'assigned to the caller' })
  mine!: number;
}

export class CountsDto {
  @ApiProperty({ type: [ListCountDto] })
  lists!: ListCountDto[];
  @ApiProperty({ type: 'integer' })
  overdue!: number;
  @ApiProperty({ type: 'integer' })
  dueSoon!: number;
}

export class SeveralDto {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: 100 })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];
}

export class AssignSeveralDto extends SeveralDto {
  @ApiProperty({ format: 'uuid', description: 'an active account of your library' })
  @IsUUID()
  assigneeId!: string;
}

export class RefusedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 'already-closed' })
  code!: string;
  @ApiProperty()
  detail!: string;
}

export class SeveralDoneDto {
  @ApiProperty({ type: [String], format: 'uuid' })
  done!: string[];
  @ApiProperty({ type: [RefusedDto], description: 'each for its own reason; the others are done' })
  refused!: RefusedDto[];
}

const columns = [
  ...(['number', 'subject', 'source', 'status', 'assigneeId', 'resolution', 'topic', 'mark'] as const),
  ...(['noContact', 'dueAt', 'createdAt', 'updatedAt', 'id'] as const),
];
export const csvHead = `${columns.join()},codes\r\n`;

/** RFC 4180; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
export const csvOf = (row: QuestionRow): string =>
  `${[...columns.map((column) => row[column]), row.codes.join(' ')].map(cell).join()}\r\n`;

function cell(value: Date | string | boolean | null): string {
  const text = value instanceof Date ? value.toISOString() : `${value ?? ''}`;
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
